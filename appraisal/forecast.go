package appraisal

import (
	"context"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/schedule"
	"homeground/internal/values"
	"homeground/projects"
)

// Forecast is when a project is likely to open, simulated on from what was reached: lengths
// of stages that have begun are drawn from those still possible. Without stages, as of a
// project that came in from a file, there is none: Why says so.
type Forecast struct {
	ProjectID int64            `json:"project_id"`
	OnDay     values.Date      `json:"on_day" format:"date"`
	Why       string           `json:"why,omitempty" doc:"Why there is none"`
	P10       values.Date      `json:"p10,omitzero" format:"date"`
	P50       values.Date      `json:"p50,omitzero" format:"date"`
	P80       values.Date      `json:"p80,omitzero" format:"date" doc:"80 % likely by"`
	P90       values.Date      `json:"p90,omitzero" format:"date"`
	OpenBy    values.Date      `json:"open_by,omitzero" format:"date"`
	Chance    *float64         `json:"chance,omitempty" doc:"Of opening by the day the grant wants"`
	Rating    string           `json:"rating,omitempty" enum:",green,amber_green,amber,amber_red,red" doc:"By the chance: at least 0.9, 0.75, 0.5, 0.25"`
	Runs      int              `json:"runs"`
	Seed      int64            `json:"seed"`
	Left      []StageLeft      `json:"left" doc:"Stages not ended yet, those that most often set the day first"`
	Kept      []KeptForecast   `json:"kept" doc:"What it was, the earliest first"`
	Curve     []schedule.Point `json:"curve" doc:"By each day, the share of runs that are open"`
}

// StageLeft is a stage that has not ended.
type StageLeft struct {
	Code      string      `json:"code"`
	Name      string      `json:"name"`
	Critical  float64     `json:"critical" doc:"Share of runs in which it sets the opening day"`
	FinishP50 values.Date `json:"finish_p50" format:"date"`
	Over      bool        `json:"over" doc:"It has begun and taken longer than its pessimistic length"`
}

// KeptForecast is a forecast as it was on a day, and until the next.
type KeptForecast struct {
	ProjectID  int64       `json:"-"`
	OnDay      values.Date `json:"on_day" format:"date"`
	P50        values.Date `json:"p50" format:"date"`
	P80        values.Date `json:"p80" format:"date"`
	OpenBy     values.Date `json:"open_by,omitzero" format:"date"`
	Chance     *float64    `json:"chance,omitempty"`
	WorkedBack bool        `json:"worked_back" doc:"Worked out afterwards, from what had been reached by that day"`
}

// delivered is a project as its forecast needs it.
type delivered struct {
	ID, ProgrammeID, OptionID, Seed int64
	OptionRef                       string
	StartsOn, OpenBy                values.Date
	reached                         map[string]values.Date
}

// ReadForecast is one project's forecast as of a day, with those that were kept before it.
func ReadForecast(ctx context.Context, db *gorm.DB, sim *Simulator, project int64, today values.Date) (Forecast, error) {
	list, err := deliveredProjects(ctx, db, `p.id = ?`, project)
	if err != nil {
		return Forecast{}, err
	}
	if len(list) == 0 {
		return Forecast{}, problem.Missing("project")
	}
	stages, err := stagesOf(ctx, db, list[0].ProgrammeID)
	if err != nil {
		return Forecast{}, err
	}
	f, err := sim.forecast(list[0], stages[list[0].OptionID], today)
	if err != nil {
		return f, err
	}
	f.Kept = []KeptForecast{}
	err = db.WithContext(ctx).Raw(`SELECT on_day, p50, p80, open_by, chance, worked_back FROM forecasts WHERE project_id = ? AND on_day < ? ORDER BY on_day`, project, today).Scan(&f.Kept).Error
	if err != nil {
		return f, fmt.Errorf("read kept forecasts of project %d: %w", project, err)
	}
	return f, nil
}

