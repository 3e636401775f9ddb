package server_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/demand"
	"homeground/importer"
	"homeground/internal/tables"
	"homeground/sites"
)

// file asks for a table as a file, and gives its bytes.
func (d desk) file(address string) string {
	d.t.Helper()
	status, _, body := d.ask("GET", address, "")
	if status != 200 {
		d.t.Fatalf("GET %s: %d %s\n%s", address, status, body, d.log)
	}
	return body
}

// rows are the rows of a table as CSV, by their columns' names.
func (d desk) rows(address string) (rows []map[string]string) {
	d.t.Helper()
	lines, err := csv.NewReader(strings.NewReader(d.file(address))).ReadAll()
	if err != nil {
		d.t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func column(rows []map[string]string, name string) (list []string) {
	for _, row := range rows {
		list = append(list, row[name])
	}
	return list
}

// A file holds what its page lists, under the same filter and in the same order.
func TestFilesHoldWhatThePageLists(t *testing.T) {
	d := open(t)
	var list struct {
		Items []struct {
			Name, Code string
			Site       struct{ Name string }
		}
		Total int
	}
	for _, c := range []struct{ page, file, name string }{
		{"sites?limit=500", "sites", "name"}, {"sites?limit=500&stage=candidates&sort=name", "sites?stage=candidates&sort=name", "name"},
		{"sites?limit=500&hub=South&kind=nhs_land&sort=-places", "sites?hub=South&kind=nhs_land&sort=-places", "name"},
		{"sites?limit=500&sort=state", "sites?sort=state", "name"}, {"sites?limit=500&sort=-occupied", "sites?sort=-occupied", "name"},
		{"sites?limit=500&sort=distance&near=-1,51", "sites?sort=distance&near=-1,51", "name"}, {"sites?limit=500&ended=true", "sites?ended=true", "name"},
		{"cells?limit=500", "cells", "code"}, {"hexagons?limit=500", "hexagons", "code"}, {"hexagons?limit=500&metres=10000&hub=South&sort=name", "hexagons?metres=10000&hub=South&sort=name", "code"}, {"hexagons?limit=500&places=9&sort=gain", "hexagons?places=9&sort=gain", "code"}, {"hexagons?limit=500&sort=-unmet", "hexagons?sort=-unmet", "code"}, {"cells?limit=500&sort=access", "cells?sort=access", "code"}, {"cells?limit=500&class=hot99&sort=-estimate", "cells?class=hot99&sort=-estimate", "code"},
		{"cells?limit=500&authority=E10000014&sort=name&q=a", "cells?authority=E10000014&sort=name&q=a", "code"},
		{"authorities", "authorities?sort=name", "code"}, {"planning", "planning", "site"}, {"planning?state=open&hub=South", "planning?state=open&hub=South", "site"},
	} {
		list.Items, list.Total = nil, 0
		d.read("/api/v1/"+c.page, &list)
		var want []string
		for _, item := range list.Items {
			want = append(want, map[string]string{"name": item.Name, "code": item.Code, "site": item.Site.Name}[c.name])
		}
		name, query, _ := strings.Cut(c.file, "?")
		got := column(d.rows("/api/v1/"+name+".csv?"+query), c.name)
		if len(want) == 500 {
			got = got[:min(500, len(got))]
		}
		if !slices.Equal(got, want) || len(want) == 0 && !strings.Contains(c.file, "ended") {
			t.Errorf("%s has\n%q\n%s lists\n%q", c.file, got, c.page, want)
		}
	}
	scores := map[string]float64{}
	var best struct {
		Items []struct {
			Name       string
			BestOption *struct{ Score float64 } `json:"best_option"`
		}
	}
	d.read("/api/v1/sites?limit=500", &best)
	for _, s := range best.Items {
		if s.BestOption != nil {
			scores[s.Name] = s.BestOption.Score
		}
	}
	names := column(d.rows("/api/v1/sites.csv?sort=-score"), "name")
	if len(scores) < 2 || !slices.IsSortedFunc(names, func(a, b string) int { return int(1000 * (scores[b] - scores[a])) }) {
		t.Errorf("by score: %q of %v", names, scores)
	}
	due := column(d.rows("/api/v1/planning.csv?sort=-due"), "due_on")
	if i := slices.Index(due, ""); i < 1 || !slices.IsSortedFunc(due[:i], func(a, b string) int { return strings.Compare(b, a) }) || strings.Join(due[i:], "") != "" {
		t.Errorf("by due, the latest first and none last: %q", due)
	}
	children := column(d.rows("/api/v1/authorities.csv"), "children_looked_after")
	if !slices.IsSortedFunc(children, func(a, b string) int { x, _ := strconv.Atoi(a); y, _ := strconv.Atoi(b); return y - x }) {
		t.Errorf("by children: %q", children)
	}
}

// Of a small area a file tells what the list tells, figure for figure, and nothing else.
func TestCellFilesTellWhatTheListTells(t *testing.T) {
	d := open(t)
	var list struct{ Items []demand.CellEstimate }
	d.read("/api/v1/cells?limit=500", &list)
	rows := d.rows("/api/v1/cells.csv")
	number := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	for i, cell := range list.Items {
		row := rows[i]
		children, lon, lat := "", "", ""
		if cell.Children != nil {
			children = strconv.Itoa(*cell.Children)
		}
		if cell.Position != nil {
			lon, lat = number(&cell.Position[0]), number(&cell.Position[1])
		}
		want := map[string]string{"code": cell.Code, "name": cell.Name, "authority_code": cell.AuthorityCode, "authority": cell.AuthorityName, "hub": cell.Hub, "children": children,
			"deprivation_score": number(cell.Score), "score_basis": cell.ScoreBasis, "looked_after_estimated": strconv.FormatFloat(float64(cell.Thousandths)/1000, 'f', -1, 64),
			"need_in_10000_estimated": number(cell.RatePer10000), "unmet_estimated": strconv.FormatFloat(float64(*cell.Unmet)/1000, 'f', -1, 64), "access": number(cell.Access), "gi_z": number(cell.GiZ), "p": number(cell.P), "class": string(cell.Class), "longitude": lon, "latitude": lat}
		if fmt.Sprint(row) != fmt.Sprint(want) {
			t.Fatalf("the file tells %v, the list %v", row, want)
		}
	}
}

// And of a hexagon, with the gain of a new home.
func TestHexagonFilesTellWhatTheListTells(t *testing.T) {
	d := open(t)
	var list struct{ Items []demand.CellEstimate }
	d.read("/api/v1/hexagons?limit=500&metres=10000&places=30&sort=-gain", &list)
	rows := d.rows("/api/v1/hexagons.csv?metres=10000&places=30&sort=-gain")
	if len(rows) != len(list.Items) || len(rows) == 0 || *list.Items[0].Gain <= 0 {
		t.Fatalf("%d rows, %d items", len(rows), len(list.Items))
	}
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	for i, h := range list.Items {
		want := []string{h.Code, number(*h.Access), number(*h.Gain), number(float64(*h.Unmet) / 1000)}
		if got := []string{rows[i]["code"], rows[i]["access"], rows[i]["gain"], rows[i]["unmet_estimated"]}; !slices.Equal(got, want) {
			t.Fatalf("the file tells %v, the list %v", got, want)
		}
	}
}

// Of an area of a layer too, with the outline that its size was measured of.
func TestAreaFilesTellWhatTheListTells(t *testing.T) {
	d := open(t)
	if err := d.layers(d.number(`SELECT min(id) FROM sites WHERE exact IS NOT NULL`)); err != nil {
		t.Fatal(err)
	}
	const asked = "?kind=conservation_area&q=AREA&sort=-reference"
	var list sites.AreaPage
	d.read("/api/v1/constraints"+asked, &list)
	var file struct {
		Features []struct {
			Geometry   struct{ Type string }
			Properties struct {
				Reference string
				AreaM2    float64 `json:"area_m2"`
			}
		}
	}
	if err := json.Unmarshal([]byte(d.file("/api/v1/constraints.geojson"+asked)), &file); err != nil {
		t.Fatal(err)
	}
	rows := d.rows("/api/v1/constraints.csv" + asked)
	if len(list.Items) < 2 || len(rows) != len(list.Items) || len(file.Features) != len(rows) {
		t.Fatalf("%d areas, %d rows, %d shapes", len(list.Items), len(rows), len(file.Features))
	}
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	for i, a := range list.Items {
		want := map[string]string{"kind": a.Kind, "layer": "Conservation area", "name": a.Name, "reference": a.Reference, "area_m2": number(a.AreaM2), "dated": "", "source": a.Source,
			"longitude": number(a.Position[0]), "latitude": number(a.Position[1])}
		if fmt.Sprint(rows[i]) != fmt.Sprint(want) {
			t.Errorf("the file tells %v, the list %v", rows[i], want)
		}
		if f := file.Features[i]; f.Geometry.Type != "MultiPolygon" || f.Properties.Reference != a.Reference || f.Properties.AreaM2 != a.AreaM2 {
			t.Errorf("the shape is %v, the area %v", f, a)
		}
	}
	for _, wrong := range []string{"sort=size", "kind=ghosts"} {
		if status, _, body := d.ask("GET", "/api/v1/constraints.csv?"+wrong, ""); status != 422 {
			t.Errorf("%s: %d %s", wrong, status, body)
		}
	}
}

// A right to one's own gives one's own.
func TestFilesOfOnesOwn(t *testing.T) {
	d := open(t)
	project := d.number(`SELECT id FROM projects WHERE authority_code = ?`, portsmouth)
	west := d.as(d.somebody("lead of another", accounts.Role{Role: "property_lead", AuthorityCode: "E10000032"}))
	if names := column(west.rows("/api/v1/sites.csv"), "name"); !slices.Contains(names, "Beechfield") || !slices.Contains(names, "Seaside") {
		t.Errorf("West Sussex takes %v", names)
	}
	for name, role := range map[string]accounts.Role{"lead": {Role: "property_lead", AuthorityCode: portsmouth}, "manager": {Role: "project_manager", ProjectID: project}} {
		own := d.as(d.somebody(name, role))
		for file, of := range map[string]string{"cells": "authority_code", "authorities": "code"} {
			if codes := slices.Compact(column(own.rows("/api/v1/"+file+".csv"), of)); !slices.Equal(codes, []string{portsmouth}) {
				t.Errorf("%s takes %s of %v", name, file, codes)
			}
		}
		taken := own.rows("/api/v1/sites.csv")
		if all := d.rows("/api/v1/sites.csv"); len(taken) == 0 || len(taken) >= len(all) {
			t.Errorf("%s takes %d sites of %d", name, len(taken), len(all))
		}
		for _, row := range taken {
			if name == "lead" && row["owner_authority"] != portsmouth && row["host_authority"] != portsmouth {
				t.Errorf("%s takes %s of %s", name, row["name"], row["host"])
			}
		}
		if all, mine := d.rows("/api/v1/portfolio.csv"), own.rows("/api/v1/portfolio.csv"); len(mine) == 0 || len(mine) >= len(all) {
			t.Errorf("%s takes %d rows of the portfolio, of %d", name, len(mine), len(all))
		}
		if kinds := column(taken, "position_kind"); !slices.Contains(kinds, "square") {
			t.Errorf("%s takes sites without their public places: %v", name, kinds)
		}
		book := own.book("/api/v1/sites.xlsx")
		if about, err := book.GetRows("About"); err != nil || !strings.Contains(fmt.Sprint(about), "your own sites only") {
			t.Errorf("the file does not say that it is one's own: %s, %v", about, err)
		}
	}
}

func (d desk) book(address string) *excelize.File {
	d.t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(d.file(address)))
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { book.Close() })
	return book
}

