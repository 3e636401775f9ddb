package demand

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"
)

// need puts a cell of an authority at x, y, kilometres as in world, with so many children
// looked after.
func need(t testing.TB, db *gorm.DB, code, authority string, x, y float64, children int64) {
	t.Helper()
	run(t, db, `INSERT INTO demand_cells (code, kind, name, authority_code, centre, children, source)
		VALUES (?, 'lsoa21', ?, ?, ST_SetSRID(ST_MakePoint(?, ?), 27700), 100, 'test')`, code, code, authority, at(x), 120000+1000*y)
	run(t, db, `INSERT INTO demand_estimates (cell_code, thousandths, need) VALUES (?, ?, ?)`, code, 1000*children, 1000*children*1000)
	run(t, db, `INSERT INTO home_shares (authority_code, share_bp, basis, source, why) VALUES (?, 1000, 'stated', '', '') ON CONFLICT DO NOTHING`, authority)
}

// home puts a home: at x, y and open to all, or of its authority only where x is not a number.
func home(t testing.TB, db *gorm.DB, ref, authority string, x, y float64, places any) {
	t.Helper()
	run(t, db, `INSERT INTO sites (site_ref, name, public_name, kind, operation, host_authority, exact, location_sensitivity, places_registered, provenance, source)
		VALUES (?, 'h', 'h', 'childrens_home', 'open', ?, CASE WHEN CAST(? AS float8) <> 'NaN' THEN ST_SetSRID(ST_MakePoint(?, ?), 27700) END, ?, ?, 'test', 'test')`,
		ref, authority, x, at(x), 120000+1000*y, map[bool]string{true: "restricted", false: "open"}[math.IsNaN(x)], places)
}

var nowhere = math.NaN()

// Ten children who need a home at 0, forty at 20 km, fifty at 60 km; the share who need one
// is a tenth.
func coverWorld(t testing.TB) *gorm.DB {
	t.Helper()
	db := world(t)
	need(t, db, "a1", countyA, 0, 0, 100)
	need(t, db, "a2", countyA, 20, 0, 400)
	need(t, db, "b1", unitaryB, 60, 0, 500)
	return db
}

func areaOf(t *testing.T, c *Coverage, db *gorm.DB, name string, proposals ...Proposal) CoveredArea {
	t.Helper()
	covered, err := c.Read(context.Background(), db, proposals...)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range covered.Areas {
		if a.Code == name || a.Level == name {
			return a
		}
	}
	t.Fatalf("there is no %s in %+v", name, covered.Areas)
	return CoveredArea{}
}

func TestHomesCoverWhatTheyReach(t *testing.T) {
	db := coverWorld(t)
	if c := covered(t, db); c.AllUnmet() != 100 || c.Homes != 0 || areaOf(t, c, db, "region").SharePercent == nil {
		t.Errorf("without homes: %v unmet, %+v", c.AllUnmet(), c.Supply)
	}
	home(t, db, "at the edge of a1", countyA, 32.18688, 0, 15) // a2 is within, b1 too; a1 exactly
	home(t, db, "a metre beyond", countyA, -32.18788, 0, 4)
	home(t, db, "no places yet", countyA, 0, 0, nil)
	home(t, db, "none at all", countyA, 0, 0, 0)
	home(t, db, "ended", countyA, 0, 0, 9)
	home(t, db, "closed", countyA, 0, 0, 9)
	home(t, db, "half of it in use", unitaryB, 60, 1, 40)
	home(t, db, "somewhere without cells", outsiderD, nowhere, 0, 11)
	run(t, db, `UPDATE sites SET ends = '2020-01-01' WHERE site_ref = 'ended'`)
	run(t, db, `UPDATE sites SET operation = 'closed' WHERE site_ref = 'closed'`)
	run(t, db, `UPDATE sites SET places_usable = 20 WHERE site_ref = 'half of it in use'`)
	c := covered(t, db)
	if c.Homes != 3 || c.Places != 39 || c.PlacesUnknown != 1 || c.PlacesSpread != 0 || len(c.Elsewhere) != 1 || c.Elsewhere[0].Places != 11 || c.Elsewhere[0].AuthorityCode != outsiderD {
		t.Errorf("supply is %+v", c.Supply)
	}
	// All 15 and all 20 places are taken; the home a metre too far takes nobody.
	if got := c.AllUnmet(); got != 65 {
		t.Errorf("%v unmet, want 65", got)
	}
	a, b := areaOf(t, c, db, countyA), areaOf(t, c, db, unitaryB)
	if a.Need != 50 || b.Need != 50 || a.Covered+b.Covered != 35 || b.Covered < 20 || a.Covered > 15 || a.Unmet != 50-a.Covered {
		t.Errorf("by authority: %+v and %+v", a, b)
	}
	hub := areaOf(t, c, db, "hub")
	if hub.Name != "South" || hub.Need != 100 || hub.Covered != 35 || *hub.SharePercent != 35 {
		t.Errorf("the hub: %+v", hub)
	}
	codes, unmet := c.Unmet()
	sum := int64(0)
	for _, u := range unmet {
		sum += u
	}
	if len(codes) != 3 || sum != 65000 {
		t.Errorf("by cell: %v %v", codes, unmet)
	}
	if near := c.UnmetWithin(at(60), 120000, 100); near != b.Unmet {
		t.Errorf("round b1: %v unmet, want %v", near, b.Unmet)
	}
}

