package demand

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"
)

func TestKindOf(t *testing.T) {
	for placement, want := range map[string]homeKind{
		inHomes: homesAndSecure, "Secure homes and children's homes": homesAndSecure, "2b. Secure homes and children’s homes": homesAndSecure,
		"Secure units, children's homes and semi-independent living accommodation": homesAndSecure, "Children's homes (including secure)": homesAndSecure,
		"Children’s home": homesAlone, "Childrens homes": homesAlone, "Children's Homes subject to Children's Homes Regulations": homesAlone, "Children's homes excluding secure units": homesAlone,
		"Non-secure children's homes": homesAlone, "Homes and hostels subject to children's homes regulations": homesAlone,
		"secure unit": secureAlone, "Secure children's homes": secureAlone, "Secure accommodation": secureAlone,
		"Semi-independent living accommodation not subject to children's homes regulations": noHome, "Residential settings other than children's homes": noHome,
		"foster placement": noHome, "residential school": noHome, "placed with parents": noHome, "Young offender institution or secure training centre": noHome,
		"Independent and semi-independent living arrangements/supported accommodation": noHome, "Other residential settings": noHome, "residential care home": noHome, "": noHome,
	} {
		if got := kindOf(placement); got != want || isHome(placement) != (want != noHome) {
			t.Errorf("%q: %d, want %d", placement, got, want)
		}
	}
}

// by are placements of an authority: a name and children, below 0 a mark. A line of its own
// names the file of those after it, or their day.
func by(t *testing.T, code string, lines ...string) (list []totalRow) {
	t.Helper()
	on, file := day(t, "2024-03-31"), "a"
	for _, line := range lines {
		name, number, isNumber := strings.Cut(line, "=")
		switch {
		case !isNumber && strings.HasPrefix(name, "20"):
			on = day(t, name)
		case !isNumber:
			file = name
		default:
			var n int64
			if _, err := fmt.Sscan(number, &n); err != nil {
				t.Fatal(err)
			}
			list = append(list, totalRow{Code: code, Thousandths: max(0, n) * 1000, Suppressed: n < 0, OnDay: on, Cohort: placed(name), Source: file})
		}
	}
	return list
}

