package demand

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Working is how the z of one area was worked out, so that anybody can do it again:
//
//	z = (sum - neighbours mean) / (deviation sqrt((cells neighbours - neighbours^2) / (cells - 1)))
type Working struct {
	Code        string   `json:"code"`
	Name        string   `json:"name"`
	Of          string   `json:"of" enum:"count,rate,change" doc:"What the values are: estimated children in thousandths, their smoothed rate among one living there, or the change in thousandths"`
	BandMetres  float64  `json:"band_metres" doc:"Areas whose centre is at most so far away are neighbours, itself among them"`
	Cells       int      `json:"cells" doc:"n: areas that have a value"`
	Mean        float64  `json:"mean" doc:"Of all their values"`
	Deviation   float64  `json:"deviation" doc:"The standard deviation of all their values, divided by n"`
	Neighbours  int      `json:"neighbours" doc:"W: how many are neighbours, itself among them"`
	Sum         float64  `json:"sum" doc:"S: of the neighbours' values"`
	GiZ         *float64 `json:"gi_z,omitempty"`
	P           *float64 `json:"p,omitempty" doc:"Two-sided, from the normal distribution"`
	AdjustedP   *float64 `json:"adjusted_p,omitempty" doc:"After Benjamini-Hochberg over all areas: the class goes by it"`
	Class       Class    `json:"class" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99"`
	WhyNot      string   `json:"why_not,omitempty" doc:"Why there is no z, where there is none"`
	RateMean    *float64 `json:"rate_mean,omitempty" doc:"Of rates, b: all children estimated in all who live there"`
	RateVarying *float64 `json:"rate_variance,omitempty" doc:"Of rates, a: smoothed = b + a (raw - b) / (a + b / children)"`
	Items       []Valued `json:"items" doc:"The neighbours, the nearest first"`
	Total       int      `json:"total"`
	Next        string   `json:"next,omitempty"`
}

// Valued is a neighbour with what it brings to the sum.
type Valued struct {
	Code        string  `json:"code"`
	Name        string  `json:"name"`
	Metres      float64 `json:"metres" doc:"How far its centre is"`
	Value       float64 `json:"value"`
	Thousandths int64   `json:"thousandths" doc:"Children looked after, estimated, in thousandths of a child"`
	Children    int     `json:"children" doc:"Children living there, of the youngest published age band"`
}

// WorkingFilter says of which area, and which of its neighbours.
type WorkingFilter struct {
	Code         string
	Hexagon      bool
	Cohort       *CohortFigures // of this cohort alone; nil: of all children
	Since, Until values.Date    // of the change beside this day
	Cursor       string
	Limit        int
}

// workedArea is one of all areas, with what all were read with.
type workedArea struct {
	Figure figure `gorm:"embedded"`
	Name   string
	Change *int64
	Of     Measure
	Band   float64
}

// HowWorkedOut is how the z of a small area or of a hexagon was worked out.
func HowWorkedOut(ctx context.Context, db *gorm.DB, f WorkingFilter) (Working, error) {
	areas, of, err := f.areas(ctx, db)
	if err != nil {
		return Working{}, err
	}
	me := slices.IndexFunc(areas, func(a workedArea) bool { return a.Figure.Code == f.Code })
	if me < 0 {
		return Working{}, problem.Missing(map[bool]string{false: "small area in use", true: "hexagon"}[f.Hexagon])
	}
	w := Working{Code: f.Code, Name: areas[me].Name, Of: of, BandMetres: areas[me].Band, Class: None, Items: []Valued{}}
	points, at, prior := worked(areas, of)
	if of == string(OfRate) {
		w.RateMean, w.RateVarying = &prior.Mean, &prior.Variance
	}
	w.Cells = len(points)
	mine := slices.Index(at, me)
	if mine < 0 {
		w.WhyNot = "It has no value: no place is known of it, nobody lives there, or the other day is not known."
		return w, nil
	}
	w.describe(points, mine)
	near := w.neighbours(areas, points, at, mine)
	w.Total, w.Neighbours = len(near), len(near)
	values := make([]float64, len(near))
	for i, n := range near {
		values[i] = n.Value
	}
	w.Sum = total(values)
	return w, w.page(near, f.Cursor, cmp.Or(f.Limit, 100))
}

