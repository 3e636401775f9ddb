package demand

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
)

// take imports one file of the given text.
func take(t testing.TB, db *gorm.DB, as, name, text string) importer.FileResult {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	result, err := importer.Run(context.Background(), db, accounts.User{Name: "Test"}, ImportKinds(), []string{path}, importer.Options{As: as})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Files) != 1 {
		t.Fatalf("%d results", len(result.Files))
	}
	return result.Files[0]
}

func said(f importer.FileResult) string {
	var s []string
	for _, p := range f.Problems {
		s = append(s, fmt.Sprintf("%s row %d %s %q: %s. %s", p.Severity, p.Row, p.Column, p.Value, p.Rule, p.Remedy))
	}
	return strings.Join(s, "\n")
}

// An outcome is what an import must come to: counts, what must be said and what not.
type outcome struct {
	kind                          string
	accepted, rejected, unchanged int
	says, silent                  string // regular expressions; empty: anything, nothing in particular
}

func (o outcome) check(t *testing.T, f importer.FileResult) {
	t.Helper()
	if f.Kind != o.kind || f.Accepted != o.accepted || f.Rejected != o.rejected || f.Unchanged != o.unchanged {
		t.Errorf("%s: %d accepted, %d rejected, %d unchanged; want %+v\n%s", f.Kind, f.Accepted, f.Rejected, f.Unchanged, o, said(f))
	}
	if o.says != "" && !regexp.MustCompile(o.says).MatchString(said(f)) {
		t.Errorf("want said: %s\nsaid: %s", o.says, said(f))
	}
	if o.silent != "" && regexp.MustCompile(o.silent).MatchString(said(f)) {
		t.Errorf("must not be said: %s\nsaid: %s", o.silent, said(f))
	}
}

const shapeOne = `{"type":"Polygon","coordinates":[[[-0.5,50.9],[-0.49,50.9],[-0.49,50.91],[-0.5,50.91],[-0.5,50.9]]]}`