// What a file says about itself, how it is answered, and what is not given.
func TestFilesAnswer(t *testing.T) {
	d := open(t)
	about, err := d.book("/api/v1/sites.xlsx?hub=South&authority=E10000014&sort=-places").GetRows("About")
	if err != nil {
		t.Fatal(err)
	}
	said := fmt.Sprint(about)
	for _, want := range []string{"Register of sites", "made up for demonstration", "hub South; owned by or in Hampshire (E10000014)", "by places, from the greatest down", "22 November 2026, by Homeground test",
		"Open Government Licence", "10 km square"} {
		if !strings.Contains(said, want) {
			t.Errorf("About does not say %q: %s", want, said)
		}
	}
	for _, format := range tables.Formats {
		address := "/api/v1/sites." + format.Extension
		status, h, body := d.ask("GET", address, "")
		if status != 200 || h.Get("Content-Type") != format.Media || h.Get("Content-Length") != strconv.Itoa(len(body)) || h.Get("ETag") == "" ||
			h.Get("Content-Disposition") != `attachment; filename="homeground-sites-2026-11-22.`+format.Extension+`"` {
			t.Errorf("%s: %d %v", address, status, h)
		}
		if status, _, again := d.ask("GET", address, "", "If-None-Match", h.Get("ETag")); status != 304 || again != "" {
			t.Errorf("%s again: %d with %d bytes", address, status, len(again))
		}
		if status, head, none := d.ask("HEAD", address, ""); status != 200 || none != "" || head.Get("ETag") != h.Get("ETag") {
			t.Errorf("HEAD %s: %d %v", address, status, head)
		}
	}
	for address, want := range map[string]int{"sites.pdf": 404, "sites.": 404, "sites.CSV": 404, "sites.csv.csv": 404, "portfolio.geojson": 404, "progress.gpkg": 404, "sites.csv?stage=ruins": 422, "sites.xlsx?sort=size": 422,
		"cells.csv?sort=size": 422, "authorities.csv?sort=size": 422, "planning.csv?sort=size": 422, "sites.csv?q=" + strings.Repeat("x", 1100): 400, "cells.csv?q=" + strings.Repeat("x", 301): 422} {
		if status, _, body := d.ask("GET", "/api/v1/"+address, ""); status != want {
			t.Errorf("%s: %d, want %d: %.200s", address, status, want, body)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "homeground-file-*")); len(left) > 0 {
		t.Logf("folders of files that others write just now: %v", left)
	}
}

