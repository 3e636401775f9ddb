package demand

import "testing"

func TestWeight(t *testing.T) {
	for _, c := range []struct {
		name     string
		children int
		score    float64
		ok       bool
		power    float64
		want     float64
	}{
		{"twice the mean score, power 1", 300, 40, true, 1, 600},
		{"power 0 leaves the children", 300, 40, true, 0, 300},
		{"power 2", 300, 10, true, 2, 75},
		{"no score: as the mean", 300, 0, false, 1, 300},
		{"a score of nought", 300, 0, true, 1, 0},
		{"a score of nought, power 0", 300, 0, true, 0, 300},
	} {
		if got := Weight(c.children, c.score, c.ok, 20, c.power); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	if got := Weight(7, 0, true, 0, 1); got != 7 {
		t.Errorf("all scores nought: got %v, want the children", got)
	}
}
