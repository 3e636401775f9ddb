package schedule

import "hash/fnv"

// stream is where one stage of one option gets its random numbers. It is a counter,
// not a sequence: the number for a run is a hash of (seed, option, stage, run, which
// draw), so no draw depends on how many were made before it, by this stage or
// another. The hash is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast
// splittable pseudorandom number generators", 2014), once over each of the four.
type stream uint64

// Each run makes the same two draws whether it uses them or not: first whether the
// branch is taken, then the length.
const (
	branchDraw = iota + 1
	lengthDraw
)

const golden = 0x9e3779b97f4a7c15 // 2^64 over the golden ratio, SplitMix64's step

func newStream(seed int64, option, stage string) stream {
	h := scramble(uint64(seed) + golden)
	h = scramble((h ^ hashText(option)) + golden)
	h = scramble((h ^ hashText(stage)) + golden)
	return stream(h)
}

func hashText(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// draw is the given draw of a run as k in 0..2^52-1; it stands for the number
// (k + 1/2) / 2^52, which is never 0 or 1.
func (s stream) draw(run int, which uint64) uint64 {
	h := scramble(uint64(s) + golden*uint64(run+1))
	return scramble(h+golden*which) >> 12
}

// share is the number that a draw stands for, exactly.
func share(k uint64) float64 { return float64(2*k+1) / (1 << 53) }

func scramble(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
