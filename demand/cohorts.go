package demand

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// CohortFigures are what a cohort's published totals come to on small areas and hexagons:
// worked out like the figures of all children, with their weights and bands, when somebody
// asks for them, and kept until something they follow from changes.
type CohortFigures struct {
	Cohort
	Day          values.Date `json:"day" format:"date" doc:"Of the newest of its totals"`
	Basis        string      `json:"basis" enum:"estimated" doc:"Made from published totals; nothing is claimed of observed children"`
	Thousandths  int64       `json:"thousandths" doc:"Children of the cohort, in thousandths: exactly the published totals of the authorities that have one and small areas"`
	SharePercent *float64    `json:"share_percent,omitempty" doc:"How many in a hundred of all children looked after these are, in the same authorities on the same days, where both are published. Of children's homes it is what the share who need a home can be held against"`
	Source       string      `json:"source"`
	NotKnown     []string    `json:"not_known" doc:"Authorities with small areas whose total was suppressed or is missing: nothing is estimated there, which is not an estimate of 0"`
	WithoutCells []string    `json:"without_cells" doc:"Authorities of the region whose total is known, but no small areas to estimate it for"`
	Days         []Series    `json:"days" doc:"The other days there are figures of the cohort for, as since and until take them"`

	made  *survey                      // nil in a list
	share func(authority string) int64 // who need a home, in basis points
}

// Cohorts keeps the cohorts' figures. It may be used by many at once.
type Cohorts struct {
	working  sync.Mutex
	revision int64 // that it was all worked out at
	readAt   time.Time
	cells    []cellRow
	totals   map[Cohort][]totalRow
	wholes   map[authorityDay]int64 // of all children, in thousandths
	names    map[string]string      // of the region's authorities, by code
	shares   map[string]homeShare   // who need a home, by authority
	set      assumptions
	sums     []CohortFigures // of all cohorts, sorted
	made     *lru.Cache[Cohort, *survey]
}

type authorityDay struct {
	code string
	day  values.Date
}

// keptCohorts is how many cohorts' figures are kept: some 10 MB each in all of England.
const keptCohorts = 8

// NewCohorts has worked out nothing yet.
func NewCohorts() *Cohorts {
	made, err := lru.New[Cohort, *survey](keptCohorts)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &Cohorts{revision: -1, made: made}
}

// List are the cohorts there are totals of.
func (c *Cohorts) List(ctx context.Context, db *gorm.DB) ([]CohortFigures, error) {
	c.working.Lock()
	defer c.working.Unlock()
	if err := c.read(db.WithContext(ctx)); err != nil {
		return nil, err
	}
	return c.sums, nil
}

// Of are the figures of one cohort; nil of the whole, which is no cohort.
func (c *Cohorts) Of(ctx context.Context, db *gorm.DB, wanted Cohort) (*CohortFigures, error) {
	if wanted.Whole() {
		return nil, nil
	}
	c.working.Lock()
	defer c.working.Unlock()
	if err := c.read(db.WithContext(ctx)); err != nil {
		return nil, err
	}
	for _, f := range c.sums {
		if f.Cohort.same(wanted) {
			var kept bool
			f.share = f.homeShare(c.shares)
			if f.made, kept = c.made.Get(f.Cohort); !kept {
				made, _ := workOut(c.cells, c.totals[f.Cohort], nil, c.set)
				made.takeShare(f.share)
				f.made = &made
				c.made.Add(f.Cohort, f.made)
			}
			return &f, nil
		}
	}
	return nil, c.none(wanted)
}

// read takes anew what the figures follow from, if it has changed.
func (c *Cohorts) read(db *gorm.DB) error {
	revision, err := Revision(db.Statement.Context, db) // read before the rest: what changes meanwhile is seen next time
	if err != nil || revision == c.revision {
		return err
	}
	set, err := readAssumptions(db)
	if err != nil {
		return err
	}
	if set.used, err = bandsUsed(db); err != nil {
		return err
	}
	totals, err := readTotals(db, ofCohorts)
	if err != nil {
		return err
	}
	wholes, err := readTotals(db, ofAll)
	if err != nil {
		return err
	}
	cells, err := cellsInUse(db)
	if err != nil {
		return err
	}
	shares, err := readShares(db)
	if err != nil {
		return err
	}
	var named []struct{ Code, Name string }
	err = db.Raw(`SELECT code, name FROM authorities WHERE hub_id IS NOT NULL OR NOT EXISTS (SELECT FROM authorities WHERE hub_id IS NOT NULL)`).Scan(&named).Error
	if err != nil {
		return fmt.Errorf("read the region's authorities: %w", err)
	}
	c.made.Purge()
	c.revision, c.readAt, c.set, c.cells, c.shares, c.sums = revision, time.Now(), set, cells, shares, []CohortFigures{}
	c.totals, c.names, c.wholes = map[Cohort][]totalRow{}, map[string]string{}, map[authorityDay]int64{}
	for _, t := range wholes {
		c.wholes[authorityDay{t.Code, t.OnDay}] = t.Thousandths
	}
	for _, t := range totals {
		c.totals[t.Cohort] = append(c.totals[t.Cohort], t)
	}
	for _, n := range named {
		c.names[n.Code] = n.Name
	}
	c.addUp()
	return nil
}

