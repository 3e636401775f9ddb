package demo

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"homeground/internal/store/storetest"
)

// loaded is a database with the demonstration data in it.
func loaded(t *testing.T) *gorm.DB {
	t.Helper()
	db := storetest.Open(t)
	done, err := Load(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	if !done {
		t.Fatal("Load says that it did nothing in an empty database")
	}
	return db
}

// number is the one whole number that a query answers with.
func number(t *testing.T, db *gorm.DB, query string) int {
	t.Helper()
	var n int
	if err := db.Raw("SELECT CAST((" + query + ") AS bigint)").Scan(&n).Error; err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func TestLoadTwice(t *testing.T) {
	s := storetest.Fresh(t)
	started := time.Now()
	done, err := Load(context.Background(), s.DB)
	if err != nil || !done {
		t.Fatalf("first load: got %v, %v, want true", done, err)
	}
	t.Logf("loaded in %v", time.Since(started).Round(time.Millisecond))
	records := `SELECT (SELECT count(*) FROM sites) + (SELECT count(*) FROM options) + (SELECT count(*) FROM demand_cells)
		+ (SELECT count(*) FROM slips) + (SELECT count(*) FROM ledger_entries)`
	before := number(t, s.DB, records)
	done, err = Load(context.Background(), s.DB)
	if err != nil || done {
		t.Errorf("second load: got %v, %v, want false", done, err)
	}
	if after := number(t, s.DB, records); after != before {
		t.Errorf("second load left %d records, want the %d of the first", after, before)
	}
}

// A database in use is never mixed with made-up records.
func TestLoadLeavesOthersAlone(t *testing.T) {
	db := storetest.Open(t)
	err := db.Exec(`INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, provenance, source)
		VALUES ('X-1', 'Real', 'Real', 'E10000032', 'open', 'imported', 'test')`).Error
	if err != nil {
		t.Fatal(err)
	}
	if done, err := Load(context.Background(), db); err != nil || done {
		t.Errorf("got %v, %v, want false", done, err)
	}
	if n := number(t, db, "SELECT count(*) FROM options"); n != 0 {
		t.Errorf("got %d options, want none", n)
	}
}

func TestCounts(t *testing.T) {
	db := loaded(t)
	for _, c := range []struct {
		name  string
		query string
		want  int
	}{
		{"hubs", "SELECT count(*) FROM hubs", 2},
		{"authorities of the South hub today", "SELECT count(*) FROM authorities JOIN hubs ON hubs.id = hub_id WHERE hubs.name = 'South' AND starts IS NULL", 10},
		{"authorities of the North hub", "SELECT count(*) FROM authorities JOIN hubs ON hubs.id = hub_id WHERE hubs.name = 'North'", 9},
		{"successors of Surrey", "SELECT count(*) FROM successions WHERE predecessor = 'E10000030' AND on_day = '2027-04-01'", 2},
		{"successors in the South hub", "SELECT count(*) FROM authorities JOIN hubs ON hubs.id = hub_id WHERE hubs.name = 'South' AND code LIKE 'new-%' AND starts = '2027-04-01'", 2},
		{"last day of Surrey", "SELECT count(*) FROM authorities WHERE code = 'E10000030' AND ends = '2027-03-31'", 1},
		{"outlines", "SELECT count(*) FROM areas WHERE approximate AND level = 'utla'", 19},
		{"published counts", "SELECT count(*) FROM authority_counts WHERE on_day = '2024-03-31'", 19},
		{"children looked after", "SELECT sum(children) FROM authority_counts WHERE on_day = '2024-03-31'", 11176},
		{"cells", "SELECT count(*) FROM demand_cells WHERE kind = 'settlement'", 279},
		{"cells without an outline", "SELECT count(*) FROM demand_cells WHERE outline IS NULL", 0},
		{"children under 16 of Census 2021", "SELECT sum(children) FROM demand_cells", 1723779},
		{"estimates, thousandths of a child", "SELECT sum(thousandths) FROM demand_estimates", 11176000},
		{"sites", "SELECT count(*) FROM sites", 26},
		{"candidates", "SELECT count(*) FROM sites WHERE provenance = 'illustrative'", 17},
		{"secure units", "SELECT count(*) FROM sites WHERE kind = 'secure_childrens_home'", 3},
		{"named homes with a position", "SELECT count(*) FROM sites WHERE provenance <> 'illustrative' AND exact IS NOT NULL", 0},
		{"candidates without a position", "SELECT count(*) FROM sites WHERE provenance = 'illustrative' AND public_position IS NULL", 0},
		{"homes that are not restricted", "SELECT count(*) FROM sites WHERE kind IN ('childrens_home', 'secure_childrens_home') AND location_sensitivity <> 'restricted'", 0},
		{"sites without an organisation or a seller", "SELECT count(*) FROM sites WHERE organisation_id IS NULL AND ownership IS DISTINCT FROM 'not owned by a public authority'", 0},
		{"options", "SELECT count(*) FROM options", 26},
		{"withdrawn options", "SELECT count(*) FROM options WHERE state = 'withdrawn'", 1},
		{"options whose places by type do not add up", "SELECT count(*) FROM options o WHERE places <> (SELECT sum(places) FROM option_places WHERE option_id = o.id)", 0},
		{"options whose match does not add up", "SELECT count(*) FROM options o WHERE match_pence <> (SELECT sum(amount_pence) FROM option_match WHERE option_id = o.id)", 0},
		{"prerequisites", "SELECT count(*) FROM option_needs", 2},
		{"exclusions", "SELECT count(*) FROM option_excludes", 2},
		{"pledges", "SELECT count(*) FROM match_pledges", 6},
		{"hubs with a least number", "SELECT count(*) FROM hub_minimums", 2},
		{"routes", "SELECT count(DISTINCT route) FROM options", 6},
		{"hubs with options", "SELECT count(DISTINCT hub_id) FROM options JOIN authorities ON code = authority_code", 2},
		{"options without a site", "SELECT count(*) FROM options WHERE id NOT IN (SELECT option_id FROM option_sites)", 3},
		{"options without stages", "SELECT count(*) FROM options WHERE id NOT IN (SELECT option_id FROM option_stages)", 0},
		{"sites of the three units", "SELECT count(*) FROM option_sites JOIN options ON options.id = option_id WHERE option_ref = 'O-23'", 3},
		{"options whose money is not all covered", "SELECT count(*) FROM options WHERE grant_pence + match_pence <> cost_likely_pence", 0},
		{"grant left, pounds", "SELECT (award_pence - (SELECT sum(grant_pence) FROM projects)) / 100 FROM programmes WHERE current", 4260000},
		{"weights, basis points", "SELECT sum(weight_bp) FROM criteria", 10000},
		{"milestones", "SELECT count(*) FROM milestones", 10},
		{"links of milestones", "SELECT count(*) FROM milestone_links", 10},
		{"slips a person wrote", "SELECT count(*) FROM slips WHERE caused_by IS NULL", 1},
		{"slips it caused", "SELECT count(*) FROM slips WHERE caused_by IS NOT NULL", 7},
		{"milestones that moved without a slip", "SELECT count(*) FROM milestones WHERE forecast <> baseline AND id NOT IN (SELECT milestone_id FROM slips)", 0},
		{"spent, pounds", "SELECT sum(pence) / 100 FROM ledger_entries", 214600},
		{"risks", "SELECT count(*) FROM risks", 5},
		{"applications", "SELECT count(*) FROM applications WHERE provenance = 'illustrative'", 9},
		{"applications whose site says another status", "SELECT count(*) FROM applications a JOIN sites s ON s.id = site_id WHERE s.application_status <> a.status", 0},
		{"certificates granted and refused", "SELECT count(DISTINCT decision) FROM applications WHERE type = 'ldc-prospective-use'", 2},
		{"permissions that net gain holds up", "SELECT count(*) FROM planning_conditions WHERE gain = 'applies' AND state = 'open'", 1},
		{"planning authorities of the region", "SELECT count(*) FROM planning_authorities p JOIN authorities a ON a.code = p.host_authority JOIN hubs ON hubs.id = a.hub_id WHERE kind IN ('district', 'unitary')", 64},
		{"due by 26 November 2026", "SELECT count(*) FROM applications WHERE target_on = '2026-11-26' AND decided_on IS NULL", 1},
		{"agreed until 13 November 2026", "SELECT count(*) FROM applications WHERE extended_to = '2026-11-13' AND target_on = '2026-10-12' AND decided_on IS NULL", 1},
		{"the permission that lapses in December 2026", "SELECT count(*) FROM applications WHERE expires_on = '2026-12-17'", 1},
		{"conditions of the project", "SELECT count(*) FROM conditions WHERE project_id IS NOT NULL", 4},
	} {
		if got := number(t, db, c.query); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

// No record may leave open whether it is real, and none made up may name a real source.
func TestProvenance(t *testing.T) {
	db := loaded(t)
	for _, table := range []string{"hubs", "authorities", "organisations", "sites", "authority_counts", "programmes", "criteria", "options", "projects", "risks", "conditions", "applications"} {
		wrong := "SELECT count(*) FROM " + table + " WHERE provenance NOT IN ('published', 'seed document', 'illustrative')"
		if n := number(t, db, wrong); n != 0 {
			t.Errorf("%s: %d records of another provenance", table, n)
		}
	}
	if n := number(t, db, "SELECT count(*) FROM options WHERE provenance <> 'illustrative'"); n != 0 {
		t.Errorf("%d options are not marked illustrative, but the documents give no option's money in full", n)
	}
}
