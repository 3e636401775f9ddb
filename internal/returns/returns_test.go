package returns

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"homeground/internal/values"
)

// words are texts that programs trip over.
var words = []string{"Portsmouth, mothballed home", "=cmd|' /C calc'!A0", "-5", "+44 1632 960000", "Line one\nline two", `He said "no"`, "Ünïcödé ☂ 🏠", "12", "2026-11-22", "'quoted", "a,b;c", "  spaces  ", "<script>", "\u2028"}

// filled is a document of a template with rows of made-up values.
func filled(t Template, r *rand.Rand, rows int) Document {
	d := Document{Template: t.Version, Sheets: map[string][]Row{}}
	for _, s := range t.Sheets {
		n := rows
		if s.Rows > 0 {
			n = s.Rows
		}
		d.Sheets[s.Code] = []Row{}
		for i := range n {
			row := Row{}
			for j, c := range s.Columns {
				switch {
				case !c.Required && r.IntN(4) == 0:
					row[c.Code] = nil
				case j == 0 && c.Kind == Text:
					row[c.Code] = fmt.Sprintf("P-%d", i+1)
				case j == 0 && c.Kind == Whole && s.Rows == 0:
					row[c.Code] = int64(i + 1)
				case j == 0 && c.Kind == Day && s.Rows == 0:
					row[c.Code] = values.NewDate(2026, 1, 1).AddDays(i).String()
				case c.Kind == Text:
					row[c.Code] = words[r.IntN(len(words))]
				case c.Kind == Whole:
					row[c.Code] = int64(r.IntN(5)) + 1
				case c.Kind == Pounds:
					row[c.Code] = r.Int64N(1e12) - 1e10
				case c.Kind == Day:
					row[c.Code] = values.NewDate(2024, 1, 1).AddDays(r.IntN(3000)).String()
				case c.Kind == List:
					row[c.Code] = c.List[r.IntN(len(c.List))]
				}
			}
			d.Sheets[s.Code] = append(d.Sheets[s.Code], row)
		}
	}
	return d
}

func last(t *testing.T) Template {
	t.Helper()
	list, err := Templates()
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	return list[len(list)-1]
}

// TestTemplates has every version make sense: codes that are none twice, kinds that are known.
func TestTemplates(t *testing.T) {
	list, err := Templates()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		sheets := map[string]bool{}
		for _, s := range v.Sheets {
			if sheets[s.Code] || s.Name == "" || len(s.Name) > 31 || s.Says == "" {
				t.Errorf("template %d: sheet %q", v.Version, s.Code)
			}
			sheets[s.Code] = true
			columns := map[string]bool{}
			for _, c := range s.Columns {
				known := c.Kind == Text || c.Kind == Whole || c.Kind == Pounds || c.Kind == Day || c.Kind == List
				if columns[c.Code] || columns[c.Heading] || !known || (c.Kind == List) != (len(c.List) > 0) || (c.Kind == Pounds) != strings.HasSuffix(c.Code, "_pence") || len(strings.Join(c.List, ",")) > 255 {
					t.Errorf("template %d, %s: column %q", v.Version, s.Code, c.Code)
				}
				columns[c.Code], columns[c.Heading] = true, true
			}
		}
	}
}

// TestFilesHoldTheDocument reads each file back and finds every value as it was; then changes
// one value at a time, and each is named.
func TestFilesHoldTheDocument(t *testing.T) {
	form := last(t)
	r := rand.New(rand.NewPCG(8, 1))
	d := filled(form, r, 7)
	files := allFiles(t, d, form)
	for kind, content := range files {
		if list, read := compare(d, form, content); !read || len(list) > 0 {
			t.Errorf("%s: read %v, differs from itself: %+v", kind, read, list)
		}
	}
	for range 120 {
		s := form.Sheets[r.IntN(len(form.Sheets))]
		rows := d.Sheets[s.Code]
		i, c := r.IntN(len(rows)), s.Columns[r.IntN(len(s.Columns))]
		was := rows[i][c.Code]
		var other any
		switch v := was.(type) {
		case int64:
			other = v + 1
		case nil:
			continue
		case string:
			other = v + "x"
			if c.Kind == Day {
				day, _ := values.ParseDate(v)
				other = day.AddDays(1).String()
			}
		}
		rows[i][c.Code] = other
		want := Difference{Sheet: s.Name, Row: i + 1, Column: c.Heading, Theirs: c.cellText(was), Ours: c.cellText(other)}
		for kind, content := range files {
			list, read := compare(d, form, content)
			if !read || len(list) != 1 || list[0] != want {
				t.Fatalf("%s: %+v, want %+v", kind, list, want)
			}
		}
		rows[i][c.Code] = was
	}
}

// compare opens a file and compares it.
func compare(d Document, form Template, content []byte) ([]Difference, bool) {
	f, ok := Open(content)
	if !ok {
		return nil, false
	}
	return f.Compare(d, form), true
}

