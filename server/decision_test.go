package server_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gowebpki/jcs"

	"homeground/accounts"
)

type decisionAnswer struct {
	ID         int64
	Number     int
	Hash       string
	Previous   string
	Options    []int64
	Places     int
	Version    int
	ApprovedBy string `json:"approved_by"`
	Conditions []string
	Dissents   []struct{ Who, Why string }
	Paper      struct {
		AuditSeq int64 `json:"audit_seq"`
		Options  []struct {
			ID    int64
			Score float64
			Sites []struct {
				ID       int64
				Position []float64
			}
		}
		Best bestAnswer
	}
}

// decisionOf is what the board sends to record the best set that a wish has now.
func (d desk) decisionOf(wish map[string]any, query string) string {
	d.t.Helper()
	var b bestAnswer
	d.read("/api/v1/best-set?"+query, &b)
	body := map[string]any{"objective": "in_time", "chosen": b.Best.Options, "decided_on": "2026-06-01", "reasons": "Most places open in time."}
	for key, value := range wish {
		body[key] = value
	}
	text, err := json.Marshal(body)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(text)
}

// decide records a decision of these options alone, whatever the hubs ask for.
func (d desk) decide(options ...int64) decisionAnswer {
	d.t.Helper()
	var b bestAnswer
	d.read("/api/v1/best-set", &b)
	off := []string{}
	for _, r := range b.Rules {
		if strings.HasPrefix(r.Name, "hub_minimum") {
			off = append(off, r.Name)
		}
	}
	query := "only=true&in=" + strings.Trim(strings.ReplaceAll(fmt.Sprint(options), " ", ","), "[]")
	if len(off) > 0 {
		query += "&off=" + strings.Join(off, ",")
	}
	status, _, text := d.ask("POST", "/api/v1/decisions", d.decisionOf(map[string]any{"in": options, "only": true, "off": off}, query))
	if status != 201 {
		d.t.Fatalf("record a decision of %v: %d %s", options, status, text)
	}
	var a decisionAnswer
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		d.t.Fatal(err)
	}
	return a
}

