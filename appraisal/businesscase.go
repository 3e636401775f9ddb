package appraisal

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"homeground/internal/values"
)

// Guidance is the version of the guidance that a business case goes by.
const Guidance = "HM Treasury, The Green Book, 2022 edition, and its supplementary guidance on optimism bias (2013)"

// LongestCase is how many years a business case may look at: the Green Book's own rates end
// with year 125, and the first year is 0.
const LongestCase = 126

// RateFrom is a real discount rate, in basis points, and the first year it is used for.
type RateFrom struct {
	Year int64
	Rate int64
}

// GreenBookRates are the Green Book's for social time preference (annex 6).
var GreenBookRates = []RateFrom{{0, 350}, {31, 300}, {76, 250}}

// BusinessCase lays courses of action side by side on one baseline: the same years, the same
// prices, and every amount in the one course it belongs to.
type BusinessCase struct {
	Years   int64
	MidYear bool       // amounts fall in the middle of their year; else at the whole year, year 0 now
	Rates   []RateFrom // the first from year 0
	Courses []Course
}

// Course is one course of action.
type Course struct {
	ID    string
	Kind  string // DoNothing, close, reopen, rebuild or other
	Lines []Line
}

// DoNothing is the kind of course that others are set against. There is always one: it is
// added as NothingAdded where it is not given.
const (
	DoNothing    = "do_nothing"
	NothingAdded = "do nothing"
)

// CourseKinds are all kinds of course.
var CourseKinds = []string{DoNothing, "close", "reopen", "rebuild", "other"}

// What a line is. Works carry optimism bias. A benefit is worth money and brings none. What
// is sunk is spent whatever is chosen, and no course's cost. A transfer moves money between
// authorities of the region.
const (
	Works    = "works"
	Cost     = "cost"
	Income   = "income"
	Benefit  = "benefit"
	Clawback = "clawback"
	Transfer = "transfer"
	Sunk     = "sunk"
)

// LineKinds are all kinds of line.
var LineKinds = []string{Works, Cost, Income, Benefit, Clawback, Transfer, Sunk}

// Line is one amount of a course, in each of its years.
type Line struct {
	Name        string
	Kind        string
	By, To      string // the authority whose it is; of a transfer, who pays and who receives
	Pence       int64  // once, a week or a year
	Per         string // PerWeek and PerYear; else once in each of its years
	Weeks       int64  // how many, per week; of a year's 52, per year
	From, Until int64  // its years, both included
	Building    string // of works: what the Treasury's bounds are by
	WorksWeeks  int64  // how long works last, as estimated; 0 is not said
	Reductions  []Reduction
}

// How an amount is meant.
const (
	Once    = "once"
	PerWeek = "week"
	PerYear = "year"
)

// Reduction takes basis points off the optimism bias of works, and says why.
type Reduction struct {
	Weeks  bool // of how long they last; else of what they cost
	Points int64
	Reason string
}

// Bias is the Treasury's optimism bias in basis points.
type Bias struct{ Cost, Weeks int64 }

// Bias of works by kind of building: where it starts, and what well-managed works come to by
// the time of contract (supplementary guidance, tables 1 and 2). A secure unit is
// non-standard.
var (
	UpperBias = map[string]Bias{"standard": {2400, 400}, "non_standard": {5100, 3900}}
	LowerBias = map[string]Bias{"standard": {200, 100}, "non_standard": {400, 200}}
)

// bias is what is left of the upper bound, and what never falls below nothing.
func (l Line) bias() (b Bias) {
	b = UpperBias[l.Building]
	for _, r := range l.Reductions {
		if r.Weeks {
			b.Weeks -= r.Points
		} else {
			b.Cost -= r.Points
		}
	}
	return Bias{max(0, b.Cost), max(0, b.Weeks)}
}

// Yearly is a line's amount in one of its years, before optimism bias: to the nearest penny,
// half a penny up.
func (l Line) Yearly() int64 {
	switch l.Per {
	case PerWeek:
		return l.Pence * l.Weeks
	case PerYear:
		return nearest(new(big.Int).Mul(big.NewInt(l.Pence), big.NewInt(l.Weeks)), weeksSold)
	}
	return l.Pence
}

// withBias is that amount with optimism bias, to the nearest penny, half a penny up.
func (l Line) withBias() int64 {
	return nearest(new(big.Int).Mul(big.NewInt(l.Yearly()), big.NewInt(basis+l.bias().Cost)), basis)
}

