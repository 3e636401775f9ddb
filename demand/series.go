package demand

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Series is a set of figures as pages know it.
type Series struct {
	id            int64
	Day           values.Date `json:"day" format:"date"`
	Basis         string      `json:"basis" enum:"estimated,projected"`
	GrowthPercent *float64    `json:"growth_percent,omitempty" doc:"Of a projection: the growth a year it was made with"`
	Source        string      `json:"source"`
	MadeAt        time.Time   `json:"made_at"`
	Thousandths   int64       `json:"thousandths" doc:"Children looked after on that day, of all areas that have a figure, in thousandths"`
	Change        int64       `json:"change" doc:"Between that day and the newest estimate, of all areas that have a change, in thousandths: the later less the earlier"`
}

// words say what the other day is of.
func (s Series) words() string {
	return fmt.Sprintf("%s, %s. %s. The change is the later day's children less the earlier's", s.Day.Words(), s.Basis, s.Source)
}

// ListSeries are the other days there are figures for, the earliest first.
func ListSeries(ctx context.Context, db *gorm.DB) ([]Series, error) {
	return readSeries(ctx, db, "cell")
}

func readSeries(ctx context.Context, db *gorm.DB, level string) ([]Series, error) {
	var rows []struct {
		ID int64
		Series
	}
	err := db.WithContext(ctx).Raw(`
		SELECT id, to_day AS day, kind AS basis, growth_bp / 100.0 AS growth_percent, source, made_at, thousandths, change
		FROM demand_series WHERE level = @level ORDER BY to_day, kind`, map[string]any{"level": level}).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list series of %ss: %w", level, err)
	}
	list := make([]Series, len(rows))
	for i, r := range rows {
		list[i] = r.Series
		list[i].id = r.ID
	}
	return list, nil
}

// seriesOf is the series of an earlier day or of a projected one; nil where neither is
// asked for.
func seriesOf(ctx context.Context, db *gorm.DB, level string, since, until values.Date) (*Series, error) {
	field, basis, day := "since", "estimated", since
	switch {
	case since.IsZero() && until.IsZero():
		return nil, nil
	case !since.IsZero() && !until.IsZero():
		return nil, problem.Field("until", "Ask for an earlier day with since, or for a projected one with until, not for both.")
	case since.IsZero():
		field, basis, day = "until", "projected", until
	}
	list, err := readSeries(ctx, db, level)
	if err != nil {
		return nil, err
	}
	days := []string{}
	for _, s := range list {
		if s.Basis == basis && s.Day == day {
			return &s, nil
		}
		if s.Basis == basis {
			days = append(days, s.Day.String())
		}
	}
	if len(days) == 0 {
		return nil, problem.Field(field, "There is no "+basis+" figure of another day.")
	}
	return nil, problem.Field(field, "Give a day there are "+basis+" figures for: "+strings.Join(days, ", ")+".")
}

// otherDay is a set of figures beside the newest estimate: of an earlier published day,
// or projected for a later one.
type otherDay struct {
	kind        string // estimated or projected
	day         values.Date
	growth      *int             // of a projection, in hundredths of a percent a year
	source      string           // what it was made from
	thousandths map[string]int64 // by cell; of an authority without a count of the day, none
	same        map[string]bool  // authorities whose newest count is of this very day
}

// otherDays are the estimates for every published day but the newest, and the projection
// where a growth is set. All spread their totals by the weights of today, so that a change
// is one of the counts and not of how they are spread.
func otherDays(cells []cellRow, totals, now []totalRow, newest values.Date, set assumptions) (list []otherDay) {
	byDay, last := map[values.Date][]totalRow{}, map[string]values.Date{}
	for _, t := range totals {
		byDay[t.OnDay] = append(byDay[t.OnDay], t)
	}
	for _, t := range now {
		last[t.Code] = t.OnDay
	}
	for day, of := range byDay {
		d := otherDay{kind: "estimated", day: day, source: "Counts published for the day, spread like the newest", same: map[string]bool{}}
		if used, thousandths, _ := spreadAll(cells, of, set.DeprivationPower); day != newest && len(used) > 0 {
			d.thousandths = byCode(used, thousandths)
			for _, t := range of {
				d.same[t.Code] = last[t.Code] == day
			}
			list = append(list, d)
		}
	}
	if set.GrowthBp != nil && !newest.IsZero() {
		list = append(list, projected(cells, now, newest, set))
	}
	slices.SortFunc(list, func(a, b otherDay) int { return cmp.Compare(a.day.Sub(b.day), 0) })
	return list
}

// projected is every authority's newest count grown to one day, the stated number of years
// after the newest of them all, and spread like it.
func projected(cells []cellRow, now []totalRow, newest values.Date, set assumptions) otherDay {
	base := newest.Time()
	d := otherDay{kind: "projected", day: values.DateOf(time.Date(base.Year()+set.GrowthYears, base.Month(), base.Day(), 0, 0, 0, 0, time.UTC)), growth: set.GrowthBp,
		source: fmt.Sprintf("The newest published counts, grown by %+.2f%% a year", float64(*set.GrowthBp)/100)}
	then := make([]totalRow, len(now))
	for i, t := range now {
		years := d.day.Time().Year() - t.OnDay.Time().Year()
		then[i] = totalRow{t.Code, grown(t.Thousandths, *set.GrowthBp, years), d.day}
	}
	used, thousandths, _ := spreadAll(cells, then, set.DeprivationPower)
	d.thousandths = byCode(used, thousandths)
	return d
}

