package appraisal

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
)

// Interval is the weights of one criterion, 0 to 1, between which the first place holds
// while the others share what is left in proportion to their own weights; alike, where they
// have none.
type Interval struct {
	Code     string  `json:"code"`
	Weight   float64 `json:"weight"`
	From     float64 `json:"from"`
	To       float64 `json:"to"`
	from, to *big.Rat
}

// Holds are the intervals of the criteria for the option at a place in the list. Scaled are
// the options' scaled values by criterion. The ends are exact: they are worked out in
// fractions and then rounded to the nearest float. An option that is not first has none.
func Holds(criteria []Criterion, scaled [][]float64, first int) []Interval {
	list := make([]Interval, 0, len(criteria))
	for c, criterion := range criteria {
		if i, ok := holds(criteria, scaled, first, c); ok {
			i.Code, i.Weight = criterion.Code, float64(criterion.Weight)/allWeight
			list = append(list, i)
		}
	}
	return list
}

// holds is the interval of one criterion. With its weight t a score is t times its own
// scaled value and 1-t times the mean of the others: linear, so each rival cuts the
// interval once at most.
func holds(criteria []Criterion, scaled [][]float64, first, c int) (i Interval, ok bool) {
	i = Interval{from: new(big.Rat), to: big.NewRat(1, 1)}
	if len(criteria) == 1 {
		i.from.SetInt64(1) // there is no other weight
	}
	own, others := new(big.Rat).SetFloat64(scaled[first][c]), meanOfOthers(criteria, scaled[first], c)
	for rival := range scaled {
		if rival == first {
			continue
		}
		// The lead is a + (b-a) t: a without the criterion, b with nothing else.
		a := new(big.Rat).Sub(others, meanOfOthers(criteria, scaled[rival], c))
		b := new(big.Rat).Sub(own, new(big.Rat).SetFloat64(scaled[rival][c]))
		slope := new(big.Rat).Sub(b, a)
		switch slope.Sign() {
		case 0:
			if a.Sign() < 0 {
				return i, false
			}
			continue
		case 1:
			if at := zero(a, slope); at.Cmp(i.from) > 0 {
				i.from = at
			}
		case -1:
			if at := zero(a, slope); at.Cmp(i.to) < 0 {
				i.to = at
			}
		}
	}
	i.From, _ = i.from.Float64()
	i.To, _ = i.to.Float64()
	return i, i.from.Cmp(i.to) <= 0
}

func zero(a, slope *big.Rat) *big.Rat { return new(big.Rat).Neg(new(big.Rat).Quo(a, slope)) }

// meanOfOthers is the score of all criteria but one, were they all.
func meanOfOthers(criteria []Criterion, scaled []float64, c int) *big.Rat {
	sum, weights := new(big.Rat), int64(0)
	alike := criteria[c].Weight == allWeight
	for k, criterion := range criteria {
		if k == c {
			continue
		}
		weight := int64(criterion.Weight)
		if alike {
			weight = 1
		}
		weights += weight
		sum.Add(sum, new(big.Rat).Mul(big.NewRat(weight, 1), new(big.Rat).SetFloat64(scaled[k])))
	}
	if weights == 0 {
		return sum
	}
	return sum.Quo(sum, big.NewRat(weights, 1))
}

// Acceptability is the share of all weightings in which an option takes each rank (SMAA-2,
// Lahdelma and Salminen 2001), and the standard errors of these shares.
type Acceptability struct {
	Ranks  []float64 `json:"ranks"`
	Errors []float64 `json:"standard_errors"`
}

// Accept draws weights, all weightings as likely, and counts ranks. Weights are the gaps
// between sorted uniform numbers, which is uniform on the simplex. Options of equal score
// share the better rank. The same seed gives the same shares.
func Accept(scaled [][]float64, criteria, draws int, seed uint64) []Acceptability {
	counts := make([][]int, len(scaled))
	for i := range counts {
		counts[i] = make([]int, len(scaled))
	}
	r := rand.New(rand.NewPCG(seed, 0))
	cuts, scores, sorted := make([]float64, criteria+1), make([]float64, len(scaled)), make([]float64, len(scaled))
	for range draws {
		cuts[0], cuts[criteria] = 0, 1
		for k := 1; k < criteria; k++ {
			cuts[k] = r.Float64()
		}
		slices.Sort(cuts)
		for i, values := range scaled {
			scores[i] = 0
			for k, v := range values {
				scores[i] += float64((cuts[k+1] - cuts[k]) * v)
			}
		}
		copy(sorted, scores)
		slices.Sort(sorted)
		for i, s := range scores {
			at, _ := slices.BinarySearch(sorted, math.Nextafter(s, 2))
			counts[i][len(sorted)-at]++
		}
	}
	list := make([]Acceptability, len(scaled))
	for i, ranks := range counts {
		for _, n := range ranks {
			p := float64(n) / float64(draws)
			list[i].Ranks, list[i].Errors = append(list[i].Ranks, p), append(list[i].Errors, math.Sqrt(p*(1-p)/float64(draws)))
		}
	}
	return list
}
