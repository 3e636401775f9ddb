package choice

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	for _, kind := range kinds {
		for seed := range uint64(3) {
			p := largeProblem(rand.New(rand.NewPCG(seed, 2)), kind, 200)
			t0 := time.Now()
			a := Best(p, 4e5)
			fmt.Println(kind, seed, a.Status, a.Value, a.Bound, time.Since(t0).Round(time.Millisecond))
		}
	}
}
