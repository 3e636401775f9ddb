package demand

import (
	"bufio"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// bestByDefinition goes through all sets of p in the order of their indices.
func bestByDefinition(n *Network, options []PlacesAt, p int) (set []int, gain int64) {
	gain = -1
	var go_ func(from int, chosen []int)
	go_ = func(from int, chosen []int) {
		if len(chosen) == p {
			var homes []PlacesAt
			for _, i := range chosen {
				homes = append(homes, options[i])
			}
			if g := n.Gain(homes...); g > gain {
				set, gain = slices.Clone(chosen), g
			}
			return
		}
		for i := from; i < len(options); i++ {
			go_(i+1, append(chosen, i))
		}
	}
	go_(0, nil)
	return set, gain
}

func TestBest(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 4))
	beyondGreedy, stopped := 0, 0
	for i := range 1000 {
		cells, homes, metres := smallCase(r)
		options, there := append(homes[5:], homes[r.IntN(8)]), homes[:2]
		if i%2 == 1 { // each enough for all in its reach: greedy goes wrong here
			options, there, metres = nil, nil, 2
		}
		for range 1 + r.IntN(9) {
			options = append(options, PlacesAt{float64(r.IntN(9)), float64(r.IntN(5)), 1 + int64(r.IntN(30)) + int64(i%2*100)})
		}
		p := 1 + r.IntN(4)
		n := NewNetwork(cells, there, metres)
		before := n.ByCell()
		set, gain, bound := Best(n, options, p, math.MaxInt)
		want, most := bestByDefinition(n, options, min(p, len(options)))
		if gain != most || bound != most || !slices.Equal(set, want) {
			t.Fatalf("case %d: %v gains %d, bound %d; want %v with %d\n%v\n%v\n%v\n%v", i, set, gain, bound, want, most, cells, there, options, metres)
		}
		if greedy(n, options, min(p, len(options))) < most {
			beyondGreedy++
		}
		for _, effort := range []int{0, 9, 30} {
			set, gain, bound := Best(n, options, p, effort)
			var homes []PlacesAt
			for _, i := range set {
				homes = append(homes, options[i])
			}
			if len(set) != min(p, len(options)) || n.Gain(homes...) != gain || gain > most || bound < most {
				t.Fatalf("case %d: stopped after %d looks with %v, which gains %d, bound %d; the best gains %d", i, effort, set, gain, bound, most)
			}
			if bound > gain {
				stopped++
			}
		}
		if !slices.Equal(n.ByCell(), before) {
			t.Fatalf("case %d: looking for the best changed the network", i)
		}
	}
	t.Logf("in %d of 1000 cases the best is more than the next best one by one; %d searches were stopped without a proof", beyondGreedy, stopped)
	if beyondGreedy < 20 || stopped < 200 {
		t.Error("too few to tell")
	}
}

// greedy takes the option that adds most, again and again.
func greedy(n *Network, options []PlacesAt, p int) (gain int64) {
	var chosen []PlacesAt
	left := slices.Clone(options)
	for range p {
		best, at := int64(-1), 0
		for i, o := range left {
			if g := n.Gain(append(chosen, o)...); g > best {
				best, at = g, i
			}
		}
		gain, chosen, left = best, append(chosen, left[at]), slices.Delete(left, at, at+1)
	}
	return gain
}

func TestBestOfNone(t *testing.T) {
	n := NewNetwork([]NeedAt{{0, 0, 5}}, nil, 1)
	for _, c := range []struct {
		options []PlacesAt
		p       int
		want    []int
		gain    int64
	}{
		{nil, 3, nil, 0},
		{[]PlacesAt{{0, 0, 4}}, 0, nil, 0},
		{[]PlacesAt{{0, 0, 4}}, -1, nil, 0},
		{[]PlacesAt{{9, 9, 4}, {0, 0, 2}, {0, 0, 4}}, 9, []int{0, 1, 2}, 5},
		{[]PlacesAt{{9, 9, 4}, {8, 8, 4}}, 1, []int{0}, 0},
		{[]PlacesAt{{math.NaN(), 9, 4}, {0, 0, -4}, {0, 0, 1}}, 1, []int{2}, 1},
	} {
		set, gain, bound := Best(n, c.options, c.p, 100000)
		if !slices.Equal(set, c.want) || gain != c.gain || bound != c.gain {
			t.Errorf("%v of %v: %v gains %d, bound %d", c.p, c.options, set, gain, bound)
		}
	}
}

func TestSurface(t *testing.T) {
	cells, homes := england(3500)
	_, at := england(3900)
	n := NewNetwork(cells, homes, TwentyMiles)
	covered := n.ByCell()
	surface := Surface(n, at[3500:]...)
	some := 0
	for i, c := range at[3500:] {
		if got := n.Gain(c); got != surface[i] {
			t.Fatalf("place %d: %d, alone %d", i, surface[i], got)
		} else if got > 0 && got < c.Places {
			some++
		}
	}
	if !slices.Equal(n.ByCell(), covered) {
		t.Error("the surface changed the network")
	}
	t.Logf("%d of 400 places gain a part of what they have", some)
}

