package appraisal

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/demand"
	"homeground/internal/choice"
	"homeground/internal/problem"
)

// Wish is what a best set is asked for: what it is to have most of, which options must be
// in and out, which rules are off and, where it is not what is left of the award, how much
// grant there is.
type Wish struct {
	Objective string // places, in_time, score or covered
	In, Out   []int64
	Only      bool     // nothing but what must be in
	Off       []string // names of rules, see BestSet.Rules
	Budget    *int64
	reopened  []int64 // projects that are taken as options again
}

// BestSet is the set of options that is worth most under the rules. Projects stay as they
// are: only other options are chosen from, with what the projects leave.
type BestSet struct {
	Status      string       `json:"status" enum:"optimal,stopped,infeasible" doc:"Optimal: proven. Stopped: no set is worth more than the bound. Infeasible: no set keeps the rules"`
	Objective   string       `json:"objective" enum:"places,in_time,score,covered"`
	BudgetPence int64        `json:"budget_pence" doc:"The grant there is: what projects leave of the award, or as asked"`
	Best        SetOf        `json:"best"`
	Bound       float64      `json:"bound"`
	EqualBest   bool         `json:"equal_best" doc:"Another set is worth the same; this one needs least grant, or comes first"`
	Candidates  int          `json:"candidates" doc:"Options that it was chosen from"`
	NextBest    []SetOf      `json:"next_best"`
	NextProven  bool         `json:"next_proven"`
	Frontier    []SetOf      `json:"frontier" doc:"What more grant would buy: each set, from its grant to that of the next, is worth most"`
	Whole       bool         `json:"frontier_whole" doc:"No step of the frontier is missing"`
	MendedBy    []Way        `json:"mended_by" doc:"Where no set keeps the rules: each of these changes mends it"`
	Rules       []ChoiceRule `json:"rules" doc:"What a set must keep, each by its name; and whether it is off"`
	Shares      []Share      `json:"shares" doc:"Who has and who pays what of the best set, by authority; without a code: others who give match"`
	LeftOut     []LeftOut    `json:"left_out"`
	ranking     Ranking
	ties        ties
	options     []Option // the candidates
	problem     choice.Problem
	units       float64             // so many of the search's whole numbers are 1
	gains       func() choice.Gains // for need covered: one for each solver
	said        map[string]string   // the names of options, sites, authorities
}

// SetOf is a set of options and what it is worth.
type SetOf struct {
	Options    []int64 `json:"options"`
	Value      float64 `json:"value" doc:"In places, places expected in time, points of score, or children covered"`
	GrantPence int64   `json:"grant_pence"`
	MatchPence int64   `json:"match_pence"`
	Places     int     `json:"places"`
}

// Has says whether an option is in the set.
func (s SetOf) Has(option int64) bool { return slices.Contains(s.Options, option) }

// Share is what one authority has of a set, and gives to it.
type Share struct {
	AuthorityCode string `json:"authority_code,omitempty"`
	Name          string `json:"name"`
	Hub           string `json:"hub,omitempty"`
	Options       int    `json:"options" doc:"Of which it is the authority"`
	Places        int    `json:"places"`
	GrantPence    int64  `json:"grant_pence" doc:"To its options"`
	MatchPence    int64  `json:"match_pence" doc:"That it gives, also to options of others"`
}

// LeftOut is a candidate that the best set leaves out.
type LeftOut struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Why  string `json:"why,omitempty" doc:"Why it could not be chosen from at all"`
}

// ChoiceRule is something a set must keep.
type ChoiceRule struct {
	Name string `json:"name"`
	Text string `json:"text"`
	Off  bool   `json:"off"`
}

// Objectives are what a set may have most of.
var Objectives = []string{"places", "in_time", "score", "covered"}

// bestTime is how long everything about a best set may take.
const bestTime = 5 * time.Second

// ReadBest is the best set as of now.
func ReadBest(ctx context.Context, db *gorm.DB, sim *Simulator, wish Wish) (BestSet, error) {
	b, _, err := findBest(ctx, db, sim, wish)
	return b, err
}