// sign says whether a line is a net cost to the region, +1, or takes from it, -1. What is
// nothing to the region is 0.
func (l Line) sign() int64 {
	switch l.Kind {
	case Transfer, Sunk:
		return 0
	case Income, Benefit:
		return -1
	}
	return 1
}

// Appraised is a business case worked out. Amounts are net costs in pence: what comes in is
// below nought.
type Appraised struct {
	Factors []float64
	Courses []AppraisedCourse
	Notes   []string
}

// AppraisedCourse is a course worked out. Cash leaves out benefits, that bring no money, and
// what is sunk; optimism bias is in it. Benefits are at their present value.
type AppraisedCourse struct {
	ID                             string
	Kind                           string
	Lines                          []AppraisedLine
	Cash                           []int64 // of each year
	Total, Present                 int64   // cash; present value with benefits
	Bias, Benefits, Clawback, Sunk int64
	TotalAgainst, PresentAgainst   int64 // less those of doing nothing
	Parties                        []Party
}

// AppraisedLine is a line worked out: over all its years, with optimism bias.
type AppraisedLine struct {
	Line
	Cash, Present int64 // 0 where it is not the region's
	Moved         int64 // of a transfer: what is paid and received, in cash
	MovedPresent  int64
	BiasLeft      Bias
	BiasPence     int64
	WeeksWithBias int64 // whole weeks, rounded up
}

// Party is what a course costs one authority, transfers and all.
type Party struct {
	Name          string
	Cash, Present int64
}

// Work works the business case out. A course that does nothing is added if there is none.
func (b BusinessCase) Work() (a Appraised) {
	courses := slices.Clone(b.Courses)
	if !slices.ContainsFunc(courses, func(c Course) bool { return c.Kind == DoNothing }) {
		courses = slices.Insert(courses, 0, Course{ID: NothingAdded, Kind: DoNothing})
		a.Notes = append(a.Notes, "Do nothing was not among the courses: it is added, at no cost and no income. Give it lines if doing nothing costs anything.")
	}
	factors := b.factors()
	for _, f := range factors {
		float, _ := f.Float64()
		a.Factors = append(a.Factors, float)
	}
	sums := sumsOf(factors)
	for _, c := range courses {
		worked, notes := b.course(c, sums)
		a.Courses, a.Notes = append(a.Courses, worked), append(a.Notes, notes...)
	}
	nothing := a.Courses[slices.IndexFunc(a.Courses, func(c AppraisedCourse) bool { return c.Kind == DoNothing })]
	for i := range a.Courses {
		c := &a.Courses[i]
		c.TotalAgainst, c.PresentAgainst = c.Total-nothing.Total, c.Present-nothing.Present
	}
	return a
}

// factors are what a penny of each year is worth now. Year 0's is 1 where amounts fall at
// whole years; in the middle of a year it is half a year's less.
func (b BusinessCase) factors() (list []*big.Rat) {
	now := big.NewRat(1, 1)
	for year := range b.Years {
		step := big.NewRat(basis, basis+b.rate(year+1)) // from year to year+1
		if b.MidYear {
			list = append(list, new(big.Rat).Mul(now, root(step)))
		} else {
			list = append(list, new(big.Rat).Set(now))
		}
		now.Mul(now, step)
	}
	return list
}

func (b BusinessCase) rate(year int64) (rate int64) {
	for _, r := range b.Rates {
		if year >= r.Year {
			rate = r.Rate
		}
	}
	return rate
}

// root is a square root to 75 decimals, exact where it is a whole number.
func root(r *big.Rat) *big.Rat {
	f := new(big.Float).SetPrec(256).SetRat(r)
	half, _ := f.Sqrt(f).Rat(nil)
	return half
}

// sumsOf are the factors of the years before each year, added up.
func sumsOf(factors []*big.Rat) []*big.Rat {
	sums := []*big.Rat{new(big.Rat)}
	for _, f := range factors {
		sums = append(sums, new(big.Rat).Add(sums[len(sums)-1], f))
	}
	return sums
}

func (b BusinessCase) course(c Course, sums []*big.Rat) (a AppraisedCourse, notes []string) {
	a = AppraisedCourse{ID: c.ID, Kind: c.Kind, Cash: make([]int64, b.Years)}
	for _, line := range c.Lines {
		l := line.work(sums)
		a.Lines = append(a.Lines, l)
		notes = append(notes, l.notes(c.ID)...)
		a.Total, a.Present, a.Bias = a.Total+l.Cash, a.Present+l.Present, a.Bias+l.BiasPence
		switch l.Kind {
		case Sunk:
			a.Sunk += l.Yearly() * (l.Until - l.From + 1)
		case Benefit:
			a.Benefits -= l.Present
			continue
		case Clawback:
			a.Clawback += l.Cash
		}
		for year := l.From; year <= l.Until; year++ {
			a.Cash[year] += l.Cash / (l.Until - l.From + 1)
		}
		a.Parties = l.share(a.Parties)
	}
	return a, notes
}

