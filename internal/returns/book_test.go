package returns

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"math/big"
	"math/rand/v2"
	"path"
	"strconv"
	"strings"
	"testing"
	"time"

	"homeground/internal/values"
)

// plainCell is a cell of a workbook as its XML has it.
type plainCell struct {
	Ref   string `xml:"r,attr"`
	Type  string `xml:"t,attr"`
	Value string `xml:"v"`
}

// plainBook reads a workbook by its XML alone, with none of the library that writes it: the
// cells of each sheet by their names, with texts in place of their numbers.
func plainBook(t *testing.T, content []byte) map[string]map[string]plainCell {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string, into any) {
		t.Helper()
		in, err := z.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		text, _ := io.ReadAll(in)
		if err := xml.Unmarshal(text, into); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	var texts struct {
		Items []struct {
			Text string `xml:"t"`
			Runs []struct {
				Text string `xml:"t"`
			} `xml:"r"`
		} `xml:"si"`
	}
	read("xl/sharedStrings.xml", &texts)
	var links struct {
		Items []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	read("xl/_rels/workbook.xml.rels", &links)
	var names struct {
		Items []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	read("xl/workbook.xml", &names)
	book := map[string]map[string]plainCell{}
	for _, s := range names.Items {
		for _, link := range links.Items {
			if link.ID != s.ID {
				continue
			}
			name := path.Join("xl", link.Target)
			if strings.HasPrefix(link.Target, "/") {
				name = link.Target[1:]
			}
			var sheet struct {
				Cells []plainCell `xml:"sheetData>row>c"`
			}
			read(name, &sheet)
			book[s.Name] = map[string]plainCell{}
			for _, c := range sheet.Cells {
				if c.Type == "s" {
					at, err := strconv.Atoi(c.Value)
					if err != nil || at >= len(texts.Items) {
						t.Fatalf("%s, %s: no text %q", s.Name, c.Ref, c.Value)
					}
					c.Value = texts.Items[at].Text
					for _, run := range texts.Items[at].Runs {
						c.Value += run.Text
					}
				}
				book[s.Name][c.Ref] = c
			}
		}
	}
	return book
}

// TestBookCellByCell reads the workbook with a program that shares nothing with the one that
// writes it: every cell is of its type, and its value is the document's.
func TestBookCellByCell(t *testing.T) {
	form := last(t)
	d := filled(form, rand.New(rand.NewPCG(3, 8)), 9)
	book, cells := plainBook(t, allFiles(t, d, form)["xlsx"]), 0
	for _, s := range form.Sheets {
		for j, c := range s.Columns {
			if got := book[s.Name][cell(j+1, 1)]; got.Value != c.Heading || got.Type != "s" {
				t.Errorf("%s: heading %d is %+v", s.Name, j+1, got)
			}
			for i, r := range d.Sheets[s.Code] {
				got, want := book[s.Name][cell(j+1, i+2)], r[c.Code]
				cells++
				same := false
				switch v := want.(type) {
				case nil:
					same = got.Value == ""
				case int64:
					n, ok := new(big.Rat).SetString(got.Value)
					exact := big.NewRat(v, 1)
					if c.Kind == Pounds {
						exact = big.NewRat(v, 100)
					}
					if ok {
						near, _ := n.Float64()
						wanted, _ := exact.Float64()
						same = near == wanted && (got.Type == "" || got.Type == "n")
					}
				case string:
					same = got.Value == values.Neutral(v) && got.Type == "s"
					if day, err := time.Parse(time.DateOnly, v); c.Kind == Day && err == nil {
						serial := int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
						same = got.Value == strconv.Itoa(serial) && (got.Type == "" || got.Type == "n")
					}
				}
				if !same {
					t.Errorf("%s, row %d, %s: %+v, want %v", s.Name, i+1, c.Heading, got, want)
				}
			}
		}
	}
	if cells < 500 {
		t.Errorf("%d cells", cells)
	}
}