// findBest is the best set as of now, and as the search has it.
func findBest(ctx context.Context, db *gorm.DB, sim *Simulator, wish Wish) (BestSet, choice.Answer, error) {
	b, err := prepareBest(ctx, db, sim, wish)
	if err != nil {
		return b, choice.Answer{}, err
	}
	ctx, stop := context.WithTimeout(ctx, bestTime)
	defer stop()
	solve := b.solver(ctx, 1)
	a := solve(b.problem)
	b.Status, b.EqualBest, b.Bound, b.Best = a.Status, a.EqualBest, float64(a.Bound)/b.units, b.set(a)
	next, proven := choice.NextBest(b.problem, a, 3, solve)
	b.NextBest, b.NextProven = b.sets(next), proven
	b.Shares = b.shares(a.Chosen)
	more := b.problem
	more.Budget += more.Budget / 4
	frontier, whole := choice.Frontier(more, mostPoints, solve)
	b.Frontier, b.Whole = b.sets(frontier), whole
	if a.Status == choice.Infeasible {
		b.MendedBy = b.ways(choice.Mends(b.problem))
	}
	for _, o := range b.options {
		if !b.Best.Has(o.ID) {
			b.LeftOut = append(b.LeftOut, LeftOut{ID: o.ID, Name: o.Name})
		}
	}
	return b, a, nil
}

// mostPoints is how many steps of a frontier are told of.
const mostPoints = 300

// prepareBest reads the candidates and the rules.
func prepareBest(ctx context.Context, db *gorm.DB, sim *Simulator, wish Wish) (BestSet, error) {
	b := BestSet{Objective: wish.Objective, NextBest: []SetOf{}, Frontier: []SetOf{}, MendedBy: []Way{}, Rules: []ChoiceRule{}, LeftOut: []LeftOut{}, Shares: []Share{}, said: map[string]string{}}
	ranking, err := Rank(ctx, db, sim, nil)
	if err != nil {
		return b, err
	}
	if err := ranking.reopen(ctx, db, wish.reopened); err != nil {
		return b, err
	}
	b.ranking = ranking
	if b.ties, err = readTies(ctx, db, ranking.Programme.ID); err != nil {
		return b, err
	}
	b.BudgetPence = ranking.Programme.GrantLeftPence
	if wish.Budget != nil {
		b.BudgetPence = *wish.Budget
	}
	b.problem = choice.Problem{Budget: b.BudgetPence, HubMinimum: map[string]int{}}
	b.candidates(ranking)
	b.lay()
	if err := b.wished(wish); err != nil {
		return b, err
	}
	if b.units = 1; wish.Objective == "in_time" {
		b.units = Runs
	} else if wish.Objective == "score" {
		b.units = 1e6
	}
	for i, o := range b.options {
		b.problem.Options[i].Value = value(wish.Objective, o, o.Opening.Chance)
	}
	if wish.Objective == "covered" {
		coverage, err := sim.Coverer.Now(ctx, db)
		if err != nil {
			return b, err
		}
		b.units = demand.Unit
		proposals := make([]demand.Proposal, len(b.options))
		for i, o := range b.options {
			proposals[i] = o.proposedPlaces()
		}
		b.gains = func() choice.Gains { return coverage.GainsOf(proposals) }
	}
	return b, nil
}

// value is what an option is worth by an objective, in whole numbers: of places open in
// time with a chance in runs, of score in millionths of a point.
func value(objective string, o Option, chance float64) int64 {
	switch objective {
	case "places":
		return int64(o.Places)
	case "in_time":
		return int64(o.Places) * int64(math.Round(chance*Runs))
	case "score":
		return millionths(o.Score)
	}
	return 0
}

// solver is how a best set is found until the time is over, or so small a part of the usual
// effort is spent. Each is for one goroutine.
func (b BestSet) solver(ctx context.Context, part int) choice.Solver {
	if b.gains != nil {
		gains := b.gains()
		return func(p choice.Problem) choice.Answer {
			return choice.BestTogether(ctx, p, gains, choice.TogetherEffort/part)
		}
	}
	return func(p choice.Problem) choice.Answer {
		if ctx.Err() != nil {
			return choice.Answer{Status: choice.Stopped, Chosen: []string{}, Bound: math.MaxInt64 / 2}
		}
		return choice.Best(p, choice.Effort/part)
	}
}

