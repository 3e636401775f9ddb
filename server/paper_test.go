package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"homeground/appraisal"
	"homeground/cmd/homeground/demo"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
)

// openPrinting is a desk on the demonstration data, at a server with the given browser.
func openPrinting(t *testing.T, chromium string) desk {
	t.Helper()
	db := storetest.Open(t)
	if _, err := demo.Load(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	return servePrinting(t, db, chromium)
}

// hostile names an option so that it would run, or end a cell, where it were not text.
const hostile = `<script>alert("x")</script></td><b>Reading & Sons' {{.}}`

// The HTML and the tagged PDF say what the paper says, row by row: read back by poppler's
// programs, which know nothing of us.
func TestPaperIsReadBack(t *testing.T) {
	d := openPrinting(t, "")
	if err := d.db.Exec(`UPDATE options SET name = ? WHERE id = (SELECT min(id) FROM options)`, hostile).Error; err != nil {
		t.Fatal(err)
	}
	var p appraisal.Paper
	d.read("/api/v1/choice/paper", &p)
	before := d.number(`SELECT count(*) FROM audit_entries WHERE action = 'exported'`)
	status, h, page := d.ask("GET", "/api/v1/choice/paper/html", "")
	if status != 200 || h.Get("Content-Type") != "text/html; charset=utf-8" || h.Get("Content-Disposition") != `inline; filename="Board paper 2026-11-22.html"` {
		t.Fatalf("%d %s %s", status, h, d.log)
	}
	if policy := h.Values("Content-Security-Policy"); !slices.ContainsFunc(policy, func(s string) bool { return strings.HasPrefix(s, "default-src 'none'; style-src 'unsafe-inline'") }) {
		t.Errorf("the policy is %q", policy)
	}
	for _, bad := range []string{"<script", "<b>", "http://", "https://", "{{", "ZgotmplZ", "<no value>"} {
		if strings.Contains(strings.ReplaceAll(page, "{{.}}", ""), bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	status, h, pdf := d.ask("GET", "/api/v1/choice/paper/pdf", "")
	if status != 200 || h.Get("Content-Type") != "application/pdf" || h.Get("Content-Disposition") != `attachment; filename="Board paper 2026-11-22.pdf"` {
		t.Fatalf("%d %s %s", status, h, d.log)
	}
	if noted := d.number(`SELECT count(*) FROM audit_entries WHERE action = 'exported'`) - before; noted != 2 {
		t.Errorf("%d files were noted, want 2", noted)
	}
	for _, want := range []string{"/MarkInfo", "/Marked true", "/StructTreeRoot", "/Lang (en-GB)", "/Outlines", "/S /Figure", "/Alt ", "/Scope /Column", "/Scope /Row"} {
		if !bytes.Contains([]byte(pdf), []byte(want)) {
			t.Errorf("the PDF has no %s", want)
		}
	}
	readBack(t, p, pdf)
}

// readBack compares the PDF with the paper.
func readBack(t *testing.T, p appraisal.Paper, pdf string) {
	t.Helper()
	if _, err := exec.LookPath("pdfinfo"); err != nil {
		t.Log("poppler-utils is not installed: the PDF's text and tables are NOT read back")
		return
	}
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, []byte(pdf), 0o600); err != nil {
		t.Fatal(err)
	}
	about, err := exec.Command("pdfinfo", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Tagged:          yes", "Title:           Board paper, 22 November 2026: " + p.Programme.Name, "JavaScript:      no"} {
		if !strings.Contains(string(about), want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, about)
		}
	}
	rows := tableRows(t, path)
	t.Logf("%d rows of tables are read back", len(rows))
	has := func(cells ...string) {
		t.Helper()
		if !slices.Contains(rows, solid(strings.Join(cells, "|"))) {
			t.Errorf("no row is %s", strings.Join(cells, " | "))
		}
	}
	money := func(pence int64) string { return values.Pence(pence).Words() }
	tenth := func(n float64) string { return strconv.FormatFloat(n, 'f', 1, 64) }
	percent := func(n float64) string { return tenth(100*n) + " %" }
	number, inTime := map[int64]int{}, 0.0
	for _, o := range p.Options {
		if p.Best.Best.Has(o.ID) {
			number[o.ID] = len(number) + 1
			inTime += float64(o.Places) * o.Opening.Chance
			has(fmt.Sprint(number[o.ID]), o.Name, o.Hub, o.AuthorityName, fmt.Sprint(o.Places), money(o.GrantPence), money(o.MatchPence), o.Opening.P80.Words(), fmt.Sprintf("%.0f %%", 100*o.Opening.Chance))
		}
	}
	b := p.Best.Best
	if len(number) != len(b.Options) || len(number) == 0 {
		t.Fatalf("the set has %d options, the paper knows %d of them", len(b.Options), len(number))
	}
	has(fmt.Sprintf("All %d", len(number)), fmt.Sprint(b.Places), money(b.GrantPence), money(b.MatchPence), tenth(inTime)+" places expected in time")
	for _, o := range p.Options {
		cells := []string{fmt.Sprint(o.Rank), o.Name}
		for _, part := range o.Parts {
			cells = append(cells, tenth(part.Points))
		}
		in := "No"
		if o.Chosen {
			in = "Project"
		} else if n := number[o.ID]; n > 0 {
			in = fmt.Sprintf("Yes (%d)", n)
		}
		has(append(cells, tenth(o.Score), o.Opening.P80.Words(), in)...)
	}
	for _, c := range p.Changes {
		if !slices.ContainsFunc(rows, func(r string) bool { return strings.HasPrefix(r, solid(c.Name+"|"+c.Text+"|")) }) {
			t.Errorf("no row says what would bring in %s: %s", c.Name, c.Text)
		}
	}
	for _, s := range p.Best.Frontier {
		has(money(s.GrantPence), strconv.FormatFloat(s.Value, 'f', 2, 64), fmt.Sprint(s.Places), fmt.Sprint(len(s.Options)), money(s.MatchPence))
	}
	for i, s := range p.Best.NextBest {
		if !slices.ContainsFunc(rows, func(r string) bool {
			return strings.HasPrefix(r, solid(fmt.Sprintf("Next %d|%.2f|%d|%s|%s|", i+1, s.Value, s.Places, money(s.GrantPence), money(s.MatchPence))))
		}) {
			t.Errorf("no row is the next best set %+v", s)
		}
	}
	for _, r := range p.Firmness.Ranks[:8] {
		has(r.Name, percent(r.Ranks[0]), percent(r.Errors[0]), percent(r.Ranks[1]), percent(r.Ranks[2]))
	}
	for _, a := range p.Covered.Areas {
		if !slices.ContainsFunc(rows, func(r string) bool {
			cells := strings.Split(r, "|")
			return len(cells) == 9 && cells[0] == solid(a.Name+map[bool]string{true: " hub"}[a.Level == "hub"]) && cells[5] == tenth(a.Need) && cells[6] == tenth(a.Covered) && cells[7] == tenth(*a.CoveredAfter)
		}) {
			t.Errorf("no row is of %s", a.Name)
		}
	}
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := solid(string(text))
	for _, i := range p.Firmness.Intervals {
		if !strings.Contains(all, solid(i.Sentence)) {
			t.Errorf("the text does not say %q", i.Sentence)
		}
	}
	for _, want := range []string{"Draft: nothing is decided", "Page 1 of ", "10. How it was worked out", "It is proven that no set is worth more", fmt.Sprintf("As of entry %d of the record of changes", p.AuditSeq)} {
		if !strings.Contains(all, solid(want)) {
			t.Errorf("the text does not say %q", want)
		}
	}
}

// solid is a text without its spaces: where a line ends, a PDF has none.
func solid(s string) string { return strings.Join(strings.Fields(s), "") }

// tableRows are the rows of the PDF's tables as its tags have them: cells between bars.
func tableRows(t *testing.T, path string) (rows []string) {
	t.Helper()
	tags, err := exec.Command("pdfinfo", "-struct-text", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	cell := -1 // how far the cell is indented; under none
	end := func() {
		if len(cells) > 0 {
			rows = append(rows, solid(strings.Join(cells, "|")))
		}
		cells, cell = nil, -1
	}
	for _, line := range strings.Split(string(tags), "\n") {
		tag := strings.TrimLeft(line, " ")
		in := len(line) - len(tag)
		switch {
		case tag == "TR" || strings.HasPrefix(tag, "Table"):
			end()
		case strings.HasPrefix(tag, "TH") || strings.HasPrefix(tag, "TD"):
			cells, cell = append(cells, ""), in
		case strings.HasPrefix(tag, `"`) && cell >= 0 && in > cell:
			cells[len(cells)-1] += strings.TrimSuffix(strings.TrimPrefix(tag, `"`), `"`)
		case cell >= 0 && in < cell && tag != "":
			end()
		}
	}
	end()
	return rows
}

// Without a browser the page is there, and the PDF is refused with what to do instead.
func TestPaperWithoutChromium(t *testing.T) {
	d := openPrinting(t, "/nowhere/chromium")
	if status, _, _ := d.ask("GET", "/api/v1/choice/paper/html?objective=places", ""); status != 200 {
		t.Errorf("the page: %d %s", status, d.log)
	}
	before := d.number(`SELECT count(*) FROM audit_entries`)
	status, _, body := d.ask("GET", "/api/v1/choice/paper/pdf?objective=places", "")
	if status != 503 || !strings.Contains(body, "print it from your own browser") || strings.Contains(body, "/nowhere") {
		t.Errorf("%d %s", status, body)
	}
	if d.number(`SELECT count(*) FROM audit_entries`) != before {
		t.Error("a file was noted that nobody got")
	}
}

// A decision's paper begins with the decision; and a rule that cannot be is named.
func TestPaperOfDecision(t *testing.T) {
	d := open(t)
	decided := d.decide(d.number(`SELECT min(id) FROM options`))
	_, _, record := d.ask("GET", fmt.Sprintf("/api/v1/decisions/%d", decided.ID), "")
	var is appraisal.Decided
	if err := json.Unmarshal([]byte(record), &is); err != nil {
		t.Fatal(err)
	}
	status, h, page := d.ask("GET", fmt.Sprintf("/api/v1/decisions/%d/paper/html", decided.ID), "")
	if status != 200 || !strings.Contains(h.Get("Content-Disposition"), fmt.Sprintf(`filename="Decision %d, board paper 2026-11-22.html"`, is.Number)) {
		t.Fatalf("%d %s", status, h)
	}
	for _, want := range []string{fmt.Sprintf("Decision %d, %s", is.Number, is.DecidedOn.Words()), is.Reasons, is.Hash, is.RecordedBy + " recorded it; it is not approved yet"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "nothing is decided") {
		t.Error("the page says that nothing is decided")
	}
	if status, _, _ := d.ask("GET", "/api/v1/decisions/999999/paper/html", ""); status != 404 {
		t.Errorf("no decision: %d", status)
	}
	status, _, page = d.ask("GET", "/api/v1/choice/paper/html?budget=0", "")
	if status != 200 || !strings.Contains(page, "No set of options keeps the rules.") || !strings.Contains(page, "Each of these changes would mend it") {
		t.Errorf("%d, no set keeps the rules and the page does not say so", status)
	}
	if status, _, body := d.ask("GET", "/api/v1/choice/paper/html?in=999", ""); status != 422 || !strings.Contains(body, "Option 999 cannot be chosen from") {
		t.Errorf("an option that is not there: %d %s", status, body)
	}
}