// work works a line out. Its present value is rounded once, over all its years: to the
// nearest penny, half a penny up, before its sign, so that a transfer is the same to both.
func (l Line) work(sums []*big.Rat) AppraisedLine {
	a, years := AppraisedLine{Line: l}, l.Until-l.From+1
	each := l.Yearly()
	if l.Kind == Works {
		a.BiasLeft, a.BiasPence = l.bias(), (l.withBias()-each)*years
		each = l.withBias()
		a.WeeksWithBias = (l.WorksWeeks*(basis+a.BiasLeft.Weeks) + basis - 1) / basis
	}
	worth := new(big.Rat).Sub(sums[l.Until+1], sums[l.From])
	worth.Mul(worth, new(big.Rat).SetInt64(each))
	present := new(big.Int).Add(new(big.Int).Lsh(worth.Num(), 1), worth.Denom())
	present.Div(present, new(big.Int).Lsh(worth.Denom(), 1))
	a.Cash, a.Present = l.sign()*each*years, l.sign()*present.Int64()
	switch l.Kind {
	case Benefit:
		a.Cash = 0
	case Transfer:
		a.Moved, a.MovedPresent = each*years, present.Int64()
	}
	return a
}

// share adds a line to what its authorities pay.
func (l AppraisedLine) share(parties []Party) []Party {
	add := func(name string, cash, present int64) {
		at := slices.IndexFunc(parties, func(p Party) bool { return p.Name == name })
		if at < 0 {
			at, parties = len(parties), append(parties, Party{Name: name})
		}
		parties[at].Cash, parties[at].Present = parties[at].Cash+cash, parties[at].Present+present
	}
	switch {
	case l.Kind == Transfer:
		add(l.By, l.Moved, l.MovedPresent)
		add(l.To, -l.Moved, -l.MovedPresent)
	case l.Kind != Sunk && l.By != "":
		add(l.By, l.Cash, l.Present)
	}
	return parties
}

// notes say what of a line a reader would not expect.
func (l AppraisedLine) notes(course string) (list []string) {
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	switch lower := LowerBias[l.Building]; {
	case l.Kind == Sunk:
		say("%s: %s, %s, is sunk: spent whatever is chosen, and not counted.", course, l.Name, exact(l.Yearly()*(l.Until-l.From+1)))
	case l.Kind == Transfer:
		say("%s: %s, %s, moves from %s to %s: shown with each, and nothing to the region.", course, l.Name, exact(l.Moved), l.By, l.To)
	case l.Kind == Works && l.BiasLeft.Cost < lower.Cost:
		say("%s: the optimism bias of %s is %s, below the %s that the Treasury gives as the lower bound.", course, l.Name, percent(l.BiasLeft.Cost), percent(lower.Cost))
	}
	return list
}

func exact(pence int64) string { return values.Pence(pence).Words() }

func percent(points int64) string {
	return strconv.FormatFloat(float64(points)/100, 'f', -1, 64) + " %"
}

// Through is the cash of a course up to and with a year.
func (c AppraisedCourse) Through(year int64) (sum int64) {
	for _, cash := range c.Cash[:year+1] {
		sum += cash
	}
	return sum
}

// Claim is a figure that somebody printed: what one course costs more than another, up to
// and with a year.
type Claim struct {
	Course, Than string
	Through      int64
	Twice        []string // lines of the other course that it counts in this one too
}

// Tested is a claim's figure on one baseline, and as it was counted.
type Tested struct{ OneBaseline, AsCounted int64 }

// Test works a claim's figure out, in cash.
func (a Appraised) Test(c Claim) (t Tested) {
	course, than := a.course(c.Course), a.course(c.Than)
	t.OneBaseline = course.Through(c.Through) - than.Through(c.Through)
	t.AsCounted = t.OneBaseline
	for _, l := range than.Lines {
		if slices.Contains(c.Twice, l.Name) {
			t.AsCounted -= l.Cash
		}
	}
	return t
}

func (a Appraised) course(id string) AppraisedCourse {
	return a.Courses[slices.IndexFunc(a.Courses, func(c AppraisedCourse) bool { return c.ID == id })]
}
