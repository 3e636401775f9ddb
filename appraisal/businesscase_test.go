package appraisal

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// annexB are the strategy's courses for Beechfield: year 0 is 2016/17.
var annexB = BusinessCase{Years: 3, Rates: GreenBookRates, Courses: []Course{
	{"open", DoNothing, []Line{
		{Name: "weekly", Kind: Cost, Pence: 4590000, Per: PerWeek, Weeks: 34},
		{Name: "elsewhere", Kind: Cost, Pence: 21200000, Per: PerYear, Weeks: 34},
		{Name: "surplus 2017/18", Kind: Income, Pence: 44082500, From: 1, Until: 1},
		{Name: "surplus 2018/19", Kind: Income, Pence: 48090000, From: 2, Until: 2}}},
	{"close", "close", []Line{
		{Name: "weekly", Kind: Cost, Pence: 4590000, Per: PerWeek, Weeks: 30},
		{Name: "elsewhere", Kind: Cost, Pence: 21200000, Per: PerYear, Weeks: 30},
		{Name: "grant repaid", Kind: Clawback, Pence: 45000000},
		{Name: "elsewhere after", Kind: Cost, Pence: 21200000, Per: PerYear, Weeks: 52, From: 1, Until: 2}}},
}}

// The strategy's own figures come out to the penny, and the one it should have given.
func TestTheStrategysFigures(t *testing.T) {
	a := annexB.Work()
	open, closed := a.Courses[0], a.Courses[1]
	longer := a.Test(Claim{Course: "close", Than: "open", Through: 2, Twice: []string{"surplus 2017/18", "surplus 2018/19"}})
	for name, c := range map[string]struct{ got, want int64 }{
		"do nothing to the reopening":        {open.Through(0), 169921538},
		"close at week 30":                   {closed.Through(0), 194930769},
		"the gap to the reopening":           {a.Test(Claim{Course: "close", Than: "open"}).OneBaseline, 25009231},
		"do nothing to 2018/19":              {open.Total, 77749038},
		"the gap to 2018/19, counting twice": {longer.AsCounted, 251754231},
		"the gap to 2018/19":                 {longer.OneBaseline, 159581731},
		"close against do nothing":           {closed.TotalAgainst, 159581731},
		"clawback":                           {closed.Clawback, 45000000},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", name, c.got, c.want)
		}
	}
}

// Factors are those of the Green Book's table, and change their rate after years 30 and 75.
func TestGreenBookFactors(t *testing.T) {
	year := BusinessCase{Years: LongestCase, Rates: GreenBookRates}.Work().Factors
	middle := BusinessCase{Years: LongestCase, Rates: GreenBookRates, MidYear: true}.Work().Factors
	at := func(years float64) float64 {
		return math.Pow(1.035, -min(years, 30)) * math.Pow(1.03, -max(0, min(years-30, 45))) * math.Pow(1.025, -max(0, years-75))
	}
	for y := range year {
		if want := at(float64(y)); math.Abs(year[y]-want) > 1e-12 {
			t.Errorf("year %d: %v, want %v", y, year[y], want)
		}
		if want := at(float64(y) + 0.5); math.Abs(middle[y]-want) > 1e-12 {
			t.Errorf("middle of year %d: %v, want %v", y, middle[y], want)
		}
	}
	for y, printed := range map[int]float64{0: 1, 1: 0.9662, 10: 0.7089, 30: 0.3563, 31: 0.3459, 75: 0.0942, 76: 0.0919, 125: 0.0274} {
		if math.Abs(year[y]-printed) > 0.00005 {
			t.Errorf("year %d: %v, the table has %v", y, year[y], printed)
		}
	}
}

