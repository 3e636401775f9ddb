package server_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"homeground/accounts"
	"homeground/demand"
	"homeground/internal/attack"
)

// These tests play a viewer who wants to know small counts.

// counted is what a viewer knows a count by.
type counted struct{ area, ages, need, placement, period string }

var periods = []string{"2024-03-31", "2025-03-31"}

// demandFile is a file of counts with every total: small areas in two authorities in one
// region, by age, need and placement, at two dates.
func demandFile(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 11))
	sums, up := map[counted]int{}, map[string]string{}
	for _, authority := range []string{"E06000043", "E06000044"} {
		up[authority] = "E12000008"
		for n := range 6 {
			area := fmt.Sprintf("E0109%s%02d", authority[7:], n)
			up[area] = authority
			for _, ages := range []string{"0-9", "10-15"} {
				for _, need := range []string{"residential", "secure"} {
					for _, placement := range []string{"near", "anywhere"} {
						before := int(r.ExpFloat64() * 4)
						for i, period := range periods {
							n := max(0, before+i*(r.IntN(5)-2))
							for _, a := range []string{area, authority, "E12000008"} {
								for _, g := range []string{ages, "all"} {
									for _, d := range []string{need, "all"} {
										for _, p := range []string{placement, ""} {
											sums[counted{a, g, d, p, period}] += n
										}
									}
								}
							}
						}
					}
				}
			}
		}
	}
	var lines []string
	for k, n := range sums {
		lines = append(lines, fmt.Sprintf("%s,Area %s,%s,%s,%s,%s,%s,%d", k.area, k.area, k.ages, k.need, k.placement, up[k.area], k.period, n))
	}
	slices.Sort(lines)
	return "area_code,area_name,age_band,need,placement,part_of,period,children\n" + strings.Join(lines, "\n") + "\n"
}

// known is everything a viewer is told of counts.
type known struct {
	at    map[counted]int
	keys  []counted
	rows  []attack.Row
	shown map[int]float64
}

func (k *known) cell(c counted) int {
	n, ok := k.at[c]
	if !ok {
		n = len(k.keys)
		k.at[c], k.keys = n, append(k.keys, c)
	}
	return n
}

func (k *known) is(c int, n float64) {
	if was, told := k.shown[c]; !told {
		k.rows = append(k.rows, attack.Row{Cells: []int{c}, Signs: []float64{1}, Is: n})
	} else if was != n {
		panic(fmt.Sprintf("%+v is %g here and %g there", k.keys[c], was, n))
	}
	k.shown[c] = n
}

// gather asks every route about counts: pages in all filters, files, changes.
func (d desk) gather() *known {
	d.t.Helper()
	k := &known{at: map[counted]int{}, shown: map[int]float64{}}
	var dates struct {
		Items []struct{ Period string }
	}
	d.read("/api/v1/counts/periods", &dates)
	if len(dates.Items) != len(periods) {
		d.t.Fatalf("%d periods", len(dates.Items))
	}
	for _, query := range []string{"", "&level=lsoa", "&authority=E06000044", "&age_band=all", "&need=all", "&period=" + periods[1], "&since=" + periods[0], "&since=" + periods[1]} {
		since := strings.TrimPrefix(query, "&since=")
		for cursor := ""; ; {
			var page demand.CountPage[demand.ShownCount]
			d.read("/api/v1/counts?limit=500"+query+"&cursor="+cursor, &page)
			for _, c := range page.Items {
				at := k.cell(counted{c.AreaCode, c.AgeBand, c.Need, c.Placement, c.Period})
				if c.Children != nil {
					k.is(at, float64(*c.Children))
				}
				if c.Change != nil && since != c.Period {
					k.rows = append(k.rows, attack.Row{Cells: []int{at, k.cell(counted{c.AreaCode, c.AgeBand, c.Need, c.Placement, since})}, Signs: []float64{1, -1}, Is: float64(*c.Change)})
				}
				if (c.Children == nil) != c.Suppressed {
					d.t.Fatalf("%+v", c)
				}
			}
			if cursor = page.Next; cursor == "" {
				break
			}
		}
	}
	for _, query := range []string{"level=lsoa", "level=lsoa&age_band=0-9", "level=authority&need=secure&since=" + periods[0], "level=lsoa&placement=near&need=residential&since=" + periods[0], "level=region&period=" + periods[0]} {
		var found demand.CountSpots
		d.read("/api/v1/counts/hotspots?limit=500&"+query, &found)
		for _, c := range found.Items {
			at := k.cell(counted{c.AreaCode, c.AgeBand, c.Need, c.Placement, c.Period})
			if c.Children != nil {
				k.is(at, float64(*c.Children))
			}
			if c.Change != nil {
				k.rows = append(k.rows, attack.Row{Cells: []int{at, k.cell(counted{c.AreaCode, c.AgeBand, c.Need, c.Placement, periods[0]})}, Signs: []float64{1, -1}, Is: float64(*c.Change)})
			}
		}
	}
	_, _, body := d.ask("GET", "/api/v1/counts.csv", "")
	lines, err := csv.NewReader(bytes.NewReader([]byte(strings.TrimPrefix(body, "\ufeff")))).ReadAll()
	if err != nil || len(lines) < 500 {
		d.t.Fatal(err, len(lines))
	}
	column := func(line []string, name string) string { return line[slices.Index(lines[0], name)] }
	for _, line := range lines[1:] {
		at := k.cell(counted{column(line, "area_code"), column(line, "age_band"), column(line, "need"), column(line, "placement"), column(line, "period")})
		if n, err := strconv.Atoi(column(line, "children")); err == nil {
			k.is(at, float64(n))
		}
	}
	return k
}