func allFiles(t testing.TB, d Document, form Template) map[string][]byte {
	t.Helper()
	text, err := d.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	lines, err := d.CSV(form)
	if err != nil {
		t.Fatal(err)
	}
	book, err := d.XLSX(form, []Mark{{"Fingerprint", Fingerprint(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"json": text, "csv": lines, "xlsx": book}
}

// TestSavedAgain has a workbook that another program wrote anew, and JSON in another order,
// be the same figures; a row added, a row taken out and a sheet renamed are named.
func TestSavedAgain(t *testing.T) {
	form := last(t)
	d := filled(form, rand.New(rand.NewPCG(8, 2)), 3)
	files := allFiles(t, d, form)
	change := func(what func(*excelize.File)) []Difference {
		t.Helper()
		b, err := excelize.OpenReader(bytes.NewReader(files["xlsx"]))
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		what(b)
		var out bytes.Buffer
		if err := b.Write(&out); err != nil {
			t.Fatal(err)
		}
		list, read := compare(d, form, out.Bytes())
		if !read {
			t.Fatal("not read")
		}
		return list
	}
	if list := change(func(b *excelize.File) {
		_ = b.SetColWidth("Finances", "A", "A", 50)
		_ = b.SetCellValue("Finances", "G2", float64(d.Sheets["finances"][0]["grant_committed_pence"].(int64))/100+1e-10) // what a double makes of a sum
		_, _ = b.NewSheet("Notes")
	}); len(list) != 0 {
		t.Errorf("saved again: %+v", list)
	}
	if list := change(func(b *excelize.File) { _ = b.RemoveRow("Risks", 4) }); len(list) == 0 || list[0].Sheet != "Risks" || list[0].Row != 3 {
		t.Errorf("a row taken out: %+v", list)
	}
	if list := change(func(b *excelize.File) { _ = b.SetCellValue("Risks", "A5", "P-9") }); len(list) != 1 || list[0] != (Difference{Sheet: "Risks", Row: 4, Column: "Project reference", Theirs: "P-9"}) {
		t.Errorf("a row added: %+v", list)
	}
	if list := change(func(b *excelize.File) { _ = b.SetSheetName("Risks", "Risk") }); len(list) != 1 || list[0].Theirs != "no such sheet" {
		t.Errorf("a sheet renamed: %+v", list)
	}
	spaced := strings.Replace(string(files["json"]), `{"sheets":`, "{\n  \"sheets\" : ", 1)
	if list, read := compare(d, form, []byte(spaced)); !read || len(list) != 0 {
		t.Errorf("JSON written otherwise: %+v", list)
	}
	typed := strings.Replace(string(files["json"]), `"template":2`, `"template":1`, 1)
	if list, _ := compare(d, form, []byte(typed)); len(list) != 1 {
		t.Errorf("another template: %+v", list)
	}
	for _, other := range []string{"", "x", "{}", "[1]", `{"sheets":3}`, "PK\x03\x04", "%PDF-1.7"} {
		if _, read := compare(d, form, []byte(other)); read {
			t.Errorf("%q was read as a return", other)
		}
	}
}

// TestSameBytes has the same document make the same JSON and CSV bytes, and days and amounts
// in the CSV in their plain forms.
func TestSameBytes(t *testing.T) {
	list, err := Templates()
	if err != nil || len(pinned) != len(list) {
		t.Fatalf("%d templates, %d pinned: %v", len(list), len(pinned), err)
	}
	for _, form := range list {
		d := filled(form, rand.New(rand.NewPCG(1, 1)), 4)
		files, was := allFiles(t, d, form), pinned[form.Version-1]
		if got := [3]string{Fingerprint(files["json"]), Fingerprint(files["csv"]), Fingerprint([]byte(bookText(t, files["xlsx"])))}; got != was {
			t.Errorf("JSON, CSV and text of the workbook of template %d are %q, were %q: an old return would not be the same", form.Version, got, was)
		}
		again, err := Read(files["json"])
		if err != nil {
			t.Fatal(err)
		}
		if text, _ := again.Canonical(); !bytes.Equal(text, files["json"]) {
			t.Error("read and written again it is another document")
		}
		z, err := zip.NewReader(bytes.NewReader(files["csv"]), int64(len(files["csv"])))
		if err != nil || len(z.File) != len(form.Sheets) {
			t.Fatal(err)
		}
		at := slices.IndexFunc(form.Sheets, func(s Sheet) bool { return s.Code == "finances" })
		in, _ := z.File[at].Open()
		text, _ := io.ReadAll(in)
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil || z.File[at].Name != fmt.Sprintf("%02d-finances.csv", at+1) || rows[0][5] != "spent_gbp" || rows[1][5] != values.Pence(d.Sheets["finances"][0]["spent_pence"].(int64)).String() {
			t.Errorf("%s: %v %v", z.File[at].Name, rows, err)
		}
	}
	if _, err := (Document{Template: 1, Sheets: map[string][]Row{"changes": {{"amount_pence": int64(1) << 53}}}}).Canonical(); err == nil {
		t.Error("2^53 pence were written")
	}
}

// bookText is every cell of a workbook on a line of its own.
func bookText(t *testing.T, content []byte) string {
	t.Helper()
	var lines []string
	for sheet, cells := range plainBook(t, content) {
		for name, c := range cells {
			lines = append(lines, fmt.Sprintf("%s %s %s %q", sheet, name, c.Type, c.Value))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// pinned are the fingerprints of the JSON, the CSV and the text of the workbook that each
// template makes of one document.
var pinned = [][3]string{
	{"e8837d6460072ec92f37c967244ae4e1f0f9e6b0057c812ee1c86bfb9c559e65", "7febb61b7678ac4046c0a4a24923b48b239c30ab0c88142d84790e4032398cbb", "e5fa1aaa46cf0b28bfde75201a0f64561c25125594ea184173f45ed3b08a4fa8"},
	{"cce0c7aee90bd150b7b5d30362aaa33628b33d9cbcf28f2638e89466ea5c27d5", "681bb801e2e39a0ca58fcf23db757079e85c68904c13c4965669a2c08a9252e1", "1c5b8ccaa92e07cb12e561fb7fc96cdba9d56487b2abdb36c0f4c8f6332bfefa"},
}

// TestFaultsAllAtOnce has each rule of the template broken once.
func TestFaultsAllAtOnce(t *testing.T) {
	form := last(t)
	d := filled(form, rand.New(rand.NewPCG(3, 3)), 2)
	for _, s := range form.Sheets {
		for _, r := range d.Sheets[s.Code] {
			for _, c := range s.Columns {
				if c.Kind == Text && c.Code != "project_ref" {
					r[c.Code] = "word"
				}
			}
		}
	}
	if list := d.Faults(form); len(list) != 0 {
		t.Fatalf("a whole one has faults: %+v", list)
	}
	d.Sheets["admin"][0]["contact_name"] = ""
	d.Sheets["progress"][1]["why"] = strings.Repeat("word ", 101)
	d.Sheets["progress"][0]["spend_rating"] = "Pink"
	d.Sheets["start"][0]["due_on"] = "30/11/2026"
	d.Sheets["finances"][0]["spent_pence"] = int64(1) << 53
	d.Sheets["risks"][0]["likelihood"] = "5"
	d.Sheets["underspend"] = nil
	d.Sheets["location"][0]["street"] = "High Street"
	got := []string{}
	for _, f := range d.Faults(form) {
		got = append(got, fmt.Sprint(f.Sheet, f.Row, f.Column, f.Field))
		if f.Severity != Error || f.Rule == "" || f.Remedy == "" {
			t.Errorf("%+v", f)
		}
	}
	want := []string{"Start1Due on", "Admin1Contact nameadmin//contact_name", "Project progress1Spend RAG", "Project progress2Why these ratingsprogress/P-2/why", "Project location1street",
		"Finances1Spent, £", "Underspend0", "Risks1Likelihood before, 1 to 5"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestSince has a value changed, a row come and a row go.
func TestSince(t *testing.T) {
	form := last(t)
	before := filled(form, rand.New(rand.NewPCG(5, 5)), 3)
	text, _ := before.Canonical()
	now, _ := Read(text)
	if list := now.Since(before, form); len(list) != 0 {
		t.Fatalf("nothing changed: %+v", list)
	}
	now.Sheets["progress"][0]["opening"] = "2027-08-13"
	before.Sheets["progress"][0]["opening"] = "2027-07-02"
	now.Sheets["progress"][0]["why"] = "People wrote this"
	now.Sheets["underspend"][0]["grant_pence"], before.Sheets["underspend"][0]["grant_pence"] = int64(21_460_000), int64(11_820_000)
	now.Sheets["location"] = now.Sheets["location"][1:]
	now.Sheets["location"][1]["project_ref"] = "P-9"
	by, days := int64(9_640_000), int64(42)
	want := []ReturnChange{{Sheet: "Project progress", Row: "P-1", Column: "Opening, forecast", Kind: Day, Was: "2 July 2027", Is: "13 August 2027", By: &days},
		{Sheet: "Project location", Row: "P-9", Is: "New"}, {Sheet: "Project location", Row: "P-1", Is: "Gone"}, {Sheet: "Project location", Row: "P-3", Is: "Gone"},
		{Sheet: "Underspend", Column: "Grant spent and forecast in this year, £", Kind: Pounds, Was: "£118,200", Is: "£214,600", By: &by}}
	list := now.Since(before, form)
	if len(list) != len(want) {
		t.Fatalf("%+v", list)
	}
	for i, c := range list {
		w := want[i]
		if (c.By == nil) != (w.By == nil) || c.By != nil && *c.By != *w.By {
			t.Errorf("%+v, want %+v", c, w)
		}
		c.By, w.By = nil, nil
		if c != w {
			t.Errorf("%+v, want %+v", c, w)
		}
	}
}

func BenchmarkFiles(b *testing.B) {
	form, _ := TemplateOf(1)
	d := filled(form, rand.New(rand.NewPCG(1, 1)), 250) // 12 sheets, about 2,000 rows
	for _, kind := range []string{"json", "csv", "xlsx"} {
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var err error
				switch kind {
				case "json":
					_, err = d.Canonical()
				case "csv":
					_, err = d.CSV(form)
				default:
					_, err = d.XLSX(form, nil)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
