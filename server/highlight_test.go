package server_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/projects"
	"homeground/server"
)

// The reports of a month are made once, and given ever after as they were made, whatever has
// changed since.
func TestHighlightsAreKept(t *testing.T) {
	d := open(t)
	project := d.number(`SELECT min(id) FROM projects`)
	keep := func(at string) {
		day := noon
		if at != "" {
			day = noon.AddDate(0, 1, 0)
		}
		if err := server.KeepHighlights(t.Context(), d.db, "v1", false, day); err != nil {
			t.Fatal(err)
		}
	}
	keep("")
	keep("")
	listed := func(query string) []projects.KeptHighlight {
		var l struct{ Items []projects.KeptHighlight }
		d.read("/api/v1/highlights"+query, &l)
		return l.Items
	}
	one := listed(fmt.Sprintf("?project=%d", project))
	if len(one) != 1 || len(listed("")) != 1 || one[0].Month.String() != "2026-11-01" || one[0].ProjectID != project {
		t.Fatalf("kept twice in November: %+v and %+v", one, listed(""))
	}
	at := fmt.Sprintf("/api/v1/highlights/%d/html", one[0].ID)
	status, headers, before := d.ask("GET", at, "")
	sum := sha256.Sum256([]byte(before))
	if status != http.StatusOK || hex.EncodeToString(sum[:]) != one[0].SHA256 || !strings.Contains(before, "Opens on 9 July 2027") || !strings.Contains(headers.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%d %s: %.300s", status, headers, before)
	}
	if err := d.db.Transaction(func(tx *gorm.DB) error { return tx.Exec(`UPDATE highlight_reports SET title = 'x'`).Error }); err == nil {
		t.Error("a kept report can be changed")
	}
	if err := d.db.Exec(`UPDATE projects SET name = 'Renamed since' WHERE id = ?`, project).Error; err != nil {
		t.Fatal(err)
	}
	if _, _, after := d.ask("GET", at, ""); after != before {
		t.Error("a kept report is not what it was")
	}
	if _, _, now := d.ask("GET", fmt.Sprintf("/api/v1/projects/%d/highlights/html", project), ""); !strings.Contains(now, "Renamed since: highlight report, 22 November 2026") {
		t.Errorf("as of now: %.300s", now)
	}
	keep("December")
	if list := listed(""); len(list) != 2 || list[0].Month.String() != "2026-12-01" {
		t.Errorf("in December: %+v", list)
	}
	if status, _, _ := d.ask("GET", "/api/v1/highlights/999999/html", ""); status != http.StatusNotFound {
		t.Errorf("one that is not there: %d", status)
	}
}
