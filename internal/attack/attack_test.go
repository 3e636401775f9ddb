package attack

import (
	"math"
	"math/rand/v2"
	"os/exec"
	"testing"
)

// The plain simplex and glpsol come to the same ranges.
func TestPlainIsGlpsol(t *testing.T) {
	if _, err := exec.LookPath("glpsol"); err != nil {
		t.Skip("glpsol is not installed: apt-get install glpk-utils to compare")
	}
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		const across, down = 3, 4 // a table with its sums
		var rows []Row
		is := make([]float64, across*down)
		for i := range is {
			is[i] = float64(r.IntN(9))
			if r.IntN(4) == 0 {
				rows = append(rows, Row{[]int{i}, []float64{1}, is[i]})
			}
		}
		sum := func(from, step, n int) {
			row := Row{}
			for i := range n {
				c := from + i*step
				row.Cells, row.Signs, row.Is = append(row.Cells, c), append(row.Signs, 1), row.Is+is[c]
			}
			rows = append(rows, row)
		}
		for i := range down {
			sum(i*across, 1, across)
		}
		for i := range across {
			sum(i, across, down)
		}
		wanted := []int{0, 5, 7, 11}
		for n, got := range Ranges(t, len(is), rows, wanted) {
			least, greatest := Plain(len(is), rows, wanted[n], false), Plain(len(is), rows, wanted[n], true)
			if math.Abs(got[0]-least) > 1e-6 || math.Abs(got[1]-greatest) > 1e-6 {
				t.Errorf("table %d cell %d: glpsol %v, plain %g to %g", seed, wanted[n], got, least, greatest)
			}
		}
	}
}
