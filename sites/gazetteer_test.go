package sites

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
)

// The made-up postcodes, properties and names lie in a square of 20 km round 486000, 104000,
// which is given to West Sussex, or beside it.
const (
	postcodeFile = `"QX19 1RP",10,486061,104818,"E92000001","","","","E07000225",""` + "\r\n" +
		`"QX191RQ",50,486900,104100,"E92000001","","","","E07000225",""` + "\r\n" +
		`"QX1 9AA",10,465000,101000,"E92000001","","","","E06000044",""` + "\r\n" +
		`"QX199ZZ",90,0,0,"E92000001","","","","",""` + "\r\n" +
		`"NOWHERE",10,486061,104818,"E92000001","","","","",""` + "\r\n" +
		`"QX19 1RS",11.5,x,99999999,"E92000001","","","","",""` + "\r\n" +
		`"QX19 1RP",10,486062,104818,"E92000001","","","","",""` + "\r\n"
	uprnFile = "\ufeffUPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\n" +
		"100020003,486061.50,104818.00,50.8363,-0.7793\n" +
		"10002000304,486070.00,104820.00,50.8364,-0.7791\n" +
		"5,325899.00,670790.00,55.9256,-3.1870\n" +
		"12345678901234,486061,104818,50.8,-0.7\n" +
		"100020009,nought,104818,50.8,-0.7\n" +
		"100020003,486061.50,104818.00,50.8363,-0.7793\n"
	districtFile = "postcode,eastings,northings,latitude,longitude,town,region,uk_region,country,country_string\n" +
		"QX19,486000,104000,50.8,-0.7,Chidester,West Sussex,England,ENG,England\n" +
		"QX20,486000,105000,50.8,-0.7,,West Sussex,England,ENG,England\n" +
		"JE1,0,0,0,0,Saint Helier,Jersey,Jersey,JEY,Jersey\n"
)

// nameRow is a row of OS Open Names with what is read of it.
func nameRow(id, name, local, e, n, place, borough, county string) string {
	cells := make([]string, len(openNames))
	cells[0], cells[1], cells[2], cells[6], cells[7], cells[8], cells[9] = id, "http://data.ordnancesurvey.co.uk/id/"+id, name, "x", local, e, n
	cells[16], cells[18], cells[21], cells[24] = "QX19", place, borough, county
	return `"` + strings.Join(cells, `","`) + "\"\n"
}

func nameFile() string {
	return nameRow("osgb1", "Chidester", "Town", "486100", "104700", "", "Chidester", "West Sussex") +
		nameRow("osgb2", "Chidester", "Hamlet", "286100", "304700", "", "Elsewhere", "Elsewhere") +
		nameRow("osgb3", "Beechfield Avenue", "Named Road", "486300", "104900", "Chidester", "Chidester", "West Sussex") +
		nameRow("osgb4", "Beechfield Avenue", "Named Road", "466300", "104900", "Portsea", "", "Portsea") +
		nameRow("osgb5", "St Richard's Hospital", "Hospital", "486500", "105900", "Chidester", "Chidester", "West Sussex") +
		nameRow("osgb6", "River Lavant", "Inland Water", "486500", "105900", "", "Chidester", "West Sussex") +
		nameRow("osgb7", "", "Village", "486500", "east", "", "Chidester", "West Sussex")
}

// squareOf gives an authority the square as its outline; a member of the region.
func squareOf(t testing.TB, db *gorm.DB) {
	t.Helper()
	for _, sql := range []string{
		`INSERT INTO hubs (name, provenance) SELECT 'South', 'test' WHERE NOT EXISTS (SELECT FROM hubs)`,
		`UPDATE authorities SET hub_id = (SELECT min(id) FROM hubs) WHERE code = 'E10000032'`,
		`INSERT INTO areas (level, code, name, outline, approximate, source) VALUES ('utla', 'E10000032', 'West Sussex',
			ST_Multi(ST_Transform(ST_MakeEnvelope(476000, 94000, 496000, 114000, 27700), 4326)), false, 'test')`,
	} {
		if err := db.Exec(sql).Error; err != nil {
			t.Fatal(err)
		}
	}
}

// rules are the faults of a file, in its order.
func rules(f importer.FileResult) string {
	var list []string
	for _, p := range f.Problems {
		list = append(list, fmt.Sprintf("%d %s %s", p.Row, p.Column, p.Rule))
	}
	return strings.Join(list, "\n")
}

