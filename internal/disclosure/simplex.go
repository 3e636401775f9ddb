package disclosure

import "math"

// program is a linear programme over values from a lower bound, 0 or below, to an upper
// one, 0 or above: of all that meet every row, find one of least cost. Columns are sparse.
type program struct {
	columns [][]entry
	lower   []float64 // nil: 0 for all
	upper   []float64 // +Inf where there is none
	cost    []float64 // nil: any that meets the rows will do
	right   []float64 // of each row
}

type entry struct {
	row   int
	value float64
}

const pivotLeast, slightly = 1e-9, 1e-9

// solve is the primal simplex in two phases on a dense table. Every column begins at 0,
// which may lie between its bounds, and can then enter in either direction. These
// programmes are degenerate: among entering columns the one of steepest price is taken, and
// after many steps that moved nothing the first (Bland's rule, which cannot go in circles).
// Whoever asks checks the answer against the rows: a fault here could only make more hidden
// than need be. The table is made in the given one, whose room is used again.
func (p program) solve(s *table) (values []float64, ok bool) {
	s.lay(p)
	if !s.run(s.distance()) {
		return nil, false
	}
	for i, b := range s.basis {
		if b < 0 && s.is[i] > 1e-7 {
			return nil, false
		}
		if b < 0 {
			s.is[i] = 0
		}
	}
	if p.cost != nil && !s.run(s.pricesOf(p.cost)) {
		return nil, false
	}
	values = make([]float64, len(p.columns))
	copy(values, s.at)
	for i, b := range s.basis {
		if b >= 0 {
			values[b] = min(max(s.lower[b], s.is[i]), s.upper[b])
		}
	}
	for j, v := range values {
		if math.Abs(v) < slightly {
			values[j] = 0
		}
	}
	return values, true
}

// table is the simplex table: basis[i] is the column of row i and is[i] its value; -1
// while that is no column's but what is still missing there. A column outside the basis
// stands at at[j].
type table struct {
	rows         [][]float64
	is           []float64
	basis        []int
	lower, upper []float64
	at           []float64
	within       []bool // in the basis
	prices       []float64

	all    []float64 // what the rows are cut from
	filled []int
}

// room is a slice of n zeros, in the given one if it is long enough.
func room[T any](in []T, n int) []T {
	if cap(in) < n {
		return make([]T, n, n+n/2)
	}
	in = in[:n]
	clear(in)
	return in
}

func (s *table) lay(p program) {
	m, n := len(p.right), len(p.columns)
	s.rows, s.is, s.basis, s.all = room(s.rows, m), room(s.is, m), room(s.basis, m), room(s.all, m*n)
	s.at, s.within, s.prices = room(s.at, n), room(s.within, n), room(s.prices, n)
	s.upper = p.upper
	if s.lower = p.lower; s.lower == nil {
		s.lower = make([]float64, n)
	}
	for i := range s.rows {
		s.rows[i], s.is[i], s.basis[i] = s.all[i*n:(i+1)*n], math.Abs(p.right[i]), -1
	}
	for j, column := range p.columns {
		for _, e := range column {
			if p.right[e.row] < 0 {
				e.value = -e.value
			}
			s.rows[e.row][j] += e.value
		}
	}
}

// distance are the prices of what is missing: the first phase brings it to nothing. What
// is not missing anywhere has none.
func (s *table) distance() []float64 {
	clear(s.prices)
	for i, row := range s.rows {
		if s.is[i] == 0 {
			continue
		}
		for j, v := range row {
			s.prices[j] -= v
		}
	}
	return s.prices
}

// pricesOf are the costs as seen from the basis there is.
func (s *table) pricesOf(cost []float64) []float64 {
	copy(s.prices, cost)
	for i, b := range s.basis {
		if b < 0 || cost[b] == 0 {
			continue
		}
		by := cost[b]
		for j, v := range s.rows[i] {
			s.prices[j] -= by * v
		}
	}
	for j, within := range s.within {
		if within {
			s.prices[j] = 0
		}
	}
	return s.prices
}

