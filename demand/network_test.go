package demand

import (
	"encoding/csv"
	"math"
	"math/bits"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"homeground/geo"
)

func inReach(c NeedAt, h PlacesAt, metres float64) bool {
	return math.Sqrt(float64((c.X-h.X)*(c.X-h.X))+float64((c.Y-h.Y)*(c.Y-h.Y))) <= metres
}

// coveredByDefinition is the least cut: over all sets of homes, the places of the homes
// of the set and the need of the cells that reach a home outside it.
func coveredByDefinition(cells []NeedAt, homes []PlacesAt, metres float64) int64 {
	reached := make([]uint, len(cells))
	for i, c := range cells {
		for j, h := range homes {
			if inReach(c, h, metres) {
				reached[i] |= 1 << j
			}
		}
	}
	least := int64(math.MaxInt64)
	for set := range uint(1) << len(homes) {
		var cut int64
		for j, h := range homes {
			if set>>j&1 == 1 {
				cut += h.Places
			}
		}
		for i, c := range cells {
			if reached[i]&^set != 0 {
				cut += c.Need
			}
		}
		least = min(least, cut)
	}
	return least
}

// nearestFirst lets each cell in turn fill the homes in its reach, the nearest first.
func nearestFirst(cells []NeedAt, homes []PlacesAt, metres float64) (sum int64) {
	free := make([]int64, len(homes))
	order := make([]int, len(homes))
	for j, h := range homes {
		free[j], order[j] = h.Places, j
	}
	for _, c := range cells {
		away := func(j int) float64 { return math.Hypot(homes[j].X-c.X, homes[j].Y-c.Y) }
		slices.SortStableFunc(order, func(a, b int) int { return int(math.Copysign(1, away(a)-away(b))) })
		need := c.Need
		for _, j := range order {
			if inReach(c, homes[j], metres) {
				a := min(need, free[j])
				need, free[j], sum = need-a, free[j]-a, sum+a
			}
		}
	}
	return sum
}

// plainSum counts each home alone.
func plainSum(cells []NeedAt, homes []PlacesAt, metres float64) (sum int64) {
	for _, h := range homes {
		var near int64
		for _, c := range cells {
			if inReach(c, h, metres) {
				near += c.Need
			}
		}
		sum += min(near, h.Places)
	}
	return sum
}

// smallCase is two dozen cells and eight homes on a small grid, where many are at one
// place or exactly at the distance from one another, with about as many places as need.
func smallCase(r *rand.Rand) (cells []NeedAt, homes []PlacesAt, metres float64) {
	high := 3 + r.IntN(3)
	for range 22 + r.IntN(5) {
		cells = append(cells, NeedAt{float64(r.IntN(9)), float64(r.IntN(high)), 1 + int64(r.IntN(9))})
	}
	for range 8 {
		homes = append(homes, PlacesAt{float64(r.IntN(9)), float64(r.IntN(high)), 1 + int64(r.IntN(30))})
	}
	return cells, homes, []float64{2, math.Sqrt(5), math.Sqrt(8), 3}[r.IntN(4)]
}

func TestNetworkIsTheMaximum(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 4))
	const cases = 2000
	hard := 0
	for i := range cases {
		cells, homes, metres := smallCase(r)
		n := NewNetwork(cells, homes, metres)
		want := coveredByDefinition(cells, homes, metres)
		if got := n.Covered(); got != want {
			t.Fatalf("case %d: covered %d, want %d\n%v\n%v\n%v", i, got, want, cells, homes, metres)
		}
		checkTransport(t, n, cells, homes, metres)
		if nearestFirst(cells, homes, metres) != want && plainSum(cells, homes, metres) != want {
			hard++
		}
	}
	t.Logf("%d of %d cases: nearest first and the plain sum are both wrong", hard, cases)
	if 2*hard < cases {
		t.Errorf("only %d of %d cases tell the maximum from simpler sums", hard, cases)
	}
}

