package server_test

import (
	"fmt"
	"strings"
	"testing"

	"homeground/accounts"
)

// TestProposalsRefused: what contradicts a project, a rule between options, or who one is.
func TestProposalsRefused(t *testing.T) {
	d := open(t)
	board := d.as(d.somebody("Bo", accounts.Role{Role: "board"}))
	lead := d.as(d.somebody("Le", accounts.Role{Role: "property_lead", AuthorityCode: "E10000014"}))
	at := func(ref, rest string) string {
		return fmt.Sprintf("/api/v1/options/%d%s", d.number(`SELECT id FROM options WHERE option_ref = ?`, ref), rest)
	}
	needs := func(ref string) string {
		return fmt.Sprintf(`{"needs":[%d]}`, d.number(`SELECT id FROM options WHERE option_ref = ?`, ref))
	}
	alone := func(ref string) string {
		id := d.number(`SELECT id FROM options WHERE option_ref = ?`, ref)
		return fmt.Sprintf(`{"objective":"places","in":[%d],"chosen":[%d],"only":true,"off":["hub_minimum:North"],"decided_on":"2026-06-01","reasons":"x"}`, id, id)
	}
	for _, c := range []struct {
		name               string
		d                  desk
		method, path, body string
		status             int
		want               string
	}{
		{"grant of a project", board, "PATCH", at("O-14", ""), `{"grant_pence":100}`, 422, "the project P-14 already"},
		{"stages anew of a project", board, "PATCH", at("O-14", ""), `{"template":"reopen_mothballed"}`, 422, "have become milestones"},
		{"a project needs one that is not chosen", board, "PATCH", at("O-14", ""), needs("O-01"), 422, "cannot need one that is not chosen"},
		{"words of a project", board, "PATCH", at("O-14", ""), `{"notes":"On its way"}`, 200, "On its way"},
		{"stages of a project", board, "PUT", at("O-14", "/stages"), bodies["PUT /api/v1/options/{id}/stages"], 409, "Move those"},
		{"a project withdrawn", board, "PUT", at("O-14", "/state"), `{"state":"withdrawn","reason":"x"}`, 409, "is a project already"},
		{"withdrawn without a reason", board, "PUT", at("O-05", "/state"), `{"state":"withdrawn","reason":" "}`, 422, "Say why"},
		{"withdrawn twice", board, "PUT", at("O-26", "/state"), `{"state":"withdrawn","reason":"x"}`, 409, "already"},
		{"a withdrawn one decided on", board, "POST", "/api/v1/decisions", alone("O-26"), 422, "cannot be chosen from"},
		{"one decided on without what it needs", board, "POST", "/api/v1/decisions", alone("O-03"), 409, "nothing to decide"},
		{"each needs the other", board, "PATCH", at("O-02", ""), needs("O-03"), 422, "needs this option already"},
		{"needs itself", board, "PATCH", at("O-02", ""), needs("O-02"), 422, "Choose other options"},
		{"a site that is not there", board, "PATCH", at("O-02", ""), `{"sites":[999999]}`, 422, "not there"},
		{"no such authority", board, "PATCH", at("O-02", ""), `{"authority_code":"E1"}`, 422, "Choose an authority"},
		{"to another's authority", lead, "PATCH", at("O-01", ""), `{"authority_code":"E10000016"}`, 422, "your own authority only"},
		{"of one's own", lead, "PATCH", at("O-01", ""), `{"name":"Fleet, reopen the home"}`, 200, "Fleet"},
		{"of another's", lead, "PATCH", at("O-05", ""), `{"name":"x"}`, 403, ""},
		{"for another's", lead, "POST", "/api/v1/options", proposalBody, 422, "your own authority only"},
		{"none such", board, "PATCH", "/api/v1/options/999999", `{"name":"x"}`, 404, "option"},
	} {
		status, _, body := c.d.ask(c.method, c.path, c.body)
		if status != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %s, want %d with %q", c.name, status, body, c.status, c.want)
		}
	}
	chosen := d.number(`SELECT count(*) FROM projects p JOIN options o ON o.id = p.option_id WHERE o.state = 'withdrawn'`)
	if err := d.db.SavePoint("before").Error; err != nil || chosen != 0 {
		t.Fatal(chosen, err)
	}
	if err := d.db.Exec(`UPDATE options SET state = 'withdrawn', withdrawn_reason = 'x' WHERE option_ref = 'O-14'`).Error; err == nil {
		t.Error("the database lets a project's option be withdrawn")
	}
	d.db.RollbackTo("before")
}

// TestCopyIsWhole: a duplicate has all that the other has, and a change of it leaves the other.
func TestCopyIsWhole(t *testing.T) {
	d := open(t)
	board := d.as(d.somebody("Bo", accounts.Role{Role: "board"}))
	from := d.number(`SELECT id FROM options WHERE option_ref = 'O-23'`)
	if status, _, body := board.ask("POST", fmt.Sprintf("/api/v1/options/%d/copies", from), `{}`); status != 201 {
		t.Fatal(status, body)
	}
	made := d.number(`SELECT id FROM options WHERE copied_from = ?`, from)
	for _, part := range []string{
		`SELECT concat_ws('/', authority_code, route, places, cost_low_pence, cost_likely_pence, cost_high_pence, grant_pence, match_pence, contingency_pence, delivery_model, proposal, starts_on, notes, provenance) FROM options WHERE id = ?`,
		`SELECT string_agg(concat_ws('/', type, places), ';' ORDER BY type) FROM option_places WHERE option_id = ?`,
		`SELECT string_agg(concat_ws('/', source, authority_code, name, amount_pence, secured), ';' ORDER BY id) FROM option_match WHERE option_id = ?`,
		`SELECT string_agg(site_id::text, ';' ORDER BY site_id) FROM option_sites WHERE option_id = ?`,
		`SELECT string_agg(concat_ws('/', s.code, s.name, s.milestone, s.position, optimistic, likely, pessimistic, chance, is_estimate,
			(SELECT string_agg(f.code || l.lag_weeks, ',' ORDER BY f.code) FROM option_stage_links l JOIN option_stages f ON f.id = l.follows_id WHERE l.stage_id = s.id)), ';' ORDER BY s.code) FROM option_stages s WHERE option_id = ?`,
	} {
		var was, is string
		if err := d.db.Raw(part, from).Scan(&was).Error; err != nil {
			t.Fatal(err)
		}
		if err := d.db.Raw(part, made).Scan(&is).Error; err != nil || was == "" || was != is {
			t.Errorf("%s: the copy has %q, the other %q (%v)", part[:40], is, was, err)
		}
	}
	if status, _, body := board.ask("PATCH", fmt.Sprintf("/api/v1/options/%d", made), `{"match":[],"sites":[],"places_by_type":[{"type":"secure","places":4}]}`); status != 200 {
		t.Fatal(status, body)
	}
	if got := d.number(`SELECT places + match_pence + (SELECT count(*) FROM option_sites WHERE option_id = o.id) FROM options o WHERE id = ?`, made); got != 4 {
		t.Errorf("the copy's places, match and sites come to %d, want 4", got)
	}
	if got := d.number(`SELECT count(*) FROM option_match WHERE option_id = ?`, from); got != 3 {
		t.Errorf("the other's match has %d rows left, want 3", got)
	}
}
