package choice

import (
	"math"
	"slices"
)

// simplex is a linear program: the greatest sum of worths of columns between 0 and their
// upper ends, under rows that allow so much of them. It is solved by the dual simplex method
// with bounds that flip (Koberstein 2005), on a whole tableau: there are few columns. Rows may
// be added after it was solved. Nothing rests on its arithmetic: whatever prices it finds say
// what is worth how much at most, see program.bound.
type simplex struct {
	upper   []float64   // of each column
	tableau [][]float64 // basic variable of row r = a constant less these times the nonbasic ones
	value   []float64   // of each basic variable
	basic   []int       // which it is: a column, or behind them the slack of a row
	nonbase []int       // which variable is at each place of the tableau
	high    []bool      // whether that is at its upper end
	gain    []float64   // what the sum gains by one more of it
	at      []int       // where a column is: its place, or ^row
	pivots  int
}

const tiny = 1e-9

func newSimplex(worth, upper []float64) *simplex {
	s := &simplex{upper: upper, gain: append([]float64(nil), worth...), high: make([]bool, len(upper))}
	for j := range upper {
		s.nonbase, s.at = append(s.nonbase, j), append(s.at, j)
		s.high[j] = worth[j] > 0
	}
	return s
}

// x is a column as it is now.
func (s *simplex) x(column int) float64 {
	at := s.at[column]
	switch {
	case at < 0:
		return max(0, min(s.upper[column], s.value[^at]))
	case s.high[at]:
		return s.upper[column]
	}
	return 0
}

// top is the upper end of a variable.
func (s *simplex) top(variable int) float64 {
	if variable < len(s.upper) {
		return s.upper[variable]
	}
	return math.Inf(1)
}

// add adds a row: no more of the columns than most.
func (s *simplex) add(each []float64, most float64) {
	t, value := make([]float64, len(s.upper)), most
	for k, a := range each {
		if a == 0 {
			continue
		}
		if at := s.at[k]; at >= 0 {
			t[at] += a
			if s.high[at] {
				value -= float64(a * s.upper[k])
			}
		} else {
			for j, v := range s.tableau[^at] {
				t[j] -= float64(a * v)
			}
			value -= float64(a * s.value[^at])
		}
	}
	s.basic = append(s.basic, len(s.upper)+len(s.basic))
	s.tableau, s.value = append(s.tableau, t), append(s.value, value)
}

// solve goes on to the best; false where no columns keep the rows, by that row.
func (s *simplex) solve() (row int, ok bool) {
	for range 20 * (len(s.upper) + len(s.basic)) {
		row, worst := -1, tiny
		for r, v := range s.value {
			if beyond := max(-v, v-s.top(s.basic[r])); beyond > worst {
				row, worst = r, beyond
			}
		}
		if row < 0 {
			return 0, true
		}
		if !s.leave(row, worst) {
			return row, false
		}
	}
	return 0, true // the prices are good ones all the same
}

// leave takes the basic variable of a row, which is beyond one of its ends by so much, to
// that end, by what costs least; false where nothing can.
func (s *simplex) leave(row int, beyond float64) bool {
	sign, end := 1.0, 0.0 // too low
	if s.value[row] > 0 {
		sign, end = -1, s.top(s.basic[row])
	}
	passed := make([]bool, len(s.nonbase))
	for {
		enter, least, size := -1, math.Inf(1), 0.0
		for j, a := range s.tableau[row] {
			if a *= sign; s.high[j] {
				a = -a
			}
			if a >= -tiny || passed[j] || s.top(s.nonbase[j]) == 0 {
				continue
			}
			ratio := math.Abs(s.gain[j]) / -a
			if ratio < least-1e-12 || ratio <= least+1e-12 && -a > size {
				enter, least, size = j, min(least, ratio), -a
			}
		}
		if enter < 0 {
			return false
		}
		if span := float64(size * s.top(s.nonbase[enter])); span < beyond {
			beyond -= span
			passed[enter] = true
			continue
		}
		for j, flips := range passed {
			if flips {
				s.flip(j)
			}
		}
		s.pivot(row, enter, end)
		return true
	}
}

// flip takes the variable at a place to its other end.
func (s *simplex) flip(j int) {
	by := s.top(s.nonbase[j])
	if s.high[j] {
		by = -by
	}
	s.high[j] = !s.high[j]
	for r, t := range s.tableau {
		s.value[r] -= float64(t[j] * by)
	}
}

// pivot makes the variable at place j basic in a row, whose own goes to an end.
func (s *simplex) pivot(row, j int, end float64) {
	s.pivots++
	t := s.tableau[row]
	by, value := (s.value[row]-end)/t[j], 0.0
	if s.high[j] {
		value = s.top(s.nonbase[j])
	}
	for r, o := range s.tableau {
		s.value[r] -= float64(o[j] * by)
	}
	s.value[row] = value + by
	invert := 1 / t[j]
	t[j] = 1
	for k := range t {
		t[k] *= invert
	}
	reduce := func(o []float64) {
		if f := o[j]; f != 0 {
			o[j] = 0
			for k, v := range t {
				o[k] -= float64(f * v)
			}
		}
	}
	for r, o := range s.tableau {
		if r != row {
			reduce(o)
		}
	}
	reduce(s.gain)
	leaves, enters := s.basic[row], s.nonbase[j]
	s.basic[row], s.nonbase[j], s.high[j] = enters, leaves, end > 0
	if leaves < len(s.at) {
		s.at[leaves] = j
	}
	if enters < len(s.at) {
		s.at[enters] = ^row
	}
}

// clone is a program of its own that is the same.
func (s *simplex) clone() *simplex {
	c := *s
	c.upper, c.value, c.basic = slices.Clone(s.upper), slices.Clone(s.value), slices.Clone(s.basic)
	c.nonbase, c.high, c.gain, c.at = slices.Clone(s.nonbase), slices.Clone(s.high), slices.Clone(s.gain), slices.Clone(s.at)
	c.tableau = make([][]float64, len(s.tableau))
	for r, t := range s.tableau {
		c.tableau[r] = slices.Clone(t)
	}
	return &c
}

// prices are what one more that a row allows is worth, in rows' order.
func (s *simplex) prices() []float64 {
	prices := make([]float64, len(s.basic))
	for j, variable := range s.nonbase {
		if r := variable - len(s.upper); r >= 0 {
			prices[r] = max(0, -s.gain[j])
		}
	}
	return prices
}

// refutal are the shares of rows that together cannot be kept, as a row shows that could not
// be solved.
func (s *simplex) refutal(row int) []float64 {
	shares, sign := make([]float64, len(s.basic)), 1.0
	if s.value[row] > 0 {
		sign = -1
	}
	if r := s.basic[row] - len(s.upper); r >= 0 {
		shares[r] = max(0, sign)
	}
	for j, variable := range s.nonbase {
		if r := variable - len(s.upper); r >= 0 {
			shares[r] = max(0, sign*s.tableau[row][j])
		}
	}
	return shares
}