// checkTransport looks at the answers as they are given: no cell has more covered than
// its need, no home takes more than its places, all sums agree, and the one can be
// carried to the other. It can when, for each set of homes, the cells that reach no
// home outside it have at most what its homes take (Hall).
func checkTransport(t *testing.T, n *Network, cells []NeedAt, homes []PlacesAt, metres float64) {
	t.Helper()
	byCell, byHome := n.ByCell(), n.ByHome()
	var fromCells, toHomes int64
	given, takers := slices.Clone(cells), slices.Clone(homes)
	for i, c := range byCell {
		if c < 0 || c > max(cells[i].Need, 0) {
			t.Fatalf("cell %d of need %d has %d covered", i, cells[i].Need, c)
		}
		fromCells += c
		given[i].Need = c
	}
	for j, h := range byHome {
		if h < 0 || h > max(homes[j].Places, 0) {
			t.Fatalf("home %d of %d places has %d taken", j, homes[j].Places, h)
		}
		toHomes += h
		takers[j].Places = h
	}
	if fromCells != n.Covered() || toHomes != n.Covered() {
		t.Fatalf("covered %d, by cell %d, by home %d", n.Covered(), fromCells, toHomes)
	}
	if got := coveredByDefinition(given, takers, metres); got != n.Covered() {
		t.Fatalf("of %d by cell and home only %d can be carried\n%v %v\n%v\n%v\n%v", n.Covered(), got, byCell, byHome, cells, homes, metres)
	}
}

func TestGain(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 4))
	sums := 0
	for i := range 1000 {
		cells, homes, metres := smallCase(r)
		_, more, _ := smallCase(r)
		homes, more = homes[:4], more[:1+r.IntN(4)]
		n := NewNetwork(cells, homes, metres)
		before, byCell, byHome := n.Covered(), n.ByCell(), n.ByHome()
		var sum int64
		for j, c := range more {
			got := n.Gain(c)
			sum += got
			if want := coveredByDefinition(cells, append(slices.Clone(homes), c), metres) - before; got != want {
				t.Fatalf("case %d, candidate %d: gain %d, want %d", i, j, got, want)
			}
		}
		got := n.Gain(more...)
		if want := coveredByDefinition(cells, append(slices.Clone(homes), more...), metres) - before; got != want {
			t.Fatalf("case %d: gain together %d, want %d", i, got, want)
		}
		if got != sum {
			sums++
		}
		if n.Covered() != before || !slices.Equal(n.ByCell(), byCell) || !slices.Equal(n.ByHome(), byHome) {
			t.Fatalf("case %d: asking for gains changed the network", i)
		}
		checkTransport(t, n, cells, homes, metres)
	}
	if sums < 250 {
		t.Errorf("in %d cases only is the gain together not the sum of gains", sums)
	}
}

// No order of cells and homes gives another answer, not even another one as good.
func TestNetworkKnowsNoOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 4))
	for range 300 {
		cells, homes, metres := smallCase(r)
		n := NewNetwork(cells, homes, metres)
		c, h := r.Perm(len(cells)), r.Perm(len(homes))
		cells2, homes2 := make([]NeedAt, len(cells)), make([]PlacesAt, len(homes))
		for i, at := range c {
			cells2[at] = cells[i]
		}
		for j, at := range h {
			homes2[at] = homes[j]
		}
		n2 := NewNetwork(cells2, homes2, metres)
		at := make(map[NeedAt][2]int64) // cells alike share what they have in any order
		for i, c := range n.ByCell() {
			v := at[cells[i]]
			at[cells[i]] = [2]int64{v[0] + c, v[1]}
		}
		for i, c := range n2.ByCell() {
			v := at[cells2[i]]
			at[cells2[i]] = [2]int64{v[0], v[1] + c}
		}
		for c, v := range at {
			if v[0] != v[1] {
				t.Fatalf("cell %v: %d and, in another order, %d", c, v[0], v[1])
			}
		}
		if n.Covered() != n2.Covered() {
			t.Fatal("covered differs")
		}
	}
}

