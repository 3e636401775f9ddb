package grants_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/grants"
	"homeground/internal/print"
	"homeground/internal/returns"
	"homeground/internal/values"
)

// round is a return of the demonstration, with somebody who prepares and one who certifies.
type round struct {
	*testing.T
	db          *gorm.DB
	programme   int64
	preparer    accounts.User
	officer     accounts.User
	id, project int64
	version     int
}

func open(t *testing.T) *round {
	t.Helper()
	db, id, _, project := demonstration(t)
	user := func(name string) accounts.User {
		return accounts.User{ID: number(t, db, `INSERT INTO users (email, name) VALUES (?, ?) RETURNING id`, strings.ToLower(name)+"@example.org", name), Name: name}
	}
	r := &round{T: t, db: db, programme: id, preparer: user("Prep"), officer: user("Officer"), project: project}
	d, err := grants.AddReturn(ctx, db, r.preparer, id, grants.NewReturn{Year: 2026, Quarter: 2, DueOn: values.NewDate(2026, 11, 30)}, today)
	if err != nil {
		t.Fatal(err)
	}
	r.id, r.version = d.ID, d.Version
	return r
}

// try is one act of a round in a transaction of its own; want is what it is refused with.
func (r *round) try(want string, act func(tx *gorm.DB) (grants.ReturnDetail, error)) grants.ReturnDetail {
	r.Helper()
	var d grants.ReturnDetail
	err := r.db.Transaction(func(tx *gorm.DB) (err error) {
		d, err = act(tx)
		return err
	})
	if err == nil && want != "" || err != nil && faults(err) != want {
		r.Fatalf("%v, want %q", err, want)
	}
	if err == nil {
		r.version = d.Version
	}
	return d
}

func (r *round) write(want string, written map[string]string) grants.ReturnDetail {
	r.Helper()
	return r.try(want, func(tx *gorm.DB) (grants.ReturnDetail, error) {
		return grants.WriteReturn(ctx, tx, r.preparer, r.id, r.version, grants.ReturnWritten{Written: written}, today)
	})
}

func (r *round) move(want, state, reason string) grants.ReturnDetail {
	r.Helper()
	return r.try(want, func(tx *gorm.DB) (grants.ReturnDetail, error) {
		return grants.MoveReturn(ctx, tx, r.preparer, r.id, r.version, grants.ReturnMove{State: state, Reason: reason}, today)
	})
}

// packs reads the evidence pack back: its hashes are those of its files, and of the manifest.
func (r *round) packs() {
	r.Helper()
	names := map[bool]string{}
	for _, all := range []bool{true, false} {
		var pack bytes.Buffer
		name, err := grants.WritePack(ctx, r.db, r.id, all, &pack)
		if err != nil || name != "return-1-revision-0-pack.zip" {
			r.Fatal(name, err)
		}
		z, err := zip.NewReader(bytes.NewReader(pack.Bytes()), int64(pack.Len()))
		if err != nil {
			r.Fatal(err)
		}
		files := map[string]string{}
		for _, entry := range z.File {
			in, err := entry.Open()
			if err != nil {
				r.Fatal(err)
			}
			content, _ := io.ReadAll(in)
			files[entry.Name] = string(content)
			names[all] += entry.Name + " "
		}
		for _, line := range strings.Split(strings.TrimSpace(files["SHA256SUMS"]), "\n") {
			sum, name, _ := strings.Cut(line, "  ")
			if got := returns.Fingerprint([]byte(files[name])); got != sum || files[name] == "" {
				r.Errorf("%s: %s, want %s", name, got, sum)
			}
			if !strings.HasPrefix(name, "evidence/") && name != "manifest.json" && name != "return-template-2.schema.json" && !strings.Contains(files["manifest.json"], `"`+name+`":"`+sum+`"`) {
				r.Errorf("the manifest has not %s", name)
			}
		}
		if all {
			inner, err := zip.NewReader(strings.NewReader(files["return-1-revision-0-inputs.zip"]), int64(len(files["return-1-revision-0-inputs.zip"])))
			if err != nil || inner.File[0].Name != "ledger.csv" {
				r.Fatal(err)
			}
			in, _ := inner.File[0].Open()
			rows, err := csv.NewReader(in).ReadAll()
			var sum float64
			for _, row := range rows[1:] {
				pounds, _ := strconv.ParseFloat(row[slices.Index(rows[0], "gbp")], 64)
				if row[slices.Index(rows[0], "kind")] != "commitment" {
					sum += pounds
				}
			}
			if want := number(r.T, r.db, `SELECT sum(pence) FROM ledger_entries WHERE kind <> 'commitment' AND project_id = ?`, r.project); err != nil || int64(math.Round(sum*100)) != want {
				r.Errorf("the ledger in the pack is %.2f, %v; want %d pence", sum, err, want)
			}
		}
	}
	if !strings.Contains(names[true], "inputs.zip") || strings.Contains(names[false], "inputs.zip") || !strings.HasSuffix(names[true], "manifest.json return-template-2.schema.json SHA256SUMS ") {
		r.Errorf("%v", names)
	}
}

