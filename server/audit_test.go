package server_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"homeground/accounts"
	"homeground/server"
)

// noted is an entry of the audit as the database has it.
type noted struct {
	ID                                                           int64
	Action, Object, ObjectID, UserName, Role, Credential, Origin string
	Address, Request, Reason, Changed                            string
	UserID                                                       int64
}

func (d desk) notedSince(id int64) (list []noted) {
	d.t.Helper()
	err := d.db.Raw(`SELECT id, action, object, object_id, user_name, coalesce(user_id, 0) AS user_id, role, credential, origin, address, request, reason,
		(SELECT coalesce(string_agg(k, ' ' ORDER BY k), '') FROM json_object_keys(changes) k) AS changed FROM audit_entries WHERE id > ? ORDER BY id`, id).Scan(&list).Error
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

// viewOf saves a view of somebody's.
func (d desk) viewOf(who person) int64 {
	return d.number(`INSERT INTO saved_views (user_id, name, query, made_at) VALUES (?, 'view ' || random(), 'q=x', now()) RETURNING id`, who.id)
}

// TestEveryChangeIsNoted makes one change at each writing address and reads what the
// audit says of it: who, as what, by what, from where, the record and its fields.
func TestEveryChangeIsNoted(t *testing.T) {
	d := open(t)
	w := d.world(t, []string{"board", "administrator", "project_manager", "viewer", "property_lead", "finance"})
	someone := d.somebody("Someone", accounts.Role{Role: "viewer"})
	w.people["with a second step"] = d.signedUp("Robin", accounts.Role{Role: "viewer"})
	tried := map[string]bool{}
	for _, c := range []struct {
		method, path, role, body string
		id                       int64
		want                     string // action object: changed fields of the entry that matters
		entries                  int    // in all; 0: what goes with a project
		reason                   string
	}{
		{"PATCH", "/api/v1/demand/settings", "administrator", `{"home_share_percent":11}`, 0, "changed demand_settings: home_share_bp", 1, ""},
		{"PATCH", "/api/v1/stages/{id}", "board", `{"pessimistic":401,"likely":20}`, w.others["stage"], "changed stage: likely pessimistic", 1, ""},
		{"POST", "/api/v1/options", "property_lead", proposalBody, 0, "added option_match: amount_pence name secured source", 0, ""},
		{"PATCH", "/api/v1/options/{id}", "board", bodies["PATCH /api/v1/options/{id}"], w.others["proposal"], "changed option: notes", 1, ""},
		{"PUT", "/api/v1/options/{id}/stages", "board", bodies["PUT /api/v1/options/{id}/stages"], w.others["proposal"], "added stage: *", 0, ""},
		{"PUT", "/api/v1/options/{id}/state", "board", bodies["PUT /api/v1/options/{id}/state"], w.others["proposal"], "changed option: state withdrawn_reason", 1, "No longer wanted"},
		{"POST", "/api/v1/options/{id}/copies", "property_lead", `{"name":"Another"}`, w.own["proposal"], "added option: *", 0, ""},
		{"PATCH", "/api/v1/choice/rules", "board", `{"pledges":[{"authority_code":"E06000044","amount_pence":99900000}]}`, 0, "changed match_pledge: amount_pence", 1, ""},
		{"POST", "/api/v1/decisions", "board", bodies["POST /api/v1/decisions"], 0, "added decision: *", 1, ""},
		{"PUT", "/api/v1/decisions/{id}/approval", "board", "", w.others["decision"], "added project: *", 0, ""},
		{"DELETE", "/api/v1/decisions/{id}/approval", "board", "", w.own["decision"], "removed project: *", 0, ""},
		{"PUT", "/api/v1/uploads/{upload}/{part}", "project_manager", bodies["PUT /api/v1/uploads/{upload}/{part}"], 0, "", 0, ""},
		{"POST", "/api/v1/sites/{id}/documents", "project_manager", bodies["POST /api/v1/sites/{id}/documents"], w.own["site"], "added document: kind media_type", 1, ""},
		{"POST", "/api/v1/documents/{id}/removal", "project_manager", bodies["POST /api/v1/documents/{id}/removal"], w.own["document"], "changed document: removed_because", 1, "It was the wrong one"},
		{"POST", "/api/v1/sites", "property_lead", `{"kind":"dwelling","name":"A house","host_authority":"E06000044"}`, 0, "added site: *", 3, ""},
		{"POST", "/api/v1/sites/boundary/preview", "property_lead", `{"boundary":null}`, 0, "", 0, ""},
		{"POST", "/api/v1/sites/boundary/neighbours", "property_lead", `{"box":[-1.1,50.8,-1,50.9]}`, 0, "", 0, ""},
		{"PATCH", "/api/v1/sites/{id}", "property_lead", `{"condition":"fit","running_cost_pence":12300}`, w.own["site"], "changed site: condition running_cost_pence", 3, ""},
		{"PATCH", "/api/v1/sites/{id}/exact", "property_lead", `{"address":"12 Quay Street"}`, w.own["site"], "changed site: ", 3, ""},
		{"PUT", "/api/v1/sites/{id}/places", "property_lead", `{"places":[{"type":"solo","registered":1}]}`, w.own["site"], "added site_places: registered type", 3, ""},
		{"POST", "/api/v1/sites/{id}/moves", "property_lead", `{"state":"operation","to":"closed","reason":"Damp"}`, w.own["site"], "added site_move: from_state on_day state to_state", 2, ""},
		{"POST", "/api/v1/sites/{id}/ofsted", "property_lead", bodies["POST /api/v1/sites/{id}/ofsted"], w.own["site"], "added ofsted_event: kind provenance struck", 1, ""},
		{"POST", "/api/v1/ofsted-events/{id}/strike", "property_lead", bodies["POST /api/v1/ofsted-events/{id}/strike"], w.own["ofsted_event"], "changed ofsted_event: struck", 1, ""},
		{"POST", "/api/v1/sites/{id}/notes", "property_lead", `{"text":"Seen today"}`, w.own["site"], "added site_note: by_name", 1, ""},
		{"POST", "/api/v1/milestones/{id}/slips", "project_manager", `{"forecast":"2029-03-01","reason":"The roof"}`, w.own["milestone"], "changed milestone: forecast", 1, "The roof"},
		{"POST", "/api/v1/projects/{id}/risks", "project_manager", bodies["POST /api/v1/projects/{id}/risks"], w.own["project"], "added risk: *", 1, ""},
		{"POST", "/api/v1/projects/{id}/ratings", "project_manager", bodies["POST /api/v1/projects/{id}/ratings"], w.own["project"], "added rating: *", 1, ""},
		{"PUT", "/api/v1/risks/{id}", "project_manager", bodies["PUT /api/v1/risks/{id}"], w.own["risk"], "changed risk: risk", 1, ""},
		{"POST", "/api/v1/projects/{id}/ledger", "project_manager", bodies["POST /api/v1/projects/{id}/ledger"], w.own["project"], "added ledger_entry: *", 1, ""},
		{"POST", "/api/v1/ledger/{id}/reversal", "finance", bodies["POST /api/v1/ledger/{id}/reversal"], w.own["ledger_entry"], "added ledger_entry: *", 1, "Another project's"},
		{"POST", "/api/v1/projects/{id}/funding", "project_manager", bodies["POST /api/v1/projects/{id}/funding"], w.own["project"], "added funding_line: *", 2, ""},
		{"POST", "/api/v1/programmes", "finance", bodies["POST /api/v1/programmes"], 0, "added grant_letter: *", 0, ""},
		{"POST", "/api/v1/programmes/{id}/letters", "finance", bodies["POST /api/v1/programmes/{id}/letters"], w.others["programme"], "changed programme: award_pence open_by", 2, ""},
		{"POST", "/api/v1/programmes/{id}/payments", "finance", bodies["POST /api/v1/programmes/{id}/payments"], w.others["programme"], "added payment: *", 1, ""},
		{"POST", "/api/v1/programmes/{id}/conditions", "finance", conditionBody, w.others["programme"], "added condition: *", 1, ""},
		{"POST", "/api/v1/projects/{id}/conditions", "project_manager", conditionBody, w.own["project"], "added condition: *", 1, ""},
		{"PUT", "/api/v1/conditions/{id}", "finance", conditionBody, w.others["condition"], "changed condition: kind period_months starts_at taper text triggers", 1, ""},
		{"DELETE", "/api/v1/conditions/{id}", "finance", "", w.others["condition"], "removed condition: *", 1, ""},
		{"POST", "/api/v1/conditions/{id}/moves", "project_manager", bodies["POST /api/v1/conditions/{id}/moves"], w.own["condition"], "changed condition: state", 2, ""},
		{"POST", "/api/v1/conditions/{id}/evidence", "project_manager", bodies["POST /api/v1/conditions/{id}/evidence"], w.own["condition"], "added evidence: *", 1, ""},
		{"PUT", "/api/v1/evidence/{id}/review", "finance", `{"verdict":"refused","remark":"Torn","shared":false}`, w.own["evidence"], "changed evidence: remark reviewed_at reviewed_by_name shared verdict", 1, ""},
		{"POST", "/api/v1/programmes/{id}/returns", "finance", bodies["POST /api/v1/programmes/{id}/returns"], w.others["programme"], "added return: *", 1, ""},
		{"PUT", "/api/v1/returns/{id}", "project_manager", bodies["PUT /api/v1/returns/{id}"], w.others["return"], "changed return: written", 1, ""},
		{"POST", "/api/v1/returns/{id}/steps", "finance", bodies["POST /api/v1/returns/{id}/steps"], w.others["return"], "added return_step: from_state to_state", 2, ""},
		{"POST", "/api/v1/returns/{id}/notes", "finance", bodies["POST /api/v1/returns/{id}/notes"], w.others["return"], "added return_note: text", 1, ""},
		{"POST", "/api/v1/returns/{id}/acceptance", "finance", bodies["POST /api/v1/returns/{id}/acceptance"], d.returnOf(d.number(`SELECT programme_id FROM returns WHERE id = ?`, w.others["return"]), 3, "submitted"), "added return_step: from_state to_state", 2, ""},
		{"POST", "/api/v1/returns/{id}/certificates", "finance", bodies["POST /api/v1/returns/{id}/certificates"], d.returnOf(d.number(`SELECT programme_id FROM returns WHERE id = ?`, w.others["return"]), 2, "checked"), "added certificate: *", 3, ""},
		{"POST", "/api/v1/verify", "finance", bodies["POST /api/v1/verify"], 0, "", 0, ""}, // nothing is kept
		{"POST", "/api/v1/projects/{id}/carry-forwards", "project_manager", bodies["POST /api/v1/projects/{id}/carry-forwards"], w.own["project"], "added carry_forward: *", 1, ""},
		{"PUT", "/api/v1/funding/{id}", "project_manager", bodies["PUT /api/v1/funding/{id}"], w.own["funding_line"], "changed funding_line: *", 2, ""},
		{"POST", "/api/v1/budget-lines/{id}/transfers", "project_manager", bodies["POST /api/v1/budget-lines/{id}/transfers"], w.own["budget_line"], "added transfer: *", 3, ""},
		{"PUT", "/api/v1/transfers/{id}/decision", "board", `{"state":"approved","reason":"It is needed"}`, w.own["transfer"], "changed transfer: decided_at decided_by_name decision_reason state", 3, "It is needed"},
		{"DELETE", "/api/v1/transfers/{id}", "project_manager", "", w.own["transfer"], "changed transfer: *", 1, ""},
		{"POST", "/api/v1/projects/{id}/budget-lines", "project_manager", bodies["POST /api/v1/projects/{id}/budget-lines"], w.own["project"], "added budget_line: *", 1, ""},
		{"PATCH", "/api/v1/budget-lines/{id}", "project_manager", `{"pence":12300}`, w.own["budget_line"], "changed budget_line: pence", 1, ""},
		{"PUT", "/api/v1/milestones/{id}", "project_manager", bodies["PUT /api/v1/milestones/{id}"], w.own["milestone"], "changed milestone: owner", 1, ""},
		{"POST", "/api/v1/projects/{id}/milestones", "project_manager", bodies["POST /api/v1/projects/{id}/milestones"], w.own["project"], "added milestone: *", 1, ""},
		{"DELETE", "/api/v1/milestones/{id}", "project_manager", "", w.own["milestone"], "removed milestone: *", 1, ""},
		{"POST", "/api/v1/projects/{id}/slips", "project_manager", `{"moves":[{"code":"X02","forecast":"2029-03-01"}],"reason":"The roof"}`, w.own["project"], "changed milestone: forecast", 1, "The roof"},
		{"POST", "/api/v1/projects/{id}/slips/preview", "viewer", bodies["POST /api/v1/projects/{id}/slips/preview"], w.own["project"], "", 0, ""},
		{"POST", "/api/v1/slips/{id}/undo", "project_manager", "", w.own["slip"], "changed milestone: forecast", 1, "Undone: Roof"},
		{"POST", "/api/v1/projects/{id}/change-requests", "project_manager", bodies["POST /api/v1/projects/{id}/change-requests"], w.own["project"], "added change_request: *", 1, ""},
		{"PUT", "/api/v1/change-requests/{id}/decision", "board", `{"state":"approved","reason":"It is needed"}`, w.own["change_request"], "changed change_request: decided_at decided_by_name decision_reason state", 2, "It is needed"},
		{"DELETE", "/api/v1/change-requests/{id}", "project_manager", "", w.own["change_request"], "changed change_request: decided_at decided_by_name state", 1, ""},
		{"POST", "/api/v1/milestones/{id}/slips/preview", "viewer", `{"forecast":"2029-03-01"}`, w.own["milestone"], "", 0, ""},
		{"POST", "/api/v1/session/demonstration", "viewer", fmt.Sprintf(`{"id":%d}`, someone.id), 0, "signed_in user: ", 2, ""},
		{"DELETE", "/api/v1/session", "viewer", "", 0, "signed_out user: ", 1, ""},
		{"DELETE", "/api/v1/sessions", "viewer", "", 0, "signed_out user: ", 1, ""},
		{"POST", "/api/v1/users", "administrator", `{"email":"new@example.org","name":"New","roles":[{"role":"viewer"}]}`, 0, "added user: *", 0, ""},
		{"PATCH", "/api/v1/users/{id}", "administrator", `{"name":"Other name"}`, w.others["user"], "changed user: name", 1, ""},
		{"PUT", "/api/v1/users/{id}/roles", "administrator", `{"roles":[{"role":"board"}]}`, w.others["user"], "added user_role: *", 1, ""},
		{"POST", "/api/v1/users/{id}/invitations", "administrator", "", w.others["user"], "added invitation: *", 0, ""},
		{"DELETE", "/api/v1/users/{id}/sessions", "administrator", "", someone.id, "signed_out user: ", 1, ""},
		{"DELETE", "/api/v1/users/{id}/second-step", "administrator", "", w.others["user"], "removed second_step: *", 1, ""},
		{"POST", "/api/v1/second-step", "with a second step", "", 0, "", 0, ""},
		{"POST", "/api/v1/second-step/recovery-codes", "with a second step", "", 0, "changed second_step: recovery_codes", 1, ""},
		{"POST", "/api/v1/session/confirm", "with a second step", `{"password":"` + passphrase + `"}`, 0, "confirmed user: ", 1, ""},
		{"POST", "/api/v1/tokens", "viewer", `{"name":"Mine","scope":"read","days":7}`, 0, "added token: *", 1, ""},
		{"POST", "/api/v1/planning/rules", "administrator", bodies["POST /api/v1/planning/rules"], 0, "added planning_rule: *", 0, ""},
		{"POST", "/api/v1/planning/holidays", "administrator", bodies["POST /api/v1/planning/holidays"], 0, "added bank_holiday: day name source struck", 1, ""},
		{"POST", "/api/v1/planning/holidays/{id}/strike", "administrator", bodies["POST /api/v1/planning/holidays/{id}/strike"], w.others["bank_holiday"], "changed bank_holiday: struck struck_because", 1, ""},
		{"POST", "/api/v1/sites/{id}/applications", "project_manager", bodies["POST /api/v1/sites/{id}/applications"], w.own["site"], "added application: *", 0, ""},
		{"PATCH", "/api/v1/applications/{id}", "administrator", `{"type":"full","reference":"26/2"}`, w.others["application"], "changed application: type", 1, ""},
		{"POST", "/api/v1/applications/{id}/events", "project_manager", bodies["POST /api/v1/applications/{id}/events"], w.own["application"], "added event: kind on_day struck", 2, ""},
		{"POST", "/api/v1/events/{id}/strike", "project_manager", bodies["POST /api/v1/events/{id}/strike"], w.own["event"], "changed event: struck", 2, ""},
		{"POST", "/api/v1/applications/{id}/conditions", "project_manager", bodies["POST /api/v1/applications/{id}/conditions"], w.own["application"], "added planning_condition: *", 1, ""},
		{"PATCH", "/api/v1/planning-conditions/{id}", "project_manager", `{"state":"submitted","text":"As drawn"}`, w.own["planning_condition"], "changed planning_condition: state", 1, ""},
		{"POST", "/api/v1/precedents", "project_manager", bodies["POST /api/v1/precedents"], 0, "added precedent: *", 1, ""},
		{"POST", "/api/v1/appraisals", "board", bodies["POST /api/v1/appraisals"], 0, "added appraisal: *", 1, ""},
		{"PUT", "/api/v1/appraisals/{id}/current", "board", "", w.others["appraisal"], "changed programme: appraisal_id", 1, ""},
		{"POST", "/api/v1/views", "viewer", `{"name":"Land","query":"kind=nhs_land"}`, 0, "added view: *", 1, ""},
		{"PATCH", "/api/v1/views/{id}", "viewer", `{"name":"All land","shared":true}`, d.viewOf(w.people["viewer"]), "changed view: name shared", 1, ""},
		{"DELETE", "/api/v1/views/{id}", "viewer", "", d.viewOf(w.people["viewer"]), "removed view: *", 1, ""},
		{"PUT", "/api/v1/notifications", "viewer", bodies["PUT /api/v1/notifications"], 0, "", 0, ""}, // nobody else's business
		{"PUT", "/api/v1/digest", "viewer", bodies["PUT /api/v1/digest"], 0, "added digest: *", 1, ""},
		{"DELETE", "/api/v1/tokens/{id}", "administrator", "", w.others["token"], "changed token: revoked_at", 1, ""},
	} {
		if err := d.db.SavePoint("before").Error; err != nil {
			t.Fatal(err)
		}
		who := w.people[c.role]
		if strings.HasSuffix(c.path, "/documents") || c.path == "/api/v1/conditions/{id}/evidence" || c.path == "/api/v1/verify" {
			d.waits(who)
		}
		since := d.number(`SELECT coalesce(max(id), 0) FROM audit_entries`)
		at := c.method + " " + c.path
		tried[at] = true
		status, headers, body := d.as(who).ask(c.method, strings.NewReplacer("{id}", fmt.Sprint(c.id), "{upload}/{part}", upload+"/0").Replace(c.path), c.body)
		if status >= 300 {
			t.Errorf("%s: %d %s", at, status, body)
		}
		entries := d.notedSince(since)
		if c.want == "" && len(entries) != 0 || c.want != "" && len(entries) == 0 || c.entries != 0 && len(entries) != c.entries {
			t.Errorf("%s: %d entries, want %d: %+v", at, len(entries), c.entries, entries)
		}
		what, fields, _ := strings.Cut(c.want, ": ")
		found := c.want == ""
		for _, e := range entries {
			if e.UserID == 0 || e.Role == "" && e.Action != "signed_in" || e.Address == "" || e.Origin != "page" || e.Request != headers.Get("X-Request-Id") ||
				!strings.HasPrefix(e.Credential, "session ") && e.Credential != "demonstration" {
				t.Errorf("%s: the entry lacks who, as what, by what or from where: %+v", at, e)
			}
			if e.Action+" "+e.Object == what && (fields == "*" && e.Changed != "" || fields == e.Changed) && e.Reason == c.reason || e.Action+" "+e.Object == what && fields == "" {
				found = true
			}
		}
		if !found {
			t.Errorf("%s: none is %q with the reason %q: %+v", at, c.want, c.reason, entries)
		}
		d.db.RollbackTo("before")
	}
	ours := map[string]bool{"POST /api/v1/session": true, "POST /api/v1/setup": true, "POST /api/v1/invitations/accept": true, "PUT /api/v1/password": true,
		"PUT /api/v1/second-step": true} // package accounts tests these
	for _, at := range d.writing() {
		line := at[0] + " " + strings.ReplaceAll(at[1], "/1", "/{id}")
		if !ours[line] && !tried[line] {
			t.Errorf("%s changes something and is not tried here", line)
		}
	}
}

// TestLooksExportsAndRefusals: they are noted too, and what failed for another reason is not.
func TestLooksExportsAndRefusals(t *testing.T) {
	d := open(t)
	exact := d.as(d.somebody("Ex", accounts.Role{Role: "viewer"}, accounts.Role{Role: "exact_locations"}))
	viewer := d.as(d.somebody("Vi", accounts.Role{Role: "viewer"}))
	lead := d.somebody("Le", accounts.Role{Role: "property_lead", AuthorityCode: "E10000014"})
	site := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-10'`)
	milestone := d.number(`SELECT id FROM milestones WHERE actual IS NULL LIMIT 1`)
	for _, c := range []struct {
		name         string
		d            desk
		method, path string
		body         string
		headers      []string
		status       int
		want         string
	}{
		{"a look", exact, "GET", fmt.Sprintf("/api/v1/sites/%d/exact", site), "", nil, 200, "looked site"},
		{"a change of a place", d.as(lead), "PATCH", fmt.Sprintf("/api/v1/sites/%d/exact", site), `{"postcode":"rg1 1aa"}`, nil, 200, "changed site, added site_source, looked site"},
		{"an export of the register", viewer, "GET", "/api/v1/sites.csv", "", nil, 200, "exported sites"},
		{"a look refused", viewer, "GET", fmt.Sprintf("/api/v1/sites/%d/exact", site), "", nil, 404, ""},
		{"an export", viewer, "GET", "/api/v1/progress.csv", "", nil, 200, "exported progress"},
		{"an export of planning", viewer, "GET", "/api/v1/planning.csv", "", nil, 200, "exported planning"},
		{"not allowed", viewer, "POST", fmt.Sprintf("/api/v1/milestones/%d/slips", milestone), `{"forecast":"2029-01-01","reason":"x"}`, nil, 403, "denied address"},
		{"overtaken", d, "POST", fmt.Sprintf("/api/v1/milestones/%d/slips", milestone), `{"forecast":"2029-01-01","reason":"x"}`, []string{"If-Match", `"v99"`}, 412, "denied address"},
		{"not signed in", d.as(person{}), "POST", "/api/v1/tokens", `{}`, nil, 401, "denied address"},
		{"wrong", d, "POST", fmt.Sprintf("/api/v1/milestones/%d/slips", milestone), `{"forecast":"2029-01-01","reason":""}`, nil, 422, ""},
		{"missing", d, "POST", "/api/v1/milestones/999999/slips", `{"forecast":"2029-01-01","reason":"x"}`, nil, 404, ""},
	} {
		since := d.number(`SELECT coalesce(max(id), 0) FROM audit_entries`)
		status, _, body := c.d.ask(c.method, c.path, c.body, c.headers...)
		var got []string
		for _, e := range d.notedSince(since) {
			got = append(got, e.Action+" "+e.Object)
		}
		if status != c.status || strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %d %s, noted %v; want %d and %q", c.name, status, body, got, c.status, c.want)
		}
	}
}

