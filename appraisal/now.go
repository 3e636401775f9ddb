package appraisal

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"homeground/internal/values"
)

// Now is what would be chosen today for what a decision was asked for, its own projects
// taken as options again, and what has changed since.
type Now struct {
	Best     BestSet  `json:"best"`
	Same     bool     `json:"same" doc:"The same set would be chosen"`
	Joins    []Linked `json:"joins" doc:"In the set today, not in the decision's"`
	Leaves   []Linked `json:"leaves" doc:"In the decision's set, not in today's"`
	Changes  []Since  `json:"changes" doc:"What the choice is worked out from, then and now; nothing else of it has changed"`
	Sentence string   `json:"sentence"`
}

// Since is one figure then and now.
type Since struct {
	OptionID int64  `json:"option_id,omitempty" doc:"Of an option; else of the programme or the appraisal"`
	Name     string `json:"name"`
	What     string `json:"what"`
	Then     string `json:"then"`
	Now      string `json:"now"`
}

// ReadNow is what would be chosen today.
func ReadNow(ctx context.Context, db *gorm.DB, sim *Simulator, id int64) (Now, error) {
	d, err := ReadDecision(ctx, db, id)
	if err != nil {
		return Now{}, err
	}
	ranking, err := Rank(ctx, db, sim, nil)
	if err != nil {
		return Now{}, err
	}
	if err := ranking.reopen(ctx, db, d.Options); err != nil {
		return Now{}, err
	}
	now := Now{Joins: []Linked{}, Leaves: []Linked{}, Changes: since(d.Paper, ranking)}
	wish := d.Paper.Wish.wish()
	wish.reopened = d.Options
	wish.known(ranking)
	if now.Best, err = ReadBest(ctx, db, sim, wish); err != nil {
		return now, err
	}
	for _, id := range now.Best.Best.Options {
		if o, err := ranking.optionByID(id); err == nil && !slices.Contains(d.Options, id) {
			now.Joins = append(now.Joins, o.linked())
		}
	}
	for _, id := range d.Options {
		if o, err := ranking.optionByID(id); err == nil && !now.Best.Best.Has(id) {
			now.Leaves = append(now.Leaves, o.linked())
		}
	}
	now.Same = len(now.Joins)+len(now.Leaves) == 0
	now.Sentence = now.sentence()
	return now, nil
}

// reopen takes projects as options again, and their grant as not used.
func (r *Ranking) reopen(ctx context.Context, db *gorm.DB, options []int64) error {
	if len(options) == 0 {
		return nil
	}
	var freed int64
	err := db.WithContext(ctx).Raw(`SELECT coalesce(sum(grant_pence), 0)::bigint FROM projects WHERE option_id IN ? AND programme_id = ?`, options, r.Programme.ID).Scan(&freed).Error
	if err != nil {
		return fmt.Errorf("read the grant of a decision's projects: %w", err)
	}
	r.Programme.GrantUsedPence, r.Programme.GrantLeftPence = r.Programme.GrantUsedPence-freed, r.Programme.GrantLeftPence+freed
	for i := range r.Options {
		o := &r.Options[i]
		o.Chosen = o.Chosen && !slices.Contains(options, o.ID)
		for _, links := range [][]Linked{o.Needs, o.Excludes} {
			for j := range links {
				links[j].Chosen = links[j].Chosen && !slices.Contains(options, links[j].ID)
			}
		}
	}
	return nil
}

// known leaves out of a wish what cannot be asked for any more: options that are withdrawn,
// or projects by other decisions.
func (w *Wish) known(r Ranking) {
	gone := func(id int64) bool {
		o, err := r.optionByID(id)
		return err != nil || o.Chosen || o.withdrawn()
	}
	w.In, w.Out = slices.DeleteFunc(slices.Clone(w.In), gone), slices.DeleteFunc(slices.Clone(w.Out), gone)
}

func (o Option) linked() Linked { return Linked{o.ID, o.OptionRef, o.Name, o.State, o.Chosen} }

// since is what the choice is worked out from, where it is not as it was.
func since(then Paper, now Ranking) (list []Since) {
	list = []Since{}
	add := func(id int64, name, what, before, after string) {
		if before != after {
			list = append(list, Since{id, name, what, before, after})
		}
	}
	money := func(pence int64) string { return values.Pence(pence).Words() }
	add(0, now.Programme.Name, "award", money(then.Programme.AwardPence), money(now.Programme.AwardPence))
	add(0, now.Programme.Name, "grant left to invest", money(then.Programme.GrantLeftPence), money(now.Programme.GrantLeftPence))
	add(0, now.Programme.Name, "day to open by", then.Programme.OpenBy.Words(), now.Programme.OpenBy.Words())
	weights := func(list []Criterion) map[string]string {
		of := map[string]string{}
		for _, c := range list {
			of[c.Name] = fmt.Sprintf("%s of the score, from %s to %s", percentOf(c.WeightPercent), number(c.Worst), number(c.Best))
		}
		return of
	}
	before, after := weights(then.Appraisal.Criteria), weights(now.Criteria)
	for _, c := range now.Criteria {
		add(0, "Appraisal", c.Name, orNone(before[c.Name]), after[c.Name])
	}
	for _, c := range then.Appraisal.Criteria {
		if after[c.Name] == "" {
			add(0, "Appraisal", c.Name, before[c.Name], orNone(""))
		}
	}
	for _, o := range then.Options {
		n, err := now.optionByID(o.ID)
		switch {
		case err != nil:
			continue
		case n.withdrawn():
			add(o.ID, n.Name, "state", "proposed", "withdrawn")
			continue
		}
		add(o.ID, n.Name, "places", strconv.Itoa(o.Places), strconv.Itoa(n.Places))
		add(o.ID, n.Name, "likely cost", money(o.CostLikelyPence), money(n.CostLikelyPence))
		add(o.ID, n.Name, "grant", money(o.GrantPence), money(n.GrantPence))
		add(o.ID, n.Name, "match", money(o.MatchPence), money(n.MatchPence))
		add(o.ID, n.Name, "80 % likely by", o.Opening.P80.Words(), n.Opening.P80.Words())
		add(o.ID, n.Name, "chance of opening in time", percentOf(100*o.Opening.Chance), percentOf(100*n.Opening.Chance))
		add(o.ID, n.Name, "need covered, children", tenth(o.NeedCovered), tenth(n.NeedCovered))
		add(o.ID, n.Name, "score", tenth(o.Score), tenth(n.Score))
	}
	for _, n := range now.Options {
		if !slices.ContainsFunc(then.Options, func(o Option) bool { return o.ID == n.ID }) {
			add(n.ID, n.Name, "state", orNone(""), "proposed since")
		}
	}
	return list
}

func (n Now) sentence() string {
	if n.Same {
		return "The same set would be chosen today."
	}
	return fmt.Sprintf("Today another set would be chosen: %d in that the board did not choose, %d of the board's out.", len(n.Joins), len(n.Leaves))
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

func number(f float64) string    { return strconv.FormatFloat(f, 'f', -1, 64) }
func tenth(f float64) string     { return strconv.FormatFloat(math.Round(10*f)/10, 'f', 1, 64) }
func percentOf(f float64) string { return tenth(f) + " %" }
