package accounts_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/store/storetest"
)

// noted is an entry as the table has it.
type noted struct {
	Seq                                                                 *int64
	UserName, Role, Credential, Origin, Action, Object, ObjectID, Label string
	Reason, Changes, Exact, Authorities                                 string
	ProjectID                                                           *int64
}

func entries(t *testing.T, db *gorm.DB) []noted {
	t.Helper()
	var list []noted
	err := db.Raw(`SELECT seq, user_name, role, credential, origin, action, object, object_id, label, reason, CAST(changes AS text) AS changes,
		CAST(exact_changes AS text) AS exact, array_to_string(authorities, ',') AS authorities, project_id FROM audit_entries ORDER BY id`).Scan(&list).Error
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func run(t *testing.T, db *gorm.DB, statement string, args ...any) {
	t.Helper()
	if err := db.Exec(statement, args...).Error; err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// records is what other records need, made before what a test looks at.
const records = `
	INSERT INTO programmes (name, funder, award_pence, open_by, provenance) VALUES ('Homes', 'DfE', 100, '2027-03-31', 'test');
	INSERT INTO options (option_ref, programme_id, name, authority_code, route, places, cost_low_pence, cost_likely_pence, cost_high_pence, grant_pence, match_pence, starts_on, provenance, source)
		SELECT 'O-1', id, 'Refurbish', 'E10000032', 'extend', 3, 1, 1, 1, 1, 0, '2026-01-01', 'test', 'test' FROM programmes;
	INSERT INTO projects (project_ref, name, authority_code, provenance, source) VALUES ('P-1', 'Reopening', 'E10000032', 'test', 'test');
	INSERT INTO milestones (project_id, code, name, position, forecast) SELECT id, 'M19', 'Start on site', 1, '2027-03-01' FROM projects;
	INSERT INTO users (email, name, state) VALUES ('jo@example.org', 'Jo Smith', 'invited');
	INSERT INTO sites (site_ref, name, public_name, host_authority, owner_authority, location_sensitivity, exact, provenance, source)
		VALUES ('1 The Lane', 'Rose Cottage', 'Children''s home in Surrey', 'E10000030', 'E10000032', 'restricted', ST_SetSRID(ST_MakePoint(512345, 145678), 27700), 'test', 'test')`

// TestEveryRecordIsNoted inserts, changes and deletes a row of every table of records:
// one entry each, with what was before and after.
func TestEveryRecordIsNoted(t *testing.T) {
	for _, c := range []struct {
		table, object           string
		add, change, remove     string
		added, changed, removed string // the changes noted; empty: not tried
	}{
		{"sites", "site", `INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, provenance, source, places_planned) VALUES ('X', 'Y', 'Home', 'E10000030', 'restricted', 'test', 'f', 2)`,
			`UPDATE sites SET places_planned = 4, postcode = 'RH1 1AA', version = version + 1 WHERE site_ref = 'X'`, `DELETE FROM sites WHERE site_ref = 'X'`,
			"host_authority=>E10000030|places_planned=>2|name=*", "places_planned=2>4|postcode=*", "places_planned=4>|postcode=*"},
		{"organisations", "organisation", `INSERT INTO organisations (name, kind, provenance) VALUES ('NHS Trust', 'nhs', 'test')`, `UPDATE organisations SET name = 'Trust', version = 2`, `DELETE FROM organisations`,
			"name=>NHS Trust", "name=NHS Trust>Trust", "name=Trust>"},
		{"programmes", "programme", `INSERT INTO programmes (name, funder, award_pence, open_by, provenance) VALUES ('Two', 'DfE', 100, '2027-03-31', 'test')`,
			`UPDATE programmes SET award_pence = 200 WHERE name = 'Two'`, `DELETE FROM programmes WHERE name = 'Two'`, "award_pence=>100", "award_pence=100>200", "award_pence=200>"},
		{"criteria", "criterion", `INSERT INTO criteria (programme_id, code, name, unit, worst, best, weight_bp, position, provenance) SELECT id, 'places', 'Places', 'places', 0, 10, 5000, 1, 'test' FROM programmes`,
			`UPDATE criteria SET best = 12.5`, `DELETE FROM criteria`, "best=>10", "best=10>12.5", "best=12.5>"},
		{"options", "option", `INSERT INTO options (option_ref, programme_id, name, authority_code, route, places, cost_low_pence, cost_likely_pence, cost_high_pence, grant_pence, match_pence, starts_on, provenance, source)
			SELECT 'O-2', id, 'Extend', 'E10000032', 'extend', 3, 1, 1, 1, 1, 0, '2026-01-01', 'test', 'test' FROM programmes`, `UPDATE options SET places = 5 WHERE option_ref = 'O-2'`, `DELETE FROM options WHERE option_ref = 'O-2'`,
			"places=>3", "places=3>5", "places=5>"},
		{"option_stages", "stage", `INSERT INTO option_stages (option_id, code, name, milestone, position, optimistic, likely, pessimistic, is_estimate) SELECT id, 'build', 'Build', 'M19', 1, 1, 2, 3, true FROM options`,
			`UPDATE option_stages SET likely = 2.5, version = 2`, `DELETE FROM option_stages`, "likely=>2", "likely=2>2.5", "likely=2.5>"},
		{"projects", "project", `INSERT INTO projects (project_ref, name, authority_code, provenance, source) VALUES ('P-2', 'Other', 'E10000032', 'test', 'test')`,
			`UPDATE projects SET authority_code = 'E10000030' WHERE project_ref = 'P-2'`, `DELETE FROM projects WHERE project_ref = 'P-2'`, "name=>Other", "authority_code=E10000032>E10000030", "authority_code=E10000030>"},
		{"milestones", "milestone", `INSERT INTO milestones (project_id, code, name, position) SELECT id, 'M20', 'Built', 2 FROM projects`, `UPDATE milestones SET forecast = '2027-04-15', version = 2 WHERE code = 'M20'`,
			`DELETE FROM milestones WHERE code = 'M20'`, "code=>M20", "forecast=>2027-04-15", "forecast=2027-04-15>"},
		{"risks", "risk", `INSERT INTO risks (project_id, risk, likelihood, impact, provenance, source) SELECT id, 'Flood', 1, 2, 'test', 'test' FROM projects`, `UPDATE risks SET impact = 4`, `DELETE FROM risks`,
			"risk=>Flood", "impact=2>4", "impact=4>"},
		{"conditions", "condition", `INSERT INTO conditions (programme_id, kind, text, provenance) SELECT id, 'purpose', 'As bid', 'test' FROM programmes`, `UPDATE conditions SET state = 'met'`, `DELETE FROM conditions`,
			"kind=>purpose", "state=not_due>met", "state=met>"},
		{"ledger_entries", "ledger_entry", `INSERT INTO ledger_entries (project_id, on_day, pence, note, source) SELECT id, '2026-11-22', -500, 'Back', 'test' FROM projects`, "", "", "pence=>-500", "", ""},
		{"users", "user", `INSERT INTO users (email, name) VALUES ('al@example.org', 'Al')`, `UPDATE users SET password_hash = 'very secret', state = 'active', version = 2 WHERE name = 'Al'`, `DELETE FROM users WHERE name = 'Al'`,
			"email=>al@example.org", "password_hash=>set|state=invited>active", "state=active>"},
		{"user_roles", "user_role", `INSERT INTO user_roles (user_id, role) SELECT id, 'viewer' FROM users`, `UPDATE user_roles SET role = 'board'`, `DELETE FROM user_roles`, "role=>viewer", "role=viewer>board", "role=board>"},
		{"invitations", "invitation", `INSERT INTO invitations (user_id, code_hash, ends_at) SELECT id, '\x01', '2027-01-01' FROM users`, `UPDATE invitations SET code_hash = '\x02'`, `DELETE FROM invitations`,
			"code_hash=>set", "code_hash=set>set anew", "code_hash=set>"},
		{"tokens", "token", `INSERT INTO tokens (user_id, name, secret_hash, hint, scope, ends_at) SELECT id, 'Script', '\x01', 'abcd', 'read', '2027-01-01' FROM users`,
			`UPDATE tokens SET revoked_at = '2026-12-24 12:00+00', version = 2`, `DELETE FROM tokens`, "secret_hash=>set", "revoked_at=>2026-12-24 12:00:00+00", "name=Script>"},
		{"demand_settings", "demand_settings", "", `UPDATE demand_settings SET home_share_bp = 1100, revision = revision + 1, version = version + 1`, "", "", "home_share_bp=1000>1100", ""},
		{"imports", "import", `INSERT INTO imports (by_name, file, sha256, bytes, kind, accepted, rejected, unchanged, outcome) VALUES ('Pat', 'a.csv', repeat('0', 64), 1, 'sites', 1, 2, 3, 'imported')`, "", "", "accepted=>1", "", ""},
	} {
		t.Run(c.table, func(t *testing.T) {
			db := storetest.Open(t)
			run(t, db, records)
			for i, step := range []struct{ statement, want string }{{c.add, c.added}, {c.change, c.changed}, {c.remove, c.removed}} {
				if step.statement == "" {
					continue
				}
				before := len(entries(t, db))
				run(t, db, `SELECT set_config('app.reason', ?, true)`, "Reason "+step.statement[:6])
				run(t, db, step.statement)
				list := entries(t, db)[before:]
				if len(list) != 1 {
					t.Fatalf("%s left %d entries, want 1", step.statement, len(list))
				}
				e := list[0]
				action := []string{"added", "changed", "removed"}[i]
				if c.object == "import" {
					action = "imported"
				}
				if e.Action != action || e.Object != c.object || e.ObjectID == "" || e.Label == "" || e.UserName != "A test" || e.Reason != "Reason "+step.statement[:6] {
					t.Errorf("%s: noted as %+v", step.statement, e)
				}
				mustHold(t, e, step.want, i == 1)
			}
		})
	}
}

// mustHold wants the changes, "column=before>after|..."; with only, no others. A star is
// a change of which the values are kept apart.
func mustHold(t *testing.T, e noted, want string, only bool) {
	t.Helper()
	type pair struct{ Before, After *string }
	open, exact := map[string]pair{}, map[string]pair{}
	if err := errors.Join(json.Unmarshal([]byte(e.Changes), &open), json.Unmarshal([]byte(e.Exact), &exact)); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for column, p := range open {
		got[column] = orEmpty(p.Before) + ">" + orEmpty(p.After)
	}
	for column := range exact {
		got[column] = "*"
	}
	wanted := strings.Split(want, "|")
	for _, part := range wanted {
		column, values, _ := strings.Cut(part, "=")
		if got[column] != values {
			t.Errorf("%s %s: %s is %q, want %q", e.Action, e.Object, column, got[column], values)
		}
	}
	if only && len(got) != len(wanted) {
		t.Errorf("%s %s: got %v, want no other changes than %s", e.Action, e.Object, got, want)
	}
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// TestNoChangeNoEntry makes writes that change nothing of a record.
func TestNoChangeNoEntry(t *testing.T) {
	db := storetest.Open(t)
	run(t, db, records)
	before := len(entries(t, db))
	for _, statement := range []string{
		`UPDATE projects SET version = version + 1`,
		`UPDATE sites SET exact = exact, places_planned = places_planned`,
		`UPDATE milestones SET forecast = forecast, version = version + 1 WHERE false`,
		`UPDATE demand_settings SET revision = revision + 1, estimated_band = 5, estimated_day = '2026-01-01'`,
		`INSERT INTO sign_ins (user_id, at) SELECT id, now() FROM users`,
		`INSERT INTO slips (milestone_id, to_day, reason, by_name) SELECT id, '2027-04-01', 'Late', 'Pat' FROM milestones`,
		`UPDATE authorities SET ends = '2030-01-01' WHERE code = 'E10000032'`,
	} {
		run(t, db, `SELECT set_config('app.act', '', true)`) // nobody needs to be named for these
		run(t, db, statement)
		if list := entries(t, db); len(list) != before {
			t.Errorf("%s: noted %+v", statement, list[before:])
		}
	}
}

// TestNobodyActs refuses what nobody answers for.
func TestNobodyActs(t *testing.T) {
	for _, statement := range []string{
		`INSERT INTO organisations (name, kind, provenance) VALUES ('NHS Trust', 'nhs', 'test')`,
		`UPDATE milestones SET forecast = '2028-01-01'`,
		`DELETE FROM milestones`,
		`SELECT audit_note('exported', 'progress', '', 'Progress')`,
		`SELECT name FROM exact_site((SELECT id FROM sites))`,
	} {
		db := storetest.Open(t)
		run(t, db, records)
		run(t, db, `SELECT set_config('app.act', '', true)`)
		err := db.Exec(statement).Error
		if err == nil || !strings.Contains(err.Error(), "nobody is named") {
			t.Errorf("%s: got %v, want it to ask who acts", statement, err)
		}
	}
}

// TestWriteSaysWho notes who acts, why, and whose the record was.
func TestWriteSaysWho(t *testing.T) {
	db := storetest.Open(t)
	run(t, db, records)
	by := accounts.User{ID: 7, Name: "Pat O'Hara \u2028 \"x\"", Acting: "project_manager", Credential: "session 3f9a", Origin: "page", Address: "127.0.0.1", Request: "r1"}
	err := accounts.Write(context.Background(), db, by, func(tx *gorm.DB) error {
		if err := accounts.Because(tx, "Ground was wet"); err != nil {
			return err
		}
		return tx.Exec(`UPDATE milestones SET forecast = '2027-04-15'`).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	list := entries(t, db)
	e := list[len(list)-1]
	if e.UserName != by.Name || e.Role != by.Acting || e.Credential != by.Credential || e.Origin != "page" || e.Reason != "Ground was wet" ||
		e.Label != "Start on site" || e.Authorities != "E10000032" || e.ProjectID == nil {
		t.Errorf("noted as %+v", e)
	}
}

// TestRemovedWithItsProject notes what goes with a project, and whose it was.
func TestRemovedWithItsProject(t *testing.T) {
	db := storetest.Open(t)
	run(t, db, records)
	run(t, db, `INSERT INTO user_roles (user_id, role, project_id) SELECT u.id, 'project_manager', p.id FROM users u, projects p`)
	before := len(entries(t, db))
	run(t, db, `DELETE FROM projects`)
	got := map[string]string{}
	for _, e := range entries(t, db)[before:] {
		got[e.Action+" "+e.Object] = e.Authorities
	}
	want := map[string]string{"removed milestone": "E10000032", "removed user_role": "", "removed project": "E10000032"}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestLedgerStays refuses to take money's history away with its project.
func TestLedgerStays(t *testing.T) {
	db := storetest.Open(t)
	run(t, db, records)
	run(t, db, `INSERT INTO ledger_entries (project_id, on_day, pence, note, source) SELECT id, '2026-11-22', 500, 'Fees', 'test' FROM projects`)
	for _, statement := range []string{`DELETE FROM projects`, `DELETE FROM ledger_entries`, `TRUNCATE ledger_entries`, `UPDATE ledger_entries SET pence = 1`} {
		err := db.Transaction(func(tx *gorm.DB) error { return tx.Exec(statement).Error })
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: got %v, want a refusal", statement, err)
		}
	}
}
