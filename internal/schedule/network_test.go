package schedule

import (
	"errors"
	"math"
	"reflect"
	"testing"

	"homeground/internal/problem"
)

func TestNetworkNamesEveryFaultAtOnce(t *testing.T) {
	many := make([]Stage, MaxStages+1)
	for _, c := range []struct {
		name   string
		stages []Stage
		want   []string
	}{
		{"good", []Stage{ranged("a", 1, 2, 3), branch(fixed("b", 0, Link{"a", -1}), 0.01)}, nil},
		{"none", nil, []string{"stages"}},
		{"too many", many, []string{"stages"}},
		{"no code", []Stage{fixed("", 1)}, []string{"stages[0].code"}},
		{"a code twice", []Stage{fixed("a", 1), fixed("a", 2)}, []string{"stages[1].code"}},
		{"unknown", []Stage{fixed("a", 1, after("b"), after("c"))}, []string{"stages[0].follows[0].code", "stages[0].follows[1].code"}},
		{"a link twice", []Stage{fixed("a", 1), fixed("b", 1, after("a"), Link{"a", 2})}, []string{"stages[1].follows[1].code"}},
		{"itself", []Stage{fixed("a", 1, after("a"))}, []string{"stages[0].follows"}},
		{"a ring, and one more", []Stage{fixed("a", 1, after("c")), fixed("b", 1, after("a")), fixed("c", 1, after("b")), fixed("d", 1, after("d"))},
			[]string{"stages[0].follows", "stages[3].follows"}},
		{"out of order", []Stage{ranged("a", 3, 2, 1)}, []string{"stages[0].likely", "stages[0].pessimistic"}},
		{"not lengths", []Stage{ranged("a", -1, math.NaN(), math.Inf(1))}, []string{"stages[0].optimistic", "stages[0].likely", "stages[0].pessimistic"}},
		{"days for weeks", []Stage{fixed("a", 1041)}, []string{"stages[0].optimistic", "stages[0].likely", "stages[0].pessimistic"}},
		{"not chances", []Stage{branch(fixed("a", 1), 0), branch(fixed("b", 1), 1.01), branch(fixed("c", 1), math.NaN())},
			[]string{"stages[0].chance", "stages[1].chance", "stages[2].chance"}},
		{"not a lag", []Stage{fixed("a", 1), fixed("b", 1, Link{"a", math.NaN()})}, []string{"stages[1].follows[0].lag_weeks"}},
		{"over a hundred years", []Stage{fixed("a", 1040), fixed("b", 1040, Link{"a", 1040}), fixed("c", 1040, Link{"b", 1040}), fixed("d", 500, after("c"))}, []string{"stages"}},
		{"all kinds", []Stage{branch(ranged("a", 3, 2, 4, after("x")), 2), fixed("b", 1, after("b"))},
			[]string{"stages[0].likely", "stages[0].chance", "stages[0].follows[0].code", "stages[1].follows"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := NewNetwork(c.stages)
			var faults Faults
			errors.As(err, &faults)
			var got []string
			for _, f := range faults {
				got = append(got, f.Path)
				if f.Rule == "" || f.Remedy == "" {
					t.Errorf("%s has no rule or no remedy", f.Path)
				}
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if p, ok := problem.As(err); ok != (c.want != nil) || (ok && len(p.Faults) != len(c.want)) {
				t.Errorf("as a problem got %v", p)
			}
		})
	}
}

func TestRingIsNamed(t *testing.T) {
	_, err := NewNetwork([]Stage{fixed("plan", 1, after("works")), fixed("buy", 1, after("plan")), fixed("works", 1, after("buy"))})
	var faults Faults
	if !errors.As(err, &faults) || faults[0].Value != "plan follows works follows buy follows plan" {
		t.Errorf("got %v", err)
	}
}
