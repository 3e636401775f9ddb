package demand

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// CountSeriesFilter says which protected counts stand beside each other: those of one cohort, of
// one period, at one level of areas.
type CountSeriesFilter struct {
	Period                           string // the latest there is, if empty
	Level                            string // the smallest areas the period has, if empty
	AgeBand, Need, Placement, Origin string // all of them, if empty
}

// CountSeries is what was found of them.
type CountSeries struct {
	Period     string `json:"period,omitempty" doc:"Left out where nothing was imported"`
	Level      string `json:"level,omitempty" enum:"lsoa,msoa,district,authority,region,nation,postcode_district,other"`
	AgeBand    string `json:"age_band,omitempty"`
	Need       string `json:"need,omitempty"`
	Placement  string `json:"placement,omitempty"`
	Origin     string `json:"origin,omitempty"`
	Areas      int    `json:"areas" doc:"With a count, shown or not"`
	Suppressed int    `json:"suppressed" doc:"Whose count is not shown: a stand-in made from what is shown counts in its place"`
	NotPlaced  int    `json:"not_placed" doc:"Left out because nobody knows where they are: no small area in use is said to lie in them"`
}

// areaCount is the protected count of an area, and its place.
type areaCount struct {
	CountKey
	Children *int
	StandIn  *int64
	Before   *int // of the period that a change is from

	living int // children who live there
	x, y   *float64
	cells  []int // of the cells in use, those that lie in it
}

// thousandths is what counts in sums and on the map: the count, or its stand-in.
func (a areaCount) thousandths() int64 {
	switch {
	case a.Children != nil:
		return int64(*a.Children) * 1000
	case a.StandIn != nil:
		return *a.StandIn
	}
	return 0
}

// levelsBySize are the levels from the smallest areas up.
var levelsBySize = []string{values.LevelLSOA, values.LevelMSOA, values.LevelDistrict, values.LevelPostcode, values.LevelOther, values.LevelAuthority, values.LevelRegion, values.LevelNation}

// countSeriesRead is a cohort as derived figures are made from it: its areas, and the cells in
// use, of which they are, with what each weighs in the estimate.
type countSeriesRead struct {
	CountSeries
	areas   []areaCount
	cells   []cellRow
	weights []float64
}

// readCountSeries is a cohort's protected counts by area, with where each area is. It is the one
// place where derived figures read them.
func readCountSeries(ctx context.Context, db *gorm.DB, f CountSeriesFilter, since string) (r countSeriesRead, err error) {
	if f, err = f.filled(ctx, db); err != nil || f.Period == "" {
		return r, err
	}
	where, args := f.where()
	args["since"] = since
	err = db.WithContext(ctx).Raw("SELECT DISTINCT ON (c.area_code) "+countKey+", c.children, c.stand_in, b.children AS before"+shownTables+where+
		" ORDER BY c.area_code, c.age_band, c.need, c.placement, c.origin", args).Scan(&r.areas).Error
	if err != nil {
		return r, fmt.Errorf("read a cohort of counts: %w", err)
	}
	r.CountSeries = CountSeries{Period: f.Period, Level: f.Level, AgeBand: f.AgeBand, Need: f.Need, Placement: f.Placement, Origin: f.Origin, Areas: len(r.areas)}
	if len(r.areas) == 0 {
		return r, f.notThere(ctx, db)
	}
	one := r.areas[0]
	r.AgeBand, r.Need, r.Placement, r.Origin = cmp.Or(r.AgeBand, one.AgeBand), cmp.Or(r.Need, one.Need), cmp.Or(r.Placement, one.Placement), cmp.Or(r.Origin, one.Origin)
	if err := r.place(db.WithContext(ctx)); err != nil {
		return r, err
	}
	for _, a := range r.areas {
		if a.Children == nil {
			r.Suppressed++
		}
		if a.x == nil {
			r.NotPlaced++
		}
	}
	return r, nil
}

// filled is the filter with the latest period and its smallest areas where none are named.
func (f CountSeriesFilter) filled(ctx context.Context, db *gorm.DB) (CountSeriesFilter, error) {
	periods, err := CountPeriods(ctx, db)
	if err != nil || len(periods) == 0 {
		return CountSeriesFilter{}, err
	}
	at := max(0, slices.IndexFunc(periods, func(p CountPeriod) bool { return p.Period == f.Period }))
	f.Period = cmp.Or(f.Period, periods[at].Period)
	for _, level := range levelsBySize {
		if f.Level == "" && slices.Contains(periods[at].Levels, level) {
			f.Level = level
		}
	}
	return f, nil
}

