package projects_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
	"homeground/projects"
)

// imported imports a file of the given content: "accepted rejected unchanged" and the
// problems as "row column".
func imported(t *testing.T, db *gorm.DB, content string) (counts, problems string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := importer.Run(ctx, db, by, projects.ImportKinds(), []string{path}, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Files[0].Problems {
		problems += fmt.Sprintf("%d %s %s; ", p.Row, p.Column, p.Severity)
	}
	return fmt.Sprint(r.Accepted, " ", r.Rejected, " ", r.Unchanged), problems
}

func one(t *testing.T, db *gorm.DB, query string) string {
	t.Helper()
	var got string
	if err := db.Raw(query).Scan(&got).Error; err != nil {
		t.Fatal(err)
	}
	return got
}

func TestImportProjects(t *testing.T) {
	db := storetest.Open(t)
	const head = "project_ref,name,authority,budget_gbp,spend_gbp,grant_gbp,start_date,site_ref\n"
	const state = `SELECT string_agg(p.project_ref || ' ' || (SELECT coalesce(sum(pence), 0) FROM budget_lines b WHERE b.project_id = p.id) || ' ' || grant_pence || ' ' || coalesce(starts_on::text, '-') || ' ' ||
		(SELECT coalesce(string_agg(pence::text, ',' ORDER BY id), '-') FROM ledger_entries l WHERE l.project_id = p.id), '; ' ORDER BY project_ref) FROM projects p`
	for _, step := range []struct{ name, rows, counts, problems, want string }{
		{"new, one with a site that is not there", "P-1,One,Kent,\"£300,000.50\",12000.50,200000,01/04/2026,\nP-2,Two,Surrey,,,,,S-9\n", "2 0 0", "3 site_ref warning; ", "P-1 30000050 20000000 2026-04-01 1200050; P-2 0 0 - -"},
		{"the same", "P-1,One,Kent,\"£300,000.50\",12000.50,200000,01/04/2026,\n", "0 0 1", "", "P-1 30000050 20000000 2026-04-01 1200050; P-2 0 0 - -"},
		{"spend grows, blanks leave", "P-1,One,Kent,,13000,,,\n", "1 0 0", "", "P-1 30000050 20000000 2026-04-01 1200050,99950; P-2 0 0 - -"},
		{"spend shrinks: a reversal", "P-1,One,Kent,,10000,,,\n", "1 0 0", "", "P-1 30000050 20000000 2026-04-01 1200050,99950,-300000; P-2 0 0 - -"},
		{"bad amounts and dates", "P-3,x,Kent,-1,,,,\nP-4,x,Kent,abc,,,,\nP-5,x,Kent,1.005,,,,\nP-6,x,Kent,,,,31/04/2026,\nP-7,x,Wessex,,,,,\n", "0 5 0",
			"2 budget_gbp error; 3 budget_gbp error; 4 budget_gbp error; 5 start_date error; 6 authority error; ", "P-1 30000050 20000000 2026-04-01 1200050,99950,-300000; P-2 0 0 - -"},
	} {
		counts, problems := imported(t, db, head+step.rows)
		if got := one(t, db, state); counts != step.counts || problems != step.problems || got != step.want {
			t.Errorf("%s: %s, %s, %s\nwant %s, %s, %s", step.name, counts, problems, got, step.counts, step.problems, step.want)
		}
	}
}

func TestImportMilestones(t *testing.T) {
	db := storetest.Open(t)
	imported(t, db, "project_ref,name,authority\nP-1,One,Kent\n")
	const head = "project_ref,milestone,baseline_date,forecast_date,actual_date\n"
	const state = `SELECT string_agg(code || ' ' || name || ' ' || baseline || ' ' || forecast || ' ' || coalesce(actual::text, '-'), '; ' ORDER BY position) FROM milestones`
	for _, step := range []struct{ name, rows, counts, problems, want string }{
		{"by name and by code", "P-1,start on site,2026-06-15,05/06/2026,\nP-1,m5,2026-01-10,,\n", "2 0 0", "", "M05 Board approval 2026-01-10 2026-01-10 -; M16 Start on site 2026-06-15 2026-06-05 -"},
		{"the same", "P-1,Start on Site,2026-06-15,05/06/2026,\nP-1,M05,2026-01-10,,\n", "0 0 2", "", "M05 Board approval 2026-01-10 2026-01-10 -; M16 Start on site 2026-06-15 2026-06-05 -"},
		{"a forecast moves and one is reached", "P-1,M16,,2026-07-01,\nP-1,M05,,,12/01/2026\n", "2 0 0", "", "M05 Board approval 2026-01-10 2026-01-10 2026-01-12; M16 Start on site 2026-06-15 2026-07-01 -"},
		{"bad rows", "P-1,M16,2026-06-16,,\nP-1,feasibility,,31/04/2026,\nP-1,decision,,12/25/2026,\nP-1,contract,,46100,\nP-1,M28,,,\nP-9,M01,,,\n", "0 6 0",
			"2 baseline_date error; 3 forecast_date error; 4 forecast_date error; 5 forecast_date error; 6 milestone error; 7 project_ref error; ", "M05 Board approval 2026-01-10 2026-01-10 2026-01-12; M16 Start on site 2026-06-15 2026-07-01 -"},
	} {
		counts, problems := imported(t, db, head+step.rows)
		if got := one(t, db, state); counts != step.counts || problems != step.problems || got != step.want {
			t.Errorf("%s: %s, %s, %s\nwant %s, %s, %s", step.name, counts, problems, got, step.counts, step.problems, step.want)
		}
	}
	if got := one(t, db, `SELECT string_agg(from_day || '>' || to_day || ' ' || reason || ' ' || by_name, ';') FROM slips`); got != "2026-06-05>2026-07-01 Imported from file Test manager" {
		t.Errorf("slips: %s", got)
	}
}

// TestStartBlocked wants no start on site to be imported while a pre-commencement
// condition of the site's permission is not discharged.
func TestStartBlocked(t *testing.T) {
	db := storetest.Open(t)
	imported(t, db, "project_ref,name,authority\nP-1,One,Kent\n")
	for _, statement := range []string{
		`INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, provenance, source) VALUES ('S-1', 'Barn', 'Barn', 'E10000016', 'open', 'test', 'test')`,
		`INSERT INTO project_sites SELECT p.id, s.id FROM projects p, sites s`,
		`INSERT INTO applications (site_id, planning_authority, type, status, decision, provenance, source) SELECT id, 'E07000108', 'full', 'determined', 'granted', 'test', 'test' FROM sites`,
		`INSERT INTO planning_conditions (application_id, number, kind) SELECT id, '3', 'pre_commencement' FROM applications`,
		`INSERT INTO planning_conditions (application_id, number, kind, biodiversity_net_gain, gain) SELECT id, '4', 'pre_commencement', true, 'applies' FROM applications`,
	} {
		if err := db.Exec(statement).Error; err != nil {
			t.Fatal(err)
		}
	}
	const rows = "project_ref,milestone,baseline_date,forecast_date,actual_date\nP-1,M16,2026-06-15,2026-06-15,2026-06-15\n"
	blocked := func() int {
		t.Helper()
		list, err := projects.List(ctx, db, values.NewDate(2026, 11, 22))
		if err != nil {
			t.Fatal(err)
		}
		return list[0].StartBlocked
	}
	if counts, problems := imported(t, db, rows); counts != "0 1 0" || problems != "2 actual_date error; " || blocked() != 2 {
		t.Errorf("with two conditions: %s, %s, %d in the way", counts, problems, blocked())
	}
	if err := db.Exec(`UPDATE planning_conditions SET state = 'discharged' WHERE number = '3'`).Error; err != nil {
		t.Fatal(err)
	}
	if counts, _ := imported(t, db, rows); counts != "0 1 0" || blocked() != 1 {
		t.Errorf("with net gain open: %s, %d in the way", counts, blocked())
	}
	if err := db.Exec(`UPDATE planning_conditions SET state = 'discharged'`).Error; err != nil {
		t.Fatal(err)
	}
	if counts, problems := imported(t, db, rows); counts != "1 0 0" || blocked() != 0 {
		t.Errorf("with none: %s, %s, %d in the way", counts, problems, blocked())
	}
}

func TestImportRisks(t *testing.T) {
	db := storetest.Open(t)
	imported(t, db, "project_ref,name,authority\nP-1,One,Kent\n")
	const head = "project_ref,risk,likelihood,impact,owner\n"
	for _, step := range []struct{ name, rows, counts, problems string }{
		{"new", "P-1,Costs rise,3,4,Head of property\n", "1 0 0", ""},
		{"the same, owner left out", "P-1,Costs rise,3,4,\n", "0 0 1", ""},
		{"changed", "P-1,Costs rise,2,4,\n", "1 0 0", ""},
		{"bad", "P-1,x,5,4,\nP-1,y,-1,4,\nP-1,z,1,high,\nP-9,w,1,1,\nP-1,,1,1,\n", "0 5 0", "2 likelihood error; 3 likelihood error; 4 impact error; 5 project_ref error; 6 risk error; "},
	} {
		if counts, problems := imported(t, db, head+step.rows); counts != step.counts || problems != step.problems {
			t.Errorf("%s: %s, %s, want %s, %s", step.name, counts, problems, step.counts, step.problems)
		}
	}
	if got := one(t, db, `SELECT string_agg(risk || ' ' || likelihood || ' ' || impact || ' ' || owner, ';') FROM risks`); got != "Costs rise 2 4 Head of property" {
		t.Errorf("risks: %s", got)
	}
}

// TestImportLedger: the same payment is posted once, and what was posted is not changed.
func TestImportLedger(t *testing.T) {
	db := storetest.Open(t)
	imported(t, db, "project_ref,name,authority\nP-1,One,Kent\nP-2,Two,Kent\n")
	const head = "Project Ref,Date,Amount GBP,Category,Description,Reference,Capital or Revenue\n"
	const state = `SELECT string_agg(project_ref || ' ' || reference || ' ' || on_day || ' ' || pence || ' ' || category || ' ' || capital || ' ' || eligible, '; ' ORDER BY l.id) FROM ledger_entries l JOIN projects p ON p.id = project_id`
	const paid = "P-1 INV-1 2026-03-31 4170050 fees true true; P-2 INV-1 2026-04-01 -240000 works false false; P-1 INV-2 2026-04-01 100 vat true false"
	for _, step := range []struct{ name, rows, counts, problems, want string }{
		{"new", "P-1,31/03/2026,\"£41,700.50\",Fees,Survey,INV-1,\nP-2,2026-04-01,-2400,works,Credit note,INV-1,Revenue\nP-1,01/04/2026,1,VAT,VAT on it,INV-2,capital\n", "3 0 0", "", paid},
		{"the same, another description", "P-1,31/03/2026,41700.50,fees,Survey of the roof,INV-1,\nP-2,2026-04-01,-2400,works,Credit note,INV-1,\n", "0 0 2", "", paid},
		{"otherwise: all that differs", "P-1,01/04/2026,41700.51,works,Survey,INV-1,revenue\n", "0 1 0", "2 amount_gbp error; 2 date error; 2 category error; 2 capital_or_revenue error; ", paid},
		{"all faults of a row at once", "P-9,01/04/2999,0,paint,,,\nP-1,,,,x,INV-3,\n", "0 2 0",
			"2 project_ref error; 2 reference error; 2 description error; 2 date error; 2 amount_gbp error; 2 category error; 3 date error; 3 amount_gbp error; 3 category error; ", paid},
		{"twice in a file", "P-1,01/05/2026,5,works,x,INV-4,\nP-1,01/05/2026,5,works,x,INV-4,\n", "1 1 0", "3 reference error; ", paid + "; P-1 INV-4 2026-05-01 500 works true true"},
	} {
		counts, problems := imported(t, db, head+step.rows)
		if got := one(t, db, state); counts != step.counts || problems != step.problems || got != step.want {
			t.Errorf("%s: %s, %s, %s\nwant %s, %s, %s", step.name, counts, problems, got, step.counts, step.problems, step.want)
		}
	}
}