// grown is a total after so many years of growth, in hundredths of a percent a year, exact
// but for one rounding to whole thousandths, half up.
func grown(thousandths int64, growth, years int) int64 {
	power := func(base int64) *big.Int { return new(big.Int).Exp(big.NewInt(base), big.NewInt(int64(years)), nil) }
	under := power(10000)
	over := new(big.Int).Mul(big.NewInt(2*thousandths), power(10000+int64(growth)))
	over.Add(over, under)
	return over.Div(over, under.Lsh(under, 1)).Int64()
}

func byCode(cells []cellRow, thousandths []int64) map[string]int64 {
	out := make(map[string]int64, len(cells))
	for i, c := range cells {
		out[c.Code] = thousandths[i]
	}
	return out
}

// seriesRows are the figures of one series on one level.
type seriesRows struct {
	codes       column[string]
	thousandths column[int64]
	changes     column[*int64]
	readings    []Reading
}

// on is the day's figures of some areas: of each its figure of now, and of which cells it
// is made. An area has a figure where all its cells have one, and a change where none of
// them is of the same day as now. Gi* is of the changes, whatever the measure, among the
// areas that have one.
func (d otherDay) on(figures []figure, members [][]int, cells []cellRow, band *float64) (rows seriesRows) {
	var changed []Point
	var at []int
	for i, f := range figures {
		sum, known, moved := int64(0), true, true
		for _, m := range members[i] {
			t, ok := d.thousandths[cells[m].Code]
			sum, known, moved = sum+t, known && ok, moved && !d.same[cells[m].AuthorityCode]
		}
		if !known {
			continue
		}
		var change *int64
		if moved {
			difference := f.Thousandths - sum // the later less the earlier
			if d.kind == "projected" {
				difference = -difference
			}
			change = &difference
			if f.X != nil {
				changed, at = append(changed, Point{*f.X, *f.Y, float64(difference)}), append(at, len(rows.codes))
			}
		}
		rows.codes, rows.thousandths, rows.changes = append(rows.codes, f.Code), append(rows.thousandths, sum), append(rows.changes, change)
	}
	rows.readings = slices.Repeat([]Reading{{Class: None}}, len(rows.codes))
	if band != nil {
		for i, r := range HotSpots(changed, *band) {
			rows.readings[at[i]] = r
		}
	}
	return rows
}

// writeOtherDays puts the figures of other days in place of those there were.
func writeOtherDays(tx *gorm.DB, now survey, days []otherDay) error {
	if err := tx.Exec("DELETE FROM demand_series").Error; err != nil {
		return fmt.Errorf("clear series: %w", err)
	}
	alone := make([][]int, len(now.cells))
	for i := range alone {
		alone[i] = []int{i}
	}
	for _, d := range days {
		byCell := d.on(figuresOf(now.cells, now.thousandths), alone, now.cells, now.band)
		sum, change := byCell.totals()
		if err := d.write(tx, "cell", byCell, sum, change); err != nil {
			return err
		}
		var all seriesRows
		for _, l := range now.hexagons {
			rows := d.on(l.figures(), l.members(), now.cells, l.band)
			all.codes, all.thousandths = append(all.codes, rows.codes...), append(all.thousandths, rows.thousandths...)
			all.changes, all.readings = append(all.changes, rows.changes...), append(all.readings, rows.readings...)
		}
		if err := d.write(tx, "hexagon", all, sum, change); err != nil {
			return err
		}
	}
	return nil
}

// members are the cells of each hexagon.
func (l lattice) members() [][]int {
	at := make(map[string]int, len(l.sums))
	for i, s := range l.sums {
		at[s.Code] = i
	}
	members := make([][]int, len(l.sums))
	for cell, code := range l.of {
		if code != "" {
			members[at[code]] = append(members[at[code]], cell)
		}
	}
	return members
}

// totals are what the figures and the changes come to.
func (r seriesRows) totals() (sum, change int64) {
	for i, t := range r.thousandths {
		if sum += t; r.changes[i] != nil {
			change += *r.changes[i]
		}
	}
	return sum, change
}

func (d otherDay) write(tx *gorm.DB, level string, rows seriesRows, sum, change int64) error {
	zs, ps, classes := readingColumns(rows.readings)
	err := tx.Exec(`
		WITH series AS (
		    INSERT INTO demand_series (kind, level, from_day, to_day, growth_bp, thousandths, change, source)
		    VALUES (@kind, @level, @day, @day, @growth, @sum, @change, @source) RETURNING id)
		INSERT INTO demand_figures (series_id, code, thousandths, change, gi_z, p, class)
		SELECT series.id, f.* FROM series, unnest(CAST(@codes AS text[]), CAST(@thousandths AS bigint[]), CAST(@changes AS bigint[]), CAST(@zs AS float8[]), CAST(@ps AS float8[]),
		       CAST(@classes AS text[])) AS f`,
		map[string]any{"kind": d.kind, "level": level, "day": d.day, "growth": d.growth, "sum": sum, "change": change, "source": d.source, "codes": rows.codes, "thousandths": rows.thousandths,
			"changes": rows.changes, "zs": zs, "ps": ps, "classes": classes}).Error
	if err != nil {
		return fmt.Errorf("write the figures of %s: %w", d.day, err)
	}
	return nil
}