func feature(properties, geometry string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{%s},"geometry":%s}`, properties, geometry)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func TestImportSmallAreas(t *testing.T) {
	db := world(t)
	finer := `{"type":"Polygon","coordinates":[[[-0.5,50.9],[-0.495,50.9],[-0.49,50.9],[-0.49,50.91],[-0.5,50.91],[-0.5,50.9]]]}`
	bowTie := `{"type":"Polygon","coordinates":[[[-0.5,50.9],[-0.49,50.91],[-0.49,50.9],[-0.5,50.91],[-0.5,50.9]]]}`
	file := collection(
		feature(`"lsoa21_code":"E01000001","lsoa21_name":"One"`, shapeOne),
		feature(`"lsoa21_code":"E01000002","lsoa21_name":"Two"`, bowTie),
		feature(`"lsoa21_code":"E02000003"`, shapeOne),
		feature(`"lsoa21_code":"E01000004"`, `{"type":"Point","coordinates":[-0.5,50.9]}`),
		feature(`"lsoa21_code":"E01000001"`, shapeOne))
	outcome{"small areas", 2, 3, 0, `(?s)row 3 .*not the code of a small area.*row 4 .*not an outline.*row 5 .*row 1 is about the same`, ""}.check(t, take(t, db, "", "a", file))
	outcome{"small areas", 0, 3, 2, "", ""}.check(t, take(t, db, "", "b", file))
	one := func(shape string) string {
		return collection(feature(`"LSOA21CD":"E01000001","LSOA21NM":"One","Population":1500`, shape))
	}
	outcome{"small areas", 1, 0, 0, "population was not used", ""}.check(t, take(t, db, "", "c", one(finer)))
	outcome{"small areas", 0, 0, 1, "drawn in more detail", ""}.check(t, take(t, db, "", "d", one(shapeOne)))
	got := texts(t, db, "SELECT code AS key, name || ' ' || ST_NPoints(outline) || ' ' || ST_IsValid(outline) || ' ' || round(ST_X(centre)::numeric, -3) AS value FROM demand_cells")
	if got["E01000001"] != "One 6 true 506000" || !strings.HasPrefix(got["E01000002"], "Two 8 true") || len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestImportWhatCompletesSmallAreas(t *testing.T) {
	db := world(t)
	outcome{"small-area population", 2, 1, 0, `(?s)row 6 .*usual_residents "12 or so".*not a whole number|3 rows of other age bands`, ""}.check(t, take(t, db, "", "a",
		"lsoa21_code,lsoa21_name,age_group,usual_residents\nE01000001,One,Aged 16 to 24 years,7\nE01000001,One,Aged 15 years and under,\"1,296\"\n"+
			"E01000001,One,Aged 65 years and over,9\nE01000002,Two,Aged 15 years and under,0\nE01000003,Three,Aged 15 years and under,12 or so\nE01000003,Three,Total,99\n"))
	outcome{"small-area districts", 2, 1, 0, `row 4 .*ltla24_code "Arun"`, ""}.check(t, take(t, db, "", "b",
		"lsoa21_code,lsoa21_name,ltla24_code,ltla24_name\nE01000001,One,E06000043,Brighton\nE01000004,Four,E06000043,Brighton\nE01000005,Five,Arun,Arun\n"))
	outcome{"deprivation", 1, 2, 0, `(?s)row 3 .*not a deprivation score.*row 4 .*not a deprivation score`, ""}.check(t, take(t, db, "", "c",
		"LSOA11CD,LTLA,IMD_2019_score\nE01000001,Brighton,33.181\nE01000002,Brighton,NaN\nE01000003,Brighton,\n"))
	got := texts(t, db, `SELECT code AS key, concat_ws(' ', name, authority_code, children, children_band, score, score_basis) AS value FROM demand_cells`)
	for cell, want := range map[string]string{"E01000001": "One E06000043 1296 Aged 15 years and under 33.181 published", "E01000002": "Two 0 Aged 15 years and under",
		"E01000004": "Four E06000043 33.181 authority mean"} {
		if got[cell] != want {
			t.Errorf("%s: %q, want %q", cell, got[cell], want)
		}
	}
	outcome{"population denominators", 0, 0, 0, "mid-2015.*Census 2021", ""}.check(t, take(t, db, "", "d",
		"LSOA code (2011),LSOA name (2011),Dependent Children aged 0-15: mid 2015 (excluding prisoners)\nE01000001,City of London 001A,175\n"))
}

func TestImportCounts(t *testing.T) {
	db := world(t)
	const header = "time_period,time_identifier,geographic_level,la_name,new_la_code,population_count,number\n"
	row := func(year, level, code, measure, number string) string {
		return strings.Join([]string{year, "Reporting year", level, "x", code, measure, number}, ",") + "\n"
	}
	const measure = "Children looked after at 31 March each year"
	file := header + row("2024", "National", "", measure, "83630") + row("2024", "Local authority", countyA, measure, `"1,007"`) +
		row("2023", "Local authority", countyA, measure, "907") + row("2024", "Local authority", unitaryB, measure, "c") +
		row("2024", "Local authority", roughC, measure, "low") + row("2024", "Local authority", "E99999999", measure, "5") +
		row("2024", "Local authority", outsiderD, measure, "about 5") + row("24", "Local authority", outsiderD, measure, "5") +
		row("2024", "Local authority", countyA, "Children starting to be looked after each year", "300")
	outcome{"children counts", 4, 3, 0, `(?s)row 7 .*E99999999.*row 8 .*about 5.*row 9 .*not a year.*2 rows were left out`, ""}.check(t, take(t, db, "", "a", file))
	outcome{"children counts", 0, 3, 4, "", ""}.check(t, take(t, db, "", "b", file))
	got := texts(t, db, "SELECT authority_code || ' ' || on_day AS key, coalesce(children::text, mark) AS value FROM authority_counts")
	want := map[string]string{countyA + " 2024-03-31": "1007", countyA + " 2023-03-31": "907", unitaryB + " 2024-03-31": "c", roughC + " 2024-03-31": "low"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	outcome{"children counts 2017", 2, 0, 0, "", ""}.check(t, take(t, db, "", "c",
		"LA_order,New_geog_code,geog_l,geog_c,geog_n,CLA_Mar2017,CLA_2017\n1,E92000001,NATIONAL,999,ENGLAND,72670,9\n2,"+countyA+",LA,1,West Sussex,650,9\n3,"+unitaryB+",LA,2,Brighton,x,9\n"))
}

// A file of counts changes estimates and hot-spots by the time it is in.
func TestImportedCountsMoveEstimates(t *testing.T) {
	db := crowd(t)
	before, err := Summary(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	take(t, db, "", "a", "time_period,geographic_level,new_la_code,population_count,number\n2025,Local authority,"+countyA+",Children looked after at 31 March each year,1000\n")
	after, err := Summary(context.Background(), db)
	if err != nil || before.Children != 900 || after.Children != 1000 || after.ChildrenDay.String() != "2025-03-31" || after.Revision <= before.Revision {
		t.Errorf("before %+v, after %+v, %v", before, after, err)
	}
}

func TestImportDemand(t *testing.T) {
	const header = "area_code,area_name,age_band,need,period,children\n"
	for _, c := range []struct {
		name, as, text string
		want           outcome
		stored         string
	}{
		{"marks are kept and never nought", "", header + "E14000500,Area 1,10-15,residential,2025-03-31,c\nE14000501,Area 2,10-15,residential,2025-03-31,14\n" +
			"E14000502,Area 3,10-15,residential,2025-03-31,<5\nE14000503,Area 4,10-15,residential,31/03/2025,3\nE14000504,Area 5,10-15,residential,2024-04-01/2025-03-31,\n" +
			"E14000505,Area 6,10-15,residential,2025-03-31,0\n",
			outcome{"demand", 6, 0, 0, "warning .*suppressed", `"3"|<5|[0-9] (small|of 1 to 5)`},
			"E14000500 c 2025-03-31; E14000501 14 2025-03-31; E14000502 <5 2025-03-31; E14000503 3 2025-03-31; E14000504 blank 2024-04-01/2025-03-31; E14000505 0 2025-03-31"},
		{"bad rows are named, their count never", "", header + "nowhere,A,10-15,residential,2025-03-31,14\nE14000500,,10-15,residential,12/25/2025,14\nE14000500,A,10-15,residential,2025-03-31,4-ish\nE14000501,A,10-15,residential,2025-03-31,-4\nE14000502,A,10-15,residential,2025-03-31,9\n",
			outcome{"demand", 1, 4, 0, `(?s)row 2 area_code "nowhere".*row 3 area_name.*row 3 period.*row 4 children "".*row 5 children ""`, `4-ish|"-4"`}, "E14000502 9 2025-03-31"},
		{"the same row twice", "", header + "E14000500,A,10-15,residential,2025-03-31,14\nE14000500,A,10-15,residential,31/03/2025,14\n",
			outcome{"demand", 1, 1, 0, "row 2 is about the same", ""}, "E14000500 14 2025-03-31"},
		{"a child's record is refused whole", "demand", "child_name,date_of_birth,area_code,children\nExample Person,2011-01-01,E14000501,1\n",
			outcome{"demand", 0, 0, 0, "(?i)personal.*child", "Example|2011"}, ""},
		{"so is a column beside good ones", "", "area_code,area_name,age_band,need,period,children,Social worker\nE14000501,A,10-15,residential,2025-03-31,14,Example Person\n",
			outcome{"demand", 0, 0, 0, "(?i)personal data about a child.*Remove the column", "Example"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := world(t)
			c.want.check(t, take(t, db, c.as, "a", c.text))
			var stored []string
			db.Raw("SELECT area_code || ' ' || coalesce(children::text, mark) || ' ' || period FROM observed_counts ORDER BY area_code").Scan(&stored)
			if got := strings.Join(stored, "; "); got != c.stored {
				t.Errorf("stored %s\nwant   %s", got, c.stored)
			}
			if again := take(t, db, c.as, "b", c.text); again.Accepted != 0 || again.Unchanged != c.want.accepted {
				t.Errorf("a second time: %+v", again)
			}
			var estimates int
			db.Raw("SELECT count(*) FROM demand_estimates").Scan(&estimates)
			if estimates > 0 {
				t.Error("observed counts made estimates")
			}
		})
	}
}

func TestYoungestBand(t *testing.T) {
	if got := youngestBand([]string{"16 to 24", "0 to 4", "0 to 15", "65 and over"}); got != "0 to 15" {
		t.Errorf("youngest %q", got)
	}
}