// A decision is frozen with all that the board saw, chained and hashed; approving it makes
// projects of all its options, and taking that back takes them away again.
func TestDecision(t *testing.T) {
	d := open(t)
	before := d.choiceNow()
	var first decisionAnswer
	status, _, text := d.ask("POST", "/api/v1/decisions", d.decisionOf(map[string]any{"conditions": []string{" The lease is signed first. ", ""},
		"dissents": []map[string]string{{"who": "Kent", "why": "Too little in the east."}}}, ""))
	if status != 201 || json.Unmarshal([]byte(text), &first) != nil {
		t.Fatalf("record: %d %s", status, text)
	}
	if first.Number != 1 || first.Previous != "" || len(first.Options) == 0 || fmt.Sprint(first.Conditions, first.Dissents) != "[The lease is signed first.] [{Kent Too little in the east.}]" {
		t.Errorf("the first decision: %+v", first)
	}
	at := fmt.Sprintf("/api/v1/decisions/%d", first.ID)

	_, _, record := d.ask("GET", at+"/record", "")
	sum := sha256.Sum256([]byte(record))
	if hex.EncodeToString(sum[:]) != first.Hash {
		t.Error("the hash is not that of the record")
	}
	if again, err := jcs.Transform([]byte(record)); err != nil || !bytes.Equal(again, []byte(record)) {
		t.Errorf("the record is not canonical JSON: %v", err)
	}
	if strings.Contains(record, `"position"`) {
		t.Error("the record keeps where sites are")
	}
	var whole decisionAnswer
	d.read(at, &whole)
	if len(whole.Paper.Options) < 10 || !slices.Equal(whole.Paper.Best.Best.Options, first.Options) {
		t.Errorf("the paper has %d options and the set %v", len(whole.Paper.Options), whole.Paper.Best.Best.Options)
	}
	placed := 0
	for _, o := range whole.Paper.Options {
		for _, s := range o.Sites {
			if s.Position != nil {
				placed++
			}
		}
	}
	if placed == 0 {
		t.Error("the paper of a decision does not show where its sites may be shown")
	}

	second := d.decide(first.Options[0])
	if second.Number != 2 || second.Previous != first.Hash {
		t.Errorf("the second decision: number %d after %s, the first is %s", second.Number, second.Previous, first.Hash)
	}

	approval := at + "/approval"
	if status, _, text := d.ask("PUT", approval, "", "If-Match", `"v9"`); status != 412 || !strings.Contains(text, `"current"`) {
		t.Errorf("approve another version: %d %s", status, text)
	}
	for range 2 { // the second time changes nothing
		if status, _, text := d.ask("PUT", approval, ""); status != 200 || !strings.Contains(text, "approved_at") {
			t.Fatalf("approve: %d %s", status, text)
		}
	}
	if n := d.number(`SELECT count(*) FROM projects WHERE option_id IN ?`, first.Options); n != int64(len(first.Options)) {
		t.Errorf("%d projects of %d options", n, len(first.Options))
	}
	if n := d.number(`SELECT count(*) FROM project_sites ps JOIN projects p ON p.id = ps.project_id JOIN sites s ON s.id = ps.site_id WHERE p.option_id IN ? AND s.pipeline <> 'in_delivery'`, first.Options); n != 0 {
		t.Errorf("%d of their sites are not in delivery", n)
	}
	for _, option := range first.Options {
		stages := d.number(`SELECT count(DISTINCT milestone) FROM option_stages WHERE option_id = ?`, option)
		if milestones := d.number(`SELECT count(*) FROM milestones m JOIN projects p ON p.id = m.project_id WHERE p.option_id = ?`, option); stages != milestones || stages == 0 {
			t.Errorf("option %d: %d milestones were made of %d stages", option, milestones, stages)
		}
	}
	if after := d.choiceNow(); after.GrantLeft >= before.GrantLeft || len(after.Chosen) != len(before.Chosen)+len(first.Options) {
		t.Errorf("after approving: %d left and %d chosen, before %d and %d", after.GrantLeft, len(after.Chosen), before.GrantLeft, len(before.Chosen))
	}
	if status, _, text := d.ask("PUT", fmt.Sprintf("/api/v1/decisions/%d/approval", second.ID), ""); status != 409 || !strings.Contains(text, "It is a project already.") {
		t.Errorf("approve what is a project already: %d %s", status, text)
	}
	if status, _, text := d.ask("DELETE", approval, ""); status != 200 || strings.Contains(text, "approved_at") {
		t.Fatalf("take the approval back: %d %s", status, text)
	}
	if after := d.choiceNow(); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("after taking it back:\n%v\nwant\n%v", after, before)
	}

	if status, _, text := d.ask("PUT", approval, ""); status != 200 {
		t.Fatalf("approve again: %d %s", status, text)
	}
	milestone := d.number(`SELECT m.id FROM milestones m JOIN projects p ON p.id = m.project_id WHERE p.option_id = ? ORDER BY m.position DESC LIMIT 1`, first.Options[0])
	if status, _, text := d.ask("POST", fmt.Sprintf("/api/v1/milestones/%d/slips", milestone), `{"forecast":"2029-12-01","reason":"The roof"}`); status != 201 {
		t.Fatalf("slip: %d %s", status, text)
	}
	if status, _, text := d.ask("DELETE", approval, ""); status != 409 || !strings.Contains(text, "its history is part of the record") {
		t.Errorf("take back what has a history: %d %s", status, text)
	}
	if n := d.number(`SELECT count(*) FROM projects WHERE option_id IN ?`, first.Options); n != int64(len(first.Options)) {
		t.Errorf("%d projects are left of %d", n, len(first.Options))
	}
}

type choiceState struct {
	GrantLeft int64 `json:"grant_left_pence"`
	Places    int   `json:"places"`
	Chosen    []struct{ ID int64 }
}

func (d desk) choiceNow() (c choiceState) {
	d.t.Helper()
	d.read("/api/v1/choice", &c)
	return c
}