// TestTokens follows a token: shown once, of a scope, never more than its user may, in
// no address, ended at once.
func TestTokens(t *testing.T) {
	d := open(t)
	who := d.as(d.somebody("To", accounts.Role{Role: "board"}))
	make := func(scope string) (id int64, secret string) {
		status, _, body := who.ask("POST", "/api/v1/tokens", fmt.Sprintf(`{"name":"Reports","scope":%q,"days":7}`, scope))
		var m struct {
			Token  struct{ ID int64 }
			Secret string
		}
		if err := json.Unmarshal([]byte(body), &m); err != nil || status != 201 || !strings.HasPrefix(m.Secret, "homeground_") {
			t.Fatalf("%d %s", status, body)
		}
		return m.Token.ID, m.Secret
	}
	id, secret := make("read")
	_, writes := make("write")
	nobody := d.as(person{})
	with := func(secret string) []string { return []string{"Authorization", "Bearer " + secret} }
	for _, c := range []struct {
		name, method, path, body string
		headers                  []string
		status                   int
	}{
		{"reading", "GET", "/api/v1/options", "", with(secret), 200},
		{"reading a tile", "GET", "/tiles/cells/6/31/21.mvt", "", with(secret), 200},
		{"beyond its user", "GET", "/api/v1/users", "", with(secret), 404},
		{"writing, to read only", "PATCH", "/api/v1/stages/1", `{"likely":1}`, with(secret), 403},
		{"writing", "PATCH", "/api/v1/stages/999999", `{"likely":1}`, with(writes), 404},
		{"in the address", "GET", "/api/v1/options?token=" + secret, "", nil, 400},
		{"in the address, otherwise", "GET", "/api/v1/options?access_token=" + secret, "", with(secret), 400},
		{"not quite it", "GET", "/api/v1/options", "", with(secret[:len(secret)-1] + "A"), 401},
		{"none", "GET", "/api/v1/options", "", []string{"Authorization", "Bearer "}, 401},
		{"a token makes none", "POST", "/api/v1/tokens", `{"name":"More","scope":"read","days":7}`, with(writes), 403},
	} {
		if status, _, body := nobody.ask(c.method, c.path, c.body, c.headers...); status != c.status {
			t.Errorf("%s: %d %s, want %d", c.name, status, body, c.status)
		}
	}
	_, _, listed := who.ask("GET", "/api/v1/tokens", "")
	if strings.Contains(listed, secret) || !strings.Contains(listed, `"used_at"`) || !strings.Contains(listed, secret[len(secret)-4:]) {
		t.Errorf("the list: %s", listed)
	}
	if n := d.number(`SELECT count(*) FROM tokens WHERE encode(secret_hash, 'escape') LIKE '%homeground%'`); n != 0 {
		t.Error("a secret is kept as it is")
	}
	if status, _, _ := who.ask("DELETE", fmt.Sprintf("/api/v1/tokens/%d", id), ""); status != 200 {
		t.Errorf("ending it: %d", status)
	}
	if status, _, _ := nobody.ask("GET", "/api/v1/options", "", with(secret)...); status != 401 {
		t.Errorf("after it ended: %d", status)
	}
	if log := d.log.String(); strings.Contains(log, secret) || strings.Contains(log, writes) {
		t.Error("the log holds a token")
	}
}

