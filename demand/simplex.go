package demand

import "math"

// program is a linear programme over values from 0 to an upper bound: of all that meet
// every row, find one of least cost. Columns are sparse.
type program struct {
	columns [][]entry
	upper   []float64 // +Inf where there is none
	cost    []float64 // nil: any that meets the rows will do
	right   []float64 // of each row
}

type entry struct {
	row   int
	value float64
}

const pivotLeast, slightly = 1e-9, 1e-9

// solve is the primal simplex in two phases on a dense table, with upper bounds kept by
// turning a column round. These programmes are degenerate: among entering columns the
// one of steepest price is taken, and after many steps that moved nothing the first
// (Bland's rule, which cannot go in circles). Whoever asks checks the answer against the
// rows: a fault here could only make more hidden than need be.
func (p program) solve() (values []float64, ok bool) {
	s := newTable(p)
	if !s.run(s.distance()) {
		return nil, false
	}
	for i, b := range s.basis {
		if b < 0 && s.right[i] > 1e-7 {
			return nil, false
		}
		if b < 0 {
			s.right[i] = 0
		}
	}
	if p.cost != nil && !s.run(s.prices(p.cost)) {
		return nil, false
	}
	values = make([]float64, len(p.columns))
	for i, b := range s.basis {
		if b >= 0 {
			values[b] = max(0, s.right[i])
		}
	}
	for j := range values {
		if s.turned[j] {
			values[j] = p.upper[j] - values[j]
		}
		if math.Abs(values[j]) < slightly {
			values[j] = 0
		}
	}
	return values, true
}

// table is the simplex table: basis[i] is the column of row i, -1 while that is no
// column's but what is still missing there.
type table struct {
	rows   [][]float64
	right  []float64
	basis  []int
	upper  []float64
	turned []bool // the column stands for its upper bound less the value
	within []bool // in the basis
}

func newTable(p program) *table {
	m, n := len(p.right), len(p.columns)
	s := &table{make([][]float64, m), make([]float64, m), make([]int, m), p.upper, make([]bool, n), make([]bool, n)}
	all := make([]float64, m*n)
	for i := range s.rows {
		s.rows[i], s.right[i], s.basis[i] = all[i*n:(i+1)*n], math.Abs(p.right[i]), -1
	}
	for j, column := range p.columns {
		for _, e := range column {
			if p.right[e.row] < 0 {
				e.value = -e.value
			}
			s.rows[e.row][j] += e.value
		}
	}
	return s
}

// distance are the prices of what is missing: the first phase brings it to nothing.
func (s *table) distance() []float64 {
	prices := make([]float64, len(s.upper))
	for _, row := range s.rows {
		for j, v := range row {
			prices[j] -= v
		}
	}
	return prices
}

// prices are the costs as seen from the basis there is.
func (s *table) prices(cost []float64) []float64 {
	prices := make([]float64, len(cost))
	for j, c := range cost {
		if prices[j] = c; s.turned[j] {
			prices[j] = -c
		}
	}
	for i, b := range s.basis {
		if b < 0 || prices[b] == 0 {
			continue
		}
		by := prices[b]
		for j, v := range s.rows[i] {
			prices[j] -= by * v
		}
	}
	return prices
}

// run takes steps until no column has a price to gain by; false when it gave up.
func (s *table) run(prices []float64) bool {
	idle, most := 0, 200+40*(len(s.rows)+len(prices))
	for range most {
		enters := s.entering(prices, idle > 20+2*len(s.rows))
		if enters < 0 {
			return true
		}
		row, step, full := s.leaving(enters)
		if math.IsInf(step, 1) {
			return false // nothing bounds it: not one of ours
		}
		if idle++; step > slightly {
			idle = 0
		}
		switch {
		case row < 0:
			s.turn(enters, prices)
		default:
			if full { // the one that leaves does so at its upper bound
				s.turnBasic(row)
			}
			s.pivot(row, enters, prices)
		}
	}
	return false
}

func (s *table) entering(prices []float64, first bool) int {
	best, at := -1e-8, -1
	for j, price := range prices {
		if price < best && !s.within[j] && s.upper[j] > 0 {
			if best, at = price, j; first {
				return at
			}
		}
	}
	return at
}

// leaving is the row that stops the column's growth, -1 for the column's own upper bound;
// full where the row's own column stops at its upper bound.
func (s *table) leaving(enters int) (at int, step float64, full bool) {
	at, step = -1, s.upper[enters]
	size := 0.0
	for i, row := range s.rows {
		v := row[enters]
		if math.Abs(v) < pivotLeast {
			continue
		}
		room, up := math.Inf(1), false
		switch b := s.basis[i]; {
		case v > 0:
			room = max(0, s.right[i]) / v
		case b < 0 && s.right[i] <= slightly: // nothing is missing there: none may be
			room = 0
		case b >= 0 && !math.IsInf(s.upper[b], 1):
			room, up = max(0, s.upper[b]-s.right[i])/-v, true
		}
		if room < step-slightly || room <= step && math.Abs(v) > size {
			at, step, full, size = i, min(room, step), up, math.Abs(v)
		}
	}
	return at, step, full
}

// turn makes a column outside the basis stand for its upper bound less its value.
func (s *table) turn(j int, prices []float64) {
	for i, row := range s.rows {
		s.right[i] -= row[j] * s.upper[j]
		row[j] = -row[j]
	}
	prices[j] = -prices[j]
	s.turned[j] = !s.turned[j]
}

// turnBasic does the same to the column of a row.
func (s *table) turnBasic(i int) {
	b := s.basis[i]
	s.right[i] = s.upper[b] - s.right[i]
	for j := range s.rows[i] {
		if j != b {
			s.rows[i][j] = -s.rows[i][j]
		}
	}
	s.turned[b] = !s.turned[b]
}

func (s *table) pivot(at, enters int, prices []float64) {
	row := s.rows[at]
	by := row[enters]
	var filled []int
	for j, v := range row {
		if v != 0 {
			row[j] = v / by
			filled = append(filled, j)
		}
	}
	s.right[at] /= by
	for i, other := range s.rows {
		if v := other[enters]; i != at && v != 0 {
			for _, j := range filled {
				other[j] -= v * row[j]
			}
			other[enters] = 0
			s.right[i] -= v * s.right[at]
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
	}
	s.basis[at], s.within[enters] = enters, true
}
