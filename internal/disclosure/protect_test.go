package disclosure

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"homeground/internal/attack"
)

// figures are made-up counts with every total: small areas in authorities in one region,
// by age and need. The counts follow a shape like real ones: most small.
func figures(seed uint64, authorities, cells, ages, needs int, mean float64) (counts []Count, areas Areas) {
	r := rand.New(rand.NewPCG(seed, 7))
	areas = Areas{Up: map[string]string{}, Small: map[string]int{}}
	sums := map[Count]int64{}
	for a := range authorities {
		authority := fmt.Sprintf("E06%06d", a)
		areas.Up[authority], areas.Small[authority] = "E12000008", cells
		for c := range cells {
			area := fmt.Sprintf("E01%06d", a*1000+c)
			areas.Up[area] = authority
			for age := range ages {
				for need := range needs {
					n := int64(0)
					if x := r.ExpFloat64() * mean / float64(ages*needs); x >= 0.5 {
						n = int64(x + 0.5)
					}
					for _, area := range []string{area, authority, "E12000008"} {
						for _, age := range []string{fmt.Sprintf("%d-%d", 5*age, 5*age+4), "all"} {
							for _, need := range []string{fmt.Sprintf("need %d", need), "all"} {
								if age == "all" && ages == 1 || need == "all" && needs == 1 {
									continue
								}
								sums[Count{Area: area, Ages: age, Need: need}] += n
							}
						}
					}
				}
			}
		}
	}
	for key, n := range sums {
		key.Children = &n
		counts = append(counts, key)
	}
	return counts, areas
}

// everything is what an attacker knows of these figures who adds up by himself: the cells
// that are shown, areas within areas, and each total by age and by need.
func everything(counts []Count, areas Areas, hidden []bool) (rows []attack.Row) {
	at := map[Count]int{}
	for i, c := range counts {
		at[Count{Area: c.Area, Ages: c.Ages, Need: c.Need}] = i
		if !hidden[i] {
			rows = append(rows, attack.Row{Cells: []int{i}, Signs: []float64{1}, Is: float64(*c.Children)})
		}
	}
	for i, c := range counts {
		var sums [3]attack.Row
		for n := range sums {
			sums[n] = attack.Row{Cells: []int{i}, Signs: []float64{-1}}
		}
		for j, o := range counts {
			for n, part := range []bool{areas.Up[o.Area] == c.Area && o.Ages == c.Ages && o.Need == c.Need,
				c.Ages == "all" && o.Ages != "all" && o.Area == c.Area && o.Need == c.Need,
				c.Need == "all" && o.Need != "all" && o.Area == c.Area && o.Ages == c.Ages} {
				if part {
					sums[n].Cells, sums[n].Signs = append(sums[n].Cells, j), append(sums[n].Signs, 1)
				}
			}
		}
		for _, row := range sums {
			if len(row.Cells) > 1 {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// narrow are the first-step cells that an attacker holds more narrowly than 1 to 5.
func narrow(t *testing.T, counts []Count, areas Areas, p Protection, hidden []bool) (list []string) {
	t.Helper()
	var wanted []int
	for i, first := range p.First {
		if first {
			wanted = append(wanted, i)
		}
	}
	for n, r := range attack.Ranges(t, len(counts), everything(counts, areas, hidden), wanted) {
		if r[0] > few+1e-6 || r[1] < many-1e-6 {
			list = append(list, fmt.Sprintf("%+v is from %g to %g", counts[wanted[n]], r[0], r[1]))
		}
	}
	return list
}

// What is shown of made-up figures is safe by another programme's word, and without the
// second step it is not.
func TestProtectedCountsStandAnAttack(t *testing.T) {
	lost, extra, firsts := 0, 0, 0
	for seed := range uint64(12) {
		authorities, cells, ages, needs := 2+int(seed%2), 3+int(seed%4), 1+int(seed%3), 1+int(seed/4)
		counts, areas := figures(seed, authorities, cells, ages, needs, []float64{4, 12, 40}[seed%3])
		p := Protect(counts, areas)
		if faults := narrow(t, counts, areas, p, p.Hidden); len(faults) > 0 {
			t.Errorf("figures %d: %s", seed, faults[0])
		}
		if len(p.Faults) > 0 {
			t.Errorf("figures %d: %v", seed, p.Faults)
		}
		lost += len(narrow(t, counts, areas, p, p.First))
		for i := range counts {
			if p.Hidden[i] {
				extra++
			}
			if p.First[i] {
				firsts++
			}
		}
	}
	if t.Logf("%d first-step cells, %d hidden in all; %d found out with the first step alone", firsts, extra, lost); lost == 0 {
		t.Error("the first step alone stood the attack: it plays no attacker")
	}
}

// A total that must move is moved with parts of its own, all the way down, and not at the
// price of everything: these figures hid all there was once.
func TestNoTotalCostsEverything(t *testing.T) {
	for _, c := range []struct {
		seed                uint64
		authorities, cells  int
		ages, needs, hidden int
	}{{1, 2, 20, 2, 2, 180}, {1, 3, 12, 3, 2, 180}} {
		counts, areas := figures(c.seed, c.authorities, c.cells, c.ages, c.needs, 1)
		p := Protect(counts, areas)
		hidden := 0
		for _, h := range p.Hidden {
			if h {
				hidden++
			}
		}
		if len(p.Faults) > 0 || hidden > c.hidden {
			t.Errorf("%d of %d counts are hidden: %v", hidden, len(counts), p.Faults)
		}
		if faults := narrow(t, counts, areas, p, p.Hidden); len(faults) > 0 {
			t.Error(faults[0])
		}
	}
}

// The same counts in another order are hidden alike.
func TestProtectDoesNotMindTheOrder(t *testing.T) {
	counts, areas := figures(3, 2, 6, 2, 2, 12)
	p := Protect(counts, areas)
	for seed := range uint64(3) {
		other := slices.Clone(counts)
		order := rand.New(rand.NewPCG(seed, 1)).Perm(len(counts))
		for i, n := range order {
			other[i] = counts[n]
		}
		q := Protect(other, areas)
		for i, n := range order {
			if q.Hidden[i] != p.Hidden[n] {
				t.Fatalf("%+v is hidden in one order and not in another", counts[n])
			}
		}
	}
}

// BenchmarkProtect hides counts of 19 authorities as they are in the South East, and of 4
// with twelve cohorts, all totals and, of these, as many counts of 1 to 5 as can be.
func BenchmarkProtect(b *testing.B) {
	for _, c := range []struct {
		authorities, cells, ages, needs int
		mean                            float64
	}{{19, 293, 1, 1, 2}, {19, 293, 4, 1, 2}, {19, 293, 4, 3, 2}, {4, 100, 4, 3, 30}} {
		counts, areas := figures(1, c.authorities, c.cells, c.ages, c.needs, c.mean)
		b.Run(fmt.Sprintf("%d counts, %g a small area", len(counts), c.mean), func(b *testing.B) {
			for b.Loop() {
				Protect(counts, areas)
			}
		})
	}
}