func TestHomeShares(t *testing.T) {
	const stated = 1000
	for _, c := range []struct {
		name   string
		placed []string
		want   int64
		day    string
		why    string // part of it; by placements if empty
	}{
		{"none", nil, stated, "", "No totals by placement"},
		{"none of homes", []string{"foster placement=600"}, stated, "", "No totals by placement"},
		{"one category", []string{inHomes + "=100", "foster placement=700"}, 1111, "2024-03-31", ""},
		{"rounded half up", []string{"Children's homes=2"}, 22, "2024-03-31", ""}, // 22.22
		{"nobody", []string{"Children's homes=0"}, 0, "2024-03-31", ""},
		{"everybody", []string{"Children's homes=900"}, 10000, "2024-03-31", ""},
		{"more than all", []string{"Children's homes=901"}, stated, "2024-03-31", "more are in homes"},
		{"suppressed", []string{inHomes + "=-1", "foster placement=700"}, stated, "2024-03-31", "was suppressed"},
		{"homes and secure units apart", []string{"Children's homes=80", "Secure children's homes=10"}, 1000, "2024-03-31", ""},
		{"secure units suppressed", []string{"Children's homes=80", "Secure unit=-1"}, stated, "2024-03-31", "was suppressed"},
		{"secure units alone", []string{"Secure unit=9"}, stated, "2024-03-31", "none of children's homes"},
		{"the whole before its parts", []string{"Secure homes and children's homes=90", "Children's homes=80", "Secure children's homes=10"}, 1000, "2024-03-31", ""},
		{"the whole suppressed, not its parts", []string{"Secure homes and children's homes=-1", "Children's homes=80", "Secure children's homes=10"}, stated, "2024-03-31", "was suppressed"},
		{"inside and outside", []string{"Children's homes inside=60", "Children's homes outside=30", "foster placement=808"}, 1000, "2024-03-31", ""},
		{"all and its own", []string{"Children's homes=60", "Children's homes of the council=30", "foster placement=838"}, stated, "2024-03-31", "may overlap"},
		{"all and its own, and little else", []string{"Children's homes=60", "Children's homes of the council=30"}, stated, "2024-03-31", "may overlap"},
		{"inside and outside, others suppressed", []string{"Children's homes inside=60", "Children's homes outside=30", "foster placement=-1"}, stated, "2024-03-31", "may overlap"},
		{"an older day", []string{"2017-03-31", inHomes + "=50"}, 1000, "2017-03-31", ""},
		{"the newest day", []string{inHomes + "=100", "2017-03-31", inHomes + "=5"}, 1111, "2024-03-31", ""},
		{"the newest is suppressed", []string{inHomes + "=-1", "2017-03-31", inHomes + "=50"}, stated, "2024-03-31", "was suppressed"},
		{"the newest is not of homes", []string{"foster placement=700", "2017-03-31", inHomes + "=50"}, 1000, "2017-03-31", ""},
		{"no total of the day", []string{"2020-03-31", inHomes + "=50"}, stated, "2020-03-31", "no total of all children"},
		{"two files agree", []string{"a", inHomes + "=100", "b", "Children's homes=90", "Secure unit=10"}, 1111, "2024-03-31", ""},
		{"two files differ", []string{"a", inHomes + "=100", "b", "Children's homes=90"}, stated, "2024-03-31", "files differ"},
		{"one of two files is suppressed", []string{"a", inHomes + "=-1", "b", "Children's homes=90"}, 1000, "2024-03-31", ""},
		{"a file of others", []string{"a", "foster placement=3", "b", "Children's homes=90"}, 1000, "2024-03-31", ""},
	} {
		wholes := []totalRow{{Code: countyA, Thousandths: 900000, OnDay: day(t, "2024-03-31")}, {Code: countyA, Thousandths: 500000, OnDay: day(t, "2017-03-31")}}
		placed := by(t, countyA, c.placed...)
		slices.SortStableFunc(placed, func(a, b totalRow) int { return b.OnDay.Sub(a.OnDay) })
		set := assumptions{HomeShareBp: stated, HomeShareFrom: fromPlacements}
		got := homeShares([]string{countyA, unitaryB}, placed, wholes, set)
		a := got[countyA]
		if a.ShareBp != c.want || dayText(a.OnDay) != c.day || (a.Why == "") != (c.why == "") || !strings.Contains(a.Why, c.why) || (a.Basis == fromPlacements) != (c.why == "") || c.day != "" && a.Source == "" {
			t.Errorf("%s: %+v, want %d", c.name, a, c.want)
		}
		if b := got[unitaryB]; b.ShareBp != stated || b.Basis != fromStated || b.Why == "" {
			t.Errorf("%s: the other: %+v", c.name, b)
		}
		set.HomeShareFrom = fromStated
		if a := homeShares([]string{countyA}, placed, wholes, set)[countyA]; a.ShareBp != stated || a.Basis != fromStated || a.Why != "" || !a.OnDay.IsZero() {
			t.Errorf("%s, as stated: %+v", c.name, a)
		}
	}
	half := homeShares([]string{countyA}, by(t, countyA, "Children's homes=1"), []totalRow{{Code: countyA, Thousandths: 16000, OnDay: day(t, "2024-03-31")}}, assumptions{HomeShareFrom: fromPlacements})
	if half[countyA].ShareBp != 625 {
		t.Errorf("a sixteenth: %+v", half)
	}
	half = homeShares([]string{countyA}, by(t, countyA, "Children's homes=1"), []totalRow{{Code: countyA, Thousandths: 32000, OnDay: day(t, "2024-03-31")}}, assumptions{HomeShareFrom: fromPlacements})
	if half[countyA].ShareBp != 313 { // 312.5
		t.Errorf("a thirty-second: %+v", half)
	}
	merged := by(t, countyA, "Children's homes=90")
	merged[0].Partial = true
	if s := homeShares([]string{countyA}, merged, []totalRow{{Code: countyA, Thousandths: 900000, OnDay: day(t, "2024-03-31")}}, assumptions{HomeShareFrom: fromPlacements})[countyA]; !strings.Contains(s.Why, "part of the authority") {
		t.Errorf("placements of one of two that went together: %+v", s)
	}
}