// put writes a body where another program can read it.
func put(t *testing.T, name, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// GDAL reads every GeoPackage and GeoJSON as the same table, without a warning.
func TestFilesInGDAL(t *testing.T) {
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("GDAL is not installed")
	}
	d := open(t)
	if err := d.layers(d.number(`SELECT min(id) FROM sites WHERE exact IS NOT NULL`)); err != nil {
		t.Fatal(err)
	}
	d.lays()
	importFile(t, d.db, "demand.csv", alike(2, 4))
	for name, kind := range map[string]string{"sites": "Point", "planning": "Point", "counts/hotspots": "Point", "cells": "", "hexagons": "Multi Polygon", "authorities": "Multi Polygon", "constraints": "Multi Polygon"} {
		query := map[bool]string{true: "?need=residential"}[name == "counts/hotspots"]
		rows := d.rows("/api/v1/" + name + ".csv" + query)
		for _, extension := range []string{"gpkg", "geojson"} {
			path := put(t, filepath.Base(name)+"."+extension, d.file("/api/v1/"+name+"."+extension+query))
			said, err := exec.Command("ogrinfo", "-al", "-so", path).CombinedOutput()
			lower := bytes.ToLower(said)
			if err != nil || bytes.Contains(lower, []byte("warning")) || bytes.Contains(lower, []byte("error")) || !bytes.Contains(said, []byte(fmt.Sprintf("Feature Count: %d\n", len(rows)))) ||
				extension == "gpkg" && !bytes.Contains(said, []byte("Geometry: "+kind)) {
				t.Errorf("%s, %d rows: %v\n%.1500s", path, len(rows), err, said)
			}
			out := filepath.Join(t.TempDir(), "out.csv")
			if text, err := exec.Command("ogr2ogr", "-f", "CSV", out, path).CombinedOutput(); err != nil || len(text) > 0 {
				t.Fatalf("%v %s", err, text)
			}
			text, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			again, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
			if err != nil || len(again) != len(rows)+1 {
				t.Fatalf("%s reads as %d rows of %d, %v", path, len(again), len(rows), err)
			}
			at := slices.Index(again[0], cmp.Or(map[string]string{"planning": "site", "counts/hotspots": "area_code"}[name], "name"))
			for i, row := range rows {
				if want := strings.TrimPrefix(row[again[0][at]], "'"); again[i+1][at] != want {
					t.Errorf("%s, row %d: %q, want %q", path, i, again[i+1][at], want)
				}
			}
		}
	}
}

