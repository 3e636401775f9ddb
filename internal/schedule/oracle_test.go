package schedule

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// A simulation written apart from this one, in R, comes to the same days and shares,
// as nearly as two samples of 400,000 can.
func TestAgreesWithASimulationInR(t *testing.T) {
	f, err := os.Open("testdata/opening.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	reader := csv.NewReader(f)
	reader.Comment = '#'
	lines, err := reader.ReadAll()
	if err != nil || len(lines) != 12 {
		t.Fatalf("got %d lines of R's answer, %v", len(lines), err)
	}
	const runs = 400000
	r := mustRun(t, realistic(t), runs)
	got := map[string]float64{"mean": r.MeanDays, "p10": float64(r.P10.Sub(start)), "p50": float64(r.P50.Sub(start)),
		"p80": float64(r.P80.Sub(start)), "p90": float64(r.P90.Sub(start))}
	for _, s := range r.Stages {
		got["critical "+s.Code], got["finish "+s.Code] = s.Critical, float64(s.FinishP50.Sub(start))
	}
	for _, line := range lines[1:] {
		want, err := strconv.ParseFloat(line[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		within := 2.0 // days
		if strings.HasPrefix(line[0], "critical") {
			within = 5 * math.Sqrt(2*max(want*(1-want), 1e-6)/runs)
		}
		if value, there := got[line[0]]; !there || math.Abs(value-want) > within {
			t.Errorf("%s: got %g (there: %t), R %g, want within %.4f", line[0], value, there, want, within)
		}
	}
}