// TestLogLines: one line an event, whatever was sent, and no secret in any.
func TestLogLines(t *testing.T) {
	d := open(t)
	app, err := server.New(server.Config{DB: d.db, Log: slog.New(slog.NewJSONHandler(d.log, nil)), Rate: 1e6, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	d.app = app
	d.log.Reset()
	for range 3 {
		d.as(person{}).ask("POST", "/api/v1/session", `{"email":"someone@example.org","password":"my very own secret phrase"}`, "User-Agent", "x level=ERROR msg=forged \u2028")
		d.ask("PATCH", "/api/v1/stages/1%0d%0alevel=ERROR", `{"likely":1}`, "If-Match", "")
		d.as(person{secret: "stolen-cookie-value-000000000000000000"}).ask("POST", "/api/v1/tokens", `{"name":"x\n{\"level\":\"ERROR\"}","scope":"read","days":1}`)
	}
	lines := strings.Split(strings.TrimSpace(d.log.String()), "\n")
	for _, line := range lines {
		var event map[string]any
		if err := json.Unmarshal([]byte(line), &event); err != nil || event["msg"] == nil || event["time"] == nil {
			t.Errorf("not one event: %q", line)
		}
		if event["level"] == "ERROR" {
			t.Errorf("an error: %s", line)
		}
	}
	if len(lines) < 3 {
		t.Errorf("%d lines: %s", len(lines), d.log)
	}
	for _, secret := range []string{"my very own secret phrase", "stolen-cookie", d.who.secret, d.who.csrf} {
		if strings.Contains(d.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}
