package demo

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the two documents and Ofsted's register say of the homes they name.
func TestNamedHomes(t *testing.T) {
	db := loaded(t)
	type home struct {
		Name, Owner, Host, URN, Kind, Operation, Inspection string
		Places, Occupancy, Fee                              int
	}
	want := []home{
		{"Beechfield", "E10000032", "E10000030", "SC037423", "secure_childrens_home", "mothballed", "inadequate July 2016", 7, 0, 5400},
		{"Lansdowne", "E10000011", "E10000011", "SC031490", "secure_childrens_home", "open", "", 7, 0, 0},
		{"Swanwick Lodge", "E10000014", "E10000014", "SC038719", "secure_childrens_home", "open", "", 16, 0, 0},
		{"Teasel Close", "E10000032", "E10000032", "", "childrens_home", "open", "outstanding ", 5, 87, 2500},
		{"Seaside", "E10000032", "E10000032", "", "childrens_home", "open", "good ", 6, 86, 2800},
		{"Cissbury Lodge", "E10000032", "E10000032", "", "childrens_home", "open", "", 14, 0, 3400},
		{"Orchard House", "E10000032", "E10000032", "", "childrens_home", "open", "", 16, 0, 3000},
		{"May House", "E10000032", "E10000032", "", "childrens_home", "open", "", 3, 0, 3900},
		{"High Trees", "E10000032", "E10000032", "", "childrens_home", "open", "", 4, 0, 4200},
	}
	var got []home
	err := db.Raw(`SELECT name, owner_authority AS owner, host_authority AS host, coalesce(urn, '') AS urn, kind, operation,
			coalesce((SELECT overall || ' ' || note FROM ofsted_events WHERE site_id = sites.id), '') AS inspection, places_registered AS places, coalesce(occupancy_percent, 0) AS occupancy,
			coalesce(weekly_fee_pence, 0) / 100 AS fee
		FROM sites WHERE provenance = 'seed document' ORDER BY site_ref`).Scan(&got).Error
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Fatalf("got %d named homes, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got  %+v\nwant %+v", got[i], want[i])
		}
	}
}

// The rest of what the documents say must be kept as they say it.
func TestDocumentFigures(t *testing.T) {
	db := loaded(t)
	for _, c := range []struct {
		name  string
		query string
		want  int
	}{
		{"award, pounds", "SELECT award_pence / 100 FROM programmes WHERE current", 5000000},
		{"rebuild sizes, beds in all", "SELECT sum(places) FROM options WHERE name LIKE 'Beechfield, rebuild as %' AND cost_likely_pence = 1200000000 AND source LIKE '%Annex B%'", 10 + 12 + 14 + 15},
		{"complex needs homes of 2 to 4 places", "SELECT count(*) FROM options WHERE name LIKE 'Complex needs home%' AND places BETWEEN 2 AND 4", 2},
		{"hubs of the complex needs homes", "SELECT count(DISTINCT hub_id) FROM options JOIN authorities ON code = authority_code WHERE options.name LIKE 'Complex needs home%'", 2},
		{"renovation grant of Beechfield", "SELECT count(*) FROM sites WHERE name = 'Beechfield' AND notes LIKE '%£450,000%repayable%£12m%'", 1},
		{"closing of Beechfield", "SELECT count(*) FROM sites WHERE name = 'Beechfield' AND notes LIKE '%closed in August 2016%'", 1},
		{"the bid's spelling of Swanwick", "SELECT count(*) FROM sites WHERE name = 'Swanwick Lodge' AND notes LIKE '%Swanick%'", 1},
		{"award notified", "SELECT count(*) FROM programme_dates WHERE as_given = 'Dec 24' AND source LIKE '%section 8%' AND conflict IS NOT NULL", 1},
		{"grant available", "SELECT count(*) FROM programme_dates WHERE as_given = '2025' AND source LIKE '%section 8%' AND conflict IS NOT NULL", 1},
		{"capital project completed", "SELECT count(*) FROM programme_dates WHERE as_given = 'March 25' AND source LIKE '%section 7%' AND conflict IS NOT NULL", 1},
		{"the bid's children looked after", "SELECT count(*) FROM programme_dates WHERE as_given = '10,840' AND conflict LIKE '%11,176%'", 1},
	} {
		if got := number(t, db, c.query); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

var (
	email = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+`)
	phone = regexp.MustCompile(`(\+44|\b0)\d[\d ]{8,11}\b`)
)

// The documents name officials: none of them, nor a way to reach one, may be here.
func TestNoPersons(t *testing.T) {
	names := map[string]bool{}
	for _, path := range documents(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, address := range email.FindAllString(string(text), -1) {
			who, _, _ := strings.Cut(address, "@")
			names[strings.ToLower(strings.ReplaceAll(who, ".", " "))] = true
		}
	}
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := files.ReadFile(path)
		if found := email.Find(text); found != nil {
			t.Errorf("%s holds the e-mail address %s", path, found)
		}
		if found := phone.Find(text); found != nil {
			t.Errorf("%s holds the telephone number %s", path, found)
		}
		for name := range names {
			if strings.Contains(strings.ToLower(string(text)), name) {
				t.Errorf("%s holds the name %s", path, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A pattern that finds nothing would let everything pass.
func TestPersonPatterns(t *testing.T) {
	for text, pattern := range map[string]*regexp.Regexp{
		"write to a.name@council.gov.uk": email,
		"ring 01632 960 001 today":       phone,
		"ring 01632960001":               phone,
		"+441632960001":                  phone,
	} {
		if !pattern.MatchString(text) {
			t.Errorf("%q is not recognised", text)
		}
	}
}

// documents are the two documents the data come from, where they are there.
func documents(t *testing.T) []string {
	t.Helper()
	root := os.Getenv("HOMEGROUND_REALDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared")
	}
	paths, err := filepath.Glob(filepath.Join(root, "seeds", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Log("the two documents are not there: names are not looked for, only addresses and numbers")
	}
	return paths
}