// A level amount is an annuity.
func TestAnnuity(t *testing.T) {
	const r, n, pence = 0.035, 30, 12345678
	for _, c := range []struct {
		mid  bool
		want float64
	}{
		{false, pence * (1 - math.Pow(1+r, -n)) / r},
		{true, pence * (1 - math.Pow(1+r, -n)) / r * math.Sqrt(1+r)},
	} {
		from, until := int64(1), int64(n)
		if c.mid { // the middles of years 0 to 29 are the ends of years 1 to 30 half a year sooner
			from, until = 0, n-1
		}
		a := BusinessCase{Years: 40, Rates: GreenBookRates, MidYear: c.mid, Courses: []Course{{"a", "other", []Line{{Kind: Cost, Pence: pence, From: from, Until: until}}}}}.Work()
		if got := a.Courses[1].Present; math.Abs(float64(got)-c.want) > 0.51 {
			t.Errorf("mid-year %t: %d, want %.2f", c.mid, got, c.want)
		}
	}
}

func TestOptimismBias(t *testing.T) {
	works := Line{Name: "works", Kind: Works, Pence: 100000001, Building: "non_standard", WorksWeeks: 56}
	for _, c := range []struct {
		name        string
		building    string
		reductions  []Reduction
		cash, weeks int64
		note        string
	}{
		{"a secure unit", "non_standard", nil, 151000002, 78, ""},
		{"a house", "standard", nil, 124000001, 59, ""},
		{"reduced", "non_standard", []Reduction{{false, 1000, "a survey"}, {true, 1900, "a frame made elsewhere"}, {false, 600, "a contract"}}, 135000001, 68, ""},
		{"below the lower bound", "standard", []Reduction{{false, 2300, "fixed price"}}, 101000001, 59, "lower bound"},
	} {
		l := works
		l.Building, l.Reductions = c.building, c.reductions
		a := BusinessCase{Years: 1, Rates: GreenBookRates, Courses: []Course{{"a", "rebuild", []Line{l}}}}.Work()
		got := a.Courses[1]
		if got.Total != c.cash || got.Bias != c.cash-works.Pence || got.Lines[0].WeeksWithBias != c.weeks || strings.Contains(strings.Join(a.Notes, ""), "lower bound") != (c.note != "") {
			t.Errorf("%s: %+v %v", c.name, got, a.Notes)
		}
	}
}

// A penny's half goes up.
func TestHalfPennies(t *testing.T) {
	for _, c := range []struct {
		line Line
		want int64
	}{
		{Line{Kind: Cost, Pence: 1, Per: PerYear, Weeks: 26}, 1},
		{Line{Kind: Cost, Pence: 3, Per: PerYear, Weeks: 13}, 1},
		{Line{Kind: Cost, Pence: 1, Per: PerYear, Weeks: 25}, 0},
		{Line{Kind: Income, Pence: 1, Per: PerYear, Weeks: 26}, -1},
	} {
		a := BusinessCase{Years: 1, Rates: GreenBookRates, Courses: []Course{{"a", "other", []Line{c.line}}}}.Work()
		if got := a.Courses[1].Total; got != c.want {
			t.Errorf("%+v: %d, want %d", c.line, got, c.want)
		}
	}
	half := BusinessCase{Years: 2, Rates: []RateFrom{{0, 10000}}, Courses: []Course{{"a", "other", []Line{{Kind: Cost, Pence: 1, From: 1, Until: 1}}}}}
	if got := half.Work().Courses[1].Present; got != 1 {
		t.Errorf("half a penny is %d", got)
	}
}

