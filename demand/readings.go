package demand

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Readings are one reading of every small area, or of every hexagon of a size: what a map
// colours them by.
type Readings struct {
	Reading   string         `json:"reading" enum:"need,unmet,access,gain,change,hotspots"`
	Level     string         `json:"level" enum:"cell,hexagon"`
	Metres    int            `json:"metres,omitempty" doc:"Of hexagons: between opposite sides"`
	Day       values.Date    `json:"day,omitzero" format:"date" doc:"The day the need is of"`
	Basis     string         `json:"basis" enum:"estimated,projected"`
	Unit      string         `json:"unit" doc:"What a value counts, in words"`
	Breaks    []float64      `json:"breaks" doc:"Four numbers, the least first: a step begins at its break and ends before the next. None for hot-spots"`
	Diverging bool           `json:"diverging" doc:"The steps lie alike on both sides of 0, the third round it"`
	Source    string         `json:"source" doc:"What the values are made from"`
	Cohort    *CohortFigures `json:"cohort,omitempty" doc:"The cohort that was asked for: all values are of it alone"`
	Items     []AreaReading  `json:"items" doc:"Every area, by code"`
}

// AreaReading is the reading of one area.
type AreaReading struct {
	Code  string   `json:"code"`
	Value *float64 `json:"value" doc:"null where it is not known"`
	Step  *int     `json:"step" minimum:"1" maximum:"5" doc:"null where there is no value, and for hot-spots"`
	Class Class    `json:"class,omitempty" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99" doc:"Of hot-spots, where there is a figure; the value is z"`
}

// ReadingFilter says which reading, of which areas, for which day.
type ReadingFilter struct {
	Reading      string
	Hexagons     int         // hexagons with so many metres between opposite sides; small areas if 0
	Since, Until values.Date // another day; at most one of the two
	Places       int         // of the new home whose gain is asked for
	Cohort       *CohortFigures
}

// reading is what is particular to one of them.
type reading struct {
	unit      string
	dated     bool // may be of another day
	diverging bool
	value     func(f ReadingFilter, a readArea) *float64
	breaks    func(f ReadingFilter, found []float64) []float64
}

const perTenThousand = "children in every 10,000 under 16"

var readings = map[string]reading{
	"need":     {perTenThousand, true, false, func(_ ReadingFilter, a readArea) *float64 { return a.rate(a.Need) }, ratesBreak},
	"unmet":    {perTenThousand, false, false, func(_ ReadingFilter, a readArea) *float64 { return a.rate(a.unmet()) }, ratesBreak},
	"access":   {"places for each child who needs one", false, false, func(_ ReadingFilter, a readArea) *float64 { return a.access() }, fifthsBreak},
	"gain":     {"", false, false, func(_ ReadingFilter, a readArea) *float64 { return a.gain }, gainsBreak},
	"change":   {"children looked after", true, true, func(_ ReadingFilter, a readArea) *float64 { return a.changed() }, changesBreak},
	"hotspots": {"z of Getis-Ord Gi*", true, false, func(_ ReadingFilter, a readArea) *float64 { return a.GiZ }, nil},
}

// readArea is an area with all that a reading of it is made from.
type readArea struct {
	Code         string
	Children     int64  // who live there
	Thousandths  *int64 // looked after, on the day that is asked for
	Change       *int64
	GiZ          *float64
	Class        Class
	Need         *int64 // of these, in units
	areaCoverage        // of now
	gain         *float64
}

// rate is need, in units, in every ten thousand who live there, to a tenth, as the tiles give
// it.
func (a readArea) rate(units *int64) *float64 {
	if units == nil || a.Children <= 0 {
		return nil
	}
	whole := 1000 * a.Children
	tenths := (2*10**units + whole) / (2 * whole)
	rate := float64(tenths) / 10
	return &rate
}

func (a readArea) unmet() *int64 {
	if !a.known {
		return nil
	}
	units := a.unmetThousandths * basisPoints
	return &units
}

func (a readArea) access() *float64 {
	if !a.known {
		return nil
	}
	return a.score
}

func (a readArea) changed() *float64 {
	if a.Change == nil {
		return nil
	}
	children := float64(*a.Change) / 1000
	return &children
}