func TestNetworkAtTheEdges(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	const whole = math.MaxInt64
	for _, c := range []struct {
		name   string
		cells  []NeedAt
		homes  []PlacesAt
		metres float64
		want   int64
	}{
		{"nothing", nil, nil, TwentyMiles, 0},
		{"no homes", []NeedAt{{0, 0, 5}}, nil, TwentyMiles, 0},
		{"no cells", nil, []PlacesAt{{0, 0, 5}}, TwentyMiles, 0},
		{"at 20 miles exactly", []NeedAt{{0, 100000, 5}}, []PlacesAt{{32186.88, 100000, 4}}, TwentyMiles, 4},
		{"at 20 miles exactly, aslant", []NeedAt{{0, 0, 5}}, []PlacesAt{{19312.128, 25749.504, 4}}, TwentyMiles, 4}, // 3, 4, 5
		{"a hundredth of a millimetre farther", []NeedAt{{0, 100000, 5}}, []PlacesAt{{32186.88001, 100000, 4}}, TwentyMiles, 0},
		{"the same place, no distance", []NeedAt{{1, 1, 5}, {1, 1, 2}, {1, 2, 9}}, []PlacesAt{{1, 1, 4}, {1, 1, 9}}, 0, 7},
		{"below no distance", []NeedAt{{1, 1, 5}}, []PlacesAt{{1, 1, 4}}, -1, 0},
		{"a distance that is no number", []NeedAt{{1, 1, 5}}, []PlacesAt{{1, 1, 4}}, nan, 0},
		{"any distance", []NeedAt{{1, 1, 5}, {-1e300, 1e300, 3}}, []PlacesAt{{1e300, 1, 6}}, inf, 6},
		{"no need, no places, less than none", []NeedAt{{1, 1, 0}, {1, 1, -5}, {1, 1, 3}}, []PlacesAt{{1, 1, 0}, {1, 1, -4}, {1, 1, 2}}, 1, 2},
		{"no position", []NeedAt{{nan, 1, 5}, {1, inf, 5}, {1, 1, 3}}, []PlacesAt{{1, nan, 9}, {-inf, 1, 9}, {1, 1, 2}}, 1, 2},
		{"the largest need", []NeedAt{{1, 1, whole}}, []PlacesAt{{1, 1, whole}}, 1, whole},
		{"more need than is counted", []NeedAt{{1, 1, whole}, {2, 1, 5}, {3, 1, whole}}, []PlacesAt{{1, 1, whole}, {1, 1, whole}, {3, 1, whole}}, 9, whole},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := NewNetwork(c.cells, c.homes, c.metres)
			if got := n.Covered(); got != c.want {
				t.Errorf("covered %d, want %d", got, c.want)
			}
			var byCell, byHome int64
			for _, v := range n.ByCell() {
				byCell += v
			}
			for _, v := range n.ByHome() {
				byHome += v
			}
			if byCell != c.want || byHome != c.want {
				t.Errorf("by cell %d, by home %d, want %d", byCell, byHome, c.want)
			}
			if got := n.Gain(PlacesAt{X: nan, Places: 5}, PlacesAt{Places: -5}, PlacesAt{}); got != 0 {
				t.Errorf("candidates that are none gain %d", got)
			}
		})
	}
}

func TestByHomeFillsInProportion(t *testing.T) {
	n := NewNetwork([]NeedAt{{0, 0, 10}}, []PlacesAt{{3, 4, 9}, {3, 4, 3}, {0, 6, 5}, {3, 4, 3}}, 5)
	if got, want := n.ByHome(), []int64{6, 2, 0, 2}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := inProportion(math.MaxInt64, []int64{math.MaxInt64 - 1, 0, 1}), []int64{math.MaxInt64 - 1, 0, 1}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := inProportion(2, []int64{1, 1, 2}), []int64{1, 0, 1}; !slices.Equal(got, want) { // halves: the first
		t.Errorf("got %v, want %v", got, want)
	}
}

