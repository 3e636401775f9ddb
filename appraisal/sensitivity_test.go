package appraisal

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// scoreAt is an option's score with another weight of one criterion, from the definition.
func scoreAt(criteria []Criterion, scaled []float64, c int, t *big.Rat) *big.Rat {
	sum := new(big.Rat).Mul(t, new(big.Rat).SetFloat64(scaled[c]))
	rest := new(big.Rat).Sub(big.NewRat(1, 1), t)
	for k, criterion := range criteria {
		if k == c {
			continue
		}
		share := big.NewRat(1, int64(len(criteria)-1))
		if criteria[c].Weight < allWeight {
			share = big.NewRat(int64(criterion.Weight), int64(allWeight-criteria[c].Weight))
		}
		sum.Add(sum, new(big.Rat).Mul(rest, new(big.Rat).Mul(share, new(big.Rat).SetFloat64(scaled[k]))))
	}
	return sum
}

func leads(criteria []Criterion, scaled [][]float64, first, c int, t *big.Rat) bool {
	own := scoreAt(criteria, scaled[first], c, t)
	return !slices.ContainsFunc(scaled, func(rival []float64) bool { return scoreAt(criteria, rival, c, t).Cmp(own) > 0 })
}

// Just inside each end the first place holds, just outside it does not.
func TestWeightIntervals(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 9))
	ends := 0
	for range 400 {
		n := 2 + r.IntN(4)
		criteria := make([]Criterion, n)
		left := allWeight
		for k := range criteria {
			criteria[k] = Criterion{Code: string(rune('a' + k)), Weight: r.IntN(left + 1)}
			if k == n-1 {
				criteria[k].Weight = left
			}
			left -= criteria[k].Weight
		}
		scaled := make([][]float64, 2+r.IntN(6))
		best, first := big.NewRat(-1, 1), 0
		for i := range scaled {
			for range n {
				scaled[i] = append(scaled[i], float64(r.IntN(11))/10)
			}
			if s := scoreAt(criteria, scaled[i], 0, big.NewRat(int64(criteria[0].Weight), allWeight)); s.Cmp(best) > 0 {
				best, first = s, i
			}
		}
		intervals := Holds(criteria, scaled, first)
		if len(intervals) != n {
			t.Fatalf("%d intervals of %d criteria, whose first place holds now\n%v\n%v", len(intervals), n, criteria, scaled)
		}
		little := big.NewRat(1, 1e12)
		for c, i := range intervals {
			now := big.NewRat(int64(criteria[c].Weight), allWeight)
			if now.Cmp(i.from) < 0 || now.Cmp(i.to) > 0 || !leads(criteria, scaled, first, c, i.from) || !leads(criteria, scaled, first, c, i.to) {
				t.Errorf("%+v does not hold %v", i, now)
			}
			if i.from.Sign() > 0 {
				if ends++; leads(criteria, scaled, first, c, new(big.Rat).Sub(i.from, little)) {
					t.Errorf("the first place holds below %v", i.from)
				}
			}
			if i.to.Cmp(big.NewRat(1, 1)) < 0 {
				if ends++; leads(criteria, scaled, first, c, new(big.Rat).Add(i.to, little)) {
					t.Errorf("the first place holds above %v", i.to)
				}
			}
		}
		if other := (first + 1) % len(scaled); !leads(criteria, scaled, other, 0, big.NewRat(int64(criteria[0].Weight), allWeight)) {
			for _, i := range Holds(criteria, scaled, other) {
				if weight := i.Weight; weight >= i.From && weight <= i.To {
					t.Errorf("%+v of an option that is not first", i)
				}
			}
		}
	}
	if ends < 200 {
		t.Errorf("only %d ends inside 0 to 1", ends)
	}
}

// Two criteria: the first weight is uniform on 0 to 1, so shares are lengths. Three: areas.
func TestAcceptability(t *testing.T) {
	const draws = 40000
	near := func(name string, got Acceptability, rank int, want float64) {
		t.Helper()
		if math.Abs(got.Ranks[rank]-want) > 4.5*math.Sqrt(want*(1-want)/draws)+1e-12 {
			t.Errorf("%s takes rank %d in %v, want %v", name, rank+1, got.Ranks[rank], want)
		}
	}
	two := Accept([][]float64{{1, 0}, {0, 0.5}, {0, 0}}, 2, draws, 7) // the first where w > (1-w)/2
	near("a", two[0], 0, 2.0/3)
	near("b", two[1], 0, 1.0/3)
	near("c", two[2], 2, 1)
	three := Accept([][]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, 3, draws, 8)
	for i := range three {
		for rank := range 3 {
			near("each", three[i], rank, 1.0/3)
		}
	}
	alike := Accept([][]float64{{0.5, 0.5}, {0.5, 0.5}}, 2, 100, 1)
	if alike[0].Ranks[0] != 1 || alike[1].Ranks[0] != 1 {
		t.Errorf("options alike do not share the first place: %v", alike)
	}
	if one := Accept([][]float64{{0.3}, {0.4}}, 1, 10, 1); one[1].Ranks[0] != 1 || one[0].Ranks[1] != 1 || one[0].Errors[1] != 0 {
		t.Errorf("one criterion: %v", one)
	}
	again := Accept([][]float64{{1, 0}, {0, 0.5}, {0, 0}}, 2, draws, 7)
	for i := range two {
		if !slices.Equal(again[i].Ranks, two[i].Ranks) {
			t.Error("the same seed gives other shares")
		}
	}
}