func (r *round) accept(want string) grants.ReturnDetail {
	r.Helper()
	return r.try(want, func(tx *gorm.DB) (grants.ReturnDetail, error) {
		return grants.AcceptReturn(ctx, tx, r.officer, r.id, r.version, "", today)
	})
}

func (r *round) certify(want string, by accounts.User) grants.ReturnDetail {
	r.Helper()
	return r.try(want, func(tx *gorm.DB) (grants.ReturnDetail, error) {
		return grants.CertifyReturn(ctx, tx, by, r.id, r.version, grants.Signing{Role: "Section 151 officer", PDF: print.New("").PDF, Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}, today)
	})
}

func (r *round) file(kind string) []byte {
	r.Helper()
	f, err := grants.ReturnFileOf(ctx, r.db, r.id, kind)
	if err != nil {
		r.Fatal(err)
	}
	return f.Content
}

func (r *round) verify(content []byte) grants.Verdict {
	r.Helper()
	v, err := grants.Verify(ctx, r.db, content, nil)
	if err != nil {
		r.Fatal(err)
	}
	return v
}

// written is everything that a person has to write.
var written = map[string]string{"admin//organisation": "West Sussex County Council", "admin//contact_name": "Grant manager", "admin//contact_email": "grants@example.org", "admin//contact_telephone": "01632 960000",
	"portfolio//progress": "One home of three places is being made.", "progress/P-14/why": "A manager is still sought.", "underspend//why": "Other projects begin next year."}