// where is every field of the cohort: as named, or a total.
func (f CountSeriesFilter) where() (sql string, args map[string]any) {
	sql, args = " WHERE c.period = @period AND c.level = @level", map[string]any{"period": f.Period, "level": f.Level, "totals": values.TotalWords}
	for _, c := range f.fields() {
		if c.value == "" {
			sql += fmt.Sprintf(" AND lower(trim(c.%s)) IN @totals", c.column)
			continue
		}
		sql += fmt.Sprintf(" AND c.%s = @%s", c.column, c.column)
		args[c.column] = c.value
	}
	return sql, args
}

type countField struct{ column, words, value string }

func (f CountSeriesFilter) fields() []countField {
	return []countField{{"age_band", "all ages", f.AgeBand}, {"need", "all needs", f.Need}, {"placement", "all placements", f.Placement}, {"origin", "all origins", f.Origin}}
}

// notThere says what to choose where counts there are, but none of this cohort: every field
// has to be one that is there, and is named by what there is.
func (f CountSeriesFilter) notThere(ctx context.Context, db *gorm.DB) error {
	for _, c := range f.fields() {
		var there []string
		err := db.WithContext(ctx).Raw("SELECT DISTINCT "+c.column+" FROM protected_counts WHERE period = ? AND level = ? ORDER BY 1 LIMIT 20", f.Period, f.Level).Scan(&there).Error
		if err != nil {
			return fmt.Errorf("read the cohorts there are: %w", err)
		}
		if len(there) == 0 {
			return nil // of this period and level there is nothing at all
		}
		if !slices.ContainsFunc(there, func(v string) bool { return v == c.value || c.value == "" && values.IsTotal(v) }) {
			return problem.Field(c.column, fmt.Sprintf("There are no counts of %s for this period and level. Choose one of: %s.", cmp.Or(c.value, c.words), strings.Join(there, ", ")))
		}
	}
	return problem.Field("age_band", "There are counts of each of these, but none of them together. Leave age_band, need, placement or origin out.")
}

// place says of each area which cells in use lie in it, how many children live there, and
// where it is: at the middle of its cells, each as heavy as the estimate weighs it; a
// postcode district without cells at its middle as imported. What lies in what is as the
// protected table was made by, published and looked up, and tells nothing of counts.
func (r *countSeriesRead) place(tx *gorm.DB) error {
	var lookup places
	var err error
	if r.cells, r.weights, lookup, err = weighedCells(tx); err != nil {
		return err
	}
	at, middle := map[string]int{}, map[string]string{}
	for i, a := range r.areas {
		at[a.AreaCode] = i
		if a.Level == values.LevelMSOA {
			middle[a.AreaName] = a.AreaCode
		}
	}
	sums := make([]struct{ x, y, weight float64 }, len(r.areas))
	for n, c := range r.cells {
		for _, code := range lookup.areasOf(c, middle) {
			i, there := at[code]
			if !there {
				continue
			}
			a, sum := &r.areas[i], &sums[i]
			a.cells, a.living = append(a.cells, n), a.living+c.Children
			if c.X != nil {
				w := max(r.weights[n], 1e-9) // where nobody weighs anything, the middle of the cells
				sum.x, sum.y, sum.weight = sum.x+*c.X*w, sum.y+*c.Y*w, sum.weight+w
			}
		}
	}
	for i, sum := range sums {
		if sum.weight > 0 {
			x, y := sum.x/sum.weight, sum.y/sum.weight
			r.areas[i].x, r.areas[i].y = &x, &y
		}
	}
	return r.placeDistricts(tx, at)
}

// placeDistricts places postcode districts that have no cells.
func (r *countSeriesRead) placeDistricts(tx *gorm.DB, at map[string]int) error {
	if r.Level != values.LevelPostcode {
		return nil
	}
	var list []struct {
		Ref               string
		Easting, Northing float64
	}
	if err := tx.Raw("SELECT ref, easting, northing FROM gazetteer_places WHERE kind = 'postcode_district' ORDER BY ref").Scan(&list).Error; err != nil {
		return fmt.Errorf("read where postcode districts are: %w", err)
	}
	for _, p := range list {
		if i, there := at[p.Ref]; there && r.areas[i].x == nil {
			r.areas[i].x, r.areas[i].y = &p.Easting, &p.Northing
		}
	}
	return nil
}