// KeepForecasts works out the forecast of every project that has stages, and keeps those that
// have changed. Of a project that has none kept yet it works out what they would have been.
func KeepForecasts(ctx context.Context, db *gorm.DB, sim *Simulator, today values.Date) error {
	list, err := deliveredProjects(ctx, db, `p.option_id IS NOT NULL AND p.starts_on IS NOT NULL`)
	if err != nil {
		return err
	}
	stages := map[int64]map[int64][]Stage{}
	for _, d := range list {
		if stages[d.ProgrammeID] == nil {
			if stages[d.ProgrammeID], err = stagesOf(ctx, db, d.ProgrammeID); err != nil {
				return err
			}
		}
	}
	last, err := lastForecasts(ctx, db)
	if err != nil {
		return err
	}
	keep := make([][]KeptForecast, len(list))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, d := range list {
		group.Go(func() error {
			before, known := last[d.ID]
			days := []values.Date{today}
			if !known {
				days = d.daysSoFar(today)
			}
			for _, day := range days {
				if err := ctx.Err(); err != nil {
					return err
				}
				f, err := sim.forecast(d, stages[d.ProgrammeID][d.OptionID], day)
				if err != nil {
					return err
				}
				k := KeptForecast{d.ID, day, f.P50, f.P80, f.OpenBy, f.Chance, day != today}
				if f.Why == "" && (!known || !k.same(before)) {
					keep[i], before, known = append(keep[i], k), k, true
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, k := range slices.Concat(keep...) {
		err := db.Exec(`INSERT INTO forecasts (project_id, on_day, p50, p80, open_by, chance, worked_back) SELECT id, ?, ?, ?, ?, ?, ? FROM projects WHERE id = ?
			ON CONFLICT (project_id, on_day) DO UPDATE SET p50 = excluded.p50, p80 = excluded.p80, open_by = excluded.open_by, chance = excluded.chance`,
			k.OnDay, k.P50, k.P80, k.OpenBy, k.Chance, k.WorkedBack, k.ProjectID).Error
		if err != nil {
			return fmt.Errorf("keep forecast of project %d: %w", k.ProjectID, err)
		}
	}
	return nil
}

func (k KeptForecast) same(o KeptForecast) bool {
	return k.P50 == o.P50 && k.P80 == o.P80 && k.OpenBy == o.OpenBy && (k.Chance == nil) == (o.Chance == nil) && (k.Chance == nil || *k.Chance == *o.Chance)
}

// everyDays is how far apart forecasts are worked out afterwards.
const everyDays = 28

// daysSoFar are the days on which a project's forecast is worked out afterwards: its start,
// some since, and today.
func (d delivered) daysSoFar(today values.Date) (days []values.Date) {
	for day := d.StartsOn; day.Before(today); day = day.AddDays(everyDays) {
		days = append(days, day)
	}
	return append(days, today)
}

func lastForecasts(ctx context.Context, db *gorm.DB) (map[int64]KeptForecast, error) {
	var list []KeptForecast
	err := db.WithContext(ctx).Raw(`SELECT DISTINCT ON (project_id) project_id, on_day, p50, p80, open_by, chance, worked_back
		FROM forecasts ORDER BY project_id, on_day DESC`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read last forecasts: %w", err)
	}
	last := map[int64]KeptForecast{}
	for _, k := range list {
		last[k.ProjectID] = k
	}
	return last, nil
}

func deliveredProjects(ctx context.Context, db *gorm.DB, where string, args ...any) ([]delivered, error) {
	var list []delivered
	err := db.WithContext(ctx).Raw(`SELECT p.id, coalesce(p.programme_id, 0) AS programme_id, coalesce(p.option_id, 0) AS option_id, coalesce(o.option_ref, '') AS option_ref,
		    p.starts_on, pr.open_by, coalesce(pr.seed, 0) AS seed
		FROM projects p LEFT JOIN options o ON o.id = p.option_id LEFT JOIN programmes pr ON pr.id = p.programme_id WHERE `+where+` ORDER BY p.id`, args...).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read projects to forecast: %w", err)
	}
	var reached []struct {
		ProjectID int64
		Code      string
		Actual    values.Date
	}
	err = db.WithContext(ctx).Raw(`SELECT m.project_id, m.code, m.actual FROM milestones m JOIN projects p ON p.id = m.project_id
		WHERE m.actual IS NOT NULL AND m.code IS NOT NULL AND `+where, args...).Scan(&reached).Error
	if err != nil {
		return nil, fmt.Errorf("read milestones reached: %w", err)
	}
	for i := range list {
		list[i].reached = map[string]values.Date{}
		for _, r := range reached {
			if r.ProjectID == list[i].ID {
				list[i].reached[r.Code] = r.Actual
			}
		}
	}
	return list, nil
}

// by is what had been reached by a day.
func (d delivered) by(today values.Date) map[string]values.Date {
	reached := map[string]values.Date{}
	for code, day := range d.reached {
		if !day.After(today) {
			reached[code] = day
		}
	}
	return reached
}

// forecast simulates a project on from what had been reached by a day.
func (sim *Simulator) forecast(d delivered, stages []Stage, today values.Date) (Forecast, error) {
	f := Forecast{ProjectID: d.ID, OnDay: today, OpenBy: d.OpenBy, Seed: d.Seed, Left: []StageLeft{}, Curve: []schedule.Point{}}
	switch {
	case len(stages) == 0:
		f.Why = "This project was not made from an option, so there are no stages to simulate."
		return f, nil
	case d.StartsOn.IsZero():
		f.Why = "This project has no day on which it starts."
		return f, nil
	}
	reached := d.by(today)
	run, err := sim.runFrom(d, stages, reached, today)
	if err != nil {
		return f, err
	}
	f.P10, f.P50, f.P80, f.P90, f.Runs, f.Curve = run.P10, run.P50, run.P80, run.P90, run.Runs, run.Curve
	if !d.OpenBy.IsZero() {
		chance := run.Chance(d.OpenBy)
		f.Chance, f.Rating = &chance, projects.DeliveryRating(chance)
	}
	for i, s := range stages {
		if _, done := reached[s.Milestone]; !done {
			f.Left = append(f.Left, StageLeft{s.Code, s.Name, run.Stages[i].Critical, run.Stages[i].FinishP50, over(d, stages, s, reached, today)})
		}
	}
	slices.SortStableFunc(f.Left, func(a, b StageLeft) int {
		switch {
		case a.Critical > b.Critical:
			return -1
		case a.Critical < b.Critical:
			return 1
		}
		return 0
	})
	return f, nil
}

// over says whether a stage began when all before it had been reached, and has taken longer
// since than at worst.
func over(d delivered, stages []Stage, s Stage, reached map[string]values.Date, today values.Date) bool {
	began := d.StartsOn
	for i, f := range s.Follows {
		at := slices.IndexFunc(stages, func(o Stage) bool { return o.Code == f.Code })
		day, done := reached[stages[at].Milestone]
		if !done {
			return false
		}
		if day = day.AddDays(int(f.LagWeeks * 7)); i == 0 || day.After(began) {
			began = day
		}
	}
	return s.Chance == 1 && float64(today.Sub(began)) > s.Pessimistic*7
}
