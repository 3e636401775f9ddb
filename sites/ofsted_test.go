package sites

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/problem"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
)

func TestFindingsAreChecked(t *testing.T) {
	today := values.NewDate(2026, 11, 22)
	full := Finding{Kind: "full", OnDay: values.NewDate(2025, 2, 4), Overall: "good"}
	for _, c := range []struct {
		name   string
		change func(*Finding)
		want   string
	}{
		{"a full inspection", func(*Finding) {}, ""},
		{"all of it", func(f *Finding) {
			f.PublishedOn, f.Number, f.Protection, f.Leadership, f.Education, f.Health, f.Report = f.OnDay, "10082322", "good", "inadequate", "good", "outstanding", "https://reports.ofsted.gov.uk/1"
		}, ""},
		{"today", func(f *Finding) { f.OnDay = today }, ""},
		{"tomorrow", func(f *Finding) { f.OnDay = today.AddDays(1) }, "on_day"},
		{"no day", func(f *Finding) { f.OnDay = values.Date{} }, "on_day"},
		{"before Ofsted", func(f *Finding) { f.OnDay = values.NewDate(1989, 12, 31) }, "on_day"},
		{"full without a judgement", func(f *Finding) { f.Overall = "" }, "overall"},
		{"parts of no whole", func(f *Finding) { f.Kind, f.Overall, f.Health, f.Protection = "monitoring", "", "good", "good" }, "health protection"},
		{"monitoring need not judge", func(f *Finding) { f.Kind, f.Overall = "monitoring", "" }, ""},
		{"assurance does not judge", func(f *Finding) { f.Kind = "assurance" }, "overall"},
		{"a registration does not judge", func(f *Finding) { f.Kind = "registered" }, "overall"},
		{"a registration is not published", func(f *Finding) { f.Kind, f.Overall, f.PublishedOn = "resigned", "", f.OnDay }, "published_on"},
		{"published before", func(f *Finding) { f.PublishedOn = f.OnDay.AddDays(-1) }, "published_on"},
		{"published in the future", func(f *Finding) { f.PublishedOn = today.AddDays(1) }, "published_on"},
		{"all at once", func(f *Finding) {
			*f = Finding{Kind: "full", Number: "SC1", Report: "javascript:alert(1)"}
		}, "number on_day overall report"},
	} {
		f := full
		c.change(&f)
		var got []string
		if p, ok := problem.As(f.check(today)); ok {
			for _, fault := range p.Faults {
				got = append(got, fault.Field)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

const ofstedHead = "URN,Provision type,Registration status,Registration date,Local authority,Sector,Places,Latest full inspection event type,Latest full inspection date,Latest full inspection publication date," +
	"Latest full inspection event number,Overall experiences and progress of children and young people,How well children and young people are helped and protected,The effectiveness of leaders and managers\n"

const ofstedState = `SELECT string_agg(concat_ws(' ', urn, e.kind, on_day, overall, protection, nullif(number, ''), CASE WHEN struck THEN 'struck' END, e.provenance), '; ' ORDER BY urn, on_day, e.id)
	FROM ofsted_events e JOIN sites s ON s.id = e.site_id`

func TestRegistersBuildTheList(t *testing.T) {
	early := ofstedHead + "SC000001,Children's home,Active,01/04/2010,Kent,Private,4,Full inspection,01/02/2019,01/03/2019,11,Requires Improvement to be good,Good,Good\n" +
		"SC000002,Children's home,Active,02/04/2010,Kent,Private,3,Full inspection,01/02/2018,01/03/2018,12,Good,Not judged,Good\n"
	middle := ofstedHead + "SC000001,Children's home,Suspended,01/04/2010,Kent,Private,4,Monitoring inspection,01/02/2021,01/03/2021,13,Inadequate,Inadequate,Good\n" +
		"SC000002,Children's home,Active,02/04/2010,Kent,Private,3,Full inspection,01/02/2018,01/03/2018,12,Good,,Good\n"
	late := ofstedHead + "SC000001,Children's home,Active,01/04/2010,Kent,Private,4,Full inspection,01/02/2023,01/03/2023,14,Good,Good,Good\n"
	const want = "SC000001 registered 2010-04-01 published; SC000001 full 2019-02-01 requires_improvement good 11 published; SC000001 monitoring 2021-02-01 inadequate inadequate 13 published; " +
		"SC000001 suspended 2021-03-01 published; SC000001 full 2023-02-01 good good 14 published; SC000002 registered 2010-04-02 published; SC000002 full 2018-02-01 good 12 published"
	const wantOff = "SC000002 2023-03-01"
	for i, order := range [][]string{{early, middle, late}, {late, middle, early}, {middle, late, early}, {middle, early, late, middle}} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			db := storetest.Open(t)
			for _, content := range order {
				imported(t, db, content)
			}
			if got := one(t, db, ofstedState); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if got := one(t, db, `SELECT string_agg(urn || ' ' || day, '; ') FROM off_register JOIN sites ON sites.id = site_id`); got != wantOff {
				t.Errorf("no longer on the register: %s, want %s", got, wantOff)
			}
			if r := imported(t, db, middle); r.Accepted != 0 {
				t.Errorf("the register once more: %s", counts(r))
			}
		})
	}
}

// Who joined and left says when a registration ended; homes it does not name are none
// of its business.
func TestJoinersAndLeavers(t *testing.T) {
	whole := ofstedHead + "SC000001,Children's home,Active,01/04/2010,Kent,Private,4,,,01/03/2021,,,,\nSC000002,Children's home,Active,01/04/2010,Kent,Private,4,,,,,,,\n"
	moved := "A title\nURN,Provision type,Local authority,Sector,Places,Registration date,Cancelled or resigned date,Joiner status,Leaver status,Registration status (as at 31 March 2022)\n" +
		"SC000002,Children's home,Kent,Private,4,01/04/2010,03/06/2021,,Leaver,Resigned\n2000003,Children's home,Kent,Private,2,14/12/2021,,Joiner,,Active\n"
	for i, order := range [][]string{{whole, moved}, {moved, whole}} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			db := storetest.Open(t)
			for _, content := range order {
				imported(t, db, content)
			}
			const want = "2000003 registered 2021-12-14 published; SC000001 registered 2010-04-01 published; SC000002 registered 2010-04-01 published; SC000002 resigned 2021-06-03 published"
			if got := one(t, db, ofstedState); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if got := one(t, db, `SELECT string_agg(urn || ' ' || operation, '; ' ORDER BY urn) FROM sites`); got != "2000003 open; SC000001 open; SC000002 closed" {
				t.Error(got)
			}
		})
	}
}