// candidates are the options that are no projects yet, that no project excludes or takes
// the site of, and whose prerequisites are projects or candidates. Of the others it is said
// why not.
func (b *BestSet) candidates(r Ranking) {
	taken := map[int64]bool{}
	for _, o := range r.Options {
		if o.Chosen {
			for _, s := range o.Sites {
				taken[s.ID] = true
			}
		}
	}
	why := func(o Option) string {
		for _, s := range o.Sites {
			if taken[s.ID] {
				return "A project uses " + s.Name + "."
			}
		}
		for _, e := range o.Excludes {
			if e.Chosen {
				return "It cannot go together with " + e.Name + ", which is a project."
			}
		}
		for _, n := range o.Needs {
			if n.State == "withdrawn" {
				return "It needs " + n.Name + ", which is withdrawn."
			}
		}
		return ""
	}
	for _, o := range r.Options {
		b.said[o.OptionRef] = o.Name
		if o.Chosen {
			continue
		}
		if w := why(o); w != "" {
			b.LeftOut = append(b.LeftOut, LeftOut{o.ID, o.Name, w})
			continue
		}
		b.options = append(b.options, o)
	}
	b.Candidates = len(b.options)
}

// lay writes the candidates and the rules as the search reads them.
func (b *BestSet) lay() {
	t, r := b.ties, b.ranking
	ref := map[int64]string{}
	for _, o := range b.options {
		ref[o.ID] = o.OptionRef
	}
	project := map[int64]bool{}
	hubs := map[string]int{}
	for _, o := range r.Options {
		if project[o.ID] = o.Chosen; o.Chosen {
			hubs[o.Hub]++
		}
	}
	for hub, minimum := range t.hubs {
		if minimum > hubs[hub] {
			b.problem.HubMinimum[hub] = minimum - hubs[hub]
		}
	}
	b.problem.Pledges = t.pledges(project)
	for code, name := range t.authorities {
		b.said[code] = name
	}
	for _, o := range b.options {
		c := choice.Option{ID: o.OptionRef, Hub: o.Hub, Cost: o.GrantPence, Places: int64(o.Places), Match: map[string]int64{}}
		for _, s := range o.Sites {
			key := fmt.Sprint(s.ID)
			c.Sites, b.said[key] = append(c.Sites, key), s.Name
		}
		for _, m := range t.match {
			if _, limited := b.problem.Pledges[m.AuthorityCode]; limited && m.OptionID == o.ID {
				c.Match[m.AuthorityCode] += m.AmountPence
			}
		}
		for _, n := range o.Needs {
			if other, ok := ref[n.ID]; ok {
				c.Needs = append(c.Needs, other)
			} else if !project[n.ID] {
				b.problem.Out = append(b.problem.Out, o.OptionRef) // what it needs cannot be chosen
			}
		}
		for _, e := range o.Excludes {
			if other, ok := ref[e.ID]; ok {
				c.Excludes = append(c.Excludes, other)
			}
		}
		b.problem.Options = append(b.problem.Options, c)
	}
}

// wished forces options in and out and takes rules off, as asked; all faults at once.
func (b *BestSet) wished(wish Wish) error {
	p := &problem.Problem{Kind: problem.Invalid, Text: "This choice cannot be looked for."}
	refs := func(field string, ids []int64) (list []string) {
		for _, id := range ids {
			at := slices.IndexFunc(b.options, func(o Option) bool { return o.ID == id })
			if at < 0 {
				p.Faults = append(p.Faults, problem.Fault{Field: field, Text: fmt.Sprintf("Option %d cannot be chosen from: leave it out.", id)})
				continue
			}
			list = append(list, b.options[at].OptionRef)
		}
		return list
	}
	b.problem.In, b.problem.Out = refs("in", wish.In), append(b.problem.Out, refs("out", wish.Out)...)
	for _, o := range b.options {
		if wish.Only && !slices.Contains(wish.In, o.ID) {
			b.problem.Out = append(b.problem.Out, o.OptionRef)
		}
	}
	b.Rules = b.rules()
	for _, name := range wish.Off {
		at := slices.IndexFunc(b.Rules, func(r ChoiceRule) bool { return r.Name == name })
		if at < 0 {
			p.Faults = append(p.Faults, problem.Fault{Field: "off", Text: fmt.Sprintf("There is no rule %q: use the names that rules have in the answer.", name)})
			continue
		}
		b.Rules[at].Off = true
		b.off(name)
	}
	if len(p.Faults) > 0 {
		return p
	}
	return nil
}

