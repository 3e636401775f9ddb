package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"homeground/accounts"
)

type savedAppraisal struct {
	ID       int64
	Name     string
	Version  int
	Current  bool
	By       string
	Criteria []struct {
		Code          string
		Worst, Best   float64
		WeightPercent float64 `json:"weight_percent"`
	}
}

// A saved appraisal never changes, under one name there are versions, one is current, and
// options are ranked by it, or by the one that is asked for.
func TestAppraisals(t *testing.T) {
	d := open(t)
	board := d.as(d.somebody("Bo", accounts.Role{Role: "board"}))
	save := func(body string) (a savedAppraisal) {
		t.Helper()
		status, _, text := board.ask("POST", "/api/v1/appraisals", body)
		if status != 201 {
			t.Fatalf("%s: %d %s", body, status, text)
		}
		if err := json.Unmarshal([]byte(text), &a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	type ranked struct {
		Items []struct {
			ID    int64
			Score float64
		}
		Criteria []struct {
			Code          string
			WeightPercent float64 `json:"weight_percent"`
		}
		Appraisal *savedAppraisal
	}
	rank := func(query string) (r ranked) {
		t.Helper()
		board.read("/api/v1/options"+query, &r)
		return r
	}
	own := rank("")
	places := save(`{"name":" Places first ","weights":"places:10000"}`)
	if places.Name != "Places first" || places.Version != 1 || places.Current || places.By != "Bo" || len(places.Criteria) != len(own.Criteria) || places.Criteria[0].WeightPercent != 100 {
		t.Errorf("%+v", places)
	}
	asItWas := save(`{"name":"As it was"}`)
	if fmt.Sprint(rank(fmt.Sprintf("?appraisal=%d", asItWas.ID)).Items) != fmt.Sprint(own.Items) || asItWas.Version != 1 {
		t.Error("an appraisal of what is ranked by now ranks otherwise")
	}
	second := save(`{"name":"places FIRST","weights":"places:9000,time_to_open:1000"}`)
	if second.Version != 2 {
		t.Errorf("%+v", second)
	}
	byPlaces := rank(fmt.Sprintf("?appraisal=%d", places.ID))
	if fmt.Sprint(byPlaces.Items) != fmt.Sprint(rank("?weights=places:10000").Items) || fmt.Sprint(byPlaces.Items) == fmt.Sprint(own.Items) || byPlaces.Appraisal == nil || byPlaces.Appraisal.Name != "Places first" {
		t.Errorf("by the first version: %+v", byPlaces)
	}
	if fmt.Sprint(rank("").Items) != fmt.Sprint(own.Items) || rank("").Appraisal != nil {
		t.Error("saving alone changes the ranking")
	}

	current := fmt.Sprintf("/api/v1/appraisals/%d/current", places.ID)
	before := board.programmeTag()
	if status, _, text := board.ask("PUT", current, ""); status != 200 || !strings.Contains(text, `"current":true`) {
		t.Fatalf("%d %s", status, text)
	}
	if fmt.Sprint(rank("").Items) != fmt.Sprint(byPlaces.Items) || rank("").Appraisal.ID != places.ID {
		t.Error("the current one is not ranked by")
	}
	if fmt.Sprint(rank("?weights=time_to_open:10000").Items) == fmt.Sprint(byPlaces.Items) {
		t.Error("other weights cannot be tried on it")
	}
	// A board that read before that is told.
	if status, _, text := board.ask("PUT", fmt.Sprintf("/api/v1/appraisals/%d/current", second.ID), "", "If-Match", before); status != 412 || !strings.Contains(text, `"current"`) {
		t.Errorf("overtaken: %d %s", status, text)
	}
	// Criteria that change later change nothing of what was saved.
	if err := d.db.Exec(`UPDATE criteria SET worst = 1, best = 99, weight_bp = 2500`).Error; err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(rank("").Items) != fmt.Sprint(byPlaces.Items) {
		t.Error("a saved appraisal follows the criteria")
	}
	if may := d.number(`SELECT count(*) FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS deed WHERE has_table_privilege('homeground_app', 'appraisals', deed)`); may != 0 {
		t.Error("the server may change a saved appraisal")
	}
	for _, c := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"POST", "/api/v1/appraisals", `{"name":"  "}`, 422, "Enter a name"},
		{"POST", "/api/v1/appraisals", `{"name":"a\nb"}`, 422, "on one line"},
		{"POST", "/api/v1/appraisals", `{"name":"` + strings.Repeat("x", 101) + `"}`, 422, "100 letters"},
		{"POST", "/api/v1/appraisals", `{"name":"x","weights":"places:1"}`, 422, "add up to 1"},
		{"POST", "/api/v1/appraisals", `{"name":"x","weights":"beauty:10000"}`, 422, "no criterion"},
		{"POST", "/api/v1/appraisals", `{"name":"x","appraisal":999999}`, 404, "no such appraisal"},
		{"GET", "/api/v1/appraisals/999999", "", 404, "no such appraisal"},
		{"GET", "/api/v1/options?appraisal=999999", "", 404, "no such appraisal"},
		{"GET", "/api/v1/sensitivity?appraisal=999999", "", 404, "no such appraisal"},
	} {
		if status, _, text := board.ask(c.method, c.path, c.body); status != c.status || !strings.Contains(text, c.want) {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, status, text)
		}
	}
}

func (d desk) programmeTag() string {
	return fmt.Sprintf(`"v%d"`, d.number(`SELECT version FROM programmes WHERE id = current_programme()`))
}