// Places of which only the authority is known are spread as its need is; together at the
// middle of it they may cover more or less.
func TestPlacesKnownByAuthority(t *testing.T) {
	db := coverWorld(t)
	need(t, db, "a3", countyA, 100, 0, 500) // the middle of the need of A is at 58 km: it reaches b1 only
	home(t, db, "somewhere in A", countyA, nowhere, 0, 30)
	home(t, db, "there too", countyA, nowhere, 0, 20)
	c := covered(t, db)
	if c.Homes != 2 || c.Places != 50 || c.PlacesSpread != 50 {
		t.Errorf("supply is %+v", c.Supply)
	}
	a, b := areaOf(t, c, db, countyA), areaOf(t, c, db, unitaryB)
	if a.Covered != 50 || b.Covered != 0 || a.CoveredCentral != 0 || b.CoveredCentral != 50 {
		t.Errorf("A %+v\nB %+v", a, b)
	}
	for _, thousandths := range []int64{1, 2, 3, 7, 1000, 49999} {
		portions, centre := c.spread(countyA, thousandths)
		sum := int64(0)
		for _, p := range portions {
			sum += p.Places
		}
		if sum != thousandths || centre.Places != thousandths || centre.X != at(58) {
			t.Errorf("%d thousandths are spread as %v, %v in the middle", thousandths, portions, centre)
		}
	}
}

func TestWhatProposalsWouldAdd(t *testing.T) {
	db := coverWorld(t)
	home(t, db, "beside a1", countyA, 1, 0, 9)
	c := covered(t, db)
	at := func(x float64) ProposedAt {
		e, n := at(x), 120000.0
		return ProposedAt{Easting: &e, Northing: &n}
	}
	one := func(places int, sites ...ProposedAt) Proposal { return Proposal{places, sites} }
	for _, p := range []struct {
		name      string
		proposals []Proposal
		want      float64
	}{
		{"none", nil, 0},
		{"one child of ten has no place, and forty more in reach", []Proposal{one(6, at(0))}, 6},
		{"more places than need", []Proposal{one(60, at(0))}, 41},
		{"both together, not each alone", []Proposal{one(30, at(0)), one(30, at(0))}, 41},
		{"at two sites alike, one of them out of reach of all", []Proposal{one(7, at(0), at(-100))}, 3.5},
		{"somewhere in B", []Proposal{one(8, ProposedAt{Authority: unitaryB})}, 8},
	} {
		if got, ok := c.Gain(p.proposals...); !ok || got != p.want {
			t.Errorf("%s: %v, %t, want %v", p.name, got, ok, p.want)
		}
	}
	if gain, ok := c.Gain(one(5, ProposedAt{Authority: outsiderD})); ok || gain != 0 {
		t.Errorf("in an authority without cells: %v, %t", gain, ok)
	}
	region := areaOf(t, c, db, "region", one(60, at(0)))
	if *region.CoveredAfter != 50 || *region.ShareAfter != 50 || region.Covered != 9 {
		t.Errorf("after: %+v", region)
	}
}

