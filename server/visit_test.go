package server_test

import (
	"fmt"
	"strings"
	"testing"
)

// A position that was set at the site says so, with how exact it is and the day of it;
// its change is one of the record like any other.
func TestPositionSetOnAVisit(t *testing.T) {
	d := open(t)
	site := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`)
	at := fmt.Sprintf("/api/v1/sites/%d", site)
	for i, c := range []struct {
		visit  string
		status int
		want   string
	}{
		{`{"on_day":"2026-01-05","accuracy_m":7.2}`, 200, `"source":"Set on a visit, accuracy 8 m","provenance":"typed in","on_day":"2026-01-05"`},
		{`{"on_day":"2999-01-01"}`, 200, `"source":"Set on a visit","provenance":"typed in","on_day":"` + noon.Format("2006-01-02") + `"`},
		{`{"on_day":"2026-01-05","accuracy_m":-1}`, 422, `visit.accuracy_m`},
		{`{"accuracy_m":3}`, 422, `on_day`},
		{`{"on_day":"2026-01-05","by_name":"x"}`, 422, `unexpected property`},
	} {
		status, _, body := d.ask("PATCH", at+"/exact", fmt.Sprintf(`{"position":{"lon":-0.97%d1,"lat":51.4549},"visit":%s}`, i, c.visit))
		if status == 200 {
			_, _, body = d.ask("GET", at, "")
		}
		if status != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %s, want %d with %q", c.visit, status, body, c.status, c.want)
		}
	}
	if status, _, body := d.ask("PATCH", at+"/exact", `{"visit":{"on_day":"2026-01-05"}}`); status != 422 || !strings.Contains(body, "at least one") {
		t.Errorf("a visit that changes nothing: %d %s", status, body)
	}
	if status, _, _ := d.ask("PATCH", at+"/exact", `{"address":"2 Forbury Square","visit":{"on_day":"2026-01-05"}}`); status != 200 {
		t.Errorf("an address on a visit: %d", status)
	}
}
