package appraisal

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/errgroup"
	"gorm.io/gorm"

	"homeground/demand"
	"homeground/grants"
	"homeground/internal/problem"
	"homeground/internal/schedule"
	"homeground/internal/values"
	"homeground/projects"
)

// Runs is how often an option's opening is simulated.
const Runs = 10000

// Stage is one step of an option on the way to opening; lengths are weeks.
type Stage struct {
	ID          int64       `json:"id"`
	OptionID    int64       `json:"-"`
	Code        string      `json:"code"`
	Name        string      `json:"name"`
	Milestone   string      `json:"milestone"`
	Optimistic  float64     `json:"optimistic"`
	Likely      float64     `json:"likely"`
	Pessimistic float64     `json:"pessimistic"`
	Chance      float64     `json:"chance" doc:"Of being needed at all"`
	IsEstimate  bool        `json:"is_estimate" doc:"The range is an estimate, without a published source"`
	Follows     []Follow    `json:"follows" gorm:"-"`
	Critical    float64     `json:"critical" gorm:"-" doc:"Share of runs in which it sets the opening day"`
	FinishP50   values.Date `json:"finish_p50,omitzero" gorm:"-" format:"date" doc:"The day half of the runs finish it by"`
	Version     int         `json:"version"`
}

// Follow says that a stage starts when another ends, plus the lag (below zero: before).
type Follow struct {
	Code     string  `json:"code"`
	LagWeeks float64 `json:"lag_weeks"`
}

// OptionDetail is an option with what its page adds.
type OptionDetail struct {
	Option
	PlacesByType   []TypedPlaces `json:"places_by_type"`
	Match          []MatchFrom   `json:"match"`
	CopiedFromName string        `json:"copied_from_name,omitempty"`

	OpenBy   values.Date      `json:"open_by" format:"date"`
	Stages   []Stage          `json:"stages"`
	Curve    []schedule.Point `json:"curve" doc:"By each day, the share of runs that are open"`
	Runs     int              `json:"runs"`
	Seed     int64            `json:"seed"`
	MeanDays float64          `json:"mean_days"`
}

// Simulator runs options' stage networks, and keeps what it ran: the same stages, seed
// and start give the same result. Coverer is who knows what need an option would cover.
type Simulator struct {
	Coverer demand.Coverer
	kept    *lru.Cache[string, *schedule.Result]
}

// NewSimulator keeps the last results of as many options as any region has.
func NewSimulator() *Simulator {
	kept, err := lru.New[string, *schedule.Result](1000)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &Simulator{kept: kept}
}

func (sim *Simulator) run(o Option, stages []Stage, seed int64) (*schedule.Result, error) {
	return sim.simulate(stages, func(n *schedule.Network) (*schedule.Result, error) {
		return n.Simulate(o.OptionRef, seed, Runs, o.StartsOn)
	}, o.OptionRef, seed, o.StartsOn)
}

// runFrom runs a project's stages on from what was reached by a day.
func (sim *Simulator) runFrom(d delivered, stages []Stage, reached map[string]values.Date, today values.Date) (*schedule.Result, error) {
	return sim.simulate(stages, func(n *schedule.Network) (*schedule.Result, error) {
		rest, from, err := n.From(d.StartsOn, today, reached)
		if err != nil {
			return nil, err
		}
		return rest.Simulate(d.OptionRef, d.Seed, Runs, from)
	}, d.OptionRef, d.Seed, d.StartsOn, reached, today)
}

// simulate runs stages as a network, once for each of what their result hangs on.
func (sim *Simulator) simulate(stages []Stage, run func(*schedule.Network) (*schedule.Result, error), on ...any) (*schedule.Result, error) {
	steps := make([]schedule.Stage, len(stages))
	for i, s := range stages {
		steps[i] = schedule.Stage{Code: s.Code, Milestone: s.Milestone, Optimistic: s.Optimistic, Likely: s.Likely, Pessimistic: s.Pessimistic, Chance: s.Chance}
		for _, f := range s.Follows {
			steps[i].Follows = append(steps[i].Follows, schedule.Link{Code: f.Code, LagWeeks: f.LagWeeks})
		}
	}
	key, err := json.Marshal(append(on, steps))
	if err != nil {
		return nil, fmt.Errorf("simulate stages: %w", err)
	}
	if r, ok := sim.kept.Get(string(key)); ok {
		return r, nil
	}
	network, err := schedule.NewNetwork(steps)
	if err != nil {
		return nil, fmt.Errorf("read stages: %w", err)
	}
	r, err := run(network)
	if err == nil {
		sim.kept.Add(string(key), r)
	}
	return r, err
}