// Readings are one reading of all areas of a level.
func (c *Coverage) Readings(ctx context.Context, db *gorm.DB, f ReadingFilter) (Readings, error) {
	db = db.WithContext(ctx)
	kind, other, err := f.check(ctx, db)
	if err != nil {
		return Readings{}, err
	}
	r := Readings{Reading: f.Reading, Level: "cell", Metres: f.Hexagons, Basis: "estimated", Unit: kind.unit, Diverging: kind.diverging, Breaks: []float64{}, Items: []AreaReading{}}
	if f.Hexagons != 0 {
		r.Level = "hexagon"
	}
	if f.Reading == "gain" {
		r.Unit = fmt.Sprintf("children a home of %d places would cover", f.Places)
	}
	if err := db.Raw("SELECT estimated_day FROM demand_settings").Row().Scan(&r.Day); err != nil {
		return r, fmt.Errorf("read the day of the estimate: %w", err)
	}
	if r.Cohort = f.Cohort; f.Cohort != nil {
		r.Day = f.Cohort.Day
	}
	if other != nil {
		r.Day, r.Basis = other.Day, other.Basis
	}
	areas, err := c.readAreas(db, f, other)
	if err != nil {
		return r, err
	}
	if r.Source, err = c.source(db, f, other, r.Day, shareOfAreas(areas, c.HomeSharePercent)); err != nil {
		return r, err
	}
	var found []float64
	for _, a := range areas {
		item := AreaReading{Code: a.Code, Value: kind.value(f, a)}
		if f.Reading == "hotspots" && a.Thousandths != nil {
			item.Class = cmp.Or(a.Class, None)
		} else if item.Value != nil {
			found = append(found, *item.Value)
		}
		r.Items = append(r.Items, item)
	}
	if kind.breaks != nil {
		r.Breaks = kind.breaks(f, found)
		for i, item := range r.Items {
			if item.Value != nil {
				step := stepOf(*item.Value, r.Breaks, r.Diverging)
				r.Items[i].Step = &step
			}
		}
	}
	return r, nil
}

// check refuses what no reading is made of, and finds the other day.
func (f ReadingFilter) check(ctx context.Context, db *gorm.DB) (kind reading, other *Series, err error) {
	kind, ok := readings[f.Reading]
	switch another := !f.Since.IsZero() || !f.Until.IsZero(); {
	case !ok:
		return kind, nil, problem.Field("reading", "Ask for need, unmet, access, gain, change or hotspots.")
	case f.Reading == "gain" && f.Hexagons == 0:
		return kind, nil, problem.Field("level", "Ask for the gain with level=hexagon: it is worked out for a home in the middle of each hexagon.")
	case f.Reading == "gain" && (f.Places < 1 || f.Places > 50):
		return kind, nil, problem.Field("places", "Ask for a home of 1 to 50 places.")
	case f.Cohort != nil && !kind.dated:
		return kind, nil, problem.Field("reading", "Ask for need, change or hotspots of a cohort: homes are held against the need of all children together.")
	case another && !kind.dated:
		return kind, nil, problem.Field(map[bool]string{true: "since", false: "until"}[f.Until.IsZero()],
			"Ask for unmet, access and gain without another day: homes are held against the newest estimate alone.")
	case !another && f.Reading == "change":
		return kind, nil, problem.Field("since", "Say since which published day, or until which projected one: /api/v1/demand/days lists them.")
	}
	other, err = f.Cohort.series(ctx, db, f.Since, f.Until)
	return kind, other, err
}