// run takes steps until no column has a price to gain by; false when it gave up.
func (s *table) run(prices []float64) bool {
	idle, most := 0, 200+40*(len(s.rows)+len(prices))
	for range most {
		enters := s.entering(prices, idle > 20+2*len(s.rows))
		if enters < 0 {
			return true
		}
		way := 1.0
		if prices[enters] > 0 {
			way = -1
		}
		row, step := s.leaving(enters, way)
		if math.IsInf(step, 1) {
			return false // nothing bounds it: not one of ours
		}
		if idle++; step > slightly {
			idle = 0
		}
		s.move(enters, way*step)
		if row >= 0 {
			s.pivot(row, enters, prices)
		}
	}
	return false
}

// entering is the column that gains most by growing, or by shrinking.
func (s *table) entering(prices []float64, first bool) int {
	best, at := 1e-8, -1
	for j, price := range prices {
		if math.Abs(price) <= best || s.within[j] {
			continue
		}
		if price < 0 && s.at[j] < s.upper[j] || price > 0 && s.at[j] > s.lower[j] {
			if best, at = math.Abs(price), j; first {
				return at
			}
		}
	}
	return at
}

// leaving is the row that stops the column's move, -1 for the column's own bound.
func (s *table) leaving(enters int, way float64) (at int, step float64) {
	at, step = -1, s.upper[enters]-s.at[enters]
	if way < 0 {
		step = s.at[enters] - s.lower[enters]
	}
	size := 0.0
	for i, row := range s.rows {
		v := row[enters] * way
		if math.Abs(v) < pivotLeast {
			continue
		}
		room := math.Inf(1)
		switch b := s.basis[i]; {
		case b < 0 && v > 0:
			room = max(0, s.is[i]) / v
		case b < 0:
			if s.is[i] <= slightly { // nothing is missing there: none may be
				room = 0
			}
		case v > 0:
			room = max(0, s.is[i]-s.lower[b]) / v
		case !math.IsInf(s.upper[b], 1):
			room = max(0, s.upper[b]-s.is[i]) / -v
		}
		if room < step-slightly || room <= step && math.Abs(v) > size {
			at, step, size = i, min(room, step), math.Abs(v)
		}
	}
	return at, step
}

// move moves a column outside the basis, and those in it with it.
func (s *table) move(j int, by float64) {
	if by == 0 {
		return
	}
	s.at[j] += by
	for i, row := range s.rows {
		if v := row[j]; v != 0 {
			s.is[i] -= v * by
		}
	}
}

// pivot takes a column into the basis in place of the one of a row, which stays where it
// has got to: at one of its bounds.
func (s *table) pivot(at, enters int, prices []float64) {
	row := s.rows[at]
	by := row[enters]
	filled := s.filled[:0]
	for j, v := range row {
		if v != 0 {
			row[j] = v / by
			filled = append(filled, j)
		}
	}
	s.filled = filled
	for i, other := range s.rows {
		if v := other[enters]; i != at && v != 0 {
			for _, j := range filled {
				other[j] -= v * row[j]
			}
			other[enters] = 0
		}
	}
	if price := prices[enters]; price != 0 {
		for _, j := range filled {
			prices[j] -= price * row[j]
		}
		prices[enters] = 0
	}
	if b := s.basis[at]; b >= 0 {
		s.within[b] = false
		s.at[b] = s.bound(b, s.is[at])
	}
	s.basis[at], s.within[enters], s.is[at] = enters, true, s.at[enters]
}

// bound is the bound of a column that a value has got to.
func (s *table) bound(j int, value float64) float64 {
	if math.IsInf(s.upper[j], 1) || math.Abs(value-s.lower[j]) <= math.Abs(value-s.upper[j]) {
		return s.lower[j]
	}
	return s.upper[j]
}