// areas are all areas of the level, as one reading of the database has them.
func (f WorkingFilter) areas(ctx context.Context, db *gorm.DB) (areas []workedArea, of string, err error) {
	band := "s.estimated_band"
	from := "demand_estimates e JOIN demand_cells c ON c.code = e.cell_code"
	if f.Hexagon {
		band = "l.band"
		from = "hexagons me JOIN hexagons c ON me.code = @code AND c.metres = me.metres CROSS JOIN LATERAL (SELECT c.thousandths, c.other_change) e JOIN hexagon_sizes l ON l.metres = me.metres"
	}
	args := map[string]any{"code": f.Code, "place": 0}
	other, err := f.Cohort.series(ctx, db, f.Since, f.Until)
	if err != nil {
		return nil, "", err
	}
	if other != nil {
		args["place"] = other.place
	}
	if f.Cohort != nil {
		if other != nil {
			args["place"] = 1
		}
		metres := 0
		if f.Hexagon {
			if metres = metresOf(f.Code); metres == 0 {
				return nil, "", nil // there is no such hexagon
			}
			from = cohortTable + " JOIN hexagons x ON x.code = k.cell_code JOIN hexagon_sizes l USING (metres) CROSS JOIN LATERAL (SELECT x.code, x.name, x.centre, k.children) c CROSS JOIN LATERAL (SELECT k.thousandths, k.other_change) e"
		} else {
			from = cohortTable + " JOIN demand_cells c ON c.code = k.cell_code CROSS JOIN LATERAL (SELECT k.thousandths, k.other_change) e"
		}
		f.Cohort.columns(metres, other, args)
	}
	err = db.WithContext(ctx).Raw(`
		SELECT c.code, c.name, ST_X(c.centre) AS x, ST_Y(c.centre) AS y, e.thousandths, coalesce(c.children, 0) AS children, e.other_change[CAST(@place AS int)] AS change, s.measure AS of, coalesce(`+band+`, 0) AS band
		FROM `+from+` CROSS JOIN demand_settings s
		ORDER BY c.code`, args).Scan(&areas).Error
	if err != nil {
		return nil, "", fmt.Errorf("read the areas hot-spots were found among: %w", err)
	}
	if other != nil {
		return areas, "change", nil
	}
	if len(areas) > 0 {
		of = string(areas[0].Of)
	}
	return areas, of, nil
}

// worked are the values that Gi* was taken of, and where they stand among the areas.
func worked(areas []workedArea, of string) (points []Point, at []int, prior Prior) {
	if of != "change" {
		figures := make([]figure, len(areas))
		for i, a := range areas {
			figures[i] = a.Figure
		}
		return valuesOf(Measure(of), figures)
	}
	for i, a := range areas {
		if a.Figure.X != nil && a.Change != nil {
			points, at = append(points, Point{*a.Figure.X, *a.Figure.Y, float64(*a.Change)}), append(at, i)
		}
	}
	return points, at, prior
}

// describe gives the mean and deviation of all values and the reading of one.
func (w *Working) describe(points []Point, mine int) {
	values, squares := make([]float64, len(points)), make([]float64, len(points))
	for i, p := range points {
		values[i] = p.Count
	}
	w.Mean = total(values) / float64(len(values))
	for i, v := range values {
		squares[i] = (v - w.Mean) * (v - w.Mean)
	}
	w.Deviation = math.Sqrt(total(squares) / float64(len(values)))
	r := HotSpots(points, w.BandMetres)[mine]
	w.Class = r.Class
	switch {
	case r.Defined:
		w.GiZ, w.P, w.AdjustedP = &r.Z, &r.P, &r.Adjusted
	case slices.Max(values) == slices.Min(values):
		w.WhyNot = "All areas have the same value, so none stands out."
	default:
		w.WhyNot = "All areas are its neighbours, so there is nothing to compare it with."
	}
}

// neighbours are the areas within the band of one, the nearest first.
func (w *Working) neighbours(areas []workedArea, points []Point, at []int, mine int) (near []Valued) {
	limit, me := squareOf(w.BandMetres), points[mine]
	for i, p := range points {
		if d := square(p.X-me.X, p.Y-me.Y); d <= limit {
			a := areas[at[i]]
			near = append(near, Valued{a.Figure.Code, a.Name, math.Sqrt(d), p.Count, a.Figure.Thousandths, a.Figure.Children})
		}
	}
	slices.SortFunc(near, func(a, b Valued) int {
		return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(a.Code, b.Code))
	})
	return near
}

// page keeps so many neighbours, from where the page before ended.
func (w *Working) page(near []Valued, cursor string, limit int) error {
	from := 0
	if cursor != "" {
		var err error
		if from, err = strconv.Atoi(cursor); err != nil || from < 0 || from > len(near) {
			return problem.Field("cursor", "Start again from the first page: this cursor is not one of ours.")
		}
	}
	to := min(len(near), from+limit)
	w.Items = near[from:to]
	if to < len(near) {
		w.Next = strconv.Itoa(to)
	}
	return nil
}