// Whatever the case: at no rate nothing is discounted, transfers cancel, authorities add up
// to the region, what is sunk changes nothing, and doing nothing is there.
func TestWhateverTheCase(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for n := range 500 {
		b := randomCase(r)
		free := b
		free.Rates = []RateFrom{{}}
		a, plain := b.Work(), free.Work()
		for i, c := range a.Courses {
			if p := plain.Courses[i]; p.Present != p.Total-p.Benefits {
				t.Fatalf("case %d: discounted at no rate: %d of %d", n, p.Present, p.Total-p.Benefits)
			}
			var cash, present int64
			for _, p := range c.Parties {
				cash, present = cash+p.Cash, present+p.Present
			}
			if cash != c.Total || present != c.Present+c.Benefits {
				t.Fatalf("case %d: authorities pay %d and %d, the region %d and %d", n, cash, present, c.Total, c.Present+c.Benefits)
			}
			if c.Through(b.Years-1) != c.Total {
				t.Fatalf("case %d: years do not add up", n)
			}
		}
		without := b
		without.Courses = nil
		for _, c := range b.Courses {
			kept := Course{c.ID, c.Kind, nil}
			for _, l := range c.Lines {
				if l.Kind != Sunk && l.Kind != Transfer {
					kept.Lines = append(kept.Lines, l)
				}
			}
			without.Courses = append(without.Courses, kept)
		}
		for i, c := range without.Work().Courses {
			if c.Total != a.Courses[i].Total || c.Present != a.Courses[i].Present {
				t.Fatalf("case %d: transfers or sunk costs count", n)
			}
		}
		if a.Courses[0].Kind != DoNothing || a.Courses[0].TotalAgainst != 0 {
			t.Fatalf("case %d: %+v does not do nothing", n, a.Courses[0])
		}
	}
}

func randomCase(r *rand.Rand) BusinessCase {
	b := BusinessCase{Years: 1 + r.Int64N(LongestCase), MidYear: r.IntN(2) == 0, Rates: GreenBookRates}
	for i := range 1 + r.IntN(3) {
		c := Course{fmt.Sprint(i), "other", nil}
		for k := range r.IntN(8) {
			l := Line{Name: fmt.Sprint(k), Kind: LineKinds[r.IntN(len(LineKinds))], By: "ABC"[k%3 : k%3+1], To: "D", Pence: r.Int64N(1e11), Per: []string{Once, PerWeek, PerYear}[r.IntN(3)],
				Weeks: 1 + r.Int64N(53), From: r.Int64N(b.Years), Building: []string{"standard", "non_standard"}[r.IntN(2)]}
			l.Until = l.From + r.Int64N(b.Years-l.From)
			c.Lines = append(c.Lines, l)
		}
		b.Courses = append(b.Courses, c)
	}
	return b
}

// LibreOffice's NPV gives the same present values, to the penny.
func TestLibreOfficeAgrees(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	r := rand.New(rand.NewPCG(3, 4))
	var sheet strings.Builder
	var want []int64
	for range 20 {
		rate, years := 1+r.Int64N(1000), 2+r.Int64N(30)
		b := BusinessCase{Years: years, Rates: []RateFrom{{0, rate}}, Courses: []Course{{"a", "other", nil}}}
		amounts := make([]string, years)
		for y := range years {
			pence := r.Int64N(1e9)
			b.Courses[0].Lines = append(b.Courses[0].Lines, Line{Kind: Cost, Pence: pence, From: y, Until: y})
			amounts[y] = strconv.FormatInt(pence, 10)
		}
		want = append(want, b.Work().Courses[1].Present)
		fmt.Fprintf(&sheet, "\"=%s+NPV(%d/10000;%s)\"\n", amounts[0], rate, strings.Join(amounts[1:], ";"))
	}
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "in.csv"), []byte(sheet.String()), 0o600)
	out, err := exec.Command(office, "-env:UserInstallation=file://"+dir+"/office", "--headless", "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false", "--outdir", filepath.Join(dir, "out"), filepath.Join(dir, "in.csv")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "out", "in.csv"))
	if err != nil {
		t.Fatal(err, string(out))
	}
	lines := strings.Fields(string(text))
	if len(lines) != len(want) {
		t.Fatalf("LibreOffice gives %d lines of %d: %q", len(lines), len(want), text)
	}
	for i, line := range lines {
		got, err := strconv.ParseFloat(line, 64)
		// every line's present value is rounded by itself: half a penny each at most
		if err != nil || math.Abs(got-float64(want[i])) > 16 {
			t.Errorf("case %d: LibreOffice %q, here %d", i, line, want[i])
		}
	}
}

func TestRootIsExactWhereItCanBe(t *testing.T) {
	if root(big.NewRat(1, 1)).Cmp(big.NewRat(1, 1)) != 0 {
		t.Error("the root of 1 is not 1")
	}
}
