package choice

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"testing"
	"time"
)

func TestYY(t *testing.T) {
	cbc, _ := exec.LookPath("cbc")
	for _, kind := range []string{"tight", "strong", "places"} {
		for seed := range uint64(3) {
			p := largeProblem(rand.New(rand.NewPCG(seed, 2)), kind, 200)
			m := newModel(p)
			m.reduce()
			s := newSearch(m, 1)
			big := 0
			for _, st := range s.stages {
				big = max(big, len(st))
			}
			t0 := time.Now()
			v, ok := byCBC(t, cbc, p)
			fmt.Println(kind, seed, v, ok, time.Since(t0).Round(time.Millisecond), "stages", len(s.stages), "biggest", big, "budget", p.Budget, "plain", s.tails[0].most(s.budget)+s.base.value)
		}
	}
}
