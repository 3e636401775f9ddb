package schedule

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// NewNetwork checks the stages and makes a network of them, or says everything that
// is wrong with them: the error is then a Faults.
func NewNetwork(stages []Stage) (*Network, error) {
	var faults Faults
	if len(stages) == 0 {
		faults.add("stages", "0 stages", "an option has at least one stage", "Give at least one stage")
	}
	if len(stages) > MaxStages {
		faults.add("stages", fmt.Sprintf("%d stages", len(stages)), fmt.Sprintf("at most %d stages", MaxStages), "Join stages that always run together")
		return nil, faults
	}
	index := make(map[string]int, len(stages))
	for i, s := range stages {
		path := fmt.Sprintf("stages[%d]", i)
		first, twice := index[s.Code]
		switch {
		case s.Code == "":
			faults.add(path+".code", "", "every stage has a code", "Give the stage a short code of its own")
		case twice:
			faults.add(path+".code", s.Code, fmt.Sprintf("a code names one stage; stages[%d] has it already", first), "Give one of them another code")
		default:
			index[s.Code] = i
		}
		checkLength(&faults, path, s)
	}
	n := &Network{stages: make([]stage, len(stages))}
	for i, s := range stages {
		n.stages[i] = stage{code: s.Code, milestone: s.Milestone, chance: s.Chance, lowest: span(s.Optimistic), highest: span(s.Pessimistic)}
		if s.Pessimistic > s.Optimistic {
			n.stages[i].shape = (s.Likely - s.Optimistic) / (s.Pessimistic - s.Optimistic)
		}
		n.stages[i].follows = readFollows(&faults, fmt.Sprintf("stages[%d]", i), s, index)
	}
	n.sort(&faults)
	if len(faults) == 0 {
		n.bound(&faults)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return n, nil
}

// span is a number of weeks in billionths of a day, to the nearest.
func span(weeks float64) int64 { return int64(math.Round(weeks * 7e9)) }

func checkLength(faults *Faults, path string, s Stage) {
	inRange := true
	for _, l := range []struct {
		name  string
		weeks float64
	}{{"optimistic", s.Optimistic}, {"likely", s.Likely}, {"pessimistic", s.Pessimistic}} {
		if !(l.weeks >= 0 && l.weeks <= MaxWeeks) {
			inRange = false
			faults.add(path+"."+l.name, number(l.weeks), fmt.Sprintf("a length is from 0 to %d weeks", MaxWeeks), "Give the length in weeks")
		}
	}
	if inRange && s.Optimistic > s.Likely {
		faults.add(path+".likely", number(s.Likely), "likely is not below optimistic, "+number(s.Optimistic), "Give the three lengths from shortest to longest")
	}
	if inRange && s.Likely > s.Pessimistic {
		faults.add(path+".pessimistic", number(s.Pessimistic), "pessimistic is not below likely, "+number(s.Likely), "Give the three lengths from shortest to longest")
	}
	if !(s.Chance > 0 && s.Chance <= 1) {
		faults.add(path+".chance", number(s.Chance), "a chance is above 0 and at most 1", "Give 1 for a stage that is always needed, 0.2 for one needed in 20 of 100 cases, or take the stage out")
	}
}

func readFollows(faults *Faults, path string, s Stage, index map[string]int) []follow {
	var follows []follow
	seen := make(map[string]bool, len(s.Follows))
	for i, l := range s.Follows {
		at := fmt.Sprintf("%s.follows[%d]", path, i)
		if !(math.Abs(l.LagWeeks) <= MaxWeeks) {
			faults.add(at+".lag_weeks", number(l.LagWeeks), fmt.Sprintf("a lag is from -%d to %d weeks", MaxWeeks, MaxWeeks), "Give the lag in weeks, below zero to overlap")
		}
		before, known := index[l.Code]
		switch {
		case !known:
			faults.add(at+".code", l.Code, "a stage follows a stage of the same option", "Give the code of one of its stages")
		case seen[l.Code]:
			faults.add(at+".code", l.Code, "a stage follows another once", "Take the second mention out")
		default:
			follows = append(follows, follow{stage: before, lag: span(l.LagWeeks)})
		}
		seen[l.Code] = true
	}
	return follows
}

// sort puts predecessors first and names every ring of stages that wait for one another.
func (n *Network) sort(faults *Faults) {
	order, rings := sorted(len(n.stages), func(i int) []int {
		before := make([]int, len(n.stages[i].follows))
		for k, f := range n.stages[i].follows {
			before[k] = f.stage
		}
		return before
	})
	for _, ring := range rings {
		codes := make([]string, len(ring))
		for i, s := range ring {
			codes[i] = n.stages[s].code
		}
		faults.add(fmt.Sprintf("stages[%d].follows", ring[0]), strings.Join(append(codes, codes[0]), " follows "),
			"stages cannot wait for one another in a ring", "Take one of these links out")
	}
	n.order = order
}

// bound finds the longest any run can take: every branch taken, all at their worst.
func (n *Network) bound(faults *Faults) {
	for _, i := range n.order {
		s := &n.stages[i]
		s.upper = s.begin
		for _, f := range s.follows {
			s.upper = max(s.upper, n.stages[f.stage].upper+max(f.lag, 0))
		}
		if s.upper = max(s.upper+s.highest, n.now); s.reached {
			s.upper = s.at
		}
		n.upper = max(n.upper, s.upper)
	}
	if n.upper > maxDays*day {
		faults.add("stages", fmt.Sprintf("%d days", wholeDays(n.upper)), fmt.Sprintf("at worst an option opens within %d days, a hundred years", maxDays), "Give lengths in weeks, not days")
	}
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