// Coverage is worked out anew once anything it follows from changes, and only then.
func TestCoverageIsKept(t *testing.T) {
	db := coverWorld(t)
	home(t, db, "h", countyA, 0, 0, 4)
	var coverer Coverer
	ctx := context.Background()
	now := func() *Coverage {
		t.Helper()
		c, err := coverer.Now(ctx, db)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	last := now()
	for _, c := range []struct {
		name, sql string
		changes   bool
		unmet     float64
	}{
		{"nothing", `SELECT 1`, false, 96},
		{"a name", `UPDATE sites SET public_name = 'another'`, false, 96},
		{"places", `UPDATE sites SET places_registered = 6`, true, 94},
		{"a position", `UPDATE sites SET exact = ST_SetSRID(ST_MakePoint(100000, 100000), 27700)`, true, 100},
		{"back", `UPDATE sites SET exact = ST_SetSRID(ST_MakePoint(500000, 120000), 27700)`, true, 94},
		{"half of the places are for others", `UPDATE demand_settings SET open_share_bp = 5000`, true, 97},
		{"twice as many need a home", `WITH twice AS (UPDATE demand_estimates SET need = 2 * need) UPDATE demand_settings SET revision = revision + 1`, true, 197},
		{"estimates", `UPDATE demand_settings SET revision = revision + 1`, true, 197},
		{"it closes", `UPDATE sites SET operation = 'mothballed'`, true, 200},
	} {
		run(t, db, c.sql)
		next := now()
		if (next != last) != c.changes || next.AllUnmet() != c.unmet {
			t.Errorf("%s: worked out anew %t, %v unmet, want %t and %v", c.name, next != last, next.AllUnmet(), c.changes, c.unmet)
		}
		last = next
	}
}

// Where else: the hexagon from which a home of many places covers the most, and the two
// that cover the most together, which are not the two best alone.
func TestWhereElse(t *testing.T) {
	db := coverWorld(t) // 10 at 0, 40 at 20 km, 50 at 60 km
	for code, km := range map[string]float64{"west": 0, "both": 10, "east": 60} {
		run(t, db, `INSERT INTO hexagons (code, metres, name, authority_code, cells, thousandths, need, class, other_thousandths, other_change, other_gi_z, other_class, centre, outline_3857)
			VALUES (?, 5000, ?, ?, 1, 0, 0, 'none', '{}', '{}', '{}', '{}', ST_SetSRID(ST_MakePoint(?, 120000), 27700), ST_SetSRID(ST_MakeEnvelope(0, 0, 1, 1), 3857))`, code, code, countyA, at(km))
	}
	c := covered(t, db)
	ctx := context.Background()
	one, err := c.WhereElse(ctx, db, ElsewhereFilter{Homes: 1, Places: 45, Metres: 5000})
	if err != nil || one.Total != 3 || len(one.Items) != 3 || one.Best[0].Code != "both" && one.Best[0].Gain != 45 || one.BestGain != 45 || !one.Proven || one.Full != slices.IndexFunc(append(one.Items, Prospect{}), func(p Prospect) bool { return p.Gain < 45 }) {
		t.Errorf("one home: %+v, %v", one, err)
	}
	two, err := c.WhereElse(ctx, db, ElsewhereFilter{Homes: 2, Places: 50, Metres: 5000})
	if err != nil || two.BestGain != 100 || two.BestAtMost != 100 || !two.Proven || len(two.Best) != 2 || two.Best[0].Code != "both" || two.Best[1].Code != "east" {
		t.Errorf("two homes: %+v, %v", two.Best, err)
	}
	for _, p := range two.Items {
		if want := map[string]float64{"west": 50, "both": 50, "east": 50}[p.Code]; p.Gain != want || p.Unmet != want {
			t.Errorf("%s: %+v, want %v", p.Code, p, want)
		}
	}
	if none, err := c.WhereElse(ctx, db, ElsewhereFilter{Homes: 5, Places: 1, Metres: 5000, Hub: "Nowhere"}); err != nil || none.Total != 0 || none.BestGain != 0 || none.Items == nil || none.Best == nil {
		t.Errorf("in no hub: %+v, %v", none, err)
	}
	for _, f := range []ElsewhereFilter{{Homes: 0, Places: 4, Metres: 5000}, {Homes: 6, Places: 4, Metres: 5000}, {Homes: 1, Places: 0, Metres: 5000}, {Homes: 1, Places: 51, Metres: 5000}, {Homes: 1, Places: 4, Metres: 7},
		{Homes: 6, Places: 4, Kinds: []string{"dwelling"}}} {
		if _, err := c.WhereElse(ctx, db, f); !isProblem(err) {
			t.Errorf("%+v: %v, want a problem", f, err)
		}
	}
}

// Among sites: those of the kinds and so far in the pipeline, from where everyone sees them.
// One that has ended is none, one of which only the authority is known is left out and
// counted.
func TestWhereElseAmongSites(t *testing.T) {
	db := coverWorld(t) // 10 at 0, 40 at 20 km, 50 at 60 km
	site := func(name, kind, pipeline, authority string, x float64, sensitivity string) {
		run(t, db, `INSERT INTO sites (site_ref, name, public_name, kind, operation, pipeline, host_authority, exact, location_sensitivity, provenance, source)
			VALUES (?, 'secret', ?, ?, 'not_a_home', ?, ?, CASE WHEN CAST(? AS float8) <> 'NaN' THEN ST_SetSRID(ST_MakePoint(?, 120000), 27700) END, ?, 'test', 'test')`,
			name, name, kind, pipeline, authority, x, at(x), sensitivity)
	}
	site("house at 0", "dwelling", "candidate", countyA, 0, "open")
	site("house at 60", "dwelling", "idea", unitaryB, 60, "open")
	site("land at 20", "vacant_land", "candidate", countyA, 20, "open")
	site("house that ended", "dwelling", "candidate", countyA, 20, "open")
	site("house somewhere", "dwelling", "candidate", countyA, nowhere, "restricted")
	site("hidden house at 60", "dwelling", "candidate", unitaryB, 60.4, "restricted")
	run(t, db, `UPDATE sites SET ends = '2020-01-01' WHERE public_name = 'house that ended'`)
	c := covered(t, db)
	for _, w := range []struct {
		name    string
		filter  ElsewhereFilter
		items   string // name and gain
		best    string
		gain    float64
		leftOut int
	}{
		{"houses", ElsewhereFilter{Homes: 1, Places: 50, Kinds: []string{"dwelling"}}, "house at 0 50, house at 60 50, hidden house at 60 50", "house at 0", 50, 1},
		{"two houses", ElsewhereFilter{Homes: 2, Places: 50, Kinds: []string{"dwelling"}}, "house at 0 50, house at 60 50, hidden house at 60 50", "house at 0, house at 60", 100, 1},
		{"candidates", ElsewhereFilter{Homes: 1, Places: 50, Pipeline: []string{"candidate"}}, "house at 0 50, land at 20 50, hidden house at 60 50", "house at 0", 50, 1},
		{"houses and land that are ideas", ElsewhereFilter{Homes: 3, Places: 7, Kinds: []string{"dwelling", "vacant_land"}, Pipeline: []string{"idea", "screening"}}, "house at 60 7", "house at 60", 7, 0},
		{"candidates in A", ElsewhereFilter{Homes: 1, Places: 7, Pipeline: []string{"candidate"}, Authority: countyA}, "house at 0 7, land at 20 7", "house at 0", 7, 1},
		{"schools", ElsewhereFilter{Homes: 1, Places: 7, Kinds: []string{"school_property"}}, "", "", 0, 0},
	} {
		got, err := c.WhereElse(context.Background(), db, w.filter)
		if err != nil {
			t.Fatal(w.name, err)
		}
		var items, best []string
		for _, p := range got.Items {
			items = append(items, fmt.Sprint(p.Name, " ", p.Gain))
			if p.SiteID == 0 || p.Code != "" || p.Position == nil || (p.PositionKind == "square") != strings.HasPrefix(p.Name, "hidden") {
				t.Errorf("%s: %+v", w.name, p)
			}
		}
		for _, p := range got.Best {
			best = append(best, p.Name)
		}
		if !sameNames(items, w.items) || !sameNames(best, w.best) || got.BestGain != w.gain || !got.Proven || got.LeftOut != w.leftOut || got.Among != "sites" || got.Metres != 0 || got.Total != len(items) {
			t.Errorf("%s: %q, best %q %v, %d left out; want %q, %q %v, %d", w.name, items, best, got.BestGain, got.LeftOut, w.items, w.best, w.gain, w.leftOut)
		}
	}
}

// sameNames says whether a list has these, in any order.
func sameNames(list []string, want string) bool {
	names := strings.Split(want, ", ")
	if want == "" {
		names = nil
	}
	return slices.Equal(slices.Sorted(slices.Values(list)), slices.Sorted(slices.Values(names)))
}
