package demand

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"sync"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/disclosure"
	"homeground/internal/values"
)

// Disclosure is the protected table, which follows from observed counts and from what
// lies within what.
var Disclosure = importer.Follow{Name: "protected counts", Run: ProtectAll}

// observedRow is an observed count as it is read to be protected, with what was shown of
// it until now.
type observedRow struct {
	AreaCode, AreaName, PartOf       string
	AgeBand, Need, Placement, Origin string
	Period                           string
	Children, Before                 *int64
	level, parent, authority         string
}

// ProtectAll makes the protected table anew from the observed counts, period by period.
// It is the one place that decides what is shown of them.
// Whoever imports is told how much is hidden, and what could not be protected as it should.
func ProtectAll(ctx context.Context, tx *gorm.DB, r *importer.Report) error {
	tx = tx.WithContext(ctx)
	if err := lockSettings(tx); err != nil {
		return err
	}
	if err := decideAll(tx, r); err != nil {
		return err
	}
	return StandIns(ctx, tx)
}

func decideAll(tx *gorm.DB, r *importer.Report) error {
	periods, lookup, err := readObservedCounts(tx)
	if err != nil {
		return err
	}
	for _, table := range []string{"protected_counts", "protection_faults"} {
		if err := tx.Exec("DELETE FROM " + table).Error; err != nil {
			return fmt.Errorf("clear %s: %w", table, err)
		}
	}
	for _, period := range slices.Sorted(maps.Keys(periods)) {
		rows := periods[period]
		counts, areas := lookup.prepare(rows)
		if counts, err = withPublished(tx, period, rows, counts); err != nil {
			return err
		}
		p := disclosure.Protect(counts, areas)
		if err := writeProtected(tx, rows, p); err != nil {
			return err
		}
		if err := say(tx, r, p, period, len(rows)); err != nil {
			return err
		}
	}
	return nil
}

func readObservedCounts(tx *gorm.DB) (map[string][]observedRow, places, error) {
	var rows []observedRow
	err := tx.Raw(`
		SELECT o.area_code, o.area_name, o.part_of, o.age_band, o.need, o.placement, o.origin, o.period, o.children, p.children AS before
		FROM observed_counts o LEFT JOIN protected_counts p USING (area_code, age_band, need, placement, origin, period)
		ORDER BY o.period COLLATE "C", o.area_code COLLATE "C", o.age_band COLLATE "C", o.need COLLATE "C", o.placement COLLATE "C", o.origin COLLATE "C"`).Scan(&rows).Error
	if err != nil {
		return nil, places{}, fmt.Errorf("read observed counts: %w", err)
	}
	periods := map[string][]observedRow{}
	for _, row := range rows {
		periods[row.Period] = append(periods[row.Period], row)
	}
	lookup, err := readPlaces(tx)
	return periods, lookup, err
}

// places is what the look-ups say of areas.
type places struct {
	district, authority map[string]string // of a small area
	postcodes           map[string]string // the postcode district that most of a small area's postcodes are of
	middle              map[string]string // the name of the middle area that a small area lies in
}

//go:embed regions.csv
var regionsFile []byte

// regionOf is each authority's region, as the Department for Education's tables have it
// (Inner and Outer London are one).
var regionOf = sync.OnceValue(func() map[string]string {
	lines, err := csv.NewReader(bytes.NewReader(regionsFile)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("regions.csv: %v", err)) // part of the program
	}
	regions := map[string]string{}
	for _, line := range lines[1:] {
		regions[line[0]] = line[1]
	}
	return regions
})

func readPlaces(tx *gorm.DB) (places, error) {
	p := places{map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}}
	var rows []struct{ Code, Name, District, Authority, Postcodes string }
	err := tx.Raw(`SELECT code, name, coalesce(district_code, '') AS district, coalesce(authority_code, '') AS authority, coalesce(postcode_district, '') AS postcodes FROM demand_cells WHERE kind = 'lsoa21' ORDER BY code`).Scan(&rows).Error
	if err != nil {
		return p, fmt.Errorf("read what small areas lie in: %w", err)
	}
	for _, r := range rows {
		p.authority[r.Code] = r.Authority
		if values.LevelOf(r.District) == values.LevelDistrict {
			p.district[r.Code] = r.District
		}
		p.middle[r.Code], p.postcodes[r.Code] = middleName(r.Name), r.Postcodes
	}
	return p, nil
}

// middleName is the name of the middle area that a small area lies in: a small area is
// called after it with a letter more, Adur 001A in Adur 001.
func middleName(small string) string {
	n := len(small) - 1
	if n < 4 || small[n] < 'A' || small[n] > 'Z' || small[n-1] < '0' || small[n-1] > '9' {
		return ""
	}
	return small[:n]
}