// off takes a rule off.
func (b *BestSet) off(name string) {
	kind, which, _ := strings.Cut(name, ":")
	switch kind {
	case "pledges":
		b.problem.Pledges = nil
	case "hub_minimum":
		delete(b.problem.HubMinimum, which)
	}
	for i := range b.problem.Options {
		switch o := &b.problem.Options[i]; kind {
		case "sites":
			o.Sites = nil
		case "prerequisites":
			o.Needs = nil
		case "exclusions":
			o.Excludes = nil
		}
	}
}

// rules are those that say something here.
func (b *BestSet) rules() (list []ChoiceRule) {
	list = []ChoiceRule{}
	add := func(there bool, name, text string) {
		if there {
			list = append(list, ChoiceRule{Name: name, Text: text})
		}
	}
	for _, hub := range slices.Sorted(maps.Keys(b.problem.HubMinimum)) {
		add(true, "hub_minimum:"+hub, fmt.Sprintf("At least %d more in the %s hub", b.problem.HubMinimum[hub], hub))
	}
	any := func(has func(o choice.Option) bool) bool { return slices.ContainsFunc(b.problem.Options, has) }
	add(len(b.problem.Pledges) > 0, "pledges", "Match within what each authority has pledged")
	add(any(func(o choice.Option) bool { return len(o.Sites) > 0 }), "sites", "One option a site")
	add(any(func(o choice.Option) bool { return len(o.Needs) > 0 }), "prerequisites", "With an option, what it needs")
	add(any(func(o choice.Option) bool { return len(o.Excludes) > 0 }), "exclusions", "No two that exclude each other")
	return list
}

func (b BestSet) sets(answers []choice.Answer) []SetOf {
	list := make([]SetOf, len(answers))
	for i, a := range answers {
		list[i] = b.set(a)
	}
	return list
}

func (b BestSet) set(a choice.Answer) SetOf {
	s := SetOf{Options: []int64{}, Value: float64(a.Value) / b.units, GrantPence: a.Cost}
	for _, o := range b.options {
		if slices.Contains(a.Chosen, o.OptionRef) {
			s.Options, s.MatchPence, s.Places = append(s.Options, o.ID), s.MatchPence+o.MatchPence, s.Places+o.Places
		}
	}
	return s
}

// shares are who has and who pays what of a set, by authority; last those that are none.
func (b BestSet) shares(chosen []string) []Share {
	of := map[[2]string]*Share{}
	at := func(code, name string) *Share {
		if code != "" {
			name = b.said[code]
		}
		key := [2]string{code, name}
		if of[key] == nil {
			of[key] = &Share{AuthorityCode: code, Name: name, Hub: b.ties.hubOf[code]}
		}
		return of[key]
	}
	for _, o := range b.options {
		if !slices.Contains(chosen, o.OptionRef) {
			continue
		}
		s := at(o.AuthorityCode, "")
		s.Options, s.Places, s.GrantPence = s.Options+1, s.Places+o.Places, s.GrantPence+o.GrantPence
		unsaid := o.MatchPence
		for _, m := range b.ties.match {
			if m.OptionID == o.ID {
				at(m.AuthorityCode, m.Name).MatchPence += m.AmountPence
				unsaid -= m.AmountPence
			}
		}
		if unsaid > 0 {
			at("", "Not yet said by whom").MatchPence += unsaid
		}
	}
	list := []Share{}
	for _, s := range of {
		list = append(list, *s)
	}
	slices.SortFunc(list, func(x, y Share) int {
		if (x.AuthorityCode == "") != (y.AuthorityCode == "") {
			return cmp.Compare(y.AuthorityCode, x.AuthorityCode)
		}
		return cmp.Or(cmp.Compare(x.Hub, y.Hub), cmp.Compare(x.Name, y.Name))
	})
	return list
}
