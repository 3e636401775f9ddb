package accounts_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
)

var administrator = accounts.User{ID: 1, Name: "Ada", Roles: []accounts.Role{{Role: "administrator"}}}

func search(t *testing.T, db *gorm.DB, by accounts.User, f accounts.AuditFilter) accounts.AuditPage {
	t.Helper()
	if f.Limit == 0 {
		f.Limit = 100
	}
	page, err := accounts.Search(context.Background(), db, by, f)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// TestWords says in one sentence what each kind of change was.
func TestWords(t *testing.T) {
	db := storetest.Open(t)
	run(t, db, records)
	run(t, db, `INSERT INTO projects (project_ref, name, authority_code, provenance, source) VALUES ('P-2', 'Second', 'E10000030', 'test', 'test')`)
	var site string
	if err := db.Raw(`SELECT CAST(min(id) AS text) FROM sites`).Scan(&site).Error; err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ statement, words string }{
		{`UPDATE milestones SET forecast = '2027-04-15'`, "Moved the forecast of Start on site from 1 March 2027 to 15 April 2027"},
		{`UPDATE milestones SET actual = '2027-04-16'`, "Changed actual from nothing to 16 April 2027"},
		{`UPDATE sites SET places_planned = 3`, "Changed places planned from nothing to 3"},
		{`UPDATE sites SET places_planned = 4`, "Changed places planned from 3 to 4"},
		{`UPDATE sites SET pipeline = 'in_delivery', places_planned = 5`, "Changed places planned from 4 to 5 and stage from none to in delivery"},
		{`UPDATE sites SET postcode = 'RH1 1AA', places_planned = 6`, "Changed places planned from 5 to 6 and postcode"},
		{`UPDATE sites SET notes = repeat('Long ', 30)`, "Changed notes"},
		{`UPDATE sites SET host_authority = 'E10000032'`, "Changed authority it stands in from Surrey to West Sussex"},
		{`UPDATE sites SET places_planned = 7, occupancy_percent = 50, weekly_fee_pence = 540000`, "Changed occupancy, places planned and weekly fee"},
		{`UPDATE options SET grant_pence = 106000000`, "Changed grant from £0.01 to £1,060,000"},
		{`INSERT INTO risks (project_id, risk, likelihood, impact, provenance, source) SELECT id, 'Flood', 1, 2, 'test', 'test' FROM projects WHERE project_ref = 'P-1'`, "Added the risk Flood"},
		{`DELETE FROM risks`, "Removed the risk Flood"},
		{`INSERT INTO ledger_entries (project_id, on_day, pence, note, source) SELECT id, '2026-11-22', 500000, 'Fees', 'test' FROM projects WHERE project_ref = 'P-1'`, "Recorded £5,000 on 22 November 2026: Fees"},
		{`INSERT INTO user_roles (user_id, role, authority_code) SELECT id, 'property_lead', 'E10000030' FROM users`, "Gave Jo Smith the role property lead for Surrey"},
		{`INSERT INTO user_roles (user_id, role, project_id) SELECT u.id, 'project_manager', p.id FROM users u, projects p WHERE project_ref = 'P-2'`, "Gave Jo Smith the role project manager for Second"},
		{`INSERT INTO user_roles (user_id, role) SELECT id, 'dfe' FROM users`, "Gave Jo Smith the role Department for Education"},
		{`DELETE FROM user_roles WHERE role = 'property_lead'`, "Took the role property lead for Surrey from Jo Smith"},
		{`INSERT INTO invitations (user_id, code_hash, ends_at) SELECT id, '\x01', '2027-01-01' FROM users`, "Made a link for Jo Smith to choose a password"},
		{`UPDATE users SET password_hash = 'x', state = 'active'`, "Let in Jo Smith"},
		{`UPDATE users SET password_hash = 'y'`, "Changed the password of Jo Smith"},
		{`UPDATE users SET state = 'disabled'`, "Shut out Jo Smith"},
		{`INSERT INTO applications (site_id, planning_authority, type, provenance) SELECT min(id), 'E07000209', 'change-of-use', 'test' FROM sites`, "Added the application change of use, HG-@site"},
		{`INSERT INTO application_events (application_id, on_day, kind, outcome, by_name) SELECT id, '2026-05-29', 'decided', 'refused', 'Jo' FROM applications`, "Recorded for change of use, HG-@site: decided, refused on 29 May 2026"},
		{`UPDATE applications SET decided_on = '2026-05-29', status = 'in_committee'`, "Changed day of the decision from nothing to 29 May 2026 and status from not started to in committee"},
		{`UPDATE application_events SET struck = true, struck_because = 'Another file'`, "Struck out for change of use, HG-@site: decided"},
		{`INSERT INTO planning_conditions (application_id, number, kind) SELECT id, '3', 'pre_commencement' FROM applications`, "Added the planning condition of change of use, HG-@site"},
		{`INSERT INTO tokens (user_id, name, secret_hash, hint, scope, ends_at) SELECT id, 'Script', '\x01', 'abcd', 'read', '2027-01-01' FROM users`, "Added the token Script"},
		{`UPDATE tokens SET revoked_at = now()`, "Ended the token Script"},
		{`UPDATE demand_settings SET home_share_bp = 1250`, "Changed share who need a home from 10% to 12.5%"},
		{`INSERT INTO imports (by_name, file, sha256, bytes, kind, accepted, rejected, unchanged, outcome) VALUES ('Pat', 'a.csv', repeat('0', 64), 1, 'sites', 12, 3, 4, 'imported')`, "Imported a.csv: 12 rows taken, 3 refused, 4 unchanged"},
		{`INSERT INTO imports (by_name, file, sha256, bytes, kind, accepted, rejected, unchanged, outcome) VALUES ('Pat', 'a.csv', repeat('0', 64), 1, 'sites', 0, 3, 0, 'refused')`, "Tried to import a.csv, which was refused"},
		{`SELECT audit_note('looked', 'site', '1', 'Children''s home in Surrey')`, "Looked at the exact place of Children's home in Surrey"},
		{`SELECT audit_note('exported', 'progress', '', 'Table of progress')`, "Took away as a file: Table of progress"},
		{`SELECT audit_note('signed_in', 'user', '1', 'Jo Smith')`, "Signed in"},
		{`SELECT audit_note('denied', 'address', 'GET /api/v1/users', '')`, "Was turned away from GET /api/v1/users"},
		{`SELECT audit_note('restored', 'backup', '', 'Yesterday''s')`, "Restored Yesterday's"},
	} {
		run(t, db, c.statement)
		c.words = strings.ReplaceAll(c.words, "@site", site)
		if e := search(t, db, administrator, accounts.AuditFilter{}).Items[0]; e.Words != c.words {
			t.Errorf("%s\n got %q\nwant %q (%+v)", c.statement, e.Words, c.words, e.Changes)
		}
	}
}