// TestImportGazetteer brings each file twice as the importing role: told apart by content,
// every fault of it said at once, and nothing doubled.
func TestImportGazetteer(t *testing.T) {
	owner := storetest.Fresh(t)
	squareOf(t, owner.DB)
	db := storetest.As(t, owner, store.Import).DB
	for _, c := range []struct{ name, content, kind, first, again, rules string }{
		{"postcodes", postcodeFile, "postcodes", "3 3 0", "0 3 3", `5 postcode this is no postcode
6 positional_quality_indicator this is no positional quality indicator of Ordnance Survey's
6 eastings the coordinate is not a number
6 northings the coordinate is outside the British National Grid (out of range)
7 postcode the postcode stands twice in the file: row 1 has it already
0 positional_quality_indicator 1 postcodes have no position (quality 90) and were left out`},
		{"UPRNs", uprnFile, "uprns", "2 3 0", "0 3 2", `5 UPRN this is no UPRN
6 X_COORDINATE the coordinate is not a number
7 UPRN the UPRN stands twice in the file: row 2 has it already
0 X_COORDINATE 1 properties are outside the authorities' area and were left out`},
		{"districts", districtFile, "places", "2 0 0", "0 0 2",
			"0  1 rows of things that are not looked for here (waters, hills, numbered roads, postcodes, districts without a place) were left out"},
		{"names", nameFile(), "places", "5 1 0", "0 1 5", `7 NAME1 the NAME1 is missing
7 GEOMETRY_Y the coordinate is not a number
0  1 rows of things that are not looked for here (waters, hills, numbered roads, postcodes, districts without a place) were left out`},
	} {
		for i, want := range []string{c.first, c.again} {
			if f := imported(t, db, c.content); f.Kind != c.kind || counts(f) != want || rules(f) != c.rules {
				t.Errorf("%s, time %d: %s %s, want %s %s\n%s\nwant\n%s", c.name, i+1, f.Kind, counts(f), c.kind, want, rules(f), c.rules)
			}
		}
	}
	if n := one(t, owner.DB, `SELECT count(*) FROM audit_entries WHERE object <> 'import'`); n != "0" {
		t.Errorf("%s entries beside those of the imports", n)
	}
	if n := one(t, owner.DB, `SELECT count(*) FROM audit_entries`); n != "8" {
		t.Errorf("%s entries, want one an import", n)
	}
}

// TestFindPlace finds what the made-up files hold.
func TestFindPlace(t *testing.T) {
	db, ctx := storetest.Open(t), context.Background()
	squareOf(t, db)
	for _, content := range []string{postcodeFile, uprnFile, districtFile, nameFile()} {
		imported(t, db, content)
	}
	for _, c := range []struct{ text, first, all string }{
		{"qx19 1rp", "postcode QX19 1RP at 486061, 104818 in West Sussex: a building of the postcode, the one nearest its middle", "1"},
		{"QX191RP", "postcode QX19 1RP at 486061, 104818 in West Sussex: a building of the postcode, the one nearest its middle", "1"},
		{"QX191RQ", "postcode QX19 1RQ at 486900, 104100 in West Sussex: estimated from the postcodes round it, to about 100 m", "1"},
		{"QX19 1ZZ", "postcode_area QX19 1 at 486481, 104459 in West Sussex: QX19 1ZZ is not known here; this is the middle of the 2 postcodes of its sector", "1"},
		{"QX19", "postcode_area QX19 at 486481, 104459 in West Sussex: the middle of the 2 postcodes that begin so", "6"},
		{"QX1", "postcode_area QX1 at 465000, 101000 in : the middle of the 1 postcodes that begin so", "2"},
		{"QX20", "postcode_district QX20 at 486000, 105000 in West Sussex: the middle of the district", "1"},
		{"100020003", "uprn UPRN 000100020003 at 486062, 104818 in West Sussex: the property's own point", "2"},
		{"000100020003", "uprn UPRN 000100020003 at 486062, 104818 in West Sussex: the property's own point", "1"},
		{"10002000304", "uprn UPRN 010002000304 at 486070, 104820 in West Sussex: the property's own point", "1"},
		{"1000", "uprn UPRN 000100020003 at 486062, 104818 in West Sussex: the property's own point", "2"},
		{"chidester", "town Chidester at 486100, 104700 in West Sussex: the middle of the place", "3"},
		{"chidster", "town Chidester at 486100, 104700 in West Sussex: the middle of the place", "3"},
		{"chid", "town Chidester at 486100, 104700 in West Sussex: the middle of the place", "3"},
		{"Beechfield Av", "road Beechfield Avenue at 486300, 104900 in West Sussex: a point on the road, about half-way along", "2"},
		{"beachfield avenue, portsea", "road Beechfield Avenue at 466300, 104900 in : a point on the road, about half-way along", "1"},
		{"st richards hosp", "hospital St Richard's Hospital at 486500, 105900 in West Sussex: a point on its ground", "1"},
		{"west susex", "authority West Sussex at 486000, 104000 in West Sussex: somewhere in the middle of it", "1"},
		{"SU 860 048", "grid_reference SU 860 048 at 486050, 104850 in West Sussex: the middle of a square of 100 m", "1"},
		{"486061, 104818", "position 486061, 104818 at 486061, 104818 in West Sussex: as typed", "1"},
		{"50.8, -20", "", "0"},
		{"100%", "", "0"},
		{"'; DROP TABLE gazetteer_places; --", "", "0"},
	} {
		found, credit, err := FindPlace(ctx, db, c.text)
		if err != nil {
			t.Fatalf("%s: %v", c.text, err)
		}
		first := ""
		if len(found) > 0 {
			f := found[0]
			first = fmt.Sprintf("%s %s at %.0f, %.0f in %s: %s", f.Kind, f.Name, f.Easting, f.Northing, f.HostName, f.Exactness)
		}
		if first != c.first || fmt.Sprint(len(found)) != c.all {
			t.Errorf("%s: %d found, first\n%s\nwant %s, first\n%s", c.text, len(found), first, c.all, c.first)
		}
		if royal := slices.ContainsFunc(found, func(f Found) bool { return f.Postcode != "" }); royal != strings.Contains(credit, "Royal Mail") && c.all != "0" && !strings.HasPrefix(first, "postcode") {
			t.Errorf("%s: credit %q", c.text, credit)
		}
	}
}