// sharedWorld is the crowd of two authorities: of A's 900 children 93 are in homes, 1033
// basis points; of B's 397 none is known, so it is the stated share.
func sharedWorld(t *testing.T) *gorm.DB {
	db := divided(t)
	run(t, db, "UPDATE demand_cells SET name = CASE WHEN code < ? THEN 'Adur 001A' ELSE 'Brighton and Hove 033C' END, district_code = CASE WHEN code < ? THEN ? ELSE ? END", code(100), code(100), districtOfA, unitaryB)
	home(t, db, "one", countyA, 2, 2, 9)
	home(t, db, "two", unitaryB, nowhere, 0, 7)
	return db
}

// checkNeed compares every figure with the shares, by authority and in basis points.
func checkNeed(t *testing.T, db *gorm.DB, shares map[string]int64) {
	t.Helper()
	ctx := context.Background()
	c := covered(t, db)
	cells, err := ListCells(ctx, db, CellFilter{Limit: 500, Coverage: c, Since: day(t, "2022-03-31")})
	if err != nil || cells.Total != len(cells.Items) {
		t.Fatal(cells.Total, err)
	}
	var whole, lookedAfter int64
	needs, rates, then, before := map[string]int64{}, map[string]float64{}, map[string]int64{}, map[string]float64{}
	for _, item := range cells.Items {
		need := item.Thousandths * shares[item.AuthorityCode]
		needs[item.Code], needs[item.AuthorityCode] = need, needs[item.AuthorityCode]+need
		whole, lookedAfter = whole+need, lookedAfter+item.Thousandths
		rates[item.Code] = math.Floor(float64(need)/float64(10**item.Children)+0.5) / 100
		if *item.RatePer10000 != rates[item.Code] {
			t.Errorf("%s: %v in ten thousand, want %v", item.Code, *item.RatePer10000, rates[item.Code])
		}
		if item.Other != nil {
			then[item.Code] = item.Other.Thousandths * shares[item.AuthorityCode]
			before[item.Code] = math.Round(10*float64(then[item.Code])/float64(1000**item.Children)) / 10
		}
	}
	for _, metres := range HexagonMetres {
		hexagons := texts(t, db, "SELECT code AS key, need::text AS value FROM hexagons WHERE metres = ?", metres)
		sum := int64(0)
		for code, text := range hexagons {
			inside, err := ListCells(ctx, db, CellFilter{Hexagon: code, Limit: 500})
			want, wantThen := int64(0), int64(0)
			children, known := 0, true
			for _, item := range inside.Items {
				want, wantThen, children = want+needs[item.Code], wantThen+then[item.Code], children+*item.Children
				_, told := before[item.Code]
				known = known && told
			}
			if sum += want; err != nil || text != fmt.Sprint(want) {
				t.Errorf("%s: %s, want %d; %v", code, text, want, err)
			}
			rates[code] = float64(want) / float64(1000*children)
			if known {
				before[code] = math.Round(10*float64(wantThen)/float64(1000*children)) / 10
			}
		}
		if sum != whole {
			t.Errorf("hexagons of %d m come to %d, want %d", metres, sum, whole)
		}
	}
	for _, metres := range []int{0, 2500, 10000} { // as maps read them
		for _, f := range []ReadingFilter{{Reading: "need", Hexagons: metres}, {Reading: "need", Hexagons: metres, Since: day(t, "2022-03-31")}} {
			read, err := c.Readings(ctx, db, f)
			if err != nil || len(read.Items) == 0 {
				t.Fatal(err)
			}
			for _, item := range read.Items {
				want, known := rates[item.Code], true
				if !f.Since.IsZero() {
					want, known = before[item.Code]
				}
				if known != (item.Value != nil) || known && math.Abs(*item.Value-want) > 0.0501 {
					t.Errorf("%s on %v: %v, want %v", item.Code, f.Since, item.Value, want)
				}
			}
		}
		tile, err := HexagonsTile(ctx, db, metres, 9, 255, 171)
		if metres == 0 {
			tile, err = CellsTile(ctx, db, c, 9, 255, 171)
		}
		told := tileRates(t, tile)
		for code, rate := range told {
			if math.Abs(rate-rates[code]) > 0.0501 {
				t.Errorf("drawn %s: %v, want %v", code, rate, rates[code])
			}
		}
		if err != nil || len(told) == 0 {
			t.Errorf("nothing is drawn of %d m: %v", metres, err)
		}
	}
	for _, level := range []string{"hub", "authority", "district", "msoa"} {
		page, err := NeedByLevel(ctx, db, LevelFilter{Level: level})
		for _, n := range page.Items {
			want := whole
			if level != "hub" {
				want = needs[map[bool]string{true: unitaryB, false: countyA}[strings.HasPrefix(n.Name, "Brighton")]]
			}
			if n.NeedHome != children(want) {
				t.Errorf("%s: %v, want %v", n.Name, n.NeedHome, children(want))
			}
		}
		if err != nil || len(page.Items) == 0 {
			t.Error(level, err)
		}
	}
	region, share := areaOf(t, c, db, "region"), shareOf(whole, lookedAfter, 0)
	if region.need != whole || region.Need != children(whole) || region.HomeShare != share || c.HomeSharePercent != share {
		t.Errorf("%+v, want %d and %v", region, whole, share)
	}
	for code, bp := range shares {
		if a := areaOf(t, c, db, code); a.need != needs[code] || a.HomeShare != float64(bp)/100 {
			t.Errorf("%+v, want %d and %d", a, needs[code], bp)
		}
	}
	if o, err := Summary(ctx, db); err != nil || o.NeedHome != children(whole) || o.HomeSharePercent != share {
		t.Errorf("%+v, %v", o, err)
	}
	around, err := ReachOf(ctx, db, at(5), 122000, TwentyMiles)
	if err != nil || around.NeedHome != children(whole) {
		t.Errorf("%+v, want %v; %v", around, children(whole), err)
	}
	var id int64
	db.Raw("SELECT id FROM sites WHERE site_ref = 'one'").Scan(&id)
	reached, err := Reach(ctx, db, id, TwentyMiles)
	together, err2 := ReachTogether(ctx, db, []int64{id}, TwentyMiles)
	if err != nil || err2 != nil || math.Abs(reached.NeedHome-float64(whole)/unit) > 1e-9 || together.All.NeedHome != children(whole) || together.Sites[0].Alone.NeedHome != children(whole) {
		t.Errorf("%+v, %+v, want %v; %v, %v", reached, together, float64(whole)/unit, err, err2)
	}
	if gain, ok := c.Gain(Proposal{5000, []ProposedAt{{Easting: f64(at(5)), Northing: f64(122000)}}}); !ok || children(int64(gain*unit)) != region.Unmet {
		t.Errorf("a home for all would cover %v of %v unmet", gain, region.Unmet)
	}
}

