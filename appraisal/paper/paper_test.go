package paper

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"homeground/accounts"
	"homeground/appraisal"
	"homeground/demand"
	"homeground/geo"
	"homeground/internal/print"
	"homeground/internal/values"
)

// small is a paper of two options: one in the set, with a site in a square and one without
// a position, and one left out.
func small() Facts {
	lon, lat := geo.FromGrid(465000, 155000) // the middle of a 10 km square
	option := func(id int64, name string, chance float64) appraisal.Option {
		return appraisal.Option{ID: id, Name: name, AuthorityName: "Kent", Hub: "South", Places: 3, GrantPence: 79_000_000, CostLikelyPence: 93_000_000, CostHighPence: 120_000_000,
			Opening: appraisal.Opening{P80: values.NewDate(2028, 8, 13), Chance: chance}, Provenance: "illustrative", Source: "Made up"}
	}
	in := option(1, `"Ferry" & <Sons>`, 0.94)
	in.Sites = []appraisal.OptionSite{{Name: "The home", Position: &geo.LonLat{lon, lat}}, {Name: "The annex"}}
	f := Facts{Sketch: accounts.Sketch{Authorities: []accounts.Outline{{Name: "Kent", Hub: "South", Path: "M 4000 -1900 L 5000 -1900 5000 -1000 Z", Left: 4000, Top: -1900, Right: 5000, Below: -1000, X: 4500, Y: -1400}}}}
	f.MadeAt = time.Date(2026, 7, 1, 23, 30, 0, 0, time.UTC)
	f.Options = []appraisal.Option{in, option(2, "Left out", 0.5)}
	f.Programme.OpenBy = values.NewDate(2028, 9, 30)
	f.Programme.GrantLeftPence = 100_000_000
	set := appraisal.SetOf{Options: []int64{1}, Value: 2.82, GrantPence: 79_000_000, Places: 3}
	f.Best = appraisal.BestSet{Status: "optimal", Objective: "in_time", BudgetPence: 100_000_000, Best: set, Bound: 2.82, Candidates: 2, Frontier: []appraisal.SetOf{set}, Whole: true,
		LeftOut: []appraisal.LeftOut{{ID: 2, Name: "Left out"}}}
	f.Covered = demand.Covered{}
	return f
}

func written(t *testing.T, f Facts) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWhatThePaperSays(t *testing.T) {
	for _, c := range []struct {
		name           string
		change         func(*Facts)
		want, unwanted []string
	}{
		{"as it is", func(*Facts) {}, []string{"Fund 1 option: 3 places for £790,000 of the £1.00m of grant there is.", "2.8 of the 3 places", "It is proven that no set is worth more",
			"2 July 2026 at 00:30", "&#34;Ferry&#34; &amp; &lt;Sons&gt;", "Its 10 km square; Not on the map: the position is not public or not known",
			"If every option of the set cost its high estimate, the set would cost £1.20m: £270,000 more than is likely. What is left of the grant would cover £210,000 of it.", "What would bring it in was not looked for, for 1 option left out", "No need is estimated yet", `<rect x="4600.0" y="-1600.0" width="100" height="100"`}, []string{"<Sons>", "may open late", `r="32"`}},
		{"stopped", func(f *Facts) { f.Best.Status, f.Best.Bound = "stopped", 3.5 }, []string{"by 0.68 places in time at most", "no set is worth more than 3.50 places in time"}, []string{"It is proven"}},
		{"infeasible", func(f *Facts) {
			f.Best.Status, f.Best.Best, f.Best.MendedBy = "infeasible", appraisal.SetOf{}, []appraisal.Way{{Text: "£7,000,000 of other funding for the rebuild"}}
		}, []string{"No set of options keeps the rules.", "£7,000,000 of other funding for the rebuild"}, []string{"2. The set", "Fund 0"}},
		{"late", func(f *Facts) { f.Options[0].Opening.Chance = 0.6 }, []string{"may open late: its chance of opening by 30 September 2028 is 60 %. It is 80 % likely to be open by 13 August 2028."}, nil},
		{"wished", func(f *Facts) {
			f.Wish = appraisal.PaperWish{Out: []int64{2}}
			f.Best.BudgetPence, f.Best.Rules = 90_000_000, []appraisal.ChoiceRule{{Name: "sites", Text: "One option a site", Off: true}}
		}, []string{"Asked to be out, whatever it is worth: Left out.", "This rule was taken off: one option a site.", "looked for with £900,000 of grant; projects leave £1.00m"}, nil},
		{"without outlines", func(f *Facts) { f.Sketch = accounts.Sketch{} }, []string{"There is no map: no outlines"}, []string{`class="map">`}},
		{"decided", func(f *Facts) {
			f.Decision = &appraisal.Decided{Number: 4, DecidedOn: values.NewDate(2026, 7, 2), Reasons: "<i>Most</i> places", Conditions: []string{"Lease signed"}, Dissents: []appraisal.Dissent{{Who: "A. Other", Why: "Too far"}}, Hash: "ab12", RecordedBy: "Bo"}
		}, []string{"Decision 4, 2 July 2026", "&lt;i&gt;Most", "<li>Lease signed</li>", "A. Other: Too far", "ab12", "Bo recorded it; it is not approved yet"}, []string{"nothing is decided"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := small()
			c.change(&f)
			page := written(t, f)
			for _, want := range c.want {
				if !strings.Contains(page, want) {
					t.Errorf("the paper does not say %q", want)
				}
			}
			for _, bad := range append(c.unwanted, "ZgotmplZ", "<script", "%!") {
				if strings.Contains(page, bad) {
					t.Errorf("the paper says %q", bad)
				}
			}
			if again := written(t, f); again != page {
				t.Error("written twice it is not the same")
			}
		})
	}
}

func TestFiguresInWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{million(64_000_000), "£640,000"}, {million(125_000_000), "£1.25m"}, {million(125_400_000), "about £1.25m"}, {million(-500), "-£5"},
		{print.Chance(0), "0 %"}, {print.Chance(0.0004), "less than 1 %"}, {print.Chance(0.9999), "more than 99 %"}, {print.Chance(1), "100 %"}, {print.Chance(0.805), "81 %"},
		{print.Whole(10000), "10,000"}, {either([]string{"£5 more grant", "Opening 1 week sooner"}), "£5 more grant, or opening 1 week sooner"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// A place that is protected is never a point; one that is not is where it is.
func TestProtectedPlacesAreSquares(t *testing.T) {
	for _, c := range []struct {
		easting, northing float64
		square            bool
	}{{465000, 155000, true}, {465001, 154999, true}, {465000, 155100, false}, {460000, 150000, false}, {461234, 157890, false}} {
		lon, lat := geo.FromGrid(c.easting, c.northing)
		if _, _, square := onGrid(geo.LonLat{lon, lat}); square != c.square {
			t.Errorf("%.0f %.0f: square %t", c.easting, c.northing, square)
		}
	}
}

// Numbers of sites that are close stand apart.
func TestNumbersStandApart(t *testing.T) {
	var m drawnMap
	for range 6 {
		p := point{X: 100, Y: 100, AtX: 100, AtY: 100}
		m.apart(&p)
		for _, o := range m.Points {
			if dx, dy := o.AtX-p.AtX, o.AtY-p.AtY; dx*dx+dy*dy < 4*markRadius*markRadius {
				t.Errorf("%v lies on %v", p, o)
			}
		}
		m.Points = append(m.Points, p)
	}
}
