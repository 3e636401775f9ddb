package server_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/appraisal"
	"homeground/cmd/homeground/demo"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
	"homeground/projects"
)

type kept struct {
	OnDay      string   `json:"on_day"`
	P80        string   `json:"p80"`
	Chance     *float64 `json:"chance"`
	WorkedBack bool     `json:"worked_back"`
}

type forecast struct {
	P10, P50, P80, P90 string
	Chance             *float64
	Rating, Why        string
	Left               []struct {
		Code string
		Over bool
	}
	Kept []kept
}

// A project's forecast follows what is reached, is kept day by day, and what it would have
// been is worked out once.
func TestForecast(t *testing.T) {
	d := open(t)
	id := d.number(`SELECT id FROM projects WHERE project_ref = 'P-14'`)
	today := values.Today(noon)
	read := func() (f forecast) {
		t.Helper()
		d.read(fmt.Sprintf("/api/v1/projects/%d/forecast", id), &f)
		return f
	}
	first := read()
	if len(first.Kept) != 0 || first.Chance == nil || *first.Chance < 0 || *first.Chance > 1 || first.P10 > first.P50 || first.P50 > first.P80 || len(first.Left) == 0 {
		t.Fatalf("%+v", first)
	}
	text := func(sql string) (found string) {
		t.Helper()
		if err := d.db.Raw(sql, id).Scan(&found).Error; err != nil {
			t.Fatal(err)
		}
		return found
	}
	exec := func(sql string, args ...any) {
		t.Helper()
		if err := d.db.Exec(sql, args...).Error; err != nil {
			t.Fatal(err)
		}
	}
	keep := func(day values.Date) {
		t.Helper()
		if err := appraisal.KeepForecasts(context.Background(), d.db, appraisal.NewSimulator(), day); err != nil {
			t.Fatal(err)
		}
	}
	keep(today)
	rows := d.number(`SELECT count(*) FROM forecasts WHERE project_id = ?`, id)
	keep(today)
	f := read()
	if again := d.number(`SELECT count(*) FROM forecasts WHERE project_id = ?`, id); again != rows || rows < 3 {
		t.Errorf("%d kept, the second time %d", rows, again)
	}
	for i, k := range f.Kept {
		if !k.WorkedBack || i > 0 && k.OnDay <= f.Kept[i-1].OnDay {
			t.Errorf("kept %+v", f.Kept)
		}
	}
	if f.P80 != first.P80 || text(`SELECT p80::text FROM forecasts WHERE project_id = ? ORDER BY on_day DESC LIMIT 1`) != f.P80 {
		t.Errorf("kept is another than is read, %s", f.P80)
	}

	// Two years later nothing more was reached: it opens later, and what has begun is over.
	keep(today.AddDays(700))
	if late := text(`SELECT p80::text FROM forecasts WHERE project_id = ? ORDER BY on_day DESC LIMIT 1`); late <= f.P80 {
		t.Errorf("after two years 80 %% likely by %s, before %s", late, f.P80)
	}
	if n := d.number(`SELECT count(*) FROM forecasts WHERE project_id = ? AND NOT worked_back`, id); n > 2 {
		t.Errorf("%d kept on their days", n)
	}
	exec(`DELETE FROM forecasts`)

	// The works are done today: what is left is those that follow.
	exec(`UPDATE milestones SET actual = ? WHERE project_id = ? AND code IN ('M16', 'M17', 'M19')`, today, id)
	if g := read(); g.P80 >= f.P80 || len(g.Left) >= len(f.Left) {
		t.Errorf("with the works done %+v, before %+v", g, f)
	}
	exec(`UPDATE milestones SET actual = ? WHERE project_id = ?`, today, id)
	if g := read(); len(g.Left) != 0 || g.P10 != today.String() || g.P90 != today.String() || *g.Chance != 1 || g.Rating != "green" {
		t.Errorf("with all reached %+v", g)
	}
	exec(`UPDATE projects SET option_id = NULL WHERE id = ?`, id)
	if g := read(); g.Why == "" || g.Chance != nil || g.P80 != "" {
		t.Errorf("without stages %+v", g)
	}
}

func TestRating(t *testing.T) {
	for _, c := range []struct {
		chance float64
		want   string
	}{{1, "green"}, {0.9, "green"}, {math.Nextafter(0.9, 0), "amber_green"}, {0.75, "amber_green"}, {0.7499, "amber"}, {0.5, "amber"}, {0.4999, "amber_red"}, {0.25, "amber_red"}, {0.2499, "red"}, {0, "red"}} {
		if got := projects.DeliveryRating(c.chance); got != c.want {
			t.Errorf("%v is %s, want %s", c.chance, got, c.want)
		}
	}
}

// BenchmarkForecasts300 works out anew, for 300 projects with the milestones they have reached
// and a plan of 12 stages, by which day each is likely to open and how likely by the deadline.
func BenchmarkForecasts300(b *testing.B) {
	s := storetest.Fresh(b)
	ctx := context.Background()
	if _, err := demo.Load(ctx, s.DB); err != nil {
		b.Fatal(err)
	}
	err := accounts.Write(ctx, s.DB, accounts.AtCommand("benchmark"), func(tx *gorm.DB) error {
		for _, sql := range []string{
			`ALTER TABLE projects DROP CONSTRAINT projects_option_id_key`, // all have one option's stages, each its own days
			`INSERT INTO projects (project_ref, name, authority_code, places, provenance, source, programme_id, option_id, starts_on)
			 SELECT 'F-' || n, 'Home ' || n, authority_code, places, provenance, source, programme_id, option_id, starts_on - n FROM (SELECT * FROM projects WHERE option_id IS NOT NULL ORDER BY id LIMIT 1) p, generate_series(2, 300) n`,
			`INSERT INTO milestones (project_id, code, name, position, baseline, forecast, actual)
			 SELECT p.id, m.code, m.name, m.position, m.baseline, m.forecast, m.actual - (SELECT CAST(substr(p.project_ref, 3) AS integer)) FROM projects p, (SELECT * FROM milestones WHERE project_id = (SELECT min(id) FROM projects WHERE option_id IS NOT NULL)) m WHERE p.project_ref LIKE 'F-%'`,
		} {
			if err := tx.Exec(sql).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	sim, day := appraisal.NewSimulator(), values.NewDate(2026, 11, 22)
	if err := appraisal.KeepForecasts(ctx, s.DB, sim, day); err != nil { // what was before is worked out afterwards, once
		b.Fatal(err)
	}
	for b.Loop() {
		day = day.AddDays(1) // each day is worked out anew
		if err := appraisal.KeepForecasts(ctx, s.DB, sim, day); err != nil {
			b.Fatal(err)
		}
	}
	var kept int
	if err := s.DB.Raw(`SELECT count(DISTINCT project_id) FROM forecasts WHERE on_day = ? AND chance IS NOT NULL`, day).Scan(&kept).Error; err != nil || kept == 0 {
		b.Fatal(kept, err)
	}
	b.ReportMetric(float64(kept), "kept")
}