func f64(v float64) *float64 { return &v }

// tileRates are the rates of a tile's features, by code.
func tileRates(t *testing.T, tile []byte) map[string]float64 {
	t.Helper()
	var keys, texts []string
	var numbers []float64
	var tags [][]uint64
	each(t, tile, func(_ int, layer []byte, _ uint64) {
		each(t, layer, func(field int, value []byte, _ uint64) {
			switch field {
			case 2:
				var list []uint64
				each(t, value, func(field int, packed []byte, _ uint64) {
					for field == 2 && len(packed) > 0 {
						n, size := binary.Uvarint(packed)
						list, packed = append(list, n), packed[size:]
					}
				})
				tags = append(tags, list)
			case 3:
				keys = append(keys, string(value))
			case 4:
				text, number := "", math.NaN()
				each(t, value, func(field int, value []byte, n uint64) {
					switch field {
					case 1:
						text = string(value)
					case 3:
						number = math.Float64frombits(n)
					default:
						number = float64(n)
					}
				})
				texts, numbers = append(texts, text), append(numbers, number)
			}
		})
	})
	rates := map[string]float64{}
	for _, list := range tags {
		code, rate := "", math.NaN()
		for i := 0; i+1 < len(list); i += 2 {
			switch keys[list[i]] {
			case "code":
				code = texts[list[i+1]]
			case "rate":
				rate = numbers[list[i+1]]
			}
		}
		rates[code] = rate
	}
	return rates
}

