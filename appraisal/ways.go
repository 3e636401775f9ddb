package appraisal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/choice"
	"homeground/internal/values"
)

// Way is a smallest change, in words and figures: one lever, or two together.
type Way struct {
	Text   string  `json:"text"`
	Levers []Lever `json:"levers"`
}

// Lever is one thing that a change moves: budget, own_grant and pledge:<authority> by pence,
// sooner_weeks by weeks, rule:<name> off by 1.
type Lever struct {
	Lever string `json:"lever"`
	By    int64  `json:"by"`
}

// ChoiceChanges are what would bring an option into the best set.
type ChoiceChanges struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Ways []Way  `json:"ways" doc:"The smallest first; none: no single change nor other funding with sooner opening brings it in"`
	Text string `json:"text" doc:"The smallest in a sentence"`
}

// oneChangesTime is how long the changes of one option may be looked for.
const oneChangesTime = 8 * time.Second

// ReadChanges is what would bring one option into the best set.
func ReadChanges(ctx context.Context, db *gorm.DB, sim *Simulator, wish Wish, id int64) (ChoiceChanges, error) {
	b, err := prepareBest(ctx, db, sim, wish)
	if err != nil {
		return ChoiceChanges{}, err
	}
	at := slices.IndexFunc(b.options, func(o Option) bool { return o.ID == id })
	if at < 0 {
		return b.notCandidate(id)
	}
	within, stop := context.WithTimeout(ctx, oneChangesTime)
	defer stop()
	return b.changes(ctx, within, db, sim, b.solver(within, 1)(b.problem), b.options[at])
}

// changes are what would bring a candidate into the best set, looked for until the second
// context ends: what is read is read to its end.
func (b BestSet) changes(ctx, within context.Context, db *gorm.DB, sim *Simulator, best choice.Answer, o Option) (ChoiceChanges, error) {
	c := ChoiceChanges{ID: o.ID, Name: o.Name, Ways: []Way{}}
	switch {
	case best.Status == choice.Infeasible:
		c.Text = "No set keeps the rules as they are."
	case slices.Contains(best.Chosen, o.OptionRef):
		c.Text = "It is in the best set."
	default:
		sooner, err := b.sooner(ctx, db, sim, o)
		if err != nil {
			return c, err
		}
		left := choice.Changes(b.problem, best, o.OptionRef, sooner, b.solver(within, 1))
		switch c.Ways = b.ways(left.Changes); {
		case within.Err() != nil: // some of them may not be the smallest
			c.Ways, c.Text = []Way{}, "What would bring it in was not found in time."
		case len(c.Ways) > 0:
			c.Text = c.Ways[0].Text
		case b.Objective == "covered" || b.Objective == "places":
			c.Text = "No single change brings it in."
		default:
			c.Text = "No single change, nor other funding with sooner opening, brings it in."
		}
	}
	return c, nil
}

// notCandidate says of an option that cannot be chosen from why not.
func (b BestSet) notCandidate(id int64) (ChoiceChanges, error) {
	o, err := b.ranking.optionByID(id)
	c := ChoiceChanges{ID: o.ID, Name: o.Name, Ways: []Way{}, Text: "It is withdrawn."}
	for _, left := range b.LeftOut {
		if left.ID == id {
			c.Text = left.Why
		}
	}
	if o.Chosen {
		c.Text = "It is a project already."
	}
	return c, err
}

// mostSooner is how many weeks sooner are looked at.
const mostSooner = 156

// sooner is what an option would be worth if it opened 1, 2 ... weeks sooner, until that
// gains nothing.
func (b BestSet) sooner(ctx context.Context, db *gorm.DB, sim *Simulator, o Option) (list []int64, err error) {
	if b.Objective == "places" || b.Objective == "covered" {
		return nil, nil // worth the same whenever it opens
	}
	stages, err := stagesOf(ctx, db, b.ranking.Programme.ID)
	if err != nil {
		return nil, err
	}
	run, err := sim.run(o, stages[o.ID], b.ranking.Programme.Seed)
	if err != nil {
		return nil, err
	}
	for weeks := 1; weeks <= mostSooner; weeks++ {
		if b.Objective == "in_time" {
			list = append(list, value(b.Objective, o, run.Chance(b.ranking.Programme.OpenBy.AddDays(7*weeks))))
			continue
		}
		measures := o.measures()
		measures["time_to_open"] -= float64(weeks)
		if measures["time_to_open"] < 0 {
			break
		}
		_, score, err := Score(measures, b.ranking.Criteria)
		if err != nil {
			return nil, fmt.Errorf("score option %d: %w", o.ID, err)
		}
		list = append(list, millionths(score))
	}
	for len(list) > 1 && list[len(list)-1] == list[len(list)-2] {
		list = list[:len(list)-1]
	}
	return list, nil
}

func (b BestSet) ways(changes [][]choice.Change) []Way {
	list := make([]Way, len(changes))
	for i, change := range changes {
		var said []string
		for _, c := range change {
			said = append(said, b.words(c))
			list[i].Levers = append(list[i].Levers, Lever(c))
		}
		text := strings.Join(said, " and ")
		list[i].Text = strings.ToUpper(text[:1]) + text[1:]
		if strings.HasPrefix(text, "£") {
			list[i].Text = text
		}
	}
	return list
}

// words are one change in words.
func (b BestSet) words(c choice.Change) string {
	kind, which, _ := strings.Cut(c.Lever, ":")
	money := values.Pence(c.By).Words()
	switch kind {
	case "budget":
		if c.By == 0 {
			return "nothing: a set with it is worth the same"
		}
		return money + " more grant"
	case "own_grant":
		if which != "" {
			return money + " of other funding for " + b.said[which]
		}
		return money + " of other funding"
	case "pledge":
		return money + " more match pledged by " + b.said[which]
	case "sooner_weeks":
		if c.By == 1 {
			return "opening 1 week sooner"
		}
		return fmt.Sprintf("opening %d weeks sooner", c.By)
	}
	rule, of, _ := strings.Cut(which, ":")
	switch rule {
	case "forced_in":
		return "not asking for " + b.said[of]
	case "forced_out":
		return "not ruling out " + b.said[of]
	case "hub_minimum":
		return "no minimum for the " + of + " hub"
	case "site":
		return "more than one option at " + b.said[of]
	case "prerequisites":
		return b.said[of] + " without what it needs"
	}
	return b.said[of] + " with what it excludes"
}