// Where homes are too small for all who share them, nobody goes without.
func TestByCellShares(t *testing.T) {
	cells := []NeedAt{{0, 0, 1000}, {1, 0, 1000}, {0, 1, 500}, {2, 2, 3001}, {50, 50, 40}, {90, 90, 70}}
	n := NewNetwork(cells, []PlacesAt{{1, 1, 2750}, {50, 50, 900}}, 5)
	for i, want := range []float64{1000 * 2750. / 5501, 1000 * 2750. / 5501, 500 * 2750. / 5501, 3001 * 2750. / 5501, 40, 0} { // whole units below or above
		if got := float64(n.ByCell()[i]); math.Abs(got-want) >= 1 {
			t.Errorf("one home: cell %d has %v covered, want about %v", i, got, want)
		}
	}
	line := []NeedAt{{0, 0, 1000}, {4, 0, 1000}, {8, 0, 1000}, {12, 0, 1000}} // each home has two neighbours
	for i, c := range NewNetwork(line, []PlacesAt{{2, 0, 900}, {6, 0, 300}, {10, 0, 800}}, 2).ByCell() {
		if c != 500 {
			t.Errorf("in a line: cell %d has %d covered, want 500", i, c)
		}
	}
}

// england is all small areas, with made-up need, and homes among them: some in every
// part of the country, most in a few towns.
func england(homes int) (cells []NeedAt, places []PlacesAt) {
	r := rand.New(rand.NewPCG(1, 4))
	for _, p := range allEngland() {
		cells = append(cells, NeedAt{p.X, p.Y, int64(p.Count * 1e6)})
	}
	return cells, homesAmong(cells, homes, r)
}

// realEngland is the published centres of the small areas of 2011, with made-up need
// and homes.
func realEngland(b *testing.B, homes int) (cells []NeedAt, places []PlacesAt) {
	file, err := os.Open(realFiles(b, "2-small-areas/lsoa11_centroids_england.csv")[0])
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, row := range rows[1:] {
		lon, _ := strconv.ParseFloat(row[1], 64)
		lat, _ := strconv.ParseFloat(row[2], 64)
		x, y := geo.ToGrid(lon, lat)
		cells = append(cells, NeedAt{x, y, r.Int64N(9e6)})
	}
	return cells, homesAmong(cells, homes, r)
}

func homesAmong(cells []NeedAt, homes int, r *rand.Rand) (places []PlacesAt) {
	towns := []int{}
	for range 12 {
		towns = append(towns, r.IntN(len(cells)))
	}
	for range homes {
		at := cells[r.IntN(len(cells))]
		if r.IntN(2) == 0 {
			town := cells[towns[r.IntN(len(towns))]]
			at.X, at.Y = town.X+r.NormFloat64()*9000, town.Y+r.NormFloat64()*9000
		}
		places = append(places, PlacesAt{math.Round(at.X), math.Round(at.Y), int64(1+r.IntN(8)) * 1e7})
	}
	return places
}

func pairs(n *Network) (sum int) {
	for _, m := range n.flow.mask {
		sum += bits.OnesCount64(m)
	}
	return sum
}

func BenchmarkNetworkAllEngland(b *testing.B) {
	cells, homes := realEngland(b, 3500)
	b.ReportAllocs()
	var n *Network
	for b.Loop() {
		n = NewNetwork(cells, homes, TwentyMiles)
		n.ByCell()
	}
	b.ReportMetric(float64(pairs(n)), "pairs")
}

// Everybody in one conurbation: a cell reaches most homes.
func BenchmarkNetworkCrowded(b *testing.B) {
	cells, homes := conurbation()
	b.ReportAllocs()
	var n *Network
	for b.Loop() {
		n = NewNetwork(cells, homes, TwentyMiles)
	}
	b.ReportMetric(float64(pairs(n)), "pairs")
}

func conurbation() (cells []NeedAt, homes []PlacesAt) {
	r := rand.New(rand.NewPCG(2, 4))
	for range 33755 {
		cells = append(cells, NeedAt{r.NormFloat64() * 20000, r.NormFloat64() * 20000, r.Int64N(9e6)})
	}
	for range 3500 {
		homes = append(homes, PlacesAt{r.NormFloat64() * 25000, r.NormFloat64() * 25000, (1 + r.Int64N(8)) * 1e7})
	}
	return cells, homes
}

func BenchmarkGainOf200(b *testing.B) {
	cells, homes := realEngland(b, 3500)
	_, candidates := realEngland(b, 3700)
	n := NewNetwork(cells, homes, TwentyMiles)
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range candidates[3500:] {
			n.Gain(c)
		}
	}
}