// LibreOffice reads the counts of children as the same table, marks and all.
func TestCountsInLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	d := open(t)
	d.lays()
	importFile(t, d.db, "demand.csv", alike(2, 4))
	for _, name := range []string{"counts", "counts/hotspots", "counts/coverage"} {
		rows := d.rows("/api/v1/" + name + ".csv?need=residential")
		path := put(t, filepath.Base(name)+".xlsx", d.file("/api/v1/"+name+".xlsx?need=residential"))
		folder := filepath.Dir(path)
		convert := exec.Command(office, "--headless", "-env:UserInstallation=file://"+folder+"/profile", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1", "--outdir", folder, path)
		if said, err := convert.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		sheets, _ := filepath.Glob(strings.TrimSuffix(path, ".xlsx") + "-*.csv")
		sheets = slices.DeleteFunc(sheets, func(name string) bool { return strings.HasSuffix(name, "-About.csv") })
		if len(sheets) != 1 {
			t.Fatalf("%s has the sheets %v", name, sheets)
		}
		text, err := os.ReadFile(sheets[0])
		if err != nil {
			t.Fatal(err)
		}
		again, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil || len(rows) == 0 || len(again) != len(rows)+1 {
			t.Fatalf("%s reads as %d rows of %d, %v", name, len(again), len(rows), err)
		}
		marks := 0
		for i, row := range rows {
			for n, field := range again[0] {
				if want := strings.TrimPrefix(row[field], "'"); !sameCell(again[i+1][n], want) {
					t.Errorf("%s, row %d, %s: %q, want %q", name, i, field, again[i+1][n], want)
				} else if want == "c" || field == "suppressed" && want != "0" && want != "" {
					marks++
				}
			}
		}
		if marks == 0 {
			t.Errorf("%s has no mark at all", name)
		}
	}
}

