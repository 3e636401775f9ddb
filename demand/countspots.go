package demand

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/problem"
	"homeground/internal/tables"
)

// CountSpotFilter says which cohort hot-spots are found in, and from where.
type CountSpotFilter struct {
	CountSeriesFilter
	Measure Measure // as the settings have it, if empty
	Since   string  // the period to give the change from
	Own     []string
	Cursor  string
	Limit   int // 100 if 0
}

// CountSpot is an area's protected count with its reading. What is not shown was read by
// its stand-in, which is told nowhere.
type CountSpot struct {
	CountKey
	Children    *int        `json:"children" doc:"Null where it is suppressed"`
	Suppressed  bool        `json:"suppressed" doc:"Not shown: marked c. Its z and its neighbours' are of a stand-in made from what is shown"`
	GiZ         *float64    `json:"gi_z,omitempty" doc:"Getis-Ord Gi*; left out of an area without a place"`
	P           *float64    `json:"p,omitempty" doc:"Two-sided, before false discoveries are held down"`
	Class       Class       `json:"class" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99"`
	Position    *geo.LonLat `json:"position,omitempty" doc:"The middle of its small areas, each as heavy as the estimate weighs it"`
	Change      *int        `json:"change,omitempty" doc:"Since the period asked for; only where both are shown"`
	ChangeZ     *float64    `json:"gi_z_of_change,omitempty" doc:"Gi* of the changes, among areas where both are shown"`
	ChangeClass Class       `json:"class_of_change,omitempty" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99"`
}

// CountSpots are the hot-spots among a cohort's protected counts, the hottest first.
type CountSpots struct {
	CountSeries
	Measure    Measure     `json:"measure" enum:"count,rate" doc:"What the hot-spots are of: the counts, or their empirical-Bayes rates in the children living there"`
	BandMetres float64     `json:"band_metres,omitempty" doc:"The distance they were found with"`
	Since      string      `json:"since,omitempty"`
	SinceBand  float64     `json:"band_metres_of_change,omitempty"`
	Items      []CountSpot `json:"items"`
	Total      int         `json:"total"`
	Next       string      `json:"next,omitempty"`
}

// FindCountSpots finds the hot-spots among the counts of a cohort, from the protected table
// with its stand-ins alone.
func FindCountSpots(ctx context.Context, db *gorm.DB, f CountSpotFilter) (CountSpots, error) {
	found, err := allCountSpots(ctx, db, f)
	if err != nil {
		return found, err
	}
	from := 0
	if f.Cursor != "" {
		from = 1 + slices.IndexFunc(found.Items, func(s CountSpot) bool { return s.AreaCode == f.Cursor })
		if from == 0 {
			return found, problem.Field("cursor", "Start again from the first page: this cursor is not one of ours.")
		}
	}
	to := min(len(found.Items), from+cmp.Or(f.Limit, 100))
	if to < len(found.Items) {
		found.Next = found.Items[to-1].AreaCode
	}
	found.Items = found.Items[from:to]
	return found, nil
}

func allCountSpots(ctx context.Context, db *gorm.DB, f CountSpotFilter) (CountSpots, error) {
	found := CountSpots{Measure: f.Measure, Since: f.Since, Items: []CountSpot{}}
	if found.Measure == "" {
		if err := db.WithContext(ctx).Raw("SELECT measure FROM demand_settings").Scan(&found.Measure).Error; err != nil {
			return found, fmt.Errorf("read demand settings: %w", err)
		}
	}
	read, err := readCountSeries(ctx, db, f.CountSeriesFilter, f.Since)
	if found.CountSeries = read.CountSeries; err != nil {
		return found, err
	}
	areas := read.areas
	figures := make([]figure, len(areas))
	for i, a := range areas {
		figures[i] = figure{Code: a.AreaCode, X: a.x, Y: a.y, Thousandths: a.thousandths(), Children: a.living}
	}
	band, readings := readFigures(found.Measure, figures, 0)
	if band != nil {
		found.BandMetres = *band
	}
	for i, a := range areas {
		spot := CountSpot{CountKey: a.CountKey, Children: a.Children, Suppressed: a.Children == nil, Change: Change(a.Children, a.Before)}
		spot.GiZ, spot.P, spot.Class = readings[i].told()
		if a.x != nil {
			lon, lat := geo.FromGrid(*a.x, *a.y)
			spot.Position = &geo.LonLat{math.Round(lon*1e6) / 1e6, math.Round(lat*1e6) / 1e6}
		}
		found.Items = append(found.Items, spot)
	}
	if f.Since != "" {
		found.SinceBand = spotChanges(areas, found.Items)
	}
	slices.SortFunc(found.Items, func(a, b CountSpot) int {
		return cmp.Or(byZ(b)-byZ(a), cmp.Compare(z(b), z(a)), cmp.Compare(a.AreaCode, b.AreaCode))
	})
	found.Total = len(found.Items)
	if len(f.Own) > 0 {
		found.Items = slices.DeleteFunc(found.Items, func(s CountSpot) bool { return !slices.Contains(f.Own, s.AuthorityCode) })
	}
	return found, nil
}