// TestReturnRound plays a whole round: faults found and mended, certified by another, opened
// again, accepted and revised; every file verified at each turn.
func TestReturnRound(t *testing.T) {
	r := open(t)
	d, err := grants.ReadReturn(ctx, r.db, r.preparer, r.id, today)
	if err != nil {
		t.Fatal(err)
	}
	if d.State != "draft" || d.Period != "Q2 2026/27: Jul 2026 - Sep 2026" || d.Prepared || len(d.Since) != 0 {
		t.Errorf("%+v", d.Return)
	}
	fields := []string{}
	for _, f := range d.Faults {
		if f.Severity == returns.Error {
			fields = append(fields, f.Field)
		}
	}
	if got := strings.Join(fields, " "); got != "admin//organisation admin//contact_name admin//contact_email admin//contact_telephone portfolio//progress progress/P-14/why underspend//why" {
		t.Errorf("errors at %s", got)
	}
	r.move("refused", "checked", "")
	r.certify("refused", r.officer)
	r.write("written.admin//award_pence", map[string]string{"admin//award_pence": "1"})
	if d = r.write("", written); !d.Prepared {
		t.Error("who wrote in it did not prepare it")
	}
	if d = r.move("", "checked", ""); len(d.Faults) > 2 {
		t.Errorf("%+v", d.Faults)
	}
	for kind, want := range map[string]string{"xlsx": "draft-return-1-revision-0.xlsx", "csv": "draft-return-1-revision-0-csv.zip", "pdf": "", "json": ""} {
		f, err := grants.DraftFile(d, kind, today)
		if (err == nil) != (want != "") || err == nil && f.FileName != want {
			t.Errorf("the draft %s is %q, %v", kind, f.FileName, err)
		}
		if v := r.verify(f.Content); v.Answer != "unknown" {
			t.Errorf("the draft %s is %s", kind, v.Answer)
		}
	}
	r.certify("refused", r.preparer) // never by who prepared it
	if err := r.db.Transaction(func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO certificates (programme_id, return_id, document, hash, manifest, manifest_hash, by_id, by_name, signed_as, at) VALUES (?, ?, 'x', sha256('x'), 'x', sha256('x'), ?, 'x', 'x', now())`, r.programme, r.id, r.preparer.ID).Error
	}); err == nil {
		t.Error("the database let who prepared it certify it")
	}
	d = r.certify("", r.officer)
	if d.State != "certified" || len(d.Certificates) != 1 || len(d.Certificates[0].Files) != 6 || d.Certificates[0].Previous != "" || d.CertifiedBy != "Officer" {
		t.Fatalf("%+v", d.Certificates)
	}
	first := map[string][]byte{}
	for _, kind := range []string{"json", "csv", "xlsx", "pdf"} {
		first[kind] = r.file(kind)
		if v := r.verify(first[kind]); v.Answer != "genuine" || v.Return != "Return 1" || v.ReturnID != r.id {
			t.Errorf("%s: %+v", kind, v)
		}
		flipped := bytes.Clone(first[kind])
		flipped[len(flipped)/2] ^= 1
		if v := r.verify(flipped); v.Answer == "genuine" || v.Answer == "superseded" {
			t.Errorf("%s with a byte flipped is %s", kind, v.Answer)
		}
	}
	if returns.Fingerprint(first["json"]) != d.Certificates[0].Hash {
		t.Error("the return's hash is not that of its JSON")
	}
	if v := r.verify(saved(t, first["xlsx"], "Finances", "", 0)); v.Answer != "same_figures" {
		t.Errorf("saved again: %+v", v)
	}
	if v := r.verify(saved(t, first["xlsx"], "Finances", "F2", 12.5)); v.Answer != "altered" || len(v.Differences) != 1 || v.Differences[0] != (returns.Difference{Sheet: "Finances", Row: 1, Column: "Spent, £", Theirs: "12.50", Ours: "41700.00"}) {
		t.Errorf("altered: %+v", v)
	}
	for _, other := range []string{"", "nothing", `{"sheets":{"finances":[]}}`, "%PDF-1.7"} {
		if v := r.verify([]byte(other)); v.Answer != "unknown" {
			t.Errorf("%q is %s", other, v.Answer)
		}
	}
	r.verifyPrinted(first)
	for kind, content := range first { // no byte can be another
		for i := 0; i < len(content) && kind != "pdf"; i += len(content)/40 + 1 {
			flipped := bytes.Clone(content)
			flipped[i] ^= 1
			if v := r.verify(flipped); v.Answer == "genuine" || v.Answer == "superseded" {
				t.Errorf("%s with byte %d flipped is %s", kind, i, v.Answer)
			}
		}
	}
	// What is posted later changes nothing that was certified.
	run(t, r.db, `INSERT INTO ledger_entries (project_id, category, kind, on_day, pence, capital, eligible, note, source) VALUES (?, 'works', 'payment', '2026-09-01', 100000, true, true, 'n', 's')`, r.project)
	if d, _ := grants.ReadReturn(ctx, r.db, r.officer, r.id, today); d.Rows["finances"][0]["spent_pence"] != int64(41_700_00) || !bytes.Equal(r.file("xlsx"), first["xlsx"]) || len(d.Faults) != 0 {
		t.Errorf("%+v", d.Rows["finances"])
	}
	r.move("", "submitted", "")
	r.move("reason", "draft", " ")
	r.move("", "draft", "A payment was missing")
	r.move("", "checked", "")
	d = r.certify("", r.officer)
	if len(d.Certificates) != 2 || d.Certificates[0].Previous != d.Certificates[1].Hash || len(d.Steps) != 6 {
		t.Errorf("%+v", d.Certificates)
	}
	if v := r.verify(first["pdf"]); v.Answer != "superseded" || !strings.Contains(v.Says, "opened again") {
		t.Errorf("the first: %+v", v)
	}
	if v := r.verify(r.file("csv")); v.Answer != "genuine" {
		t.Errorf("the second: %+v", v)
	}
	r.move("", "submitted", "")
	d = r.try("", func(tx *gorm.DB) (grants.ReturnDetail, error) {
		return grants.AddReturnNote(ctx, tx, r.officer, r.id, grants.NewReturnNote{Text: "Why did it slip?"}, today)
	})
	d = r.try("", func(tx *gorm.DB) (grants.ReturnDetail, error) {
		return grants.AddReturnNote(ctx, tx, r.preparer, r.id, grants.NewReturnNote{Text: "No manager was found.", AnswersID: d.Notes[0].ID}, today)
	})
	if len(d.Notes) != 2 || d.Notes[1].AnswersID != d.Notes[0].ID || d.Notes[0].ByName != "Officer" {
		t.Errorf("%+v", d.Notes)
	}
	r.try("answers_id", func(tx *gorm.DB) (grants.ReturnDetail, error) {
		return grants.AddReturnNote(ctx, tx, r.preparer, r.id, grants.NewReturnNote{Text: "Of none", AnswersID: d.Notes[1].ID}, today)
	})
	r.try("text", func(tx *gorm.DB) (grants.ReturnDetail, error) {
		return grants.AddReturnNote(ctx, tx, r.preparer, r.id, grants.NewReturnNote{Text: " "}, today)
	})
	r.accept("")
	r.accept("refused")
	r.move("refused", "draft", "Too late")
	if _, err := grants.AddReturn(ctx, r.db, r.preparer, r.programme, grants.NewReturn{Year: 2026, Quarter: 3, DueOn: values.NewDate(2026, 9, 1)}, today); faults(err) != "due_on" {
		t.Error(err)
	}
	r.packs()
	// Only a revision follows.
	d, err = grants.AddReturn(ctx, r.db, r.preparer, r.programme, grants.NewReturn{Year: 2026, Quarter: 2, DueOn: values.NewDate(2026, 12, 31)}, today)
	if err != nil || d.Number != 1 || d.Revision != 1 || d.Before != "Return 1" || d.Written["admin//contact_name"] != "Grant manager" || len(d.Since) != 0 {
		t.Fatalf("%+v %v", d, err)
	}
	if _, err := grants.AddReturn(ctx, r.db, r.preparer, r.programme, grants.NewReturn{Year: 2026, Quarter: 2, DueOn: values.NewDate(2026, 12, 31)}, today); faults(err) != "quarter" {
		t.Error(err)
	}
	accepted := r.file("json")
	r.id, r.version = d.ID, d.Version
	run(t, r.db, `UPDATE milestones SET forecast = '2027-08-20' WHERE project_id = ? AND code = 'M24'`, r.project)
	r.write("", map[string]string{"progress/P-14/why": "It slipped six weeks."})
	said := "changed/Project progress, P-14, Opening, forecast/why"
	d = r.write("", map[string]string{said: "The manager was not found in time"})
	if !slices.Contains(d.Fields, said) {
		t.Errorf("%v", d.Fields)
	}
	r.move("", "checked", "")
	r.certify("refused", r.preparer)
	d = r.certify("", r.officer)
	moved := false
	for _, c := range d.Since {
		moved = moved || c.Sheet == "Project progress" && c.Column == "Opening, forecast" && c.Is == "20 August 2027" && *c.By == 42 && c.Why == "The manager was not found in time" && c.Field == said
	}
	if !moved {
		t.Errorf("since: %+v", d.Since)
	}
	if text := string(r.file("json")); !strings.Contains(text, `"why":"The manager was not found in time"`) {
		t.Error("why it changed is not in the file")
	}
	if v := r.verify(accepted); v.Answer != "superseded" || !strings.Contains(v.Says, "revision 1") {
		t.Errorf("%+v", v)
	}
	for _, sql := range []string{`UPDATE certificates SET signed_as = 'x'`, `DELETE FROM return_files`, `UPDATE return_files SET content = 'x', hash = sha256('x')`, `DELETE FROM return_steps`, `UPDATE returns SET year = 2020`, `DELETE FROM return_writers`} {
		if err := r.db.Transaction(func(tx *gorm.DB) error { return tx.Exec(sql).Error }); err == nil {
			t.Errorf("%s went through", sql)
		}
	}
}

// verifyPrinted verifies PDFs of the return that are not the one kept: printed anew, with one
// value changed, of which only a page is left, and one that is of something else.
func (r *round) verifyPrinted(files map[string][]byte) {
	r.Helper()
	form, err := returns.TemplateOf(2)
	if err != nil {
		r.Fatal(err)
	}
	printed := func(pence int64, marks ...returns.Mark) []byte {
		doc, err := returns.Read(files["json"])
		if err != nil {
			r.Fatal(err)
		}
		if pence != 0 {
			doc.Sheets["finances"][0]["spent_pence"] = pence
		}
		var page bytes.Buffer
		if err := doc.Page(&page, form, marks, nil); err != nil {
			r.Fatal(err)
		}
		pdf, err := print.New("").PDF(ctx, page.Bytes())
		if err != nil {
			r.Fatal(err)
		}
		return pdf
	}
	// Another program reads every value in the PDF that was kept.
	in, err := print.NewReader(ctx)
	if err != nil {
		r.Fatal(err)
	}
	pages, err := in.Pages(files["pdf"])
	in.Close()
	if err != nil {
		r.Fatal(err)
	}
	doc, _ := returns.Read(files["json"])
	bare := func(text string) string { return strings.Join(strings.Fields(text), "") }
	text, found := bare(strings.Join(pages, " ")), 0
	for _, s := range form.Sheets {
		for i, row := range doc.Sheets[s.Code] {
			for _, c := range s.Columns {
				if shown := bare(c.Shown(row[c.Code])); !strings.Contains(text, shown) {
					r.Errorf("%s, row %d, %s: %q is not in the PDF", s.Name, i+1, c.Heading, shown)
				}
				found++
			}
		}
	}
	if found < 200 {
		r.Errorf("%d values", found)
	}
	marks := []returns.Mark{{Name: "Fingerprint (SHA-256)", Text: returns.Fingerprint(files["json"])}, {Name: "Follows"}, {Name: "Certified by", Text: "Officer, Section 151 officer"}, {Name: "Certified on", Text: "23 November 2026"}}
	for _, c := range []struct {
		name         string
		file         []byte
		says         string
		theirs, ours string
	}{
		{"printed anew", printed(0, marks...), "each page has its text", "", ""},
		{"a value changed", printed(12_50, marks...), "the text of one of its pages", "£12.50", "£41,700"},
		{"a value changed, its fingerprint left out", printed(12_50), "of its pages", "", ""}, // what is gone from the first page moves every other
	} {
		v := r.verify(c.file)
		last := returns.Difference{}
		if n := len(v.Differences); n > 0 {
			last = v.Differences[n-1]
		}
		if v.Answer != "altered" || v.ReturnID != r.id || !strings.Contains(v.Says, c.says) || c.ours != "" && (len(v.Differences) != 1 || c.theirs != last.Theirs || c.ours != last.Ours || !strings.HasPrefix(last.Sheet, "Page ")) {
			r.Errorf("%s: %+v", c.name, v)
		}
	}
	other, err := print.New("").PDF(ctx, []byte("<!doctype html><html><head><title>Menu</title></head><body>Soup of the day</body></html>"))
	if err != nil {
		r.Fatal(err)
	}
	if v := r.verify(other); v.Answer != "unknown" || len(v.Differences) != 0 {
		r.Errorf("a menu: %+v", v)
	}
}

// saved is a workbook opened and saved by another program, with one cell changed if it is named.
func saved(t *testing.T, book []byte, sheet, cell string, value any) []byte {
	t.Helper()
	b, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if cell != "" {
		err = b.SetCellValue(sheet, cell, value)
	} else {
		err = b.SetColWidth(sheet, "A", "A", 33)
	}
	var out bytes.Buffer
	if err != nil || b.Write(&out) != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestReturnTies has the sheets tie to the ledger and registers, value by value, and the
// checks find what does not.
func TestReturnTies(t *testing.T) {
	r := open(t)
	d := r.write("", written)
	var spent, grant, match int64
	for _, row := range d.Rows["finances"] {
		spent += row["spent_pence"].(int64)
		grant += row["grant_pence"].(int64)
		match += row["match_pence"].(int64)
		actual := row["year"] == "2025-26" || row["quarter"] == "Q1 Apr to Jun" || row["quarter"] == "Q2 Jul to Sep" && row["year"] == "2026-27"
		if (row["actual"] == "Actual") != (actual && row["year"] != "2027-28") {
			t.Errorf("%v", row)
		}
	}
	if ledger := number(t, r.db, `SELECT sum(pence) FROM ledger_entries WHERE kind <> 'commitment'`); spent != ledger || grant != 740_000_00 || match != 106_700_00 {
		t.Errorf("spent %d, grant %d, match %d", spent, grant, match)
	}
	if n := number(t, r.db, `SELECT count(*) FROM risks WHERE state <> 'closed'`); int(n) != len(d.Rows["risks"]) || d.Rows["risks"][0]["likelihood"] != number(t, r.db, `SELECT likelihood + 1 FROM risks ORDER BY likelihood * impact DESC LIMIT 1`) {
		t.Errorf("%v", d.Rows["risks"])
	}
	if n := number(t, r.db, `SELECT count(*) FROM conditions WHERE programme_id = ?`, r.programme); int(n) != len(d.Rows["conditions"]) {
		t.Errorf("%d conditions of %d", len(d.Rows["conditions"]), n)
	}
	if p := d.Rows["payments"]; len(p) != 1 || p[0]["amount_pence"] != int64(172_900_00) || p[0]["kind"] != "Claimed" {
		t.Errorf("%v", p)
	}
	outputs := func(d grants.ReturnDetail) (list []string) {
		for _, row := range d.Rows["outputs"] {
			list = append(list, fmt.Sprint(row["output"], " ", row["actual"], " ", row["value"]))
		}
		return list
	}
	near := number(t, r.db, `SELECT floor(sum(e.need) / 10000000.0) FROM project_sites ps JOIN sites s ON s.id = ps.site_id JOIN demand_cells c ON ST_Distance(c.centre, s.public_position) <= 32186.88 JOIN demand_estimates e ON e.cell_code = c.code WHERE ps.project_id = ?`, r.project)
	places := number(t, r.db, `SELECT places FROM projects WHERE id = ?`, r.project)
	if got, want := strings.Join(outputs(d), ", "), fmt.Sprintf("Places created Forecast %d, Homes opened Forecast 1, Children within 20 miles Forecast %d", places, min(near, places)); got != want || near == 0 {
		t.Errorf("outputs %s, want %s", got, want)
	}
	// A return that was opened with the first template has its sheets and no others.
	old := number(t, r.db, `INSERT INTO returns (programme_id, number, year, quarter, due_on, template) VALUES (?, 9, 2026, 1, '2026-08-31', 1) RETURNING id`, r.programme)
	if was, err := grants.ReadReturn(ctx, r.db, r.preparer, old, today); err != nil || len(was.Rows) != len(was.Sheets) || was.Rows["milestones"] != nil || len(outputs(was)) != 2 || len(d.Rows) != len(was.Rows)+1 || len(d.Rows["milestones"]) == 0 {
		t.Errorf("of template 1: %v %v %v", was.Rows["milestones"], outputs(was), err)
	}
	run(t, r.db, `DELETE FROM returns WHERE id = ?`, old)
	run(t, r.db, `UPDATE milestones SET forecast = '2028-12-01' WHERE project_id = ? AND code = 'M24'`, r.project)
	run(t, r.db, `UPDATE conditions SET due_on = '2026-01-01' WHERE kind = 'match_ratio'`)
	d, err := grants.ReadReturn(ctx, r.db, r.preparer, r.id, today)
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, f := range d.Faults {
		said += f.Severity + " " + f.Sheet + ": " + f.Rule + "\n"
	}
	for _, want := range []string{"warning Project progress: The grant wants it open by 30 September 2028.", "warning Conditions: 1 of the conditions are overdue."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
	now, err := grants.AddReturn(ctx, r.db, r.preparer, r.programme, grants.NewReturn{Year: 2026, Quarter: 3, DueOn: values.NewDate(2027, 2, 28)}, today)
	if err != nil || now.Number != 2 || now.Faults[len(now.Faults)-1].Sheet == "" || !strings.Contains(now.Faults[0].Rule, "not over") && !containsRule(now.Faults, "The period is not over.") {
		t.Errorf("%+v %v", now.Faults, err)
	}
}

func containsRule(list []returns.Fault, rule string) bool {
	for _, f := range list {
		if f.Rule == rule && f.Severity == returns.Error {
			return true
		}
	}
	return false
}
