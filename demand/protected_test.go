package demand

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
)

func TestLevelOf(t *testing.T) {
	for code, want := range map[string]string{"E01016016": "lsoa", "E02003246": "msoa", "E06000044": "authority", "E07000226": "district", "E08000001": "authority", "E09000001": "authority",
		"E10000032": "authority", "E12000008": "region", "E92000001": "nation", "E14000500": "other", "E05000026": "other", "RG1": "postcode_district", "PO12": "postcode_district", "W1A": "postcode_district"} {
		if got := LevelOf(code); got != want || !isArea(code) {
			t.Errorf("%s is %s, want %s", code, got, want)
		}
	}
	for _, code := range []string{"", "nowhere", "RG1 1AA", "E1400050", "POST1", "12"} {
		if isArea(code) {
			t.Errorf("%q is taken for an area", code)
		}
	}
}

func few1(n int64) *int64 { return &n }

// said are the relations of counts: the total's and its parts' places.
func saidRelations(counts []Count, areas Areas) string {
	var list []string
	for _, r := range relations(counts, areas) {
		list = append(list, fmt.Sprintf("%d=%v", r.total, r.parts))
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

func TestRelations(t *testing.T) {
	ages := func(bands ...string) (list []Count) {
		for _, b := range bands {
			list = append(list, Count{Area: "E06000044", Ages: b, Need: "all"})
		}
		return list
	}
	areas := func(codes ...string) (list []Count) {
		for _, c := range codes {
			list = append(list, Count{Area: c, Ages: "all", Need: "all"})
		}
		return list
	}
	up := Areas{Up: map[string]string{"E01000001": "E02000001", "E01000002": "E02000001", "E01000003": "E02000002", "E02000001": "E06000044", "E02000002": "E06000044", "PO1": "E06000044", "PO2": "E06000044"}}
	for _, c := range []struct {
		name   string
		counts []Count
		want   string
	}{
		{"bands in all", ages("0-4", "5-9", "all"), "2=[0 1]"},
		{"bands in bands", ages("0-4", "0-9", "10-15", "5-9", "all"), "1=[0 3] 4=[1 2]"},
		{"bands over each other", ages("0-9", "5-15", "all"), "2=[0] 2=[1]"},
		{"what is no band", ages("0-9", "not known", "total"), "2=[0 1]"},
		{"two words for all", ages("0-9", "all", "total"), "1=[0] 1=[2] 2=[0]"},
		{"no total", ages("0-4", "5-9"), ""},
		{"areas, the next up that is there", areas("E01000001", "E01000002", "E01000003", "E02000001", "E06000044"), "3=[0 1] 4=[2 3]"},
		{"two ways of dividing", areas("E01000001", "E01000002", "E06000044", "PO1", "PO2"), "2=[0 1] 2=[3 4]"},
		{"placements", []Count{{Area: "E06000044", Need: "all"}, {Area: "E06000044", Need: "all", Placement: "foster"}}, "0=[1]"},
		{"origins by level", []Count{{Area: "E06000044"}, {Area: "E06000044", Origin: "E06000043"}, {Area: "E06000044", Origin: "E12000008"}}, "0=[1] 0=[2]"},
	} {
		if got := saidRelations(c.counts, up); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// line is one relation: parts and their total, as counts of areas in an authority; -1 is
// what the publisher hid. Its answer is what is shown, c for what is not.
func shownOf(total int64, parts ...int64) string {
	areas := Areas{Up: map[string]string{}}
	var counts []Count
	for i, n := range append(parts, total) {
		c := Count{Area: fmt.Sprintf("E010000%02d", i), Ages: "all", Need: "all", Children: few1(n)}
		if n < 0 {
			c.Children = nil
		}
		if i == len(parts) {
			c.Area = "E06000044"
		}
		areas.Up[c.Area] = "E06000044"
		counts = append(counts, c)
	}
	delete(areas.Up, "E06000044")
	areas.Small = map[string]int{"E06000044": len(parts)}
	p := Protect(counts, areas)
	var said []string
	for i, c := range counts {
		if p.Hidden[i] {
			said = append(said, "c")
		} else {
			said = append(said, fmt.Sprint(*c.Children))
		}
	}
	if len(p.Faults) > 0 {
		said = append(said, "!")
	}
	return strings.Join(said, " ")
}

func TestProtectHidesNoMoreThanNeeded(t *testing.T) {
	for _, c := range []struct {
		parts []int64
		total int64
		want  string
	}{
		{[]int64{9, 14, 0}, 23, "9 14 0 23"},
		{[]int64{2, 4, 9, 0}, 15, "c c 9 0 15"}, // two hide each other
		{[]int64{2, 6, 9}, 17, "c c 9 17"},      // the smaller of the others
		{[]int64{1, 0, 30}, 31, "c 0 c 31"},     // a nought would leave 0 to 1
		{[]int64{2, 2, 40}, 44, "c c c 44"},     // 4 between two: neither could be 5
		{[]int64{5, 0, 0}, 5, "c 0 0 c"},        // the total is one as well
		{[]int64{-1, 12, 6}, 20, "c 12 c 20"},   // the publisher's own can be worked out: 2
		{[]int64{-1, -1, 12}, 40, "c c 12 40"},  // 28 between two
		{[]int64{3, 9, 20}, 30, "c 9 20 c !"},   // does not add up
		{[]int64{0, 0, 0}, 0, "0 0 0 0"},        // true noughts
		{[]int64{7, 8, 9}, -1, "c c c c"},       // else the total could be added up
	} {
		if got := shownOf(c.total, c.parts...); got != c.want {
			t.Errorf("%v of %d: %s, want %s", c.parts, c.total, got, c.want)
		}
	}
}

// What was shown before hides nothing: the total that comes later is hidden in its place.
func TestWhatWasShownIsKnown(t *testing.T) {
	areas := Areas{Up: map[string]string{"E01000001": "E06000044", "E01000002": "E06000044", "E01000003": "E06000044"}}
	counts := []Count{{Area: "E01000001", Children: few1(2)}, {Area: "E01000002", Children: few1(6), Shown: true}, {Area: "E01000003", Children: few1(9), Shown: true}, {Area: "E06000044", Children: few1(17)}}
	if got := fmt.Sprint(Protect(counts, areas).Hidden); got != "[true false false true]" {
		t.Errorf("hidden %s", got)
	}
}

func TestStandIns(t *testing.T) {
	areas := Areas{Up: map[string]string{"E01000001": "E02000001", "E01000002": "E02000001", "E01000003": "E02000002", "E02000001": "E06000044", "E02000002": "E06000044"}}
	weights := map[string]float64{"E01000001": 1, "E01000002": 3, "E01000003": 4, "E02000001": 4, "E02000002": 4, "E06000044": 8}
	count := func(area string, n int64) Count {
		c := Count{Area: area, Ages: "all", Need: "all"}
		if n >= 0 {
			c.Children = &n
		}
		return c
	}
	for _, c := range []struct {
		name   string
		counts []Count
		want   string
	}{
		{"by weight", []Count{count("E01000001", -1), count("E01000002", -1), count("E02000001", 10)}, "[2500 7500 0]"},
		{"to the last thousandth", []Count{count("E01000001", -1), count("E01000002", -1), count("E02000001", 7)}, "[1750 5250 0]"},
		{"areas not imported have their part", []Count{count("E01000001", -1), count("E02000001", 8)}, "[2000 0]"},
		{"further up", []Count{count("E01000001", -1), count("E01000002", 6), count("E01000003", -1), count("E02000001", -1), count("E02000002", -1), count("E06000044", 16)}, "[5000 0 5000 11000 5000 0]"},
		{"nothing published", []Count{count("E01000001", -1), count("E01000002", -1), count("E02000001", -1)}, "[3000 3000 6000]"},
	} {
		slices.SortFunc(c.counts, Count.compare)
		if got := fmt.Sprint(standIns(c.counts, areas, weights)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestChange(t *testing.T) {
	a, b := 9, 14
	if by := Change(&a, &b); by == nil || *by != -5 || Change(nil, &b) != nil || Change(&a, nil) != nil {
		t.Errorf("%v", by)
	}
}

const smallFile = `area_code,area_name,age_band,need,period,placement,origin,part_of,children
E01090001,A,all,residential,2025-03-31,,,E06000044,2
E01090002,B,all,residential,2025-03-31,,,E06000044,4
E01090003,C,all,residential,2025-03-31,,,E06000044,9
E06000044,Portsmouth,all,residential,2025-03-31,,,,15
RG1,Reading,all,residential,2025-03-31,foster,E06000038,,8
`

func shownTable(t *testing.T, db *gorm.DB) string {
	t.Helper()
	var lines []string
	if err := db.Raw(`SELECT concat_ws(' ', area_code, level, parent_code, authority_code, nullif(placement, ''), nullif(origin, ''), coalesce(children::text, 'c'), stand_in) FROM protected_counts ORDER BY area_code COLLATE "C"`).Scan(&lines).Error; err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "; ")
}

// An import makes the protected table, as the role that imports; serving reads that and
// not what was imported, and its door wants to know who looks.
func TestDisclosureByRole(t *testing.T) {
	s := storetest.Fresh(t)
	importing, serving := storetest.As(t, s, store.Import), storetest.As(t, s, store.Server)
	take(t, importing.DB, "", "demand.csv", smallFile)
	want := "E01090001 lsoa E06000044 E06000044 c 3000; E01090002 lsoa E06000044 E06000044 c 3000; E01090003 lsoa E06000044 E06000044 9; E06000044 authority E06000044 15; RG1 postcode_district foster E06000038 8"
	if got := shownTable(t, serving.DB); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	ctx := context.Background()
	settings, err := ReadSettings(ctx, serving.DB)
	if err != nil {
		t.Fatal(err)
	}
	power := 2.0
	err = accounts.Write(ctx, serving.DB, accounts.User{Name: "Test"}, func(tx *gorm.DB) error {
		_, err := UpdateSettings(ctx, tx, settings.Version, SettingsChange{DeprivationPower: &power})
		return err
	})
	if err != nil {
		t.Errorf("stand-ins made anew by serving: %v", err)
	}
	for _, sql := range []string{"SELECT children FROM observed_counts", "SELECT count(*) FROM observed_counts", "UPDATE protected_counts SET children = 1", "DELETE FROM protected_counts",
		"SELECT * FROM observed_rows(NULL, NULL)"} {
		err := serving.DB.Transaction(func(tx *gorm.DB) error { // nobody is named
			if err := tx.Exec("SELECT set_config('app.act', '', true)").Error; err != nil {
				return nil
			}
			return tx.Exec(sql).Error
		})
		if err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: %v", sql, err)
		}
	}
	err = accounts.Write(ctx, serving.DB, accounts.User{Name: "Steward"}, func(tx *gorm.DB) error {
		page, err := ListObserved(ctx, tx, CountFilter{Limit: 2})
		if page.Total != 5 || len(page.Items) != 2 || page.Next == "" {
			t.Errorf("%+v", page)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	var looks int
	if s.DB.Raw("SELECT count(*) FROM audit_entries WHERE action = 'looked' AND object = 'observed_counts' AND user_name = 'Steward'").Scan(&looks); looks != 1 {
		t.Errorf("%d looks were noted", looks)
	}
}

// A total that comes in later, and look-ups that come in later, make the table anew.
func TestProtectedTableFollows(t *testing.T) {
	db := world(t)
	header := "area_code,area_name,age_band,need,period,children\n"
	take(t, db, "", "a", header+"E01000001,A,all,all,2025-03-31,2\nE01000002,B,all,all,2025-03-31,6\n")
	if got := shownTable(t, db); got != "E01000001 lsoa c 3000; E01000002 lsoa 6" {
		t.Errorf("alone: %s", got)
	}
	take(t, db, "", "b", header+"E06000043,Brighton,all,all,2025-03-31,8\n")
	take(t, db, "", "c", "lsoa21_code,lsoa21_name,ltla24_code,ltla24_name\nE01000001,One,E06000043,Brighton\nE01000002,Two,E06000043,Brighton\n")
	if got := shownTable(t, db); got != "E01000001 lsoa E06000043 E06000043 c 3000; E01000002 lsoa E06000043 E06000043 6; E06000043 authority E06000043 c 9000" {
		t.Errorf("with its total, whose parts were shown: %s", got)
	}
}

// A published total that everybody knows hides nothing, whether it was imported or not.
func TestPublishedTotalsAreKnown(t *testing.T) {
	header := "area_code,area_name,age_band,need,period,part_of,children\nE01000001,A,all,all,2025-03-31,E06000043,2\nE01000002,B,all,all,2025-03-31,E06000043,6\nE01000003,C,all,all,2025-03-31,E06000043,9\n"
	for name, total := range map[string]string{"not imported": "", "imported": "E06000043,Brighton,all,all,2025-03-31,,17\n"} {
		t.Run(name, func(t *testing.T) {
			db := world(t)
			run(t, db, `INSERT INTO authority_counts (authority_code, on_day, children, source, provenance) VALUES ('E06000043', '2025-03-31', 17, 'test', 'published')`)
			take(t, db, "", "a", header+total)
			var hidden []string
			db.Raw(`SELECT area_code FROM protected_counts WHERE children IS NULL ORDER BY 1`).Scan(&hidden)
			if got := fmt.Sprint(hidden); got != "[E01000001 E01000002]" {
				t.Errorf("hidden %s", got)
			}
		})
	}
}

// Whoever imports is told how much is hidden and which totals do not add up; the record
// and everybody only that there are such.
func TestWhatDisclosureControlSays(t *testing.T) {
	db := world(t)
	result := take(t, db, "", "a", "area_code,area_name,age_band,need,period,part_of,children\nE01000001,A,all,all,2025-03-31,E06000043,3\nE01000002,B,all,all,2025-03-31,E06000043,9\n"+
		"E01000003,C,all,all,2025-03-31,E06000043,20\nE06000043,Brighton,all,all,2025-03-31,,30\n")
	for _, want := range []string{"2025-03-31: 2 of 4 counts are not shown", "totals that their parts do not add up to, and that are hidden: 1", "The parts of E06000043, all, all do not add up to it: it is hidden (2025-03-31)"} {
		if !strings.Contains(said(result), want) {
			t.Errorf("the import does not say %q:\n%s", want, said(result))
		}
	}
	attempts, err := importer.Attempts(context.Background(), db)
	if err != nil || len(attempts[0].Warnings) != 2 || strings.Contains(strings.Join(attempts[0].Warnings, ""), "E06000043") {
		t.Errorf("the record: %+v, %v", attempts, err)
	}
	periods, err := CountPeriods(context.Background(), db)
	if err != nil || fmt.Sprint(periods[0].Faults) != "[off_total]" || periods[0].Suppressed != 2 {
		t.Errorf("everybody: %+v, %v", periods, err)
	}
	take(t, db, "", "b", "area_code,area_name,age_band,need,period,children\nE06000043,Brighton,all,all,2025-03-31,32\n")
	if periods, err = CountPeriods(context.Background(), db); err != nil || len(periods[0].Faults) != 0 {
		t.Errorf("once mended: %+v, %v", periods, err)
	}
}