// byZ puts areas that have a z first.
func byZ(s CountSpot) int {
	if s.GiZ == nil {
		return 0
	}
	return 1
}

func z(s CountSpot) float64 { return deref(s.GiZ) }

// told is a reading as it is told: nothing where there is none.
func (r Reading) told() (z, p *float64, class Class) {
	if !r.Defined {
		return nil, nil, r.Class
	}
	return &r.Z, &r.P, r.Class
}

// spotChanges reads Gi* of the changes, among areas of which both counts are shown.
func spotChanges(areas []areaCount, spots []CountSpot) (band float64) {
	var changed []figure
	var at []int
	for i, s := range spots {
		if s.Change != nil {
			changed, at = append(changed, figure{Code: s.AreaCode, X: areas[i].x, Y: areas[i].y, Thousandths: int64(*s.Change) * 1000}), append(at, i)
		}
	}
	metres, readings := readFigures(OfCount, changed, 0)
	for n, i := range at {
		spots[i].ChangeZ, _, spots[i].ChangeClass = readings[n].told()
	}
	if metres == nil {
		return 0
	}
	return *metres
}

// ExportCountSpots is the hot-spots of a cohort as a file, with no more than the list tells.
func ExportCountSpots(ctx context.Context, db *gorm.DB, f CountSpotFilter) (tables.Table, error) {
	found, err := allCountSpots(ctx, db, f)
	if err != nil {
		return tables.Table{}, err
	}
	columns := keyed(func(s CountSpot) CountKey { return s.CountKey },
		tables.Column[CountSpot]{Name: "children", Kind: tables.Whole, Of: func(s CountSpot) any { return s.Children }},
		tables.Column[CountSpot]{Name: "mark", Of: func(s CountSpot) any { return markOf(s.Suppressed) }},
		tables.Column[CountSpot]{Name: "gi_z", Kind: tables.Number, Of: func(s CountSpot) any { return s.GiZ }},
		tables.Column[CountSpot]{Name: "p", Kind: tables.Number, Of: func(s CountSpot) any { return s.P }},
		tables.Column[CountSpot]{Name: "class", Of: func(s CountSpot) any { return string(s.Class) }},
		tables.Column[CountSpot]{Name: "change", Kind: tables.Whole, Of: func(s CountSpot) any { return s.Change }},
		tables.Column[CountSpot]{Name: "gi_z_of_change", Kind: tables.Number, Of: func(s CountSpot) any { return s.ChangeZ }},
		tables.Column[CountSpot]{Name: "class_of_change", Of: func(s CountSpot) any { return string(s.ChangeClass) }},
		tables.Column[CountSpot]{Name: "position", Kind: tables.Position, Of: func(s CountSpot) any { return s.Position }})
	t := tables.Of("count_hotspots", "Observed counts: hot-spots", columns, tables.Each(found.Items), nil)
	t.About = append(found.CountSeries.about(), tables.Line{Name: "Hot-spots", Text: fmt.Sprintf("of the %s, with neighbours within %.0f m; where a count is not shown (c), of a stand-in made from what is shown. An area lies at the middle of its small areas.", found.Measure.counted(), found.BandMetres)})
	if found.Since != "" {
		t.About = append(t.About, tables.Line{Name: "Change", Text: fmt.Sprintf("since %s, only where both counts are shown; its hot-spots with neighbours within %.0f m", found.Since, found.SinceBand)})
	}
	return t, nil
}

// markOf is c in place of a count that is not shown.
func markOf(suppressed bool) string {
	if suppressed {
		return "c"
	}
	return ""
}

// counted is what a measure is of where counts are observed.
func (m Measure) counted() string {
	if m == OfRate {
		return "smoothed rate of children counted in those living there"
	}
	return "children counted"
}

// about says of a file which cohort it is of.
func (c CountSeries) about() []tables.Line {
	said := fmt.Sprintf("period %s; level %s; ages %s; need %s", c.Period, c.Level, c.AgeBand, c.Need)
	if c.Placement != "" {
		said += "; placement " + c.Placement
	}
	if c.Origin != "" {
		said += "; from " + c.Origin
	}
	return []tables.Line{{Name: "Cohort", Text: said}, {Name: "Not shown", Text: fmt.Sprintf("%d of %d areas; %d areas have no place", c.Suppressed, c.Areas, c.NotPlaced)}}
}
