package demand

import "math"

// Weight is how much of a total a cell draws: its children times (deprivation score
// over the mean score) to a power. The mean is of all cells that have a score; within
// one authority it cancels out and serves only to keep weights readable. A cell
// without a score (ok false) counts as average.
func Weight(children int, score float64, ok bool, meanScore, power float64) float64 {
	if !ok || meanScore <= 0 {
		return float64(children)
	}
	return float64(children) * math.Pow(score/meanScore, power)
}