// adds puts in what everybody knows: that parts add up to their totals.
func (k *known) adds() {
	sums := map[counted]map[string][]int{}
	for i, c := range k.keys {
		up := func(way string, total counted) {
			if sums[total] == nil {
				sums[total] = map[string][]int{}
			}
			sums[total][way] = append(sums[total][way], i)
		}
		total := c
		switch {
		case strings.HasPrefix(c.area, "E01"):
			total.area = map[string]string{"043": "E06000043", "044": "E06000044"}["0"+c.area[5:7]]
			up("area", total)
		case strings.HasPrefix(c.area, "E06"):
			total.area = "E12000008"
			up("area", total)
		}
		if total = c; c.ages != "all" {
			total.ages = "all"
			up("ages", total)
		}
		if total = c; c.need != "all" {
			total.need = "all"
			up("need", total)
		}
		if total = c; c.placement != "" {
			total.placement = ""
			up("placement", total)
		}
	}
	for _, c := range slices.Clone(k.keys) {
		for _, way := range []string{"area", "ages", "need", "placement"} {
			if parts := sums[c][way]; parts != nil {
				row := attack.Row{Cells: append([]int{k.at[c]}, parts...), Signs: []float64{-1}}
				for range parts {
					row.Signs = append(row.Signs, 1)
				}
				k.rows = append(k.rows, row)
			}
		}
	}
}

// found are the first-step cells that the viewer holds more narrowly than 1 to 5, of so
// many that are tried.
func (d desk) found(most int) (list []string, tried int) {
	d.t.Helper()
	k := d.gather()
	k.adds()
	var first []struct{ AreaCode, AgeBand, Need, Placement, Period string }
	if err := d.db.Raw(`SELECT area_code, age_band, need, placement, period FROM observed_counts WHERE children BETWEEN 1 AND 5 ORDER BY md5(area_code || age_band || need || placement || period)`).Scan(&first).Error; err != nil {
		d.t.Fatal(err)
	}
	var wanted []int
	for _, c := range first[:min(most, len(first))] {
		wanted = append(wanted, k.cell(counted{c.AreaCode, c.AgeBand, c.Need, c.Placement, c.Period}))
	}
	for n, r := range attack.Ranges(d.t, len(k.keys), k.rows, wanted) {
		if r[0] > 1+1e-6 || r[1] < 5-1e-6 {
			list = append(list, fmt.Sprintf("%+v is from %g to %g", k.keys[wanted[n]], r[0], r[1]))
		}
	}
	return list, len(wanted)
}

// The attacker: all that a viewer is told of counts, as linear programmes, holds none of
// 1 to 5 more narrowly than that. Without the second step it does.
func TestSmallCountsCannotBeWorkedOut(t *testing.T) {
	d := open(t)
	importFile(t, d.db, "demand.csv", demandFile(1))
	viewer := d.as(d.somebody("Viewer", accounts.Role{Role: "viewer"}))
	found, tried := viewer.found(50)
	if len(found) > 0 || tried < 50 {
		t.Errorf("%d of %d are found out, such as %v", len(found), tried, slices.Concat(found, []string{""})[0])
	}
	hidden, first := d.number(`SELECT count(*) FROM protected_counts WHERE children IS NULL`), d.number(`SELECT count(*) FROM observed_counts WHERE children BETWEEN 1 AND 5`)
	if shown := d.number(`SELECT count(*) FROM protected_counts p JOIN observed_counts o USING (area_code, age_band, need, placement, origin, period) WHERE p.children <> o.children`); shown > 0 {
		t.Errorf("%d shown counts are not the true ones", shown)
	}
	// The first step alone.
	if err := d.db.Exec(`UPDATE protected_counts p SET children = o.children, stand_in = NULL FROM observed_counts o
		WHERE (o.area_code, o.age_band, o.need, o.placement, o.origin, o.period) = (p.area_code, p.age_band, p.need, p.placement, p.origin, p.period) AND o.children NOT BETWEEN 1 AND 5`).Error; err != nil {
		t.Fatal(err)
	}
	found, _ = viewer.found(50)
	if len(found) == 0 {
		t.Error("without the second step nothing is found out: this plays no attacker")
	}
	t.Logf("%d first-step cells, %d hidden; %d of %d found out without the second step", first, hidden, len(found), tried)
}

