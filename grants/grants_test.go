package grants_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"homeground/grants"
	"homeground/internal/tables"
	"homeground/internal/values"
)

func TestProgressCSV(t *testing.T) {
	slip := 14
	day := func(s string) values.Date { d, _ := values.ParseDate(s); return d }
	table := []grants.Progress{
		{ProjectRef: "P-1", Project: "=cmd", Authority: "Kent", Places: 4, GrantPence: 90000050, SpentPence: -500, Opening: day("2028-09-15"),
			OpeningBaseline: day("2028-09-01"), SlipDays: &slip, Milestones: []grants.ProgressMilestone{
				{Code: "M08", Name: "Design frozen", Baseline: day("2027-03-01"), Actual: day("2027-03-15"), SlipDays: &slip},
				{Code: "M24", Name: "First child placed", Baseline: day("2028-09-01"), Forecast: day("2028-09-15"), SlipDays: &slip}}},
		{ProjectRef: "P-2", Project: "Two,\nlines", Authority: "Surrey", Milestones: []grants.ProgressMilestone{}},
	}
	path := filepath.Join(t.TempDir(), "progress.csv")
	if _, err := grants.Export(table).Save(tables.Formats[0], path); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 4 {
		t.Fatalf("%d rows, want a heading and 3", len(rows))
	}
	row := func(i int) map[string]string {
		m := map[string]string{}
		for j, name := range rows[0] {
			m[name] = rows[i][j]
		}
		return m
	}
	for _, c := range []struct {
		row          int
		column, want string
	}{
		{1, "project", "'=cmd"}, {1, "grant_gbp", "900000.50"}, {1, "spent_gbp", "-5.00"}, {1, "opening_slip_days", "14"},
		{1, "actual_date", "2027-03-15"}, {2, "milestone", "M24"}, {2, "forecast_date", "2028-09-15"},
		{3, "project", "Two,\nlines"}, {3, "milestone", ""}, {3, "opening_forecast", ""},
	} {
		if got := row(c.row)[c.column]; got != c.want {
			t.Errorf("row %d, %s = %q, want %q", c.row, c.column, got, c.want)
		}
	}
}
