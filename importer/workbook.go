package importer

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// A workbook is an .xlsx file: its sheets are streamed from the archive. It is read
// here rather than with a spreadsheet library for three reasons seen in files: a sheet
// cut in the middle must be noticed, a date must come out as a date and a number with
// its digits, and no row number may cost memory.
type workbook struct {
	parts    map[string]*zip.File
	shared   []string
	dates    []bool // by cell style: whether numbers of that style are dates
	from1904 bool
}

// openWorkbook makes a table of each sheet that is not hidden.
func openWorkbook(z *zip.Reader, kinds []Kind, as *Kind) ([]*Table, []Problem, error) {
	w := &workbook{parts: map[string]*zip.File{}}
	for _, f := range z.File {
		w.parts[strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/")] = f
	}
	sheets, err := w.open()
	if err != nil {
		return nil, nil, err
	}
	var tables []*Table
	var problems []Problem
	for _, sheet := range sheets {
		if sheet.hidden {
			problems = append(problems, Problem{Sheet: show(sheet.name), Rule: "the sheet is hidden and was left out", Remedy: "Unhide it if its rows are wanted.", Severity: "warning"})
			continue
		}
		t, err := w.table(sheet, kinds, as)
		if err != nil {
			return nil, nil, err
		}
		if t != nil {
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		return nil, nil, refuse("the workbook is empty: no sheet that is not hidden has a row", "Choose the workbook that holds the rows.")
	}
	return tables, problems, nil
}

// A sheet is one worksheet by name and the archive's entry that holds it.
type sheet struct {
	name   string
	part   string
	hidden bool
}

// open reads what the sheets share: the list of them, text, and which styles are dates.
func (w *workbook) open() ([]sheet, error) {
	targets := map[string]string{}
	err := w.elements("xl/_rels/workbook.xml.rels", func(e xml.StartElement, _ *xmlReader) error {
		if e.Name.Local == "Relationship" && attr(e, "TargetMode") != "External" {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = "/xl/" + target
			}
			if len(targets) > maxEntries {
				return errTooMany
			}
			targets[attr(e, "Id")] = strings.TrimPrefix(path.Clean(target), "/")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var sheets []sheet
	err = w.elements("xl/workbook.xml", func(e xml.StartElement, _ *xmlReader) error {
		switch e.Name.Local {
		case "workbookPr":
			w.from1904 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case "sheet":
			if len(sheets) == maxSheets {
				return errTooMany
			}
			state := attr(e, "state")
			sheets = append(sheets, sheet{name: attr(e, "name"), part: targets[attr(e, "id")], hidden: state == "hidden" || state == "veryHidden"})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	// Chart sheets and the like have no cells.
	sheets = slices.DeleteFunc(sheets, func(s sheet) bool { return !strings.Contains(s.part, "worksheets/") })
	parts := map[string]bool{}
	for _, s := range sheets {
		if parts[s.part] { // one long sheet under many names would be read as often
			return nil, refuse("the workbook is corrupt: two sheets are one part of it", "Save it again from a spreadsheet program.")
		}
		parts[s.part] = true
	}
	if err := w.readStyles(); err != nil {
		return nil, err
	}
	return sheets, w.readShared()
}

// elements calls visit for every element of a part; a part that is not there has none.
func (w *workbook) elements(part string, visit func(xml.StartElement, *xmlReader) error) error {
	f, ok := w.parts[part]
	if !ok {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return xmlFault(part, err)
	}
	defer r.Close()
	dec := newXMLReader(&exactly{in: r, left: int64(f.UncompressedSize64)})
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return xmlFault(part, err)
		}
		switch e := token.(type) {
		case xml.Directive:
			return refuse("the workbook's XML has a document type declaration (DTD, entities), which is never read", "Save it again from a spreadsheet program.")
		case xml.StartElement:
			if err := visit(e, dec); err != nil {
				return err
			}
		}
	}
}

// The limits of a workbook's parts. A spreadsheet program has at most 32,767 characters
// in a cell and 65,490 styles.
const (
	maxSheets   = 300
	maxShared   = 1_000_000
	maxFormats  = 10_000
	maxCellText = 1 << 20
)

var (
	errTooMany  = refuse("the workbook is too large: it has more sheets, texts or formats than the limit", "Split it into smaller files.")
	errLongText = refuse("the workbook has a text over the limit of 1 MB", "Shorten it, or save the table as CSV.")
)

// exactly reads no more of an entry than its directory says it has.
type exactly struct {
	in   io.Reader
	left int64
}

func (x *exactly) Read(p []byte) (int, error) {
	n, err := x.in.Read(p)
	if x.left -= int64(n); x.left < 0 {
		return 0, errors.New("longer than its directory says")
	}
	return n, err
}

// xmlFault turns a decoder's words into a refusal.
func xmlFault(part string, err error) error {
	var r refusal
	if errors.As(err, &r) {
		return r
	}
	return refuse("the workbook's XML is invalid, truncated or corrupt in "+show(path.Base(part)), "Save it again from a spreadsheet program.")
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// readShared reads the text that cells refer to by number.
func (w *workbook) readShared() error {
	return w.elements("xl/sharedStrings.xml", func(e xml.StartElement, dec *xmlReader) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := richText(dec)
		if err != nil {
			return err
		}
		if w.shared = append(w.shared, text); len(w.shared) > maxShared {
			return errTooMany
		}
		return nil
	})
}

// richText joins the runs of text up to the end of the element that was just begun;
// pronunciation hints (rPh) are no part of it.
func richText(dec *xmlReader) (string, error) {
	var b strings.Builder
	depth, inText, inHint := 1, false, 0
	for depth > 0 {
		token, err := dec.Token()
		if err != nil {
			return "", xmlFault("text", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			depth++
			inText = e.Name.Local == "t"
			if e.Name.Local == "rPh" || inHint > 0 {
				inHint++
			}
		case xml.EndElement:
			depth--
			inText = false
			if inHint > 0 {
				inHint--
			}
		case xml.CharData:
			if inText && inHint == 0 {
				b.Write(e)
			}
			if b.Len() > maxCellText {
				return "", errLongText
			}
		case xml.Directive:
			return "", refuse("the workbook's XML has a document type declaration (DTD, entities), which is never read", "Save it again from a spreadsheet program.")
		}
	}
	return b.String(), nil
}

// readStyles learns which cell styles show numbers as dates.
func (w *workbook) readStyles() error {
	formats := map[string]bool{}
	inCells := false
	return w.elements("xl/styles.xml", func(e xml.StartElement, _ *xmlReader) error {
		switch e.Name.Local {
		case "numFmt":
			if len(formats) > maxFormats {
				return errTooMany
			}
			formats[attr(e, "numFmtId")] = isDateFormat(attr(e, "formatCode"))
		case "cellXfs":
			inCells = true
		case "cellStyles", "cellStyleXfs", "dxfs":
			inCells = false
		case "xf":
			if inCells && len(w.dates) < 100_000 {
				id := attr(e, "numFmtId")
				date, custom := formats[id]
				w.dates = append(w.dates, date || !custom && slices.Contains([]string{"14", "15", "16", "17", "22"}, id))
			}
		}
		return nil
	})
}

// isDateFormat: a number format that shows a day or a year, outside quotes and brackets.
func isDateFormat(code string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == 'y' || c == 'Y' || c == 'd' || c == 'D':
			return true
		}
	}
	return false
}

// table finds the header of a sheet; nil for a sheet without rows.
func (w *workbook) table(sh sheet, kinds []Kind, as *Kind) (*Table, error) {
	var records []record
	stop := errors.New("enough")
	err := w.sheetRows(sh, func(rec record) error {
		if records = append(records, rec); len(records) == headerWithin+sampleRows {
			return stop
		}
		return nil
	})
	if err != nil && err != stop {
		return nil, err
	}
	found := findHeader(&Table{Format: "xlsx", Sheet: show(sh.name)}, records, kinds, as)
	t := found.table
	if t == nil {
		return nil, nil
	}
	t.rows = func(yield func(Row, *fault) error) error {
		return w.sheetRows(sh, func(rec record) error {
			if rec.line <= found.line || isBlank(rec.cells) {
				return nil
			}
			row := Row{Number: rec.line, cells: rec.cells, index: t.index}
			f := rowFault(t, rec.cells)
			if rec.fault != "" {
				f = &fault{rule: rec.fault, remedy: "Mend the cell in the spreadsheet."}
			}
			return yield(row, f)
		})
	}
	return t, nil
}

func tooManyColumns(n int) error {
	return refuse(fmt.Sprintf("the sheet has too many columns: %d, the limit is %d", n, maxColumns), "Take out the columns that are not needed.")
}