// What would be chosen today: the same while nothing has changed, its projects or not; and
// what has changed is said.
func TestDecisionNow(t *testing.T) {
	d := open(t)
	status, _, text := d.ask("POST", "/api/v1/decisions", d.decisionOf(nil, ""))
	var a decisionAnswer
	if status != 201 || json.Unmarshal([]byte(text), &a) != nil {
		t.Fatalf("record: %d %s", status, text)
	}
	type nowAnswer struct {
		Same          bool
		Joins, Leaves []struct{ ID int64 }
		Changes       []struct{ What, Then, Now string }
		Best          bestAnswer
	}
	look := func() (n nowAnswer) {
		d.read(fmt.Sprintf("/api/v1/decisions/%d/now", a.ID), &n)
		return n
	}
	if n := look(); !n.Same || len(n.Changes) != 0 || !slices.Equal(n.Best.Best.Options, a.Options) {
		t.Errorf("at once: %+v", n)
	}
	if status, _, text := d.ask("PUT", fmt.Sprintf("/api/v1/decisions/%d/approval", a.ID), ""); status != 200 {
		t.Fatalf("approve: %d %s", status, text)
	}
	if n := look(); !n.Same || len(n.Changes) != 0 || !slices.Equal(n.Best.Best.Options, a.Options) {
		t.Errorf("its own projects stand in the way: %+v", n)
	}
	gone := a.Options[0]
	if err := d.db.Exec(`UPDATE options SET grant_pence = 600000000, cost_likely_pence = 700000000, cost_high_pence = 800000000 WHERE id = ?`, gone).Error; err != nil {
		t.Fatal(err)
	}
	n := look()
	if n.Same || !slices.ContainsFunc(n.Leaves, func(l struct{ ID int64 }) bool { return l.ID == gone }) {
		t.Errorf("an option that costs more than the award stays in: %+v", n)
	}
	if !slices.ContainsFunc(n.Changes, func(c struct{ What, Then, Now string }) bool { return c.What == "grant" && c.Now == "£6,000,000" }) {
		t.Errorf("its grant is not among what has changed: %+v", n.Changes)
	}
}

// What a decision may not be is said all at once, and nothing is recorded.
func TestDecisionRefused(t *testing.T) {
	d := open(t)
	valid := d.decisionOf(nil, "")
	var seen struct{ Chosen []int64 }
	if err := json.Unmarshal([]byte(valid), &seen); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		wish   map[string]any
		status int
		want   []string
	}{
		{map[string]any{"reasons": " ", "decided_on": "2031-01-01", "off": []string{"sites"}, "dissents": []map[string]string{{"who": " ", "why": "No."}}}, 422,
			[]string{"Say why the board", "must not lie in the future", "turn that rule on again", "Say who dissented"}},
		{map[string]any{"chosen": seen.Chosen[1:]}, 409, []string{"no longer the one you saw"}},
		{map[string]any{"chosen": []int64{}, "only": true}, 409, []string{"nothing to decide"}},
		{map[string]any{"in": []int64{999999}}, 422, []string{"Option 999999 cannot be chosen from"}},
		{map[string]any{"budget_pence": 900000000000}, 422, []string{"choose within it"}},
		{map[string]any{"objective": "joy"}, 422, []string{"objective"}},
	} {
		status, _, text := d.ask("POST", "/api/v1/decisions", d.decisionOf(c.wish, ""))
		for _, want := range c.want {
			if status != c.status || !strings.Contains(text, want) {
				t.Errorf("%v: %d %s, want %d and %q", c.wish, status, text, c.status, want)
			}
		}
	}
	if n := d.number(`SELECT count(*) FROM decisions`); n != 0 {
		t.Errorf("%d decisions were recorded", n)
	}
	lead := d.as(d.somebody("Lee", accounts.Role{Role: "property_lead", AuthorityCode: portsmouth}))
	if status, _, _ := lead.ask("POST", "/api/v1/decisions", valid); status != 403 {
		t.Errorf("a property lead records a decision: %d", status)
	}
}

// What was recorded stays as it was, for the server's role and for the owner.
func TestDecisionKept(t *testing.T) {
	d := open(t)
	var b bestAnswer
	d.read("/api/v1/best-set", &b)
	a := d.decide(b.Best.Options[0])
	for _, sql := range []string{`UPDATE decisions SET reasons = 'Other'`, `UPDATE decisions SET record = '\x00', hash = sha256('\x00')`, `UPDATE decisions SET number = 7`, `DELETE FROM decisions`,
		`DELETE FROM decision_options`, `UPDATE decision_options SET option_id = option_id`, `TRUNCATE decisions CASCADE`} {
		d.db.SavePoint("kept")
		if err := d.db.Exec(sql).Error; err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", sql, err)
		}
		d.db.RollbackTo("kept")
	}
	for _, table := range []string{"decisions", "decision_options"} {
		if n := d.number(`SELECT count(*) FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS deed WHERE has_table_privilege('homeground_app', ?, deed)`, table); n != 0 {
			t.Errorf("the server may change %s", table)
		}
	}
	if n := d.number(`SELECT count(*) FROM decisions WHERE id = ? AND hash = sha256(record)`, a.ID); n != 1 {
		t.Error("the record is not what was hashed")
	}
}