// openAll simulates when each option opens, on all processors. Each draws from streams of
// its own, so the order makes no difference.
func (sim *Simulator) openAll(ctx context.Context, list []Option, stages map[int64][]Stage, programme grants.Programme) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range list {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			run, err := sim.run(list[i], stages[list[i].ID], programme.Seed)
			if err == nil {
				list[i].Opening = openingOf(run, programme.OpenBy)
			}
			return err
		})
	}
	return group.Wait()
}

// stagesOf reads the stages of every option of a programme, in order.
func stagesOf(ctx context.Context, db *gorm.DB, programme int64) (map[int64][]Stage, error) {
	var list []Stage
	err := db.WithContext(ctx).Raw(`
		SELECT s.id, s.option_id, s.code, s.name, s.milestone, s.optimistic, s.likely, s.pessimistic, s.chance, s.is_estimate, s.version
		FROM option_stages s JOIN options o ON o.id = s.option_id
		WHERE o.programme_id = ? ORDER BY s.option_id, s.position, s.id`, programme).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read stages: %w", err)
	}
	var links []struct {
		StageID int64
		Follow
	}
	err = db.WithContext(ctx).Raw(`
		SELECT l.stage_id, f.code, l.lag_weeks FROM option_stage_links l
		JOIN option_stages f ON f.id = l.follows_id JOIN options o ON o.id = f.option_id
		WHERE o.programme_id = ? ORDER BY l.stage_id, f.position`, programme).Scan(&links).Error
	if err != nil {
		return nil, fmt.Errorf("read links of stages: %w", err)
	}
	follows := map[int64][]Follow{}
	for _, l := range links {
		follows[l.StageID] = append(follows[l.StageID], l.Follow)
	}
	of := map[int64][]Stage{}
	for _, s := range list {
		if s.Follows = follows[s.ID]; s.Follows == nil {
			s.Follows = []Follow{}
		}
		of[s.OptionID] = append(of[s.OptionID], s)
	}
	return of, nil
}

// ReadOption is one option with its stages and the spread of its opening.
func ReadOption(ctx context.Context, db *gorm.DB, sim *Simulator, id int64) (OptionDetail, error) {
	ranking, err := Rank(ctx, db, sim, nil)
	if err != nil {
		return OptionDetail{}, err
	}
	o, err := ranking.optionByID(id)
	if err != nil {
		return OptionDetail{}, err
	}
	stages, err := stagesOf(ctx, db, ranking.Programme.ID)
	if err != nil {
		return OptionDetail{}, err
	}
	run, err := sim.run(o, stages[id], ranking.Programme.Seed)
	if err != nil {
		return OptionDetail{}, err
	}
	d := OptionDetail{Option: o, OpenBy: ranking.Programme.OpenBy, Stages: stages[id], Curve: run.Curve, Runs: run.Runs, Seed: run.Seed, MeanDays: run.MeanDays}
	for i := range d.Stages {
		d.Stages[i].Critical, d.Stages[i].FinishP50 = run.Stages[i].Critical, run.Stages[i].FinishP50
	}
	return d, d.readParts(ctx, db)
}

// StageChange is a new range for a stage; what is left out stays.
type StageChange struct {
	Optimistic  *float64 `json:"optimistic,omitempty"`
	Likely      *float64 `json:"likely,omitempty"`
	Pessimistic *float64 `json:"pessimistic,omitempty"`
	Chance      *float64 `json:"chance,omitempty"`
}

