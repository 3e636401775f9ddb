package demand

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
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

func TestProtectIsFast(t *testing.T) {
	for _, c := range []struct {
		a, c, g, n int
		mean       float64
	}{{2, 30, 4, 3, 12}, {2, 293, 4, 3, 12}, {19, 293, 1, 1, 2}, {19, 293, 4, 1, 2}, {19, 293, 4, 1, 12}} {
		counts, areas := figures(1, c.a, c.c, c.g, c.n, c.mean)
		at := time.Now()
		p := Protect(counts, areas)
		first, hidden, zeros := 0, 0, 0
		for i := range counts {
			if p.First[i] {
				first++
			}
			if p.Hidden[i] {
				hidden++
			}
			if p.Hidden[i] && *counts[i].Children == 0 {
				zeros++
			}
		}
		t.Log(c, len(counts), "counts", first, "first", hidden, "hidden", zeros, "zeros", time.Since(at), len(p.Warnings))
	}
}