func TestEveryFigureTakesTheSharesOfAuthorities(t *testing.T) {
	db := sharedWorld(t)
	ctx := context.Background()
	classes := func() map[string]string {
		return texts(t, db, "SELECT cell_code AS key, concat_ws(' ', thousandths, gi_z, class, other_gi_z) AS value FROM demand_estimates UNION ALL SELECT code, concat_ws(' ', thousandths, gi_z, class, other_gi_z) FROM hexagons")
	}
	hot := fmt.Sprint(classes())
	set := func(change SettingsChange) {
		t.Helper()
		before, _ := Revision(ctx, db)
		setMeasure(t, db, change)
		if after, _ := Revision(ctx, db); after != before+1 || fmt.Sprint(classes()) != hot {
			t.Errorf("another share changed hot-spots, or the revision from %d to %d", before, after)
		}
	}
	from := func(s string) *string { return &s }
	checkNeed(t, db, map[string]int64{countyA: 1033, unitaryB: 1000})
	c := covered(t, db)
	a, b := areaOf(t, c, db, countyA), areaOf(t, c, db, unitaryB)
	if a.HomeShareFrom != fromPlacements || a.HomeShareDay != "2024-03-31" || a.HomeShareBy == "" || a.HomeShareWhy != "" || b.HomeShareFrom != fromStated || !strings.Contains(b.HomeShareWhy, "No totals by placement") {
		t.Errorf("%+v\n%+v", a, b)
	}
	if read, err := c.Readings(ctx, db, ReadingFilter{Reading: "need"}); err != nil || !strings.Contains(read.Source, "; 10.23 % of them are taken to need a home, by where the children of 1 authorities were placed and by a stated share of the 1 others.") {
		t.Error(read.Source, err)
	}
	aged10 := asked(t, db, aged("10 to 15")) // another cohort takes its authorities' share
	page, err := NeedByLevel(ctx, db, LevelFilter{Level: "authority", Cohort: aged10, Sort: "name"})
	if err != nil || len(page.Items) != 2 || page.Items[1].NeedHome != children(401000*1033) || page.Items[0].NeedHome != children(197000*1000) {
		t.Errorf("%+v, %v", page.Items, err)
	}

	set(SettingsChange{HomeSharePercent: f64(12.5)})
	checkNeed(t, db, map[string]int64{countyA: 1033, unitaryB: 1250})
	set(SettingsChange{HomeShareFrom: from(fromStated)})
	checkNeed(t, db, map[string]int64{countyA: 1250, unitaryB: 1250})
	if a := areaOf(t, covered(t, db), db, countyA); a.HomeShareFrom != fromStated || a.HomeShareDay+a.HomeShareWhy != "" {
		t.Errorf("%+v", a)
	}
	set(SettingsChange{HomeShareFrom: from(fromPlacements), HomeSharePercent: f64(10)})
	checkNeed(t, db, map[string]int64{countyA: 1033, unitaryB: 1000})
	if _, err := UpdateSettings(ctx, db, 4, SettingsChange{HomeShareFrom: from("guessed")}); !isProblem(err) {
		t.Errorf("%v, want a problem", err)
	}

	// What was estimated before there were shares is filled in when the program starts.
	need := func() string {
		return fmt.Sprint(texts(t, db, "SELECT cell_code AS key, need::text AS value FROM demand_estimates UNION ALL SELECT code, need::text FROM hexagons"))
	}
	was := need()
	for _, sql := range []string{"DELETE FROM home_shares", "UPDATE demand_estimates SET need = 0", "UPDATE hexagons SET need = 0"} {
		run(t, db, sql)
	}
	if err := Renew(ctx, db); err != nil || need() != was {
		t.Errorf("an upgrade makes another need: %v", err)
	}

	// Newer placements come in: A's number in homes is suppressed, B's is told.
	outcome{"totals", 3, 0, 0, "", ""}.check(t, take(t, db, "", "c", totalsHeader+
		"West Sussex,2024-03-31,,,children's home,,c,\nBrighton and Hove,2024-03-31,,,Secure homes and children's homes,,0,\nBrighton and Hove,2024-03-31,,,children's homes,,90,\n"))
	checkNeed(t, db, map[string]int64{countyA: 1000, unitaryB: 0})
	if a := areaOf(t, covered(t, db), db, countyA); a.HomeShareFrom != fromStated || a.HomeShareDay != "2024-03-31" || a.HomeShareWhy != "Of the placements of 31 March 2024 how many are in homes was suppressed" {
		t.Errorf("%+v", a)
	}
}