// readAreas are the areas of the level, by code, with what the reading is made from.
func (c *Coverage) readAreas(db *gorm.DB, f ReadingFilter, other *Series) ([]readArea, error) {
	where, args := CellFilter{Cohort: f.Cohort}.where()
	tables, columns := cellTables, "e.thousandths, e.need, NULL::bigint AS change, e.gi_z, e.class"
	if f.Hexagons != 0 {
		tables, args["metres"] = hexagonTables, f.Hexagons
	}
	if f.Cohort != nil {
		if tables = cohortCellTables; f.Hexagons != 0 {
			tables = cohortHexagonTables
		}
		f.Cohort.columns(f.Hexagons, other, args)
	}
	if other != nil {
		columns = "e.other_thousandths[CAST(@place AS int)] AS thousandths, o.need, e.other_change[CAST(@place AS int)] AS change, e.other_gi_z[CAST(@place AS int)] AS gi_z, e.other_class[CAST(@place AS int)] AS class"
		if args["place"] = other.place; f.Cohort != nil {
			args["place"] = 1 // no other day is handed over
			columns = strings.Replace(columns, "o.need", "e.other_need[1] AS need", 1)
		} else {
			tables, args["hexagons"] = tables+otherNeedTable, f.Hexagons != 0
		}
	}
	var areas []readArea
	err := db.Raw("SELECT c.code, coalesce(c.children, 0) AS children, "+columns+tables+where+" ORDER BY c.code", args).Scan(&areas).Error
	if err != nil {
		return nil, fmt.Errorf("read areas: %w", err)
	}
	if f.Cohort != nil {
		return withUnknown(db, f, areas)
	}
	switch f.Reading {
	case "unmet", "access":
		of := c.byArea(f.Hexagons)
		for i, a := range areas {
			areas[i].areaCoverage = of[a.Code]
		}
	case "gain":
		gains, err := c.gains(db, f.Hexagons, f.Places)
		if err != nil {
			return nil, err
		}
		for i, a := range areas {
			if gain, ok := gains[a.Code]; ok {
				areas[i].gain = &gain
			}
		}
	}
	return areas, nil
}

// otherNeedTable is the need of cells, or of hexagons, on another day, by the shares of today.
const otherNeedTable = ` LEFT JOIN (
	SELECT area, CASE WHEN count(*) = count(d.other_thousandths[CAST(@place AS int)]) THEN CAST(sum(d.other_thousandths[CAST(@place AS int)] * s.share_bp) AS bigint) END AS need
	FROM demand_estimates d JOIN demand_cells dc ON dc.code = d.cell_code JOIN home_shares s ON s.authority_code = dc.authority_code,
	     unnest(CASE WHEN @hexagons THEN d.hexagons ELSE ARRAY[d.cell_code] END) AS area
	GROUP BY area) o ON o.area = c.code`

// shareOfAreas is what need is of the areas' children looked after, in a hundred.
func shareOfAreas(areas []readArea, otherwise float64) float64 {
	var need, thousandths int64
	for _, a := range areas {
		if a.Need != nil && a.Thousandths != nil {
			need += *a.Need
			thousandths += *a.Thousandths
		}
	}
	return shareOf(need, thousandths, otherwise)
}

// withUnknown adds the areas of which nothing is known of the cohort, so that there is
// every area of the level.
func withUnknown(db *gorm.DB, f ReadingFilter, known []readArea) ([]readArea, error) {
	all := db.Raw("SELECT cell_code AS code FROM demand_estimates ORDER BY cell_code")
	if f.Hexagons != 0 {
		all = db.Raw("SELECT code FROM hexagons WHERE metres = ? ORDER BY code", f.Hexagons)
	}
	var areas []readArea
	if err := all.Scan(&areas).Error; err != nil {
		return nil, fmt.Errorf("read all areas: %w", err)
	}
	for i, at := 0, 0; i < len(areas) && at < len(known); i++ {
		if areas[i].Code == known[at].Code {
			areas[i] = known[at]
			at++
		}
	}
	return areas, nil
}