// What somebody entered is there once with what a register says; struck out it stays out.
func TestOfstedByHandAndByRegister(t *testing.T) {
	db, ctx := storetest.Open(t), context.Background()
	by, today := accounts.User{Name: "Lee"}, values.NewDate(2026, 11, 22)
	register := ofstedHead + "SC000001,Children's home,Active,,Kent,Private,4,Full inspection,01/02/2019,01/03/2019,11,Good,Good,Good\n"
	imported(t, db, strings.Replace(register, "Full inspection,01/02/2019,01/03/2019,11,Good,Good,Good", ",,01/01/2018,,,,", 1))
	var site int64
	if err := db.Raw(`SELECT id FROM sites`).Scan(&site).Error; err != nil {
		t.Fatal(err)
	}
	add := func(f Finding) (id int64, err error) {
		err = accounts.Write(ctx, db, by, func(tx *gorm.DB) error { id, err = AddOfstedEvent(ctx, tx, by, site, f, today); return err })
		return id, err
	}
	strike := func(id int64, version int, because string) error {
		return accounts.Write(ctx, db, by, func(tx *gorm.DB) error { return StrikeOfstedEvent(ctx, tx, id, version, because) })
	}
	first, err := add(Finding{Kind: "full", OnDay: values.NewDate(2019, 2, 1), Overall: "inadequate"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := add(Finding{Kind: "full", OnDay: values.NewDate(2019, 2, 1), Overall: "good"}); err == nil || !strings.Contains(err.Error(), "on record already") {
		t.Errorf("the same day twice: %v", err)
	}
	imported(t, db, register)
	if got := one(t, db, ofstedState); got != "SC000001 full 2019-02-01 good good 11 published" {
		t.Errorf("once the register has it: %s", got)
	}
	for _, c := range []struct {
		version int
		because string
		want    string
	}{{1, "Another home's", "while you were at it"}, {2, " ", "Say why"}, {2, "Another home's", ""}, {3, "Again", "already"}} {
		if err := strike(first, c.version, c.because); (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("strike %d %q: %v, want %q", c.version, c.because, err, c.want)
		}
	}
	imported(t, db, strings.Replace(register, "Active", "Suspended", 1))
	if got := one(t, db, ofstedState); got != "SC000001 full 2019-02-01 good good 11 struck published; SC000001 suspended 2019-03-01 published" {
		t.Errorf("struck out, and imported once more: %s", got)
	}
	if got := one(t, db, `SELECT count(*) FROM site_outcomes`); got != "0" {
		t.Errorf("what is struck out is still the outcome of %s sites", got)
	}
	if _, err := add(Finding{Kind: "full", OnDay: values.NewDate(2019, 2, 1), Overall: "outstanding"}); err != nil {
		t.Errorf("entered right after it was struck out: %v", err)
	}
	for _, sql := range []string{`UPDATE ofsted_events SET struck = false, struck_because = NULL WHERE struck`, `DELETE FROM ofsted_events`, `UPDATE ofsted_events SET overall = 'good' WHERE provenance = 'typed in'`} {
		err := db.Transaction(func(tx *gorm.DB) error { return tx.Exec(sql).Error })
		if err == nil {
			t.Errorf("%s is let", sql)
		}
	}
}

// The published registers give the same list in whatever order they come.
func TestPublishedRegistersInAnyOrder(t *testing.T) {
	root := os.Getenv("HOMEGROUND_REALDATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	var files []string
	for _, name := range []string{"provider_at_march_2019.csv", "joiners_leavers_22.csv", "provider_at_march_2023.csv", "provider_at_march_2025.csv"} {
		files = append(files, filepath.Join(root, "data", "4-ofsted", name))
		if _, err := os.Stat(files[len(files)-1]); err != nil {
			t.Skip("the published registers are not beside the checkout; set HOMEGROUND_REALDATA to the folder that holds data")
		}
	}
	lists := map[string]string{}
	shuffled := rand.New(rand.NewPCG(1, 2)).Perm(len(files))
	for name, order := range map[string][]int{"in order": {0, 1, 2, 3}, "backwards": {3, 2, 1, 0}, "shuffled": shuffled} {
		t.Run(name, func(t *testing.T) {
			db := storetest.Open(t)
			for _, i := range order {
				r, err := importer.Run(context.Background(), db, accounts.User{Name: "Pat"}, ImportKinds(Said{}), files[i:i+1], importer.Options{})
				if err != nil || r.Accepted == 0 {
					t.Fatalf("%s: %v, %+v", files[i], err, r)
				}
			}
			lists[name] = one(t, db, `SELECT string_agg(concat_ws(' ', urn, operation, places_registered, s.register_day, e.kind, on_day, published_on, number, overall, protection, leadership, education,
			health, r.day), E'\n' ORDER BY urn, on_day, e.kind) FROM sites s LEFT JOIN ofsted_events e ON e.site_id = s.id LEFT JOIN registers r ON r.id = e.register_id`)
			got := one(t, db, `SELECT string_agg(urn || ' ' || (SELECT string_agg(e.kind || ' ' || on_day || ' ' || coalesce(overall, '-'), ', ' ORDER BY on_day) FROM ofsted_events e WHERE e.site_id = s.id)
			|| coalesce(', not on ' || day, ''), '; ' ORDER BY urn) FROM sites s LEFT JOIN off_register ON site_id = s.id WHERE urn IN ('SC037423', 'SC031490', 'SC038719')`)
			const want = "SC031490 registered 2003-08-11 -, full 2018-09-25 good, full 2022-11-15 good, full 2024-09-17 good; " +
				"SC037423 registered 2003-02-21 -, full 2016-10-04 inadequate, not on 2025-04-30; " +
				"SC038719 registered 2004-03-31 -, full 2018-11-13 requires_improvement, full 2022-04-05 good, full 2024-04-30 outstanding"
			if got != want {
				t.Errorf("%s: got  %s\nwant %s", name, got, want)
			}
			t.Logf("%s: %s sites, %s events", name, one(t, db, `SELECT count(*) FROM sites`), one(t, db, `SELECT count(*) FROM ofsted_events`))
		})
	}
	for name, list := range lists {
		if diff := firstDifference(lists["in order"], list); diff != "" {
			t.Errorf("%s differs from in order: %s", name, diff)
		}
	}
}

func firstDifference(a, b string) string {
	first, second := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(first), len(second)) {
		if first[i] != second[i] {
			return fmt.Sprintf("line %d: %q, and %q", i, first[i], second[i])
		}
	}
	if len(first) != len(second) {
		return fmt.Sprintf("%d lines, and %d", len(first), len(second))
	}
	return ""
}