// CBC's best of the same options, as a mixed integer programme that knows nothing of
// flows.
func TestBestAgreesWithCBC(t *testing.T) {
	cbc, err := exec.LookPath("cbc")
	if err != nil {
		t.Skip("cbc is not installed (Debian: coinor-cbc): the best places are not compared with CBC's")
	}
	r := rand.New(rand.NewPCG(10, 4))
	var cells []NeedAt
	var homes, options []PlacesAt
	for range 250 {
		cells = append(cells, NeedAt{r.Float64() * 150e3, r.Float64() * 100e3, 1 + r.Int64N(30)})
	}
	for range 50 {
		options = append(options, PlacesAt{r.Float64() * 150e3, r.Float64() * 100e3, 20 + r.Int64N(300)})
	}
	for range 25 {
		homes = append(homes, PlacesAt{r.Float64() * 150e3, r.Float64() * 100e3, 20 + r.Int64N(80)})
	}
	n := NewNetwork(cells, homes, TwentyMiles)
	for p := 1; p <= 4; p++ {
		set, gain, bound := Best(n, options, p, 1e9)
		want := bestByCBC(t, cbc, cells, homes, options, p) - n.Covered()
		t.Logf("%d of 50: %v gains %d of %d uncovered", p, set, gain, n.total-n.Covered())
		if gain != want || bound != want {
			t.Errorf("%d of 50: %v gains %d, bound %d; CBC has %d", p, set, gain, bound, want)
		}
	}
}

func bestByCBC(t *testing.T, cbc string, cells []NeedAt, homes, options []PlacesAt, p int) int64 {
	t.Helper()
	path := filepath.Join(t.TempDir(), "best.lp")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(file)
	all := append(slices.Clone(homes), options...)
	into := make([]string, len(all))
	w.WriteString("Maximize\n all:")
	for i, c := range cells {
		for j, h := range all {
			if inReach(c, h, TwentyMiles) {
				fmt.Fprintf(w, " + f%d_%d\n", i, j)
				into[j] += fmt.Sprintf(" + f%d_%d\n", i, j)
			}
		}
	}
	w.WriteString("Subject To\n")
	for i, c := range cells {
		row := ""
		for j, h := range all {
			if inReach(c, h, TwentyMiles) {
				row += fmt.Sprintf(" + f%d_%d\n", i, j)
			}
		}
		if row != "" {
			fmt.Fprintf(w, "%s <= %d\n", row, c.Need)
		}
	}
	for j, h := range all {
		switch {
		case into[j] == "":
		case j < len(homes):
			fmt.Fprintf(w, "%s <= %d\n", into[j], h.Places)
		default:
			fmt.Fprintf(w, "%s - %d y%d <= 0\n", into[j], h.Places, j)
		}
	}
	for j := range options {
		fmt.Fprintf(w, " + y%d", len(homes)+j)
	}
	fmt.Fprintf(w, " <= %d\nBinary\n", p)
	for j := range options {
		fmt.Fprintf(w, " y%d\n", len(homes)+j)
	}
	w.WriteString("End\n")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	file.Close()
	out, err := exec.Command(cbc, path, "ratio", "0", "sec", "60", "solve", "solution", path+".out").CombinedOutput()
	text, _ := os.ReadFile(path + ".out")
	found := regexp.MustCompile(`^Optimal - objective value (-?[0-9.]+)`).FindSubmatch(text)
	if err != nil || found == nil {
		t.Fatalf("%v\n%s\n%.200s", err, out, text)
	}
	var value float64
	fmt.Sscan(string(found[1]), &value)
	return int64(math.Round(math.Abs(value)))
}

// A hexagon every five kilometres, each with four places.
func BenchmarkSurface(b *testing.B) {
	n, at := hexagons(5000)
	for b.Loop() {
		Surface(n, at...)
	}
	b.ReportMetric(float64(len(at)), "places")
}

func BenchmarkBestThree(b *testing.B) {
	n, at := hexagons(20000)
	for b.Loop() {
		_, gain, bound := Best(n, at, 3, bestEffort)
		b.ReportMetric(float64(bound-gain)/float64(gain), "gap")
	}
	b.ReportMetric(float64(len(at)), "options")
}

func hexagons(step float64) (*Network, []PlacesAt) {
	cells, homes := england(3500)
	var at []PlacesAt
	for x := 100e3; x < 655e3; x += step {
		for y := 20e3; y < 655e3; y += step {
			at = append(at, PlacesAt{x, y, 4e7})
		}
	}
	return NewNetwork(cells, homes, TwentyMiles), at
}
