package sites

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/store/storetest"
)

func TestReadPosition(t *testing.T) {
	for _, c := range []struct{ name, easting, northing, latitude, longitude, want string }{
		{"grid", "486061", "104818", "", "", "486061 104818 27700"},
		{"degrees", "", "", "50.8365", "-0.7792", "-0.7792 50.8365 4326"},
		{"both, agreeing", "486061", "104818", "50.8365", "-0.7792", "486061 104818 27700"},
		{"both, some way apart", "486361", "104818", "50.8365", "-0.7792", "486361 104818 27700 warning: the two pairs of coordinates are 3"},
		{"both, far apart", "486061", "114818", "50.8365", "-0.7792", "easting: the two pairs of coordinates are 10 km apart"},
		{"one bad though the other is good", "9999999", "104204", "50.8225", "-0.1372", "easting: the coordinates are outside the United Kingdom"},
		{"neither", "", "", "", "", "easting: the coordinates are missing"},
		{"half a pair", "486061", "", "", "", "northing: the coordinate pair is not whole"},
		{"half the other pair", "486061", "104818", "50.8365", "", "longitude: the coordinate pair is not whole"},
		{"null island", "", "", "0", "0", "latitude: the coordinates 0, 0 are no place"},
		{"the grid's false origin", "0.0", "0", "", "", "easting: the coordinates 0, 0 are no place"},
		{"NaN", "", "", "NaN", "0.0088", "latitude: the coordinate is not a number"},
		{"infinite", "Infinity", "104818", "", "", "easting: the coordinate is not a number"},
		{"hexadecimal", "0x76AAD", "104818", "", "", "easting: the coordinate is not a number"},
		{"a power of ten", "4.86E+05", "104818", "", "", "easting: the coordinate is not a number"},
		{"decimal comma", "", "", "50,8365", "-0,7792", "latitude: the coordinate is not a number"},
		{"degrees swapped", "", "", "-0.3259", "51.0629", "latitude: the point is outside the United Kingdom: latitude and longitude look swapped"},
		{"grid swapped", "104818", "486061", "", "", "easting: the point is outside the range of its place: easting and northing look swapped"},
		{"grid swapped before it was converted", "", "", "54.16", "-6.56", "latitude: the point is outside England, in or near Ireland"},
		{"degrees in the grid's columns", "-0.7792", "50.8365", "", "", "easting: easting and northing look like degrees"},
		{"metres in the degrees' columns", "", "", "104818", "486061", "latitude: latitude and longitude look like metres"},
		{"Paris", "", "", "48.86", "2.35", "latitude: the coordinates are outside the United Kingdom"},
		{"Dublin", "", "", "53.35", "-6.26", "latitude: the point is outside England, in or near Ireland"},
	} {
		at, warning, fault := readPosition(c.easting, c.northing, c.latitude, c.longitude)
		got := fmt.Sprint(at.X, " ", at.Y, " ", at.SRID)
		if warning != nil {
			got += " warning: " + warning.rule
		}
		if fault != nil {
			got = fault.column + ": " + fault.rule
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestReadWords(t *testing.T) {
	for text, want := range map[string]string{"010010000074": "010010000074", "10010000074": "010010000074", "1.001E+10": "", "0": "", "1234567890123": "", "x": ""} {
		if got, _, _ := uprn(text); got != want {
			t.Errorf("UPRN %q is read as %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"PO19 1RP": "PO19 1RP", "po191rp": "PO19 1RP", "W1A 0AX": "W1A 0AX", "RH12": "", "PO19 1RO": "", "PO19 1R": ""} {
		if got, _ := postcode(text); got != want {
			t.Errorf("postcode %q is read as %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"C2": "c2", "class C2A": "c2a", "E(e)": "e-e", "Sui Generis": "sui", "c9": ""} {
		if got, _ := useClass(text); got != want {
			t.Errorf("use class %q is read as %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"Children's Home": "childrens_home", "SECURE-CHILDRENS-HOME": "secure_childrens_home", "children’s home": "childrens_home", "castle": ""} {
		if got, _ := kindWords.Find(text); got != want {
			t.Errorf("kind %q is read as %q, want %q", text, got, want)
		}
	}
}

// imported imports a file of the given content and returns what became of it.
func imported(t testing.TB, db *gorm.DB, content string) importer.FileResult {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := importer.Run(context.Background(), db, accounts.User{Name: "Pat"}, ImportKinds(Said{}), []string{path}, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Files[0]
}

func counts(f importer.FileResult) string {
	return fmt.Sprint(f.Accepted, " ", f.Rejected, " ", f.Unchanged)
}

func one(t testing.TB, db *gorm.DB, query string) string {
	t.Helper()
	var got string
	if err := db.Raw(query).Scan(&got).Error; err != nil {
		t.Fatal(err)
	}
	return got
}

const lodge = "site_ref,name,authority,uprn,postcode,easting,northing,kind,status,use_class,places_planned\n" +
	"S-1,The Lodge,west sussex county council,010010000000,PO19 1RP,486061,104818,Council building,candidate,C2,4\n"

func TestImportSitesChangesOnlyWhatIsGiven(t *testing.T) {
	db := storetest.Open(t)
	const state = `SELECT name || '|' || owner_authority || '|' || coalesce(uprn, '-') || '|' || kind || '|' || operation || '|' || pipeline || '|' ||
		coalesce(places_planned::text, '-') || '|' || location_sensitivity || '|' || public_name || '|' || version FROM sites WHERE site_ref = 'S-1'`
	for _, step := range []struct{ name, content, counts, want string }{
		{"new", lodge, "1 0 0", "The Lodge|E10000032|010010000000|council_building|not_a_home|candidate|4|open|The Lodge|1"},
		{"the same", lodge, "0 0 1", "The Lodge|E10000032|010010000000|council_building|not_a_home|candidate|4|open|The Lodge|1"},
		{"blanks leave what is there", "site_ref,name,authority,uprn,easting,northing,kind,status,places_planned\nS-1,The Lodge,E10000032,,486061,104818,,,\n", "0 0 1",
			"The Lodge|E10000032|010010000000|council_building|not_a_home|candidate|4|open|The Lodge|1"},
		{"a word of the other state", "site_ref,name,authority,easting,northing,status\nS-1,The Lodge,West Sussex,486061,104818,Mothballed\n", "1 0 0",
			"The Lodge|E10000032|010010000000|council_building|mothballed|candidate|4|restricted|Council building in West Sussex|2"},
		{"never loosened again", "site_ref,name,authority,easting,northing,status,kind\nS-1,The Old Lodge,West Sussex,486061,104818,not a home,vacant land\n", "1 0 0",
			"The Old Lodge|E10000032|010010000000|vacant_land|not_a_home|candidate|4|restricted|Council building in West Sussex|3"},
	} {
		r := imported(t, db, step.content)
		if counts(r) != step.counts || one(t, db, state) != step.want {
			t.Errorf("%s: %s, %s\nwant %s, %s\n%v", step.name, counts(r), one(t, db, state), step.counts, step.want, r.Problems)
		}
	}
}

func TestImportSitesHomesAreRestricted(t *testing.T) {
	db := storetest.Open(t)
	imported(t, db, "site_ref,name,authority,easting,northing,kind\nH-1,12 Acacia Avenue,Kent,600000,150000,childrens_home\nH-2,Elm House,Kent,600000,150000,\nH-3,Depot,Kent,600000,150000,vacant land\n")
	got := one(t, db, `SELECT string_agg(location_sensitivity || ' ' || public_name, '; ' ORDER BY site_ref) FROM sites`)
	if want := "restricted Children's home in Kent; restricted Site in Kent; open Depot"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if strings.Contains(one(t, db, `SELECT string_agg(ST_AsText(public_position), ';') FROM sites WHERE location_sensitivity = 'restricted'`), "150000") {
		t.Error("a restricted site is shown at its point")
	}
}

func TestImportSitesRejects(t *testing.T) {
	db := storetest.Open(t)
	for _, c := range []struct{ name, row, want string }{
		{"unknown authority", "S,x,Wessex,486061,104818,,,", "authority: the authority is not known"},
		{"no name", "S, ,Kent,486061,104818,,,", "name: the name is missing"},
		{"no reference", ",x,Kent,486061,104818,,,", "site_ref: the site_ref is missing"},
		{"unknown status", "S,x,Kent,486061,104818,sleeping,,", "status: the status is not one of those known"},
		{"unknown use class", "S,x,Kent,486061,104818,,c9,", "use_class: the use class is not one"},
		{"half a place", "S,x,Kent,486061,104818,,,2.5", "places_planned: the number of places is not a whole number"},
		{"places below zero", "S,x,Kent,486061,104818,,,-1", "places_planned: the number of places is not a whole number"},
	} {
		r := imported(t, db, "site_ref,name,authority,easting,northing,status,use_class,places_planned\n"+c.row+"\n")
		if counts(r) != "0 1 0" || len(r.Problems) != 1 || !strings.HasPrefix(r.Problems[0].Column+": "+r.Problems[0].Rule, c.want) || r.Problems[0].Row != 2 {
			t.Errorf("%s: %s %+v, want %q", c.name, counts(r), r.Problems, c.want)
		}
	}
	r := imported(t, db, lodge+"S-1,Another,Kent,,,600000,150000,,,,\n")
	if counts(r) != "1 1 0" || !strings.Contains(r.Problems[0].Rule, "row 2 has it already") {
		t.Errorf("the same reference twice: %s %+v", counts(r), r.Problems)
	}
}

// kentAndMedway are true outlines that split the square 5xx,1xx at 580000:
//
//	Medway | Kent
func outlines(t testing.TB, db *gorm.DB) {
	t.Helper()
	for code, box := range map[string]string{"E06000035": "560000, 140000, 580000, 180000", "E10000016": "580000, 140000, 620000, 180000"} {
		err := db.Exec(`INSERT INTO areas (level, code, name, outline, approximate, source)
			VALUES ('utla', ?, ?, ST_Multi(ST_Transform(ST_MakeEnvelope(`+box+`, 27700), 4326)), false, 'a test')`, code, code).Error
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestHostIsWhereThePointIs(t *testing.T) {
	db := storetest.Open(t)
	outlines(t, db)
	r := imported(t, db, "site_ref,name,authority,easting,northing,kind\nA,x,Kent,570000,160000,dwelling\nB,x,Kent,600000,160000,dwelling\nC,x,Kent,500000,160000,dwelling\n")
	got := one(t, db, `SELECT string_agg(owner_authority || '>' || host_authority, ' ' ORDER BY site_ref) FROM sites`)
	if want := "E10000016>E06000035 E10000016>E10000016 E10000016>E10000016"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(r.Problems) != 1 || r.Problems[0].Severity != "warning" || !strings.Contains(r.Problems[0].Rule, "Medway was taken") {
		t.Errorf("problems %+v, want one warning", r.Problems)
	}
}

func TestImportBoundaries(t *testing.T) {
	db := storetest.Open(t)
	imported(t, db, lodge)
	feature := func(ref, more, ring string) string {
		return `{"type":"Feature","properties":{"site_ref":"` + ref + `"` + more + `},"geometry":{"type":"Polygon","coordinates":[` + ring + `]}}`
	}
	const ring, bow = "[[-0.78,50.83],[-0.77,50.83],[-0.77,50.84],[-0.78,50.83]]", "[[-0.78,50.83],[-0.77,50.84],[-0.77,50.83],[-0.78,50.84],[-0.78,50.83]]"
	content := `{"type":"FeatureCollection","features":[` + strings.Join([]string{
		feature("S-1", "", ring), feature("S-2", `,"name":"New","authority":"Kent","places_planned":3`, ring), feature("S-3", "", ring),
		feature("S-4", `,"name":"Bow","authority":"Kent"`, bow)}, ",") + `]}`
	r := imported(t, db, content)
	if counts(r) != "2 2 0" {
		t.Errorf("%s %+v, want 2 2 0", counts(r), r.Problems)
	}
	got := one(t, db, `SELECT string_agg(site_ref || ' ' || name || ' ' || (boundary IS NOT NULL) || ' ' || round(ST_X(exact)::numeric, 2), '; ' ORDER BY site_ref) FROM sites`)
	if want := "S-1 The Lodge true 486061.00; S-2 New true -0.77"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if r := imported(t, db, content); counts(r) != "0 2 2" {
		t.Errorf("the second time %s, want 0 2 2", counts(r))
	}
}

const registerHead = "A title,,,,,,,\nURN,Provision type,Registration status,Local authority,Sector,Places,Latest full inspection date,Latest full inspection publication date," +
	"Overall experiences and progress of children and young people,Organisation which owns the provider\n"

func TestRegistersInEitherOrder(t *testing.T) {
	early := registerHead + "SC000001,Children's home,Active,Kent,Private,4,01/02/2023,01/03/2023,Good,REDACTED\n" +
		"SC000002,Children's Home,Active,Kent,Private,3,01/02/2023,02/03/2023,Good,x\nSC000009,Boarding School,Active,Kent,Private,90,,,,x\n"
	late := registerHead + "SC000001,Children's home,Suspended,Kent,Private,5,01/02/2025,01/03/2025,Inadequate,REDACTED\n" +
		"SC000003,Secure children's home,Active,Kent,Local Authority,7,,,,Medway Council\nSC000004,Children's home,Active,Wessex,Private,1,,,,x\n"
	const want = "SC000001 suspended 5 inadequate -; SC000002 closed 3 good -; SC000003 open 7 - E06000035"
	for name, order := range map[string][]string{"early first": {early, late, early, late}, "late first": {late, early, late, early}} {
		t.Run(name, func(t *testing.T) {
			db := storetest.Open(t)
			for _, content := range order {
				imported(t, db, content)
			}
			got := one(t, db, `SELECT string_agg(urn || ' ' || operation || ' ' || places_registered || ' ' || coalesce(outcome, '-') || ' ' || coalesce(owner_authority, '-'), '; ' ORDER BY urn)
				FROM sites LEFT JOIN site_outcomes ON site_id = sites.id`)
			if got != want {
				t.Errorf("got %s\nwant %s", got, want)
			}
			if r := imported(t, db, early); r.Accepted != 0 {
				t.Errorf("the early register changes %d rows once more", r.Accepted)
			}
			if r := imported(t, db, late); counts(r) != "0 1 2" {
				t.Errorf("the late register again: %s, want 0 1 2", counts(r))
			}
		})
	}
}

func TestRegisterKeepsTheSiteThere(t *testing.T) {
	db := storetest.Open(t)
	imported(t, db, strings.Replace(lodge, "Council building,candidate", "Solo home,mothballed", 1))
	if err := db.Exec(`UPDATE sites SET urn = 'SC000001'`).Error; err != nil {
		t.Fatal(err)
	}
	imported(t, db, registerHead+"SC000001,Children's home,Active,Surrey,Private,4,01/02/2023,01/03/2023,Good,x\n")
	got := one(t, db, `SELECT name || ' ' || kind || ' ' || operation || ' ' || host_authority || ' ' || places_registered || ' ' || (exact IS NOT NULL) FROM sites`)
	if want := "The Lodge solo_home mothballed E10000032 4 true"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A site imported before the outlines goes to the authority they say it stands in.
func TestOutlinesDecideTheHost(t *testing.T) {
	db := storetest.Open(t)
	imported(t, db, lodge)
	imported(t, db, `{"type":"Feature","properties":{"ctyua23cd":"E10000014","ctyua23nm":"Hampshire"},"geometry":{"type":"Polygon",
		"coordinates":[[[-0.9,50.7],[-0.6,50.7],[-0.6,50.9],[-0.9,50.9],[-0.9,50.7]]]}}`)
	if got := one(t, db, `SELECT owner_authority || ' ' || host_authority FROM sites`); got != "E10000032 E10000014" {
		t.Errorf("owner and host are %s, want West Sussex and Hampshire", got)
	}
}

func TestRegisterWarnsOfTwins(t *testing.T) {
	db := storetest.Open(t)
	imported(t, db, strings.Replace(lodge, "Council building,candidate", "Solo home,open", 1))
	if err := db.Exec(`UPDATE sites SET places_registered = 3, public_name = 'The Lodge'`).Error; err != nil {
		t.Fatal(err)
	}
	register := registerHead + "SC000001,Children's home,Active,Surrey,Private,4,01/02/2023,01/03/2023,Good,x\n"
	r := imported(t, db, register)
	if len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Rule, "a second time: The Lodge") {
		t.Errorf("%+v, want one warning that names The Lodge", r.Problems)
	}
	if err := db.Exec(`UPDATE sites SET urn = 'SC000009' WHERE urn IS NULL`).Error; err != nil {
		t.Fatal(err)
	}
	if r := imported(t, db, register); len(r.Problems) != 0 {
		t.Errorf("%+v, want no warning once it has its URN", r.Problems)
	}
}

func TestImportAreas(t *testing.T) {
	db := storetest.Open(t)
	err := db.Exec(`INSERT INTO areas (level, code, name, outline, approximate, source)
		VALUES ('utla', 'E06000043', 'Brighton', ST_Multi(ST_MakeEnvelope(0, 50, 1, 51, 4326)), true, 'drawn')`).Error
	if err != nil {
		t.Fatal(err)
	}
	const bow = `[[[-0.2,50.8],[-0.1,50.9],[-0.1,50.8],[-0.2,50.9],[-0.2,50.8]]]`
	content := `{"type":"Feature","properties":{"lad19cd":"E06000043","lad19nm":"Brighton and Hove"},"geometry":{"type":"Polygon","coordinates":` + bow + `}}`
	r := imported(t, db, content)
	if counts(r) != "1 0 0" || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Rule, "mended") {
		t.Errorf("%s %+v, want one row, mended", counts(r), r.Problems)
	}
	got := one(t, db, `SELECT string_agg(level || ' ' || name || ' ' || approximate || ' ' || ST_IsValid(outline), '; ' ORDER BY level) FROM areas`)
	if want := "ltla Brighton and Hove false true; utla Brighton and Hove false true"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if r := imported(t, db, content); counts(r) != "0 0 1" {
		t.Errorf("the second time %s, want 0 0 1", counts(r))
	}
}

func BenchmarkImportSites60000(b *testing.B) {
	var content strings.Builder
	content.WriteString("site_ref,name,authority,easting,northing,kind,status\n")
	for i := range 60_000 {
		fmt.Fprintf(&content, "BIG-%d,Former Lodge %d,Kent,%d,%d,council_building,candidate\n", i, i, 580_000+i%200, 140_000+i/200)
	}
	for b.Loop() {
		db := storetest.Open(b)
		if r := imported(b, db, content.String()); counts(r) != "60000 0 0" {
			b.Fatal(counts(r))
		}
	}
}
