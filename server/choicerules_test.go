package server_test

import (
	"slices"
	"strings"
	"testing"
)

// Pledges and least numbers are set and taken back, the best set keeps them, and what
// cannot be is said all at once.
func TestChoiceRules(t *testing.T) {
	d := open(t)
	type rules struct {
		Pledges []struct {
			Code     string `json:"authority_code"`
			Amount   *int64 `json:"amount_pence"`
			Asked    int64  `json:"asked_pence"`
			Projects int64  `json:"projects_pence"`
		}
		Hubs []struct {
			Hub            string
			Options, There int
		}
		Version int
	}
	read := func() (r rules) {
		d.read("/api/v1/choice/rules", &r)
		return r
	}
	before := read()
	if len(before.Pledges) < 19 || len(before.Hubs) != 2 {
		t.Fatalf("%d authorities and %d hubs", len(before.Pledges), len(before.Hubs))
	}
	const kent, path = "E10000016", "/api/v1/choice/rules"
	var b bestAnswer
	d.read("/api/v1/best-set", &b)
	of := func(r rules, code string) int {
		return slices.IndexFunc(r.Pledges, func(p struct {
			Code     string `json:"authority_code"`
			Amount   *int64 `json:"amount_pence"`
			Asked    int64  `json:"asked_pence"`
			Projects int64  `json:"projects_pence"`
		}) bool {
			return p.Code == code
		})
	}
	if at := of(before, kent); at < 0 || before.Pledges[at].Asked == 0 {
		t.Fatal("nothing is asked of Kent")
	}
	if status, _, text := d.ask("PATCH", path, `{"pledges":[{"authority_code":"`+kent+`","amount_pence":0}],"hubs":[{"hub":"North","options":0},{"hub":"South","options":3}]}`); status != 200 {
		t.Fatalf("%d %s", status, text)
	}
	after := read()
	if p := after.Pledges[of(after, kent)]; p.Amount == nil || *p.Amount != 0 || after.Hubs[0].Options != 0 || after.Hubs[1].Options != 3 || after.Version != before.Version+1 {
		t.Errorf("after: %+v", after)
	}
	d.read("/api/v1/best-set", &b)
	for _, id := range b.Best.Options {
		if n := d.number(`SELECT count(*) FROM option_match WHERE option_id = ? AND authority_code = ?`, id, kent); n != 0 {
			t.Errorf("option %d asks match of Kent, which pledges nothing", id)
		}
	}
	if status, _, text := d.ask("PATCH", path, `{"pledges":[{"authority_code":"`+kent+`","amount_pence":null}]}`); status != 200 {
		t.Fatalf("%d %s", status, text)
	}
	if r := read(); r.Pledges[of(r, kent)].Amount != nil {
		t.Error("the pledge is not taken back")
	}
	status, _, text := d.ask("PATCH", path, `{"pledges":[{"authority_code":"E99","amount_pence":1},{"authority_code":"`+kent+`","amount_pence":-1},{"authority_code":"`+portsmouth+`","amount_pence":1}],"hubs":[{"hub":"West","options":1},{"hub":"North","options":-1}]}`)
	for _, want := range []string{`no authority \"E99\"`, "what Kent pledges", "already gives £110,000 to projects", `no hub \"West\"`, "for the North hub, from 0"} {
		if status != 422 || !strings.Contains(text, want) {
			t.Errorf("%d %s, want %q", status, text, want)
		}
	}
	if status, _, text := d.ask("PATCH", path, `{}`, "If-Match", `"v99"`); status != 412 || !strings.Contains(text, `"current"`) {
		t.Errorf("another version: %d %s", status, text)
	}
}
