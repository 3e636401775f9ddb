package demand

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// fairByDefinition are the shares of Megiddo's lexicographically optimal flow, from all sets
// of cells: the set that has the fewest places in its reach for its need has them all, and
// no more; then the same of the rest, with the homes that are left.
func fairByDefinition(cells []NeedAt, homes []PlacesAt, metres float64) []*big.Rat {
	reached := make([]uint, len(cells))
	shares := make([]*big.Rat, len(cells))
	left := uint(0)
	for i, c := range cells {
		shares[i] = new(big.Rat)
		if c.Need > 0 {
			left |= 1 << i
		}
		for j, h := range homes {
			if inReach(c, h, metres) && h.Places > 0 {
				reached[i] |= 1 << j
			}
		}
	}
	gone := uint(0) // homes
	for left != 0 {
		least, worst := big.NewRat(1, 1), uint(0)
		for set := left; set != 0; set = (set - 1) & left {
			var need, places int64
			near := uint(0)
			for i := range cells {
				if set>>i&1 == 1 {
					need += cells[i].Need
					near |= reached[i]
				}
			}
			for j := range homes {
				if (near&^gone)>>j&1 == 1 {
					places += homes[j].Places
				}
			}
			share := big.NewRat(places, need)
			switch share.Cmp(least) {
			case -1:
				least, worst = share, set
			case 0:
				worst |= set // of sets as badly off all together are as badly off
			}
		}
		if worst == 0 {
			worst = left // there is enough for everybody
		}
		for i := range cells {
			if worst>>i&1 == 1 {
				shares[i], gone = least, gone|reached[i]
			}
		}
		left &^= worst
	}
	return shares
}

// On small cases every cell has the whole units below or above its share by definition, of
// few units and of many.
func TestSharesAreFairByDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 20261122))
	levels := map[int]int{}
	for range 3000 {
		cells, homes, metres := smallCase(r)
		cells, homes = cells[:9], homes[:4+r.IntN(4)]
		for j := range homes {
			homes[j].Places = 1 + homes[j].Places/4
		}
		times := []int64{1, 1, 1000, 123456789}[r.IntN(4)]
		for i := range cells {
			cells[i].Need *= times
		}
		for j := range homes {
			homes[j].Places = homes[j].Places*times + int64(r.IntN(2))*(times-1)
		}
		n := NewNetwork(cells, homes, metres)
		want, different := fairByDefinition(cells, homes, metres), map[string]bool{}
		for i, got := range n.ByCell() {
			need := max(0, cells[i].Need)
			exact, _ := new(big.Rat).Mul(want[i], big.NewRat(need, 1)).Float64()
			if off := math.Abs(float64(got) - exact); off > 1-1e-9 {
				t.Fatalf("cell %d of need %d has %d covered, want %v\ncells %v\nhomes %v, %v m", i, need, got, exact, cells, homes, metres)
			}
			different[want[i].RatString()] = true
		}
		levels[len(different)]++
	}
	if levels[3]+levels[4]+levels[5] < 300 {
		t.Errorf("cases by how many shares there are: %v: too few are hard", levels)
	}
}

// On large ones the proof: the cells up to any share have all the places in their reach, but
// for less than a unit each. So no cell among them could have more without one that has no
// more than it; whoever has more takes none of those.
func TestSharesAreFairByProof(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 20261122))
	proven := 0
	for range 12 {
		var cells []NeedAt
		var homes []PlacesAt
		for range 2000 {
			cells = append(cells, NeedAt{r.Float64() * 300, r.Float64() * 300, 1e6 + r.Int64N(1e8)})
		}
		for range 30 + r.IntN(200) {
			homes = append(homes, PlacesAt{r.Float64() * 300, r.Float64() * 300, r.Int64N(2e9)})
		}
		metres := 15 + 30*r.Float64()
		covered := NewNetwork(cells, homes, metres).ByCell()
		share := func(i int) float64 { return float64(covered[i]) / float64(cells[i].Need) }
		order := make([]int, len(cells))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(a, b int) int { return int(math.Copysign(1, share(a)-share(b))) })
		near, had, places := make([]bool, len(homes)), int64(0), int64(0)
		for k, i := range order {
			if share(i) == 1 {
				break
			}
			had += covered[i]
			for j, h := range homes {
				if !near[j] && inReach(cells[i], h, metres) {
					near[j] = true
					places += h.Places
				}
			}
			if next := order[min(k+1, len(order)-1)]; share(next)-share(i) > 1e-5 || share(next) == 1 {
				if off := had - places; off >= int64(k+1) || -off >= int64(k+1) {
					t.Fatalf("the %d cells with shares up to %v have %d covered, with %d places in their reach", k+1, share(i), had, places)
				}
				proven++
			}
		}
	}
	if proven < 100 {
		t.Errorf("only %d levels were seen", proven)
	}
}

// A new home takes nothing from anybody.
func TestMorePlacesHarmNobody(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 20261122))
	for range 1000 {
		cells, homes, metres := smallCase(r)
		for i := range cells {
			cells[i].Need *= 1000
		}
		before := NewNetwork(cells, homes, metres).ByCell()
		after := NewNetwork(cells, append(homes, PlacesAt{cells[0].X, cells[0].Y, 1 + r.Int64N(5000)}), metres).ByCell()
		for i := range cells {
			if after[i] < before[i]-1 {
				t.Fatalf("cell %d has %d covered, and %d with another home", i, before[i], after[i])
			}
		}
	}
}

func TestPartOf(t *testing.T) {
	for _, c := range []struct{ amount, part, of, below, nearest, above int64 }{
		{10, 1, 3, 3, 3, 4}, {11, 1, 3, 3, 4, 4}, {5, 1, 2, 2, 3, 3}, {9, 1, 3, 3, 3, 3}, {0, 1, 3, 0, 0, 0}, {7, 0, 3, 0, 0, 0}, {7, 5, 5, 7, 7, 7},
		{math.MaxInt64, math.MaxInt64 - 1, math.MaxInt64, math.MaxInt64 - 1, math.MaxInt64 - 1, math.MaxInt64 - 1},
		{math.MaxInt64, 1, 2, math.MaxInt64 / 2, math.MaxInt64/2 + 1, math.MaxInt64/2 + 1},
	} {
		if below, nearest, above := partOf(c.amount, c.part, c.of); below != c.below || nearest != c.nearest || above != c.above {
			t.Errorf("%d x %d / %d: %d, %d, %d, want %+v", c.amount, c.part, c.of, below, nearest, above, c)
		}
	}
}