// ChangeStage gives a stage, still at the version that was read, a new range and tells
// which option it belongs to.
func ChangeStage(ctx context.Context, db *gorm.DB, id int64, version int, change StageChange) (option int64, err error) {
	err = db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		// The lock makes two changes of its option wait in line; read only after it.
		if err := tx.Exec(`SELECT 1 FROM options WHERE id = (SELECT option_id FROM option_stages WHERE id = ?) FOR UPDATE`, id).Error; err != nil {
			return fmt.Errorf("lock stage %d: %w", id, err)
		}
		s, err := ReadStage(ctx, tx, id)
		if err != nil {
			return err
		}
		option = s.OptionID
		if s.Version != version {
			return problem.Overtaken("stage", s)
		}
		for _, f := range []struct{ to, from *float64 }{{&s.Optimistic, change.Optimistic}, {&s.Likely, change.Likely},
			{&s.Pessimistic, change.Pessimistic}, {&s.Chance, change.Chance}} {
			if f.from != nil {
				*f.to = *f.from
			}
		}
		if err := s.check(); err != nil {
			return err
		}
		err = tx.Exec(`UPDATE option_stages SET optimistic = ?, likely = ?, pessimistic = ?, chance = ?, version = version + 1 WHERE id = ?`,
			s.Optimistic, s.Likely, s.Pessimistic, s.Chance, id).Error
		if err != nil {
			return fmt.Errorf("change stage %d: %w", id, err)
		}
		return newVersion(tx, option)
	})
	return option, err
}

// ReadStage is one stage, without what follows from the others.
func ReadStage(ctx context.Context, db *gorm.DB, id int64) (Stage, error) {
	var rows []Stage
	err := db.WithContext(ctx).Raw(`SELECT id, option_id, code, name, milestone, optimistic, likely, pessimistic, chance, is_estimate, version
		FROM option_stages WHERE id = ?`, id).Scan(&rows).Error
	if err != nil {
		return Stage{}, fmt.Errorf("read stage %d: %w", id, err)
	}
	if len(rows) == 0 {
		return Stage{}, problem.Missing("stage")
	}
	rows[0].Follows = []Follow{}
	return rows[0], nil
}

func (s Stage) check() error {
	p := &problem.Problem{Kind: problem.Invalid, Text: "This range cannot be used."}
	fault := func(field, text string) { p.Faults = append(p.Faults, problem.Fault{Field: field, Text: text}) }
	if s.Optimistic < 0 {
		fault("optimistic", "Enter 0 or more weeks.")
	}
	if s.Likely < s.Optimistic {
		fault("likely", "Enter at least as many weeks as at best.")
	}
	if s.Pessimistic < s.Likely {
		fault("pessimistic", "Enter at least as many weeks as most likely.")
	}
	if s.Pessimistic > schedule.MaxWeeks {
		fault("pessimistic", fmt.Sprintf("Enter at most %d weeks.", schedule.MaxWeeks))
	}
	if s.Chance <= 0 || s.Chance > 1 {
		fault("chance", "Enter a chance above 0 and at most 1.")
	}
	if len(p.Faults) > 0 {
		return p
	}
	return nil
}

// plan is the option's milestones, each at the day half of the runs reach it by.
func (sim *Simulator) plan(ctx context.Context, db *gorm.DB, o Option, programme grants.Programme) ([]projects.Planned, error) {
	stages, err := stagesOf(ctx, db, programme.ID)
	if err != nil {
		return nil, err
	}
	run, err := sim.run(o, stages[o.ID], programme.Seed)
	if err != nil {
		return nil, err
	}
	reached, err := run.Plan()
	if err != nil {
		return nil, fmt.Errorf("plan option %d: %w", o.ID, err)
	}
	plan := make([]projects.Planned, len(reached))
	for i, m := range reached {
		plan[i] = projects.Planned{Code: m.Milestone, Name: projects.MilestoneName(m.Milestone), Baseline: m.Baseline}
		for _, l := range m.Follows {
			plan[i].Follows = append(plan[i].Follows, projects.PlannedLink(l))
		}
	}
	return plan, nil
}