// alike are two files that publish the same table: one count of 2 and one of 4, changed
// about, in one period.
func alike(a, b int) string {
	return fmt.Sprintf(`area_code,area_name,age_band,need,period,part_of,children
E01090001,A,all,residential,2025-03-31,E06000044,%d
E01090002,B,all,residential,2025-03-31,E06000044,%d
E01090003,C,all,residential,2025-03-31,E06000044,9
E01090004,D,all,residential,2025-03-31,E06000044,0
E06000044,P,all,residential,2025-03-31,,15
E06000043,B,all,residential,2025-03-31,,30
E10000014,H,all,residential,2025-03-31,,%d
`, a, b, a)
}

// figures are what is derived of observed counts: each must be of the protected table.
var figures = []string{"/api/v1/counts/hotspots?level=lsoa&need=residential", "/api/v1/counts/hotspots?level=lsoa&need=residential&measure=rate", "/api/v1/counts/hotspots.csv?level=lsoa&need=residential",
	"/api/v1/counts/hotspots.xlsx?level=lsoa&need=residential", "/api/v1/counts/hotspots.geojson?level=lsoa&need=residential", "/api/v1/counts/hotspots.gpkg?level=lsoa&need=residential",
	"/api/v1/counts/coverage?level=lsoa&need=residential", "/api/v1/counts/coverage.csv?level=lsoa&need=residential", "/api/v1/counts/coverage.xlsx?level=lsoa&need=residential"}

// lays puts the small areas of alike where figures can be made of them: in a row, the
// first within reach of a home that has room for everybody, the others beyond it.
func (d desk) lays() {
	d.t.Helper()
	for n, x := range []int{464000, 520000, 524000, 528000} {
		err := d.db.Exec(`INSERT INTO demand_cells (code, kind, name, authority_code, centre, children, source) VALUES (?, 'lsoa21', 'x', 'E06000044', ST_SetSRID(ST_MakePoint(?, 400000), 27700), 100, 'test')`,
			fmt.Sprintf("E0109%04d", n+1), x).Error
		if err != nil {
			d.t.Fatal(err)
		}
	}
	err := d.db.Exec(`INSERT INTO sites (site_ref, name, public_name, kind, operation, host_authority, exact, location_sensitivity, places_registered, provenance, source)
		VALUES ('D-1', 'h', 'h', 'childrens_home', 'open', 'E06000044', ST_SetSRID(ST_MakePoint(464000, 400000), 27700), 'open', 20, 'test', 'test')`).Error
	if err != nil {
		d.t.Fatal(err)
	}
}

