package choice

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// comesIn says whether the best set with an option is worth no less than the best without,
// by going through every set.
func comesIn(p Problem, id string) bool {
	with, without := p, p
	with.In, without.Out = append(slices.Clone(p.In), id), append(slices.Clone(p.Out), id)
	set, value, _, _ := byDefinition(with)
	other, most, _, _ := byDefinition(without)
	return set != nil && (other == nil || value >= most)
}

// shifted is a problem with a lever moved, as the rules of the levers say it.
func shifted(p Problem, id string, c Change, sooner map[string][]int64) Problem {
	p.Options = slices.Clone(p.Options)
	at := slices.IndexFunc(p.Options, func(o Option) bool { return o.ID == id })
	kind, name, _ := strings.Cut(c.Lever, ":")
	switch kind {
	case "budget":
		p.Budget += c.By
	case "own_grant":
		if name != "" {
			at = slices.IndexFunc(p.Options, func(o Option) bool { return o.ID == name })
		}
		p.Options[at].Cost -= c.By
	case "sooner_weeks":
		if c.By > 0 {
			p.Options[at].Value = sooner[id][c.By-1]
		}
	case "pledge":
		pledges := map[string]int64{}
		for a, n := range p.Pledges {
			pledges[a] = n
		}
		pledges[name] += c.By
		p.Pledges = pledges
	case "rule":
		for _, r := range p.rules() {
			if r.name == name && c.By == 1 {
				return r.without
			}
		}
	}
	return p
}

func TestSmallestChanges(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 2))
	found := map[string]int{}
	for i := range 900 {
		p := anyProblem(r, 2+r.IntN(4))
		best := Best(p, Effort)
		if best.Status == Infeasible {
			continue
		}
		sooner := map[string][]int64{}
		for _, o := range p.Options {
			for w := range r.IntN(3) {
				sooner[o.ID] = append(sooner[o.ID], o.Value+int64((w+1)*r.IntN(5)))
			}
		}
		left := LeftOut(t.Context(), p, best, sooner, byEffort)
		if len(left)+len(best.Chosen) != len(p.Options) {
			t.Fatalf("case %d: %d left out of %d, %d chosen", i, len(left), len(p.Options), len(best.Chosen))
		}
		for _, l := range left {
			option := p.Options[slices.IndexFunc(p.Options, func(o Option) bool { return o.ID == l.ID })]
			levers := []Change{{"budget", 200}, {"own_grant", option.Cost}, {"sooner_weeks", int64(len(sooner[l.ID]))}}
			for a := range p.Pledges {
				levers = append(levers, Change{"pledge:" + a, 45})
			}
			for _, rule := range p.rules() {
				levers = append(levers, Change{"rule:" + rule.name, 1})
			}
			if comesIn(p, l.ID) {
				if found["equal"]++; len(l.Changes) != 1 || !slices.Equal(l.Changes[0], []Change{{"budget", 0}}) {
					t.Fatalf("case %d: %s is as good, and comes in by %v", i, l.ID, l.Changes)
				}
				continue
			}
			var want []Change // the least of each lever, by trying every amount
			for _, lever := range levers {
				for by := int64(0); by <= lever.By; by++ {
					c := Change{lever.Lever, by}
					if comesIn(shifted(p, l.ID, c, sooner), l.ID) {
						want = append(want, c)
						break
					}
				}
			}
			var got []Change
			pairs := 0
			for _, c := range l.Changes {
				if len(c) == 2 {
					pairs++
					continue
				}
				got = append(got, c[0])
				kind, _, _ := strings.Cut(c[0].Lever, ":")
				found[kind]++
			}
			order := func(a, b Change) int { return cmp.Or(cmp.Compare(a.Lever, b.Lever), cmp.Compare(a.By, b.By)) }
			sorted := slices.Clone(got)
			slices.SortFunc(sorted, order)
			slices.SortFunc(want, order)
			if !slices.Equal(sorted, want) || pairs > 0 && len(got) > 0 {
				t.Fatalf("case %d: %s comes in by %v, want %v\n%+v\n%+v", i, l.ID, l.Changes, want, p, sooner)
			}
			for n := 1; n < len(got); n++ {
				if was, is := got[n-1], got[n]; kindOf(is) < kindOf(was) || kindOf(is) == 0 && kindOf(was) == 0 && is.By < was.By {
					t.Errorf("case %d: %v is not the smallest first", i, got)
				}
			}
			if len(got) > 0 {
				continue
			}
			least := []Change(nil) // the pair, by trying every one
			for w := range sooner[l.ID] {
				weeks := Change{"sooner_weeks", int64(w + 1)}
				for by := range option.Cost + 1 {
					money := Change{"own_grant", by}
					if (least == nil || by < least[0].By) && comesIn(shifted(shifted(p, l.ID, weeks, sooner), l.ID, money, sooner), l.ID) {
						least = []Change{money, weeks}
					}
				}
			}
			switch {
			case least == nil && pairs == 0:
			case pairs != 1 || !slices.Equal(l.Changes[0], least):
				t.Fatalf("case %d: %s comes in by %v together, want %v", i, l.ID, l.Changes, least)
			default:
				found["pair"]++
			}
		}
	}
	t.Log(found)
	for _, kind := range []string{"budget", "own_grant", "sooner_weeks", "pledge", "rule", "pair", "equal"} {
		if found[kind] < 5 {
			t.Errorf("only %d by %s: too few to tell", found[kind], kind)
		}
	}
}