// source says what a reading is made from, in one sentence or a few.
func (c *Coverage) source(db *gorm.DB, f ReadingFilter, other *Series, day values.Date, share float64) (string, error) {
	estimate := fmt.Sprintf("Estimated from the children looked after that were published for %s, spread over small areas", day.Words())
	if other != nil {
		estimate = fmt.Sprintf("Children looked after on %s, %s: %s", other.Day.Words(), other.Basis, other.Source)
	}
	if f.Cohort != nil {
		estimate = fmt.Sprintf("Of %s alone. %s", f.Cohort.words(), estimate)
	}
	home := fmt.Sprintf("; %g %% of them are taken to need a home", share)
	if f.Cohort == nil || f.Cohort.Placement == all {
		home += c.byPlacements()
	}
	homes := fmt.Sprintf(" Homes: the %d open ones with %d places as they are today, %g %% of which are for the region's children", c.Homes, c.Places, c.OpenSharePercent)
	if c.PlacesSpread > 0 {
		homes += fmt.Sprintf("; %d of them, in homes of which only the authority is known, are spread over it", c.PlacesSpread)
	}
	homes += "."
	switch f.Reading {
	case "need":
		return estimate + home + ".", nil
	case "unmet":
		return estimate + home + ", and those whom open homes within 20 miles cover are taken off." + homes, nil
	case "access":
		mean := ""
		if f.Hexagons != 0 {
			mean = " Of a hexagon: the mean of its small areas, weighted by need."
		}
		return estimate + home + "." + homes + c.zones() + mean + " The breaks are fifths of the areas that have any, rounded.", nil
	case "gain":
		return estimate + home + "." + homes + " The gain is what a home in the middle of the hexagon would cover beyond them, none farther than 20 miles. The breaks are fifths of its places.", nil
	case "change":
		return estimate + ". The change is the later day's children less the earlier's. The breaks are round numbers near the changes of two in five and of four in five areas.", nil
	}
	measure, band, err := readBand(db, f.Hexagons)
	if other != nil {
		return fmt.Sprintf("%s. Hot-spots of the change, with neighbours within %.0f m, false discoveries held down.", estimate, band), err
	}
	return fmt.Sprintf("%s. Hot-spots of the %s, with neighbours within %.0f m, false discoveries held down.", estimate, measure.words(), band), err
}

// zones says how much each zone counts.
func (c *Coverage) zones() string {
	w := c.ZoneWeights
	return fmt.Sprintf(" Zones of a third, two thirds and all of 20 miles count %g, %g and %g (E2SFCA).", w[0], w[1], w[2])
}

// stepOf is the step, 1 to 5, of a value under four breaks: a step begins at its break. Of
// diverging ones a value below 0 is as far down as its opposite is up.
func stepOf(v float64, breaks []float64, diverging bool) int {
	if diverging && v < 0 {
		return 6 - stepOf(-v, breaks, false)
	}
	step := 1
	for _, b := range breaks {
		if v >= b {
			step++
		}
	}
	return step
}

// ratesBreak are the steps of need, and of what of it is not covered, in children in every
// ten thousand: the same everywhere and on any day, so that maps can be laid side by side.
func ratesBreak(ReadingFilter, []float64) []float64 { return []float64{2, 4, 6, 9} }

// gainsBreak are fifths of the new home's places.
func gainsBreak(f ReadingFilter, _ []float64) []float64 {
	p := float64(f.Places)
	return []float64{p / 5, 2 * p / 5, 3 * p / 5, 4 * p / 5}
}

// fifthsBreak are the fifths of the values above 0, rounded to two digits; where most are
// alike, quarters of 1.
func fifthsBreak(_ ReadingFilter, found []float64) []float64 {
	above := slices.DeleteFunc(slices.Sorted(slices.Values(found)), func(v float64) bool { return v <= 0 })
	breaks := make([]float64, 0, 4)
	for k := 1; k <= 4 && len(above) > 0; k++ {
		breaks = append(breaks, digits(above[k*len(above)/5], 2))
	}
	if len(breaks) < 4 || breaks[0] == breaks[1] || breaks[1] == breaks[2] || breaks[2] == breaks[3] {
		return []float64{0.25, 0.5, 0.75, 1}
	}
	return breaks
}

// changesBreak lie alike on both sides of 0, at one digit: near what two in five, and four
// in five, of the areas changed by at most.
func changesBreak(_ ReadingFilter, found []float64) []float64 {
	sizes := make([]float64, len(found))
	for i, v := range found {
		sizes[i] = math.Abs(v)
	}
	slices.Sort(sizes)
	little, much := 0.5, 1.0
	if n := len(sizes); n > 0 && sizes[4*n/5] > 0 {
		much = digits(sizes[4*n/5], 1)
		if little = digits(sizes[2*n/5], 1); little == 0 || little == much {
			little = much / 2
		}
	}
	return []float64{-much, -little, little, much}
}

// digits rounds a number to so many digits that count.
func digits(v float64, count int) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', count, 64), 64) // of a number of ours: cannot fail
	return rounded
}