// bandsUsed are the bands that the hot-spots of all children were found with.
func bandsUsed(db *gorm.DB) (map[int]float64, error) {
	var rows []struct {
		Metres int
		Band   float64
	}
	err := db.Raw(`SELECT 0 AS metres, coalesce(estimated_band, 0) AS band FROM demand_settings UNION ALL SELECT metres, coalesce(band, 0) FROM hexagon_sizes`).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the bands of hot-spots: %w", err)
	}
	bands := map[int]float64{}
	for _, r := range rows {
		bands[r.Metres] = r.Band
	}
	return bands, nil
}

// addUp says what each cohort comes to, as if each authority were one cell: a list needs
// nothing smaller.
func (c *Cohorts) addUp() {
	var whole []cellRow
	for _, cell := range c.cells {
		if len(whole) == 0 || !slices.ContainsFunc(whole, func(w cellRow) bool { return w.AuthorityCode == cell.AuthorityCode }) {
			whole = append(whole, cellRow{Code: cell.AuthorityCode, AuthorityCode: cell.AuthorityCode})
		}
	}
	for _, cohort := range slices.SortedFunc(maps.Keys(c.totals), Cohort.compare) {
		totals := c.totals[cohort]
		made, day := workOut(whole, totals, nil, c.set)
		f := CohortFigures{Cohort: cohort, Day: day, Basis: "estimated", Days: []Series{}}
		f.Source = fmt.Sprintf("Published totals of %s, of %s, spread like those of all children. %s", cohort.words(), daysOf(newest(totals), whole), sourcesOf(newest(totals), whole))
		for _, t := range made.thousandths {
			f.Thousandths += t
		}
		for i, d := range made.days {
			sum, change := made.byDay[i].totals()
			s := Series{place: i + 1, Day: d.day, Basis: d.kind, Source: d.source, MadeAt: c.readAt, Thousandths: sum, Change: change}
			if d.growth != nil {
				percent := float64(*d.growth) / 100
				s.GrowthPercent = &percent
			}
			f.Days = append(f.Days, s)
		}
		f.NotKnown, f.WithoutCells = c.missing(totals)
		f.SharePercent = c.share(newest(totals), whole)
		c.sums = append(c.sums, f)
	}
}

// daysOf are the days that the totals are of, the newest first; where they are of several,
// each with the number of authorities.
func daysOf(totals []totalRow, drawn []cellRow) string {
	count := map[values.Date]int{}
	for _, t := range totals {
		if slices.ContainsFunc(drawn, func(d cellRow) bool { return d.AuthorityCode == t.Code }) {
			count[t.OnDay]++
		}
	}
	var words []string
	for _, day := range slices.SortedFunc(maps.Keys(count), func(a, b values.Date) int { return b.Sub(a) }) {
		text := day.Words()
		switch {
		case len(count) > 1 && count[day] == 1:
			text += " (1 authority)"
		case len(count) > 1:
			text += fmt.Sprintf(" (%d authorities)", count[day])
		}
		words = append(words, text)
	}
	if len(words) == 0 {
		return "no authority with small areas"
	}
	return strings.Join(words, " and ")
}

// share is how many in a hundred of all children the totals are; nil where it is not known.
func (c *Cohorts) share(totals []totalRow, drawn []cellRow) *float64 {
	var part, whole int64
	for _, t := range totals {
		if slices.ContainsFunc(drawn, func(d cellRow) bool { return d.AuthorityCode == t.Code }) && c.wholes[authorityDay{t.Code, t.OnDay}] > 0 {
			part += t.Thousandths
			whole += c.wholes[authorityDay{t.Code, t.OnDay}]
		}
	}
	if whole == 0 {
		return nil
	}
	percent := math.Round(float64(part)/float64(whole)*10000) / 100
	return &percent
}

// missing are the region's authorities that have cells and no total, and the other way round.
func (c *Cohorts) missing(totals []totalRow) (notKnown, withoutCells []string) {
	drawn, counted := map[string]bool{}, map[string]bool{}
	for _, cell := range c.cells {
		drawn[cell.AuthorityCode] = true
	}
	for _, t := range totals {
		counted[t.Code] = true
	}
	notKnown, withoutCells = []string{}, []string{}
	for code, name := range c.names {
		switch {
		case drawn[code] && !counted[code]:
			notKnown = append(notKnown, name)
		case counted[code] && !drawn[code]:
			withoutCells = append(withoutCells, name)
		}
	}
	slices.Sort(notKnown)
	slices.Sort(withoutCells)
	return notKnown, withoutCells
}

