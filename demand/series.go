package demand

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Series is a set of figures as pages know it.
type Series struct {
	place         int
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
	var rows []struct {
		Place int
		Series
	}
	err := db.WithContext(ctx).Raw(`
		SELECT place, to_day AS day, kind AS basis, growth_bp / 100.0 AS growth_percent, source, made_at, thousandths, change
		FROM demand_series ORDER BY place`).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list series: %w", err)
	}
	list := make([]Series, len(rows))
	for i, r := range rows {
		list[i] = r.Series
		list[i].place = r.Place
	}
	return list, nil
}

// seriesOf is the series of an earlier day or of a projected one; nil where neither is
// asked for.
func seriesOf(ctx context.Context, db *gorm.DB, since, until values.Date) (*Series, error) {
	if since.IsZero() && until.IsZero() {
		return nil, nil
	}
	list, err := ListSeries(ctx, db)
	if err != nil {
		return nil, err
	}
	return among(list, since, until)
}

// among is that series of a list.
func among(list []Series, since, until values.Date) (*Series, error) {
	field, basis, day := "since", "estimated", since
	switch {
	case since.IsZero() && until.IsZero():
		return nil, nil
	case !since.IsZero() && !until.IsZero():
		return nil, problem.Field("until", "Ask for an earlier day with since, or for a projected one with until, not for both.")
	case since.IsZero():
		field, basis, day = "until", "projected", until
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
	growth      *int            // of a projection, in hundredths of a percent a year
	source      string          // what it was made from
	thousandths []int64         // of each cell; of an authority without a count of the day, noFigure
	same        map[string]bool // authorities whose newest count is of this very day
}

// otherDays are the estimates for every published day but the newest, and the projection
// where a growth is set. All spread their totals by the weights of today, so that a change
// is one of the counts and not of how they are spread.
//
// Projections that came in stand for their days: only those after the newest count, and
// in place of one from growth for the same day.
func otherDays(cells []cellRow, totals, now, projections []totalRow, newest values.Date, set assumptions) (list []otherDay) {
	byDay, last := map[values.Date][]totalRow{}, map[string]values.Date{}
	for _, t := range totals {
		byDay[t.OnDay] = append(byDay[t.OnDay], t)
	}
	for _, t := range now {
		last[t.Code] = t.OnDay
	}
	for day, of := range byDay {
		d := otherDay{kind: "estimated", day: day, source: "Counts published for the day, spread like the newest", same: map[string]bool{}}
		d.thousandths = spreadAll(cells, of, set.DeprivationPower)
		if day == newest || !slices.ContainsFunc(d.thousandths, func(t int64) bool { return t != noFigure }) {
			continue
		}
		for _, t := range of {
			d.same[t.Code] = last[t.Code] == day
		}
		list = append(list, d)
	}
	list = append(list, broughtIn(cells, projections, newest, set)...)
	if set.GrowthBp != nil && !newest.IsZero() {
		if d := projected(cells, now, newest, set); !slices.ContainsFunc(list, func(o otherDay) bool { return o.day == d.day }) {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b otherDay) int { return a.day.Sub(b.day) })
	return list
}

// broughtIn are the projections that were imported, day by day, spread like the newest. An
// authority without one of the day has no figure then.
func broughtIn(cells []cellRow, projections []totalRow, newest values.Date, set assumptions) (list []otherDay) {
	byDay := map[values.Date][]totalRow{}
	for _, p := range projections {
		if !newest.IsZero() && p.OnDay.After(newest) {
			byDay[p.OnDay] = append(byDay[p.OnDay], p)
		}
	}
	for day, of := range byDay {
		d := otherDay{kind: "projected", day: day, thousandths: spreadAll(cells, of, set.DeprivationPower)}
		if slices.ContainsFunc(d.thousandths, func(t int64) bool { return t != noFigure }) {
			d.source = "Imported projections: " + sourcesOf(of, cells)
			list = append(list, d)
		}
	}
	return list
}

// sourcesOf names each source of the totals that are spread over cells once.
func sourcesOf(totals []totalRow, cells []cellRow) string {
	drawn := map[string]bool{}
	for _, c := range cells {
		drawn[c.AuthorityCode] = true
	}
	var names []string
	for _, t := range totals {
		if drawn[t.Code] && !slices.Contains(names, t.Source) {
			names = append(names, t.Source)
		}
	}
	slices.Sort(names)
	return strings.Join(names, "; ")
}

// projected is every authority's newest count grown to one day, the stated number of years
// after the newest of them all, and spread like it.
func projected(cells []cellRow, now []totalRow, newest values.Date, set assumptions) otherDay {
	base := newest.Time()
	d := otherDay{kind: "projected", day: values.DateOf(time.Date(base.Year()+set.GrowthYears, base.Month(), base.Day(), 0, 0, 0, 0, time.UTC)), growth: set.GrowthBp,
		source: fmt.Sprintf("The newest published counts, grown by %+.2f%% a year", float64(*set.GrowthBp)/100)}
	then := make([]totalRow, len(now))
	for i, t := range now {
		then[i] = totalRow{Code: t.Code, Thousandths: grown(t.Thousandths, *set.GrowthBp, d.day.Time().Year()-t.OnDay.Time().Year()), OnDay: d.day}
	}
	d.thousandths = spreadAll(cells, then, set.DeprivationPower)
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

// dayFigures are the figures of one other day on one level, in the areas' order.
type dayFigures struct {
	thousandths []int64 // noFigure where it is not known of the whole area
	changes     []*int64
	readings    []Reading // of the changes
}

// on is the day's figures of areas, each with the cells it is made of. An area has a
// figure where all its cells have one, and a change where none of them is of the same day
// as now. Gi* is of the changes, whatever the measure, among the areas that have one.
func (d otherDay) on(figures []figure, members [][]int, cells []cellRow, band *float64) dayFigures {
	f := dayFigures{make([]int64, len(figures)), make([]*int64, len(figures)), slices.Repeat([]Reading{{Class: None}}, len(figures))}
	var changed []Point
	var at []int
	for i, now := range figures {
		moved := true
		for _, m := range members[i] {
			if d.thousandths[m] == noFigure {
				f.thousandths[i] = noFigure
				break
			}
			f.thousandths[i] += d.thousandths[m]
			moved = moved && !d.same[cells[m].AuthorityCode]
		}
		if f.thousandths[i] == noFigure || !moved {
			continue
		}
		change := now.Thousandths - f.thousandths[i] // the later less the earlier
		if d.kind == "projected" {
			change = -change
		}
		f.changes[i] = &change
		if now.X != nil {
			changed, at = append(changed, Point{*now.X, *now.Y, float64(change)}), append(at, i)
		}
	}
	if band != nil {
		for i, r := range HotSpots(changed, *band) {
			f.readings[at[i]] = r
		}
	}
	return f
}

// totals are what the figures and the changes come to.
func (f dayFigures) totals() (sum, change int64) {
	for i, t := range f.thousandths {
		if t != noFigure {
			sum += t
		}
		if f.changes[i] != nil {
			change += *f.changes[i]
		}
	}
	return sum, change
}

// arrays are the figures of all days as SQL takes them: of each area an array, one
// element a day.
func arrays(days []dayFigures, areas int) (thousandths, changes, zs, classes column[string]) {
	build := func(add func(text []byte, f dayFigures, i int) []byte) column[string] {
		out, text := make(column[string], areas), []byte{}
		for i := range out {
			text = append(text[:0], '{')
			for d, f := range days {
				if d > 0 {
					text = append(text, ',')
				}
				text = add(text, f, i)
			}
			out[i] = string(append(text, '}'))
		}
		return out
	}
	return build(func(text []byte, f dayFigures, i int) []byte {
			if f.thousandths[i] == noFigure {
				return append(text, "NULL"...)
			}
			return strconv.AppendInt(text, f.thousandths[i], 10)
		}), build(func(text []byte, f dayFigures, i int) []byte {
			if f.changes[i] == nil {
				return append(text, "NULL"...)
			}
			return strconv.AppendInt(text, *f.changes[i], 10)
		}), build(func(text []byte, f dayFigures, i int) []byte {
			if !f.readings[i].Defined {
				return append(text, "NULL"...)
			}
			return strconv.AppendFloat(text, f.readings[i].Z, 'g', -1, 64)
		}), build(func(text []byte, f dayFigures, i int) []byte { return append(text, f.readings[i].Class...) })
}

// writeDays puts the series in place of those there were. Their figures stand with the
// newest estimate of each area, in the same order.
func writeDays(tx *gorm.DB, days []otherDay, byCell []dayFigures) error {
	if err := tx.Exec("DELETE FROM demand_series").Error; err != nil {
		return fmt.Errorf("clear series: %w", err)
	}
	for i, d := range days {
		sum, change := byCell[i].totals()
		err := tx.Exec(`
			INSERT INTO demand_series (place, kind, level, from_day, to_day, growth_bp, thousandths, change, source)
			VALUES (@place, @kind, 'cell', @day, @day, @growth, @sum, @change, @source)`,
			map[string]any{"place": i + 1, "kind": d.kind, "day": d.day, "growth": d.growth, "sum": sum, "change": change, "source": d.source}).Error
		if err != nil {
			return fmt.Errorf("write the series of %s: %w", d.day, err)
		}
	}
	return nil
}
