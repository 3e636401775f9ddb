package main

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/store/storetest"
	"homeground/sites"
)

// realFile is a file of the shared real data beside the checkout; the test is skipped
// where it is not there.
func realFile(t testing.TB, path string) string {
	t.Helper()
	root := os.Getenv("HOMEGROUND_REALDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	file := filepath.Join(root, filepath.FromSlash(path))
	if _, err := os.Stat(file); err != nil {
		t.Skipf("the real file %s is not beside the checkout; set HOMEGROUND_REALDATA to the folder that holds it", path)
	}
	return file
}

func importInto(t testing.TB, db *gorm.DB, opts importer.Options, files ...string) importer.Result {
	t.Helper()
	result, err := importer.Run(context.Background(), db, accounts.User{Name: "Pat"}, importKinds(sites.Said{}), files, opts)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// A manifestRow says what a correct importer does with a hostile file.
type manifestRow struct {
	file, kind, expect, alsoOK string
	kept, rejected             int
	mention                    *regexp.Regexp
	seconds                    int
}

func manifest(t *testing.T) []manifestRow {
	f, err := os.Open(realFile(t, "hostile/manifest.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []manifestRow
	for _, r := range records[1:] {
		m := manifestRow{file: r[1], kind: r[2], expect: r[5], alsoOK: r[6], mention: regexp.MustCompile("(?i)" + r[10])}
		m.kept, _ = strconv.Atoi(r[8])
		m.rejected, _ = strconv.Atoi(r[9])
		m.seconds, _ = strconv.Atoi(r[11])
		rows = append(rows, m)
	}
	return rows
}

// TestHostileFiles takes every file of the public hostile set as its manifest says, then
// once more, which must change nothing.
func TestHostileFiles(t *testing.T) {
	for _, m := range manifest(t) {
		if m.kind == "evidence" {
			continue // attachments are no imports
		}
		for _, as := range []string{"", m.kind} {
			t.Run(m.file+" as "+as, func(t *testing.T) {
				db := storetest.Open(t)
				err := db.Exec(`INSERT INTO projects (project_ref, name, authority_code, provenance, source) VALUES ('P-001', 'Refurbishment', 'E10000032', 'imported', 'a test')`).Error
				if err != nil {
					t.Fatal(err)
				}
				began := time.Now()
				result := importInto(t, db, importer.Options{As: as}, realFile(t, "hostile/"+m.file))
				if took := time.Since(began); took > time.Duration(m.seconds)*time.Second {
					t.Errorf("took %s, the limit is %d s", took, m.seconds)
				}
				checkOutcome(t, m, result)
				again := importInto(t, db, importer.Options{As: as}, realFile(t, "hostile/"+m.file))
				if again.Accepted != 0 || again.Unchanged != result.Accepted {
					t.Errorf("the second time %d rows were accepted and %d unchanged, want 0 and %d", again.Accepted, again.Unchanged, result.Accepted)
				}
				noBadPlaces(t, db)
			})
		}
	}
}

func checkOutcome(t *testing.T, m manifestRow, result importer.Result) {
	t.Helper()
	text := strings.Builder{}
	for _, p := range result.Files[0].Problems {
		text.WriteString(p.Rule + " " + p.Remedy + " " + p.Column + "\n")
		if strings.Contains(p.Rule, m.file) {
			t.Errorf("the rule names the file: %s", p.Rule)
		}
	}
	outcome := "accept"
	switch {
	case result.Accepted == 0:
		outcome = "reject"
	case result.Rejected > 0:
		outcome = "partial"
	}
	if outcome != m.expect && !strings.Contains(m.alsoOK, outcome) {
		t.Fatalf("outcome %s, want %s\n%s", outcome, m.expect, text.String())
	}
	if outcome == "partial" && (result.Accepted != m.kept || result.Rejected != m.rejected) {
		t.Errorf("kept %d and rejected %d, want %d and %d\n%s", result.Accepted, result.Rejected, m.kept, m.rejected, text.String())
	}
	if outcome == "accept" && result.Accepted != m.kept {
		t.Errorf("kept %d, want %d", result.Accepted, m.kept)
	}
	if outcome != "accept" && !m.mention.MatchString(text.String()) {
		t.Errorf("%q is not mentioned in\n%s", m.mention, text.String())
	}
	wantStatus := 0
	if outcome != "accept" {
		wantStatus = 1
	}
	if result.ExitStatus() != wantStatus {
		t.Errorf("exit status %d, want %d", result.ExitStatus(), wantStatus)
	}
}

// noBadPlaces wants no site at 0,0, none that is not a number, and no lost letters.
func noBadPlaces(t *testing.T, db *gorm.DB) {
	t.Helper()
	var bad int
	err := db.Raw(`SELECT count(*) FROM sites WHERE name LIKE '%' || chr(65533) || '%'
		OR (exact IS NOT NULL AND (ST_X(exact) = 0 AND ST_Y(exact) = 0 OR ST_X(exact) = 'NaN' OR ST_Y(exact) = 'NaN'))`).Scan(&bad).Error
	if err != nil || bad != 0 {
		t.Errorf("%d sites at no place, %v", bad, err)
	}
}

func TestNamesComeBackByteForByte(t *testing.T) {
	for file, want := range map[string]string{
		"pub_formula.csv":     "=2*3|@A1|+cmd|-1-1",
		"pub_html_names.csv":  "<script>alert('p')</script>|<svg onload=alert('p')>|Former Lewes Lodge 3|Former Brighton Lodge 4",
		"pub_windows1252.csv": "Former Chichester Lodge 1|Crèche £90k|Former Lewes Lodge 3|Former Brighton Lodge 4",
	} {
		t.Run(file, func(t *testing.T) {
			db := storetest.Open(t)
			importInto(t, db, importer.Options{}, realFile(t, "hostile/"+file))
			var names []string
			if err := db.Raw(`SELECT name FROM sites ORDER BY site_ref`).Scan(&names).Error; err != nil || strings.Join(names, "|") != want {
				t.Errorf("names are %q, %v, want %s", names, err, want)
			}
		})
	}
}

// TestRealFiles takes published files as they are, and each again.
func TestRealFiles(t *testing.T) {
	db := storetest.Open(t)
	for _, c := range []struct {
		file                          string
		accepted, rejected, unchanged int
	}{
		{"data/1-boundaries/ons-uk-areas-2014-2025.topo.json", 637, 0, 0},
		{"data/1-boundaries/ons-uk-areas-2014-2025.topo.json", 0, 0, 637},
		{"data/4-ofsted/provider_at_march_2025.csv", 4009, 0, 0},
		{"data/4-ofsted/provider_at_march_2025.csv", 0, 0, 4009},
		// Every row of an older register tells that what Ofsted found was known earlier.
		{"data/4-ofsted/provider_at_march_2023.csv", 2890, 0, 0},
		{"data/4-ofsted/provider_at_march_2019.csv", 2192, 0, 0},
		{"data/4-ofsted/provider_at_march_2019.csv", 0, 0, 2192},
		{"hostile/pub_control.csv", 6, 0, 0},
		{"data/1-boundaries/lad/E06000043.geojson", 1, 0, 0},
		{"data/1-boundaries/ons-geogALL2022UK.topo.json", 591, 0, 0},
		{"data/8-constraints/aonb-1000005-chilterns.geojson", 1, 0, 0},
		{"data/8-constraints/aonb-1000005-chilterns.geojson", 0, 0, 1},
	} {
		r := importInto(t, db, importer.Options{}, realFile(t, c.file))
		if r.Accepted != c.accepted || r.Rejected != c.rejected || r.Unchanged != c.unchanged {
			t.Errorf("%s: %d accepted, %d rejected, %d unchanged, want %d, %d, %d: %v", c.file, r.Accepted, r.Rejected, r.Unchanged, c.accepted, c.rejected, c.unchanged, r.Files[0].Problems)
		}
	}
	for _, c := range []struct{ what, query, want string }{
		{"true outlines of the authorities that live", `SELECT count(*) FROM authorities a JOIN areas r ON r.level = 'utla' AND r.code = a.code AND NOT r.approximate WHERE a.ends IS NULL`, "153"},
		{"Beechfield stands in Surrey, is West Sussex's and closed", `SELECT host_authority || owner_authority || operation FROM sites WHERE urn = 'SC037423'`, "E10000030E10000032closed"},
		{"homes of the register that are shown anywhere", `SELECT count(*) FROM sites WHERE site_ref LIKE 'OF-%' AND (public_position IS NOT NULL OR exact IS NOT NULL OR location_sensitivity <> 'restricted')`, "0"},
		{"references that give the registration number away", `SELECT count(*) FROM sites WHERE urn IS NOT NULL AND (site_ref LIKE '%' || urn || '%' OR name LIKE '%' || urn || '%')`, "0"},
		{"REDACTED stored", `SELECT count(*) FROM sites s WHERE s::text ILIKE '%redacted%'`, "0"},
		{"secure places open in March 2025", `SELECT sum(places_registered) FROM sites WHERE kind = 'secure_childrens_home' AND operation = 'open'`, "236"},
		{"where a site in Brighton stands", `SELECT host_authority FROM sites WHERE site_ref = 'PUB-004'`, "E06000043"},
	} {
		var got string
		if err := db.Raw(c.query).Scan(&got).Error; err != nil || got != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.what, got, err, c.want)
		}
	}
}

// Small areas that come before the outlines find their authorities once these are in.
func TestOutlinesAfterSmallAreas(t *testing.T) {
	db := storetest.Open(t)
	importInto(t, db, importer.Options{}, realFile(t, "data/2-small-areas/lsoa21_boundaries_se.geojson"), realFile(t, "data/2-small-areas/census2021_lsoa21_age_groups_se.csv"),
		realFile(t, "data/3-looked-after-children/2024/cla_number_and_rate_per_10k_children.csv"))
	importInto(t, db, importer.Options{}, realFile(t, "data/1-boundaries/ons-uk-areas-2014-2025.topo.json"))
	var astray, thousandths int
	if err := db.Raw(`SELECT count(*) FILTER (WHERE authority_code IS NULL), (SELECT sum(thousandths) FROM demand_estimates) FROM demand_cells`).Row().Scan(&astray, &thousandths); err != nil {
		t.Fatal(err)
	}
	if astray != 0 || thousandths < 11_176_000 {
		t.Errorf("%d small areas are in no authority, and %d thousandths of a child are placed", astray, thousandths)
	}
}

// An import begun on the command line answers with exactly one JSON object, whatever is wrong.
func TestImportFaultsOnTheCommandLine(t *testing.T) {
	for _, c := range []struct {
		name   string
		files  []string
		opts   importer.Options
		status int
		rule   string
	}{
		{"a file that is not there", []string{filepath.Join(t.TempDir(), "no.csv")}, importer.Options{}, 2, "there is no such file"},
		{"a directory", []string{t.TempDir()}, importer.Options{}, 2, "directory"},
		{"no such kind", []string{realFile(t, "hostile/pub_control.csv")}, importer.Options{As: "bananas"}, 2, "there is no kind bananas"},
		{"another kind", []string{realFile(t, "hostile/pub_control.csv")}, importer.Options{As: "risks"}, 1, "lacks the required columns: project_ref, risk, likelihood, impact"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := importInto(t, storetest.Open(t), c.opts, c.files...)
			if r.ExitStatus() != c.status || len(r.Files) != 1 || len(r.Files[0].Problems) != 1 || !strings.Contains(r.Files[0].Problems[0].Rule, c.rule) {
				t.Errorf("status %d, %+v, want %d and %q", r.ExitStatus(), r.Files, c.status, c.rule)
			}
		})
	}
}