// none says which cohorts there are, where the one that was asked for is not among them.
func (c *Cohorts) none(wanted Cohort) error {
	field := "age_band"
	switch {
	case wanted.AgeBand != all:
	case wanted.Need != all:
		field = "need"
	case wanted.Placement != all:
		field = "placement"
	default:
		field = "origin"
	}
	if len(c.sums) == 0 {
		return problem.Field(field, "No totals divided by age band, need, placement or origin have been imported.")
	}
	var there []string
	for _, f := range c.sums {
		there = append(there, f.Cohort.words())
	}
	const most = 30
	if len(there) > most {
		there = append(there[:most], fmt.Sprintf("and %d more: see /demand/cohorts", len(there)-most))
	}
	return problem.Field(field, "There are no totals of "+wanted.words()+". Ask for one of these: "+strings.Join(there, "; ")+".")
}

// homeShare is the share of the cohort's children that needs a home, in basis points: that
// of their authority. Of a placement it is all or none: what is known of where children are
// needs no assumption.
func (f *CohortFigures) homeShare(shares map[string]homeShare) func(authority string) int64 {
	switch {
	case f.Placement == all:
		return func(authority string) int64 { return shares[authority].ShareBp }
	case isHome(f.Placement):
		return func(string) int64 { return basisPoints }
	}
	return func(string) int64 { return 0 }
}

// cohortTable are a cohort's figures as a table beside the cells', or beside hexagons', with
// those of one other day at the first place of the arrays.
const cohortTable = `(SELECT k.code AS cell_code, k.authority_code, k.cells, k.children, k.thousandths, k.need, k.gi_z, k.p, k.class, ARRAY[k.o] AS other_thousandths, ARRAY[k.needed] AS other_need, ARRAY[k.oc] AS other_change,
	ARRAY[k.oz] AS other_gi_z, ARRAY[k.ol] AS other_class
	FROM unnest(CAST(@kcodes AS text[]), CAST(@kauthorities AS text[]), CAST(@kcells AS int[]), CAST(@kchildren AS int[]), CAST(@kthousandths AS bigint[]), CAST(@kneed AS bigint[]), CAST(@kzs AS float8[]), CAST(@kps AS float8[]),
	     CAST(@kclasses AS text[]), CAST(@kthen AS bigint[]), CAST(@kthenneed AS bigint[]), CAST(@kchanges AS bigint[]), CAST(@kotherzs AS float8[]), CAST(@kotherclasses AS text[]))
	     AS k (code, authority_code, cells, children, thousandths, need, gi_z, p, class, o, needed, oc, oz, ol)) k`

// series is the other day of the cohort that is asked for; of all children's where there is
// no cohort.
func (f *CohortFigures) series(ctx context.Context, db *gorm.DB, since, until values.Date) (*Series, error) {
	if f == nil {
		return seriesOf(ctx, db, since, until)
	}
	return among(f.Days, since, until)
}

// columns fills the table in: of cells where metres is 0, else of hexagons of that size.
func (f *CohortFigures) columns(metres int, other *Series, args map[string]any) {
	figures, readings, byDay := figuresOf(f.made.cells, f.made.thousandths), f.made.readings, f.made.byDay
	authorities, cells := make(column[string], len(figures)), make(column[int64], len(figures))
	need, needThen := f.made.need, make([]int64, len(figures))
	if other != nil {
		needThen = f.made.needOf(f.made.days[other.place-1].thousandths, f.share)
	}
	for i, c := range f.made.cells {
		authorities[i], cells[i] = c.AuthorityCode, 1
	}
	for _, l := range f.made.hexagons {
		if l.metres == metres {
			figures, readings, byDay = l.figures(), l.readings, l.byDay
			need, needThen = l.need, l.sumsOf(needThen)
			authorities, cells = make(column[string], len(figures)), make(column[int64], len(figures))
			for i, s := range l.sums {
				authorities[i], cells[i] = s.authority, int64(s.cells)
			}
		}
	}
	then, thenNeed, changes := make(column[*int64], len(figures)), make(column[*int64], len(figures)), make(column[*int64], len(figures))
	otherReadings := make([]Reading, len(figures))
	if other != nil {
		day := byDay[other.place-1]
		changes, otherReadings = column[*int64](day.changes), day.readings
		for i := range then {
			if day.thousandths[i] != noFigure {
				then[i], thenNeed[i] = &day.thousandths[i], &needThen[i]
			}
		}
	}
	args["kcodes"], args["kauthorities"], args["kcells"] = of(figures, func(f figure) string { return f.Code }), authorities, cells
	args["kchildren"] = of(figures, func(f figure) *int64 {
		if f.Children == 0 {
			return nil
		}
		n := int64(f.Children)
		return &n
	})
	args["kthousandths"] = of(figures, func(f figure) int64 { return f.Thousandths })
	args["kneed"], args["kthenneed"] = column[int64](need), thenNeed
	args["kzs"], args["kps"], args["kclasses"] = readingColumns(readings)
	args["kthen"], args["kchanges"] = then, changes
	args["kotherzs"], _, args["kotherclasses"] = readingColumns(otherReadings)
}
