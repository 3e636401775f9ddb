package demo

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gorm.io/gorm"
)

// published is the folder of a published data set, or the test is skipped.
func published(t *testing.T, folder string) string {
	t.Helper()
	root := os.Getenv("HOMEGROUND_REALDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared")
	}
	path := filepath.Join(root, "data", folder)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the published files (%s) are not there: set HOMEGROUND_REALDATA to the folder that holds data/%s", folder, folder)
	}
	return path
}

// The outlines are approximate: a settlement may lie a little outside its own.
func TestSettlementsNearTheirOutline(t *testing.T) {
	db := loaded(t)
	var far []string
	err := db.Raw(`SELECT cell.name || ', ' || round(ST_Distance(ST_Transform(area.outline, 27700), cell.centre)) || ' m'
		FROM demand_cells cell JOIN areas area ON area.level = 'utla' AND area.code = cell.authority_code
		WHERE ST_Distance(ST_Transform(area.outline, 27700), cell.centre) > 3000`).Scan(&far).Error
	if err != nil {
		t.Fatal(err)
	}
	if len(far) > 0 {
		t.Errorf("further than 3 km outside their authority's outline: %s", strings.Join(far, "; "))
	}
}

// The cells of an authority are its outline cut up: nothing is left over or twice.
func TestCellsFillTheirAuthority(t *testing.T) {
	db := loaded(t)
	var wrong []string
	err := db.Raw(`SELECT area.name FROM areas area JOIN demand_cells cell ON cell.authority_code = area.code
		GROUP BY area.code, area.name, area.outline
		HAVING abs(sum(ST_Area(cell.outline::geography)) / ST_Area(area.outline::geography) - 1) > 0.0001`).Scan(&wrong).Error
	if err != nil {
		t.Fatal(err)
	}
	if len(wrong) > 0 {
		t.Errorf("cells do not fill: %s", strings.Join(wrong, ", "))
	}
	if n := number(t, db, "SELECT count(*) FROM demand_cells WHERE NOT ST_IsValid(outline)"); n != 0 {
		t.Errorf("%d outlines are not valid", n)
	}
}

// The children of a settlement are those of the census's small areas whose middle is
// nearer to it than to any other settlement of the authority they are in.
func TestSettlementChildrenAgainstCensus(t *testing.T) {
	folder := published(t, "2-small-areas")
	db := loaded(t)
	loadSmallAreas(t, db, folder)
	var wrong []struct {
		Name      string
		Got, Want int
	}
	err := db.Raw(`SELECT cell.name, cell.children AS got, coalesce(sum(small.children), 0) AS want
		FROM demand_cells cell LEFT JOIN (
			SELECT s.children, near.code FROM small_areas s CROSS JOIN LATERAL
				(SELECT code FROM demand_cells c WHERE c.authority_code = s.authority ORDER BY c.centre <-> s.centre LIMIT 1) near) small ON small.code = cell.code
		GROUP BY cell.code HAVING cell.children IS DISTINCT FROM coalesce(sum(small.children), 0) ORDER BY cell.name`).Scan(&wrong).Error
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wrong {
		t.Errorf("%s: got %d children, want %d", w.Name, w.Got, w.Want)
	}
}

// Every place given must lie in a small area of the authority it is given for.
func TestPlacesInTheirAuthority(t *testing.T) {
	folder := published(t, "2-small-areas")
	db := loaded(t)
	loadSmallAreas(t, db, folder)
	var wrong []string
	err := db.Raw(`WITH place AS (
			SELECT name, authority_code AS authority, centre AS at FROM demand_cells
			UNION ALL SELECT name, host_authority, ST_Transform(exact, 27700) FROM sites WHERE exact IS NOT NULL)
		SELECT place.name FROM place
		WHERE NOT EXISTS (SELECT FROM small_areas s WHERE s.authority = place.authority AND ST_Intersects(s.outline, place.at))`).Scan(&wrong).Error
	if err != nil {
		t.Fatal(err)
	}
	if len(wrong) > 0 {
		t.Errorf("not in the authority given: %s", strings.Join(wrong, "; "))
	}
}

// loadSmallAreas makes the table small_areas of Census 2021: where, children, authority.
func loadSmallAreas(t *testing.T, db *gorm.DB, folder string) {
	t.Helper()
	shapes, err := os.ReadFile(filepath.Join(folder, "lsoa21_boundaries_se.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	children, authorities := map[string]int{}, map[string]string{}
	for _, row := range readTable(t, filepath.Join(folder, "census2021_lsoa21_age_groups_se.csv")) {
		if row["age_group"] == "Aged 15 years and under" {
			if children[row["lsoa21_code"]], err = strconv.Atoi(row["usual_residents"]); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, row := range readTable(t, filepath.Join(folder, "lsoa21_to_ltla24_se.csv")) {
		authorities[row["lsoa21_code"]] = authorityOf(t, row["ltla24_code"])
	}
	known, err := json.Marshal(map[string]any{"children": children, "authorities": authorities})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Exec(`CREATE TEMP TABLE small_areas ON COMMIT DROP AS
		WITH known AS (SELECT CAST(@known AS jsonb) AS k), area AS (
			SELECT f -> 'properties' ->> 'lsoa21_code' AS code, ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(f -> 'geometry'), 4326), 27700) AS outline
			FROM jsonb_array_elements(CAST(@shapes AS jsonb) -> 'features') f)
		SELECT area.code, outline, ST_Centroid(outline) AS centre, (c.value #>> '{}')::integer AS children, a.value #>> '{}' AS authority
		FROM known, area, jsonb_each(k -> 'children') c, jsonb_each(k -> 'authorities') a WHERE c.key = area.code AND a.key = area.code`,
		map[string]any{"known": string(known), "shapes": string(shapes)}).Error
	if err != nil {
		t.Fatal(err)
	}
	if n := number(t, db, "SELECT count(*) FROM small_areas"); n != 5572 {
		t.Fatalf("got %d small areas, want 5572", n)
	}
}

// authorityOf is the county of a district, or the district itself where it is an
// authority of its own.
func authorityOf(t *testing.T, district string) string {
	t.Helper()
	if strings.HasPrefix(district, "E06") {
		return district
	}
	for _, county := range []struct{ first, last, code string }{
		{"E07000061", "E07000065", "E10000011"}, // East Sussex
		{"E07000084", "E07000094", "E10000014"}, // Hampshire
		{"E07000105", "E07000116", "E10000016"}, // Kent
		{"E07000177", "E07000181", "E10000025"}, // Oxfordshire
		{"E07000207", "E07000217", "E10000030"}, // Surrey
		{"E07000223", "E07000229", "E10000032"}, // West Sussex
	} {
		if county.first <= district && district <= county.last {
			return county.code
		}
	}
	t.Fatalf("district %s is in no county of the South East", district)
	return ""
}

func readTable(t *testing.T, path string) []map[string]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]map[string]string, len(lines)-1)
	for i, line := range lines[1:] {
		rows[i] = map[string]string{}
		for j, cell := range line {
			rows[i][strings.TrimPrefix(lines[0][j], "\ufeff")] = cell
		}
	}
	return rows
}