// sameCell says whether a spreadsheet shows what is meant: numbers by value, days as days.
func sameCell(got, want string) bool {
	a, errA := strconv.ParseFloat(got, 64)
	b, errB := strconv.ParseFloat(want, 64)
	return got == want || errA == nil && errB == nil && math.Abs(a-b) <= 1e-9*max(1, math.Abs(b)) || strings.EqualFold(got, want)
}

// The importer reads what was taken away as GeoJSON, CSV and XLSX, row for row.
func TestFilesComeBackIn(t *testing.T) {
	d := open(t)
	for _, file := range []string{"sites.geojson", "sites.csv", "sites.xlsx", "planning.geojson", "cells.geojson", "cells.xlsx", "authorities.geojson"} {
		path := put(t, file, d.file("/api/v1/"+file))
		name, extension, _ := strings.Cut(file, ".")
		of := map[bool]string{true: "site", false: "name"}[name == "planning"]
		var names []string
		shapes := 0
		kind := importer.Kind{Name: "taken away", Recognise: func(t *importer.Table) bool { return t.Has(of) },
			Import: func(_ context.Context, _ *gorm.DB, table *importer.Table, report *importer.Report) error {
				return table.Each(report, func(row importer.Row) error {
					if names = append(names, row.Get(of)); row.Shape != nil {
						shapes++
					}
					return nil
				})
			}}
		result, err := importer.Run(context.Background(), d.db, accounts.User{Name: "Test"}, []importer.Kind{kind}, []string{path}, importer.Options{DryRun: true})
		if err != nil {
			t.Fatal(err)
		}
		rows := d.rows("/api/v1/" + name + ".csv")
		placed := 0
		if extension == "geojson" { // of which the importer takes no row without a place
			rows = slices.DeleteFunc(rows, func(row map[string]string) bool { return name != "authorities" && row["longitude"] == "" })
			placed = len(rows)
		}
		if !slices.Equal(names, column(rows, of)) || shapes != placed {
			text, _ := json.Marshal(result)
			t.Errorf("%s: %d rows and %d shapes come back of %d and %d: %.1000s", file, len(names), shapes, len(rows), placed, text)
		}
	}
}
