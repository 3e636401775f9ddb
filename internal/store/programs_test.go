package store

import (
	"strings"
	"testing"
)

// TestChoose decides among installed versions.
func TestChoose(t *testing.T) {
	with := func(major int) programs { return programs{"/pg", major, true} }
	without := func(major int) programs { return programs{"/pg", major, false} }
	for _, c := range []struct {
		name   string
		found  []programs
		madeBy string
		want   int
		says   []string
	}{
		{"the newest with PostGIS", []programs{with(15), without(17), with(16)}, "", 16, nil},
		{"the one that made the data", []programs{with(15), with(17)}, "15", 15, nil},
		{"nothing installed", nil, "", 0, []string{"PostgreSQL with PostGIS is not installed", "apt-get install --no-install-recommends postgresql-"}},
		{"no PostGIS", []programs{without(15)}, "", 0, []string{"PostGIS is not", "sudo apt-get install --no-install-recommends postgresql-15-postgis-3"}},
		{"too old", []programs{with(13)}, "", 0, []string{"PostgreSQL 13", "needs 14 or later"}},
		{"made by an older one", []programs{with(15)}, "14", 0, []string{"made by PostgreSQL 14", "has PostgreSQL 15", "Nothing was changed", "postgresql-14-postgis-3"}},
		{"made by a newer one, nothing here", nil, "17", 0, []string{"made by PostgreSQL 17", "no PostgreSQL is installed"}},
		{"the right one without PostGIS", []programs{without(15), with(16)}, "15", 0, []string{"PostGIS is not", "postgresql-15-postgis-3"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := choose(c.found, c.madeBy)
			if got.major != c.want || (err == nil) != (c.want > 0) {
				t.Fatalf("got %d, %v, want %d", got.major, err, c.want)
			}
			for _, text := range c.says {
				if !strings.Contains(err.Error(), text) {
					t.Errorf("got %q, want it to say %q", err, text)
				}
			}
		})
	}
}

// TestJudgeVersions refuses what is too old, in words.
func TestJudgeVersions(t *testing.T) {
	for _, c := range []struct{ name, number, postgis, says string }{
		{"the oldest that will do", "140000", "3.0.0", ""},
		{"PostgreSQL 13", "130012", "3.3.2", "needs PostgreSQL 14 or later"},
		{"no PostGIS", "150018", "", "has no PostGIS"},
		{"PostGIS 2", "150018", "2.5.5", "needs PostGIS 3 or later"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := judgeVersions(c.number, c.number, c.postgis, "database")
			if (err == nil) != (c.says == "") || (err != nil && !strings.Contains(err.Error(), c.says)) {
				t.Errorf("got %v, want %q", err, c.says)
			}
		})
	}
}

// TestNoProgramsWhereTold names a folder without PostgreSQL.
func TestNoProgramsWhereTold(t *testing.T) {
	_, err := findPrograms(t.TempDir(), "")
	if err == nil || !strings.Contains(err.Error(), "HOMEGROUND_POSTGRES_BIN") {
		t.Errorf("got %v, want it to name HOMEGROUND_POSTGRES_BIN", err)
	}
}