// published finds files of the published data beside the checkout.
func published(t testing.TB, pattern string) []string {
	t.Helper()
	root := os.Getenv("HOMEGROUND_REALDATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	files, err := filepath.Glob(filepath.Join(root, "data", filepath.FromSlash(pattern)))
	if err != nil || len(files) == 0 {
		t.Skip("the published data is not beside the checkout; set HOMEGROUND_REALDATA to the folder that holds data")
	}
	return files
}

func bring(t testing.TB, db *gorm.DB, files ...string) importer.Result {
	t.Helper()
	started := time.Now()
	r, err := importer.Run(context.Background(), db, accounts.User{Name: "Pat"}, ImportKinds(Said{}), files, importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(started).Seconds()
	t.Logf("%d files: %d accepted, %d rejected, %d unchanged in %.1f s, %.0f rows/s", len(files), r.Accepted, r.Rejected, r.Unchanged, took, float64(r.Accepted+r.Unchanged)/took)
	return r
}

// TestPublishedGazetteer brings Code-Point Open of the region, with every postcode area
// there is, and the list of districts; twice.
func TestPublishedGazetteer(t *testing.T) {
	codePoint, districts := published(t, "7-postcodes/codepoint-open-2014-08/*.csv"), published(t, "7-postcodes/outward-codes.csv")
	db, ctx := storetest.Open(t), context.Background()
	bring(t, db, published(t, "1-boundaries/ons-uk-areas-2014-2025.topo.json")...)
	first := bring(t, db, codePoint...)
	if again := bring(t, db, codePoint...); first.Rejected != 0 || again.Accepted != 0 || again.Unchanged != first.Accepted || first.Accepted != 235_471 {
		t.Errorf("first %d accepted and %d rejected, again %d and %d unchanged", first.Accepted, first.Rejected, again.Accepted, again.Unchanged)
	}
	if d := bring(t, db, districts...); d.Accepted < 2800 || d.Rejected != 0 {
		t.Errorf("districts: %d accepted, %d rejected\n%s", d.Accepted, d.Rejected, rules(d.Files[0]))
	}
	for text, want := range map[string]string{
		"BN1 1AA":  "BN1 1AA in Brighton and Hove", // the first row of the first file: 531040, 104624
		"bn11aa":   "BN1 1AA in Brighton and Hove",
		"PO30 1UD": "PO30 1UD in Isle of Wight", // County Hall, Newport
		"PO19 1RQ": "PO19 1RQ in West Sussex",   // County Hall, Chichester
		"RG1":      "RG1 in Reading",
		"sidlsham": "Sidlesham in West Sussex",
	} {
		found, _, err := FindPlace(ctx, db, text)
		if err != nil || len(found) == 0 || found[0].Name+" in "+found[0].HostName != want {
			t.Errorf("%s: %v, %v; want %s", text, found, err, want)
		}
	}
}