// Where no set keeps the rules, the least of every lever that mends it is named.
// The same where need is covered as a set: each lever's least amount is what trying every
// amount and every set gives.
func TestSmallestChangesTogether(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 3))
	found := map[string]int{}
	for i := range 160 {
		n := 2 + r.IntN(4)
		p, c := anyProblem(r, n), anyCovering(r, n)
		at := map[string]int{}
		for i, o := range p.Options {
			at[o.ID] = i
		}
		covers := func(chosen []string) int64 {
			var list []int
			for _, id := range chosen {
				list = append(list, at[id])
			}
			return c.worth(list)
		}
		solve := func(p Problem) Answer { return BestTogether(t.Context(), p, c, math.MaxInt) }
		in := func(p Problem, id string) bool {
			with, without := p, p
			with.In, without.Out = append(slices.Clone(p.In), id), append(slices.Clone(p.Out), id)
			sets, others := everySet(with, covers), everySet(without, covers)
			return len(sets) > 0 && (len(others) == 0 || sets[0].Value >= others[0].Value)
		}
		best := solve(p)
		if best.Status == Infeasible {
			continue
		}
		for _, o := range p.Options {
			if slices.Contains(best.Chosen, o.ID) {
				continue
			}
			left := Changes(p, best, o.ID, nil, solve)
			if in(p, o.ID) {
				if found["equal"]++; len(left.Changes) != 1 || !slices.Equal(left.Changes[0], []Change{{"budget", 0}}) {
					t.Fatalf("case %d: %s is as good, and comes in by %v", i, o.ID, left.Changes)
				}
				continue
			}
			levers := []Change{{"budget", 200}, {"own_grant", o.Cost}}
			for a := range p.Pledges {
				levers = append(levers, Change{"pledge:" + a, 45})
			}
			for _, rule := range p.rules() {
				levers = append(levers, Change{"rule:" + rule.name, 1})
			}
			var want, got []Change
			for _, lever := range levers {
				for by := int64(1); by <= lever.By; by++ {
					if c := (Change{lever.Lever, by}); in(shifted(p, o.ID, c, nil), o.ID) {
						want = append(want, c)
						break
					}
				}
			}
			for _, c := range left.Changes {
				got = append(got, c...)
				kind, _, _ := strings.Cut(c[0].Lever, ":")
				found[kind]++
			}
			order := func(a, b Change) int { return cmp.Or(cmp.Compare(a.Lever, b.Lever), cmp.Compare(a.By, b.By)) }
			slices.SortFunc(got, order)
			slices.SortFunc(want, order)
			if !slices.Equal(got, want) {
				t.Fatalf("case %d: %s comes in by %v, want %v\n%+v", i, o.ID, left.Changes, want, p)
			}
		}
	}
	t.Log(found)
	for _, kind := range []string{"budget", "own_grant", "rule", "equal"} {
		if found[kind] < 5 {
			t.Errorf("only %d by %s: too few to tell", found[kind], kind)
		}
	}
}

func TestMends(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 14))
	found := map[string]int{}
	for i := range 600 {
		p := anyProblem(r, 2+r.IntN(4))
		if Best(p, Effort).Status != Infeasible {
			continue
		}
		levers := []Change{{"budget", 200}}
		for _, id := range p.In {
			for _, o := range p.Options {
				if o.ID == id {
					levers = append(levers, Change{"own_grant:" + id, o.Cost})
				}
			}
		}
		for a := range p.Pledges {
			levers = append(levers, Change{"pledge:" + a, 45})
		}
		for _, rule := range p.rules() {
			levers = append(levers, Change{"rule:" + rule.name, 1})
		}
		var want []Change
		for _, lever := range levers {
			for by := int64(1); by <= lever.By; by++ {
				if set, _, _, _ := byDefinition(shifted(p, "", Change{lever.Lever, by}, nil)); set != nil {
					want = append(want, Change{lever.Lever, by})
					break
				}
			}
		}
		var got []Change
		for _, c := range Mends(p) {
			got = append(got, c[0])
			kind, _, _ := strings.Cut(c[0].Lever, ":")
			found[kind]++
		}
		order := func(a, b Change) int { return cmp.Compare(a.Lever, b.Lever) }
		slices.SortFunc(got, order)
		slices.SortFunc(want, order)
		if !slices.Equal(got, want) {
			t.Fatalf("case %d: mended by %v, want %v\n%+v", i, got, want, p)
		}
	}
	t.Log(found)
	for _, kind := range []string{"budget", "own_grant", "rule"} {
		if found[kind] < 5 {
			t.Errorf("only %d by %s: too few to tell", found[kind], kind)
		}
	}
}

// kindOf is the order of levers: money, weeks, rules.
func kindOf(c Change) int {
	switch kind, _, _ := strings.Cut(c.Lever, ":"); kind {
	case "sooner_weeks":
		return 1
	case "rule":
		return 2
	}
	return 0
}
