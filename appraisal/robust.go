package appraisal

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
	"gorm.io/gorm"

	"homeground/internal/choice"
	"homeground/internal/schedule"
	"homeground/internal/values"
)

// Robustness is in how many simulated worlds each option is in the best set. In a world
// every option opens on a day and costs what is drawn for it, and asks for grant and match
// in proportion to its cost; the best set is found in each as if its days and costs were
// known beforehand.
type Robustness struct {
	Worlds     int            `json:"worlds" doc:"How many were looked at: as many as there was time for"`
	Seed       int64          `json:"seed" doc:"The programme's: the same worlds each time"`
	Options    []RobustOption `json:"options" doc:"Most often chosen first"`
	Infeasible int            `json:"infeasible" doc:"Worlds in which no set keeps the rules"`
	Unproven   int            `json:"unproven" doc:"Worlds whose set is the best that was found, without a proof"`
}

// RobustOption is one candidate over all worlds.
type RobustOption struct {
	ID            int64   `json:"id"`
	Name          string  `json:"name"`
	InSet         bool    `json:"in_set" doc:"In the best set as things are expected"`
	Share         float64 `json:"share" doc:"Of the worlds, in how many it is in the best set"`
	StandardError float64 `json:"standard_error"`
}

// The worlds that are looked at, how long that may take, and what part of the usual effort
// is spent on one.
const (
	mostWorlds = 1000
	worldsTime = 4 * time.Second
	worldPart  = 20
)

// ReadRobustness is how robust the best set is as of now.
func ReadRobustness(ctx context.Context, db *gorm.DB, sim *Simulator, wish Wish) (Robustness, error) {
	b, err := prepareBest(ctx, db, sim, wish)
	if err != nil {
		return Robustness{}, err
	}
	return b.robustness(ctx, db, sim)
}

func (b BestSet) robustness(ctx context.Context, db *gorm.DB, sim *Simulator) (Robustness, error) {
	drawn, err := b.draw(ctx, db, sim, mostWorlds)
	if err != nil {
		return Robustness{}, err
	}
	return b.inWorlds(ctx, drawn, mostWorlds)
}

// inWorlds finds the best set of each world, as far as there is time.
func (b BestSet) inWorlds(ctx context.Context, drawn []drawn, worlds int) (Robustness, error) {
	r := Robustness{Seed: b.ranking.Programme.Seed, Options: []RobustOption{}}
	expected := b.solver(ctx, 1)(b.problem)
	ctx, stop := context.WithTimeout(ctx, worldsTime)
	defer stop()
	answers := make([]*choice.Answer, worlds)
	var next atomic.Int64
	var group errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			solve := b.solver(ctx, worldPart)
			for w := int(next.Add(1)) - 1; w < worlds && ctx.Err() == nil; w = int(next.Add(1)) - 1 {
				p, err := b.world(drawn, w)
				if err != nil {
					return err
				}
				if a := solve(p); ctx.Err() == nil {
					answers[w] = &a
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return r, err
	}
	times := map[string]int{}
	for _, a := range answers {
		if a == nil {
			continue
		}
		r.Worlds++
		switch a.Status {
		case choice.Infeasible:
			r.Infeasible++
		case choice.Stopped:
			r.Unproven++
		}
		for _, ref := range a.Chosen {
			times[ref]++
		}
	}
	for _, o := range b.options {
		share := float64(times[o.OptionRef]) / float64(max(1, r.Worlds))
		r.Options = append(r.Options, RobustOption{o.ID, o.Name, slices.Contains(expected.Chosen, o.OptionRef), share, math.Sqrt(share * (1 - share) / float64(max(1, r.Worlds)))})
	}
	slices.SortStableFunc(r.Options, func(a, b RobustOption) int { return cmp.Compare(b.Share, a.Share) })
	return r, nil
}

// drawn is what worlds have of one option.
type drawn struct {
	openings []values.Date
	costs    []int64
}

func (b BestSet) draw(ctx context.Context, db *gorm.DB, sim *Simulator, worlds int) ([]drawn, error) {
	programme := b.ranking.Programme
	stages, err := stagesOf(ctx, db, programme.ID)
	if err != nil {
		return nil, err
	}
	list := make([]drawn, len(b.options))
	for i, o := range b.options {
		run, err := sim.run(o, stages[o.ID], programme.Seed)
		if err != nil {
			return nil, err
		}
		list[i].openings = run.Openings(o.OptionRef, worlds)
		if list[i].costs, err = schedule.Costs(o.OptionRef, programme.Seed, o.CostLowPence, o.CostLikelyPence, o.CostHighPence, worlds); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// world is the problem as one world has it.
func (b BestSet) world(drawn []drawn, w int) (choice.Problem, error) {
	p := b.problem
	p.Options = slices.Clone(p.Options)
	for i, o := range b.options {
		c, opens, cost := &p.Options[i], drawn[i].openings[w], drawn[i].costs[w]
		c.Cost = inProportion(c.Cost, cost, o.CostLikelyPence)
		match := make(map[string]int64, len(c.Match))
		for authority, amount := range c.Match {
			match[authority] = inProportion(amount, cost, o.CostLikelyPence)
		}
		c.Match = match
		switch b.Objective {
		case "in_time":
			chance := 0.0
			if !opens.After(b.ranking.Programme.OpenBy) {
				chance = 1
			}
			c.Value = value(b.Objective, o, chance)
		case "score":
			o.Opening.P80, o.CostLikelyPence = opens, cost
			_, score, err := Score(o.measures(), b.ranking.Criteria)
			if err != nil {
				return p, fmt.Errorf("score option %d in a world: %w", o.ID, err)
			}
			c.Value = millionths(score)
		}
	}
	return p, nil
}

// inProportion is an amount as the cost has grown or shrunk, rounded up to the penny.
func inProportion(amount, cost, likely int64) int64 {
	if likely == 0 {
		return amount
	}
	return int64(math.Ceil(float64(amount) * (float64(cost) / float64(likely))))
}