// TestSearch filters, and pages without losing or repeating an entry.
func TestSearch(t *testing.T) {
	s := storetest.Fresh(t)
	run(t, s.DB, records)
	by := accounts.User{ID: 9, Name: "Pat 100%", Acting: "board", Credential: "session 1", Origin: "page"}
	for i := range 25 {
		err := accounts.Write(context.Background(), s.DB, by, func(tx *gorm.DB) error {
			if err := accounts.Because(tx, fmt.Sprint("Reason ", i)); err != nil {
				return err
			}
			return tx.Exec(`UPDATE milestones SET forecast = forecast + 1`).Error
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	run(t, s.DB, `ALTER TABLE audit_entries DISABLE TRIGGER USER; UPDATE audit_entries SET at = '2026-03-29 00:30+00' WHERE reason = 'Reason 3'; UPDATE audit_entries SET at = '2026-06-30 23:30+00' WHERE reason = 'Reason 4'`)
	day := values.NewDate
	for _, c := range []struct {
		name string
		f    accounts.AuditFilter
		want int
	}{
		{"user by number", accounts.AuditFilter{User: "9"}, 25},
		{"user by name", accounts.AuditFilter{User: "100%"}, 25},
		{"nobody", accounts.AuditFilter{User: "1000"}, 0},
		{"a sign of a pattern", accounts.AuditFilter{Text: "%9_"}, 0},
		{"reason", accounts.AuditFilter{Text: "reason 2"}, 6},
		{"label", accounts.AuditFilter{Text: "start ON site", Action: "added"}, 1},
		{"the project's name", accounts.AuditFilter{Text: "reopening", Object: "milestone", User: "9"}, 25},
		{"object", accounts.AuditFilter{Object: "site"}, 1},
		{"the site's real name", accounts.AuditFilter{Text: "Rose"}, 0},
		{"its reference", accounts.AuditFilter{Text: "1 The Lane"}, 0},
		{"its public name", accounts.AuditFilter{Text: "home in Surrey"}, 1},
		{"a day in winter time", accounts.AuditFilter{From: day(2026, 3, 29), To: day(2026, 3, 29)}, 1},
		{"the day before", accounts.AuditFilter{To: day(2026, 3, 28)}, 0},
		{"the last minutes of June in London are July", accounts.AuditFilter{From: day(2026, 7, 1), To: day(2026, 7, 1)}, 1},
	} {
		if page := search(t, s.DB, administrator, c.f); len(page.Items) != c.want || page.Total != c.want {
			t.Errorf("%s: got %d of %d, want %d", c.name, len(page.Items), page.Total, c.want)
		}
	}
	var seen []int64
	f := accounts.AuditFilter{Limit: 4}
	for {
		page := search(t, s.DB, administrator, f)
		for _, e := range page.Items {
			seen = append(seen, e.Seq)
		}
		if f.Cursor = page.Next; f.Cursor == "" {
			break
		}
	}
	total := search(t, s.DB, administrator, f).Total
	if len(seen) != total || !slices.IsSortedFunc(seen, func(a, b int64) int { return int(b - a) }) || seen[0] != int64(total) {
		t.Errorf("pages hold %v, want %d down to 1", seen, total)
	}
	if _, err := accounts.Search(context.Background(), s.DB, administrator, accounts.AuditFilter{Cursor: "x'", Limit: 1}); err == nil {
		t.Error("a cursor of no number was taken")
	}
}

// TestOwnRecordsOnly shows each reader the entries of their own authority or project.
func TestOwnRecordsOnly(t *testing.T) {
	db := storetest.Open(t)
	run(t, db, records)
	var project, site int64
	db.Raw(`SELECT p.id, s.id FROM projects p, sites s`).Row().Scan(&project, &site)
	for _, c := range []struct {
		role    accounts.Role
		objects string
		site    int
	}{
		{accounts.Role{Role: "administrator"}, "milestone option programme project site user", 1},
		{accounts.Role{Role: "property_lead", AuthorityCode: "E10000032"}, "milestone option project site", 1},
		{accounts.Role{Role: "property_lead", AuthorityCode: "E10000030"}, "site", 1},
		{accounts.Role{Role: "property_lead", AuthorityCode: "E10000016"}, "", 0},
		{accounts.Role{Role: "project_manager", ProjectID: project}, "milestone project", 0},
		{accounts.Role{Role: "project_manager", ProjectID: project + 1}, "", 0},
		{accounts.Role{Role: "viewer"}, "", 0},
		{accounts.Role{Role: "dfe"}, "", 0},
	} {
		by := accounts.User{ID: 2, Name: "Reader", Roles: []accounts.Role{c.role}}
		var objects []string
		for _, e := range search(t, db, by, accounts.AuditFilter{}).Items {
			objects = append(objects, e.Object)
		}
		slices.Sort(objects)
		if got := strings.Join(slices.Compact(objects), " "); got != c.objects {
			t.Errorf("%+v reads of %q, want %q", c.role, got, c.objects)
		}
		list, err := accounts.History(context.Background(), db, by, "site", fmt.Sprint(site), values.Date{})
		list = slices.DeleteFunc(list, func(e accounts.Entry) bool { return e.Action == "looked" }) // those of the readers before
		if err != nil || len(list) != c.site {
			t.Errorf("%+v: history of the site has %d entries, %v, want %d", c.role, len(list), err, c.site)
		}
	}
}

// TestHistoryKeepsPlacesBack reads as the server a restricted site's history: only who has the
// right over it learns where it was, and each time that is noted.
func TestHistoryKeepsPlacesBack(t *testing.T) {
	s := storetest.Fresh(t)
	run(t, s.DB, records)
	run(t, s.DB, `UPDATE sites SET postcode = 'RH1 1AA', uprn = '010010000111', name = 'Rose House'`)
	server := storetest.As(t, s, store.Server)
	var site int64
	s.DB.Raw(`SELECT id FROM sites`).Scan(&site)
	secrets := []string{"Rose", "The Lane", "RH1", "010010000111", "512345", "0101000020"}
	for _, c := range []struct {
		name  string
		roles []accounts.Role
		open  bool
		told  bool
		looks int
	}{
		{"administrator", []accounts.Role{{Role: "administrator"}}, false, false, 0},
		{"board", []accounts.Role{{Role: "board"}}, false, false, 0},
		{"lead of the authority it stands in", []accounts.Role{{Role: "property_lead", AuthorityCode: "E10000030"}}, false, true, 1},
		{"administrator with the right elsewhere", []accounts.Role{{Role: "administrator"}, {Role: "exact_locations", AuthorityCode: "E10000016"}}, false, false, 1},
		{"administrator with the right", []accounts.Role{{Role: "administrator"}, {Role: "exact_locations"}}, false, true, 2},
		{"board, once it is open", []accounts.Role{{Role: "board"}}, true, true, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.open {
				run(t, s.DB, `UPDATE sites SET location_sensitivity = 'open', public_name = name`)
			}
			by := accounts.User{ID: 5, Name: "Reader", Roles: c.roles}
			list, err := accounts.History(context.Background(), server.DB, by, "site", fmt.Sprint(site), values.Date{})
			if err != nil {
				t.Fatal(err)
			}
			for i := range list {
				list[i].Changes = slices.Clone(list[i].Changes)
			}
			text := said(list)
			for _, secret := range secrets[:5] {
				if strings.Contains(text, secret) != c.told {
					t.Errorf("%s in the history: %v, want %v\n%s", secret, !c.told, c.told, text)
				}
			}
			if strings.Contains(text, secrets[5]) {
				t.Errorf("a geometry as it is stored: %s", text)
			}
			var looks int
			s.DB.Raw(`SELECT count(*) FROM audit_entries WHERE action = 'looked' AND object = 'site' AND user_name = 'Reader'`).Scan(&looks)
			if looks != c.looks {
				t.Errorf("%d looks are noted, want %d", looks, c.looks)
			}
			found := said(search(t, server.DB, by, accounts.AuditFilter{Object: "site"}).Items)
			for _, secret := range secrets {
				if strings.Contains(found, secret) && !c.open {
					t.Errorf("%s among the entries found: %s", secret, found)
				}
			}
		})
	}
}

func said(list []accounts.Entry) string {
	var b strings.Builder
	for _, e := range list {
		fmt.Fprintln(&b, e.Label, e.Words, e.Reason)
		for _, c := range e.Changes {
			fmt.Fprintln(&b, " ", c.Field, orEmpty(c.Before), orEmpty(c.After))
		}
	}
	return b.String()
}

// TestExactSite is the one door to where a restricted site is, for the server's own user.
func TestExactSite(t *testing.T) {
	s := storetest.Fresh(t)
	run(t, s.DB, records)
	server := storetest.As(t, s, store.Server)
	looks := func() (n int) {
		s.DB.Raw(`SELECT count(*) FROM audit_entries WHERE action = 'looked'`).Scan(&n)
		return n
	}
	var name, position string
	look := func(id int64) {
		t.Helper()
		err := accounts.Write(context.Background(), server.DB, accounts.User{ID: 5, Name: "Reader"}, func(tx *gorm.DB) error {
			return tx.Raw(`SELECT name, CAST("position" AS text) FROM exact_site(?)`, id).Row().Scan(&name, &position)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var site int64
	s.DB.Raw(`SELECT id FROM sites`).Scan(&site)
	if look(site); name != "Rose Cottage" || position != "[-0.39344, 51.19928]" || looks() != 1 {
		t.Errorf("got %q at %s, %d looks", name, position, looks())
	}
	run(t, s.DB, `UPDATE sites SET location_sensitivity = 'open'`)
	if look(site); looks() != 1 {
		t.Errorf("a look at an open site was noted")
	}
}

// TestHistoryOfParts shows a project's milestones with it, and a user's roles.
func TestHistoryOfParts(t *testing.T) {
	db := storetest.Open(t)
	run(t, db, records)
	run(t, db, `INSERT INTO option_stages (option_id, code, name, milestone, position, optimistic, likely, pessimistic, is_estimate) SELECT id, 'build', 'Build', 'M19', 1, 1, 2, 3, true FROM options;
		INSERT INTO user_roles (user_id, role) SELECT id, 'viewer' FROM users`)
	for object, want := range map[string]string{"project": "milestone project", "option": "option stage", "user": "user user_role", "milestone": "milestone"} {
		var id int64
		db.Raw(`SELECT id FROM ` + object + `s`).Scan(&id)
		list, err := accounts.History(context.Background(), db, administrator, object, fmt.Sprint(id), values.Date{})
		if err != nil {
			t.Fatal(err)
		}
		var objects []string
		for _, e := range list {
			objects = append(objects, e.Object)
		}
		slices.Sort(objects)
		if got := strings.Join(objects, " "); got != want {
			t.Errorf("%s: entries of %q, want %q", object, got, want)
		}
	}
}
