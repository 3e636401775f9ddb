package demand

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
)

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