// prepare is the rows of a period as disclosure.Protect takes them, with the level, parent and
// authority of each written into the row. What a file says an area is part of comes
// before what is looked up.
func (p places) prepare(rows []observedRow) ([]disclosure.Count, disclosure.Areas) {
	areas := disclosure.Areas{Up: map[string]string{}, Small: map[string]int{}}
	middle, there := map[string]string{}, map[string]bool{}
	for _, r := range rows {
		there[r.AreaCode] = true
		if values.LevelOf(r.AreaCode) == values.LevelMSOA {
			middle[r.AreaName] = r.AreaCode
		}
	}
	for small, authority := range p.authority {
		chain := []string{small, middle[p.middle[small]], p.district[small], authority}
		chain = slices.DeleteFunc(chain, func(code string) bool { return code == "" })
		for n, code := range chain[:len(chain)-1] {
			areas.Up[code] = chain[n+1]
		}
		for _, code := range chain[1:] {
			areas.Small[code]++
		}
	}
	for authority, region := range regionOf() {
		areas.Up[authority], areas.Up[region] = region, "E92000001"
	}
	counts := make([]disclosure.Count, len(rows))
	for i, r := range rows {
		if r.PartOf != "" && r.PartOf != r.AreaCode {
			areas.Up[r.AreaCode] = r.PartOf
		}
		counts[i] = disclosure.Count{Area: r.AreaCode, Ages: r.AgeBand, Need: r.Need, Placement: r.Placement, Origin: r.Origin, Children: r.Children, Shown: r.Children != nil && r.Before != nil && *r.Children == *r.Before}
	}
	for i := range rows {
		r := &rows[i]
		r.level = values.LevelOf(r.AreaCode)
		r.parent = areas.Above(r.AreaCode, func(code string) bool { return there[code] })
		if r.authority = r.AreaCode; r.level != values.LevelAuthority {
			r.authority = areas.Above(r.AreaCode, func(code string) bool { return values.LevelOf(code) == values.LevelAuthority })
		}
	}
	return counts, areas
}

// withPublished are the counts with what is published of authorities on the period's last
// day and shown to everyone besides: where imported counts come to just that, the
// published one is a total that everybody knows. Totals that nobody imported come last.
func withPublished(tx *gorm.DB, period string, rows []observedRow, counts []disclosure.Count) ([]disclosure.Count, error) {
	var published []struct {
		Code     string
		Children int64
	}
	err := tx.Raw(`SELECT authority_code AS code, children FROM authority_counts WHERE CAST(on_day AS text) = ? AND children IS NOT NULL ORDER BY 1`, period[max(0, len(period)-10):]).Scan(&published).Error
	if err != nil {
		return nil, fmt.Errorf("read published counts: %w", err)
	}
	type part struct{ authority, level string }
	sums, unknown, there, like := map[part]int64{}, map[part]bool{}, map[string]int{}, map[part]disclosure.Count{}
	for i, r := range rows {
		if !values.IsTotal(r.AgeBand) || !values.IsTotal(r.Need) || !values.IsTotal(r.Placement) || !values.IsTotal(r.Origin) {
			continue
		}
		if r.level == values.LevelAuthority {
			there[r.AreaCode] = i + 1
		}
		p := part{r.authority, r.level}
		if like[p] = counts[i]; r.Children != nil {
			sums[p] += *r.Children
		} else {
			sums[p], unknown[p] = sums[p], true
		}
	}
	for _, p := range published {
		if i := there[p.Code]; i > 0 {
			if c := &counts[i-1]; c.Children != nil && *c.Children == p.Children {
				c.Shown = true
			}
			continue
		}
		for _, level := range []string{values.LevelLSOA, values.LevelMSOA, values.LevelDistrict} {
			at := part{p.Code, level}
			if sum, ok := sums[at]; ok && (sum == p.Children || unknown[at] && sum <= p.Children) {
				c := like[at] // of the same cohort, however that is written
				c.Area, c.Children, c.Shown = p.Code, &p.Children, true
				counts = append(counts, c)
				break
			}
		}
	}
	return counts, nil
}

func writeProtected(tx *gorm.DB, rows []observedRow, p disclosure.Protection) error {
	children := make(column[*int64], len(rows))
	for i, r := range rows {
		if !p.Hidden[i] {
			children[i] = r.Children
		}
	}
	text := func(value func(observedRow) string) column[string] { return of(rows, value) }
	err := tx.Exec(`
		INSERT INTO protected_counts (area_code, area_name, level, parent_code, authority_code, age_band, need, placement, origin, period, children)
		SELECT area, name, level, nullif(parent, ''), nullif(authority, ''), ages, need, placement, origin, period, children
		FROM unnest(CAST(@areas AS text[]), CAST(@names AS text[]), CAST(@levels AS text[]), CAST(@parents AS text[]), CAST(@authorities AS text[]), CAST(@ages AS text[]),
		            CAST(@needs AS text[]), CAST(@placements AS text[]), CAST(@origins AS text[]), CAST(@periods AS text[]), CAST(@children AS int[]))
		     AS r (area, name, level, parent, authority, ages, need, placement, origin, period, children)`,
		map[string]any{"areas": text(func(r observedRow) string { return r.AreaCode }), "names": text(func(r observedRow) string { return r.AreaName }),
			"levels": text(func(r observedRow) string { return r.level }), "parents": text(func(r observedRow) string { return r.parent }),
			"authorities": text(func(r observedRow) string { return r.authority }), "ages": text(func(r observedRow) string { return r.AgeBand }),
			"needs": text(func(r observedRow) string { return r.Need }), "placements": text(func(r observedRow) string { return r.Placement }),
			"origins": text(func(r observedRow) string { return r.Origin }), "periods": text(func(r observedRow) string { return r.Period }), "children": children}).Error
	if err != nil {
		return fmt.Errorf("write protected counts: %w", err)
	}
	return nil
}