// Worlds that publish the same table are alike in every answer to everyone but a demand
// steward; and they are not when the observed counts stand in its place.
func TestWorldsThatPublishTheSameAreAlike(t *testing.T) {
	d := open(t)
	readers := d.readers()
	readers["steward"] = d.somebody("Steward", accounts.Role{Role: "viewer"}, accounts.Role{Role: "demand_steward"})
	d.lays()
	answers := func(a, b int, observed bool) (seen map[string]map[string]string, steward string) {
		if err := d.db.SavePoint("world").Error; err != nil {
			t.Fatal(err)
		}
		defer d.db.RollbackTo("world")
		importFile(t, d.db, "demand.csv", alike(a, b))
		if observed {
			if err := d.db.Exec(`UPDATE protected_counts p SET stand_in = o.children * 1000 FROM observed_counts o WHERE o.area_code = p.area_code AND p.children IS NULL`).Error; err != nil {
				t.Fatal(err)
			}
		}
		var doc struct {
			Paths map[string]map[string]any
		}
		d.read("/api/openapi.json", &doc)
		var paths []string
		for path, methods := range doc.Paths {
			if methods["get"] != nil && !strings.Contains(path, "{") && path != "/api/v1/imports" && !slices.Contains(varies, path) {
				paths = append(paths, path)
			}
		}
		for _, query := range []string{"level=lsoa", "period=2025-03-31&since=2025-03-31", "limit=2", "authority=E06000044", "need=" + url.QueryEscape("residential")} {
			paths = append(paths, "/api/v1/counts?"+query, "/api/v1/counts.csv?"+query, "/api/v1/counts.xlsx?"+query)
		}
		for _, level := range []string{"lsoa", "authority"} {
			for _, query := range []string{"", "&need=residential", "&need=residential&since=2025-03-31"} {
				paths = append(paths, "/api/v1/counts/hotspots?level="+level+query, "/api/v1/counts/coverage?level="+level+query)
			}
		}
		paths = append(paths, figures...)
		paths = append(paths, "/api/v1/cells.csv", "/api/v1/authorities.csv", "/api/v1/portfolio.csv", "/tiles/hotspots,cells/10/508/342.mvt")
		seen = map[string]map[string]string{}
		for who, person := range readers {
			if seen[who] = d.as(person).answers(paths); who == "steward" {
				steward = seen[who]["/api/v1/counts/observed"]
				delete(seen[who], "/api/v1/counts/observed")
			}
		}
		var stands []string
		if err := d.db.Raw(`SELECT concat_ws(' ', area_code, children, stand_in) FROM protected_counts ORDER BY 1`).Scan(&stands).Error; err != nil {
			t.Fatal(err)
		}
		seen["whoever works from the protected table"] = map[string]string{"the table": strings.Join(stands, "\n")}
		return seen, steward
	}
	differ := func(one, other map[string]map[string]string) (list []string) {
		for who, paths := range one {
			for path, answer := range paths {
				if answer != other[who][path] {
					list = append(list, fmt.Sprintf("%s tells them apart by %s:\n%.300s\n%.300s", who, path, answer, other[who][path]))
				}
			}
		}
		return list
	}
	one, seen := answers(2, 4, false)
	other, seenToo := answers(4, 2, false)
	for _, fault := range differ(one, other) {
		t.Error(fault)
	}
	if seen == seenToo || !strings.Contains(seen, `"children":2`) {
		t.Errorf("a demand steward sees the same in both: %.300s", seen)
	}
	bare, _ := answers(2, 4, true)
	otherBare, _ := answers(4, 2, true)
	if len(differ(bare, otherBare)) == 0 {
		t.Error("stand-ins made from observed counts go unnoticed")
	}
	for _, figure := range figures {
		if bare["viewer"][figure] == otherBare["viewer"][figure] {
			t.Errorf("made of observed counts %s would go unnoticed: %.300s", figure, bare["viewer"][figure])
		}
	}
}

// Observed counts are read by a demand steward alone, of the authority held, and each look
// and each file is noted.
func TestObservedCountsAreForStewards(t *testing.T) {
	d := open(t)
	importFile(t, d.db, "demand.csv", alike(2, 4)+"E12000008,South East,all,residential,2025-03-31,,200\n")
	own := d.as(d.somebody("Own", accounts.Role{Role: "viewer"}, accounts.Role{Role: "demand_steward", AuthorityCode: "E06000044"}))
	others := d.as(d.somebody("Others", accounts.Role{Role: "demand_steward", AuthorityCode: "E06000043"}))
	all := d.as(d.somebody("All", accounts.Role{Role: "demand_steward"}))
	for _, c := range []struct {
		who   desk
		total int
	}{{own, 5}, {others, 1}, {all, 8}} {
		before := d.number(`SELECT max(id) FROM audit_entries`)
		var page demand.CountPage[demand.ObservedCount]
		c.who.read("/api/v1/counts/observed?period=2025-03-31", &page)
		if page.Total != c.total || len(page.Items) != c.total {
			t.Errorf("%d of %d counts, want %d", len(page.Items), page.Total, c.total)
		}
		if status, _, _ := c.who.ask("GET", "/api/v1/counts/observed.csv", ""); status != 200 {
			t.Errorf("the file answers %d", status)
		}
		if looks := d.number(`SELECT count(*) FROM audit_entries WHERE id > ? AND action = 'looked' AND object = 'observed_counts'`, before); looks != 2 {
			t.Errorf("%d looks were noted", looks)
		}
	}
	if status, _, body := d.as(d.somebody("Admin", accounts.Role{Role: "administrator"})).ask("GET", "/api/v1/counts/observed", ""); status != 404 {
		t.Errorf("an administrator without the right: %d %s", status, body)
	}
}
