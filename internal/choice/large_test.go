package choice

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// kinds are the ways in which a value can hang on a cost, from easy to hard (Pisinger 2005).
var kinds = []string{"places", "score", "uncorrelated", "weak", "strong"}

// largeProblem is a problem of a kind, with rules, in thousands of pounds; entangled where
// most options have to do with others.
func largeProblem(r *rand.Rand, kind string, n int, pledged, entangled bool) Problem {
	p := Problem{HubMinimum: map[string]int{"north": 1 + n/40, "south": 1}, MinPlaces: int64(n / 4)}
	var sum int64
	id := func(i int) string { return fmt.Sprintf("o%03d", i) }
	for i := range n {
		cost := 1 + r.Int64N(2000)
		o := Option{ID: id(i), Hub: []string{"north", "south"}[r.IntN(2)], Cost: cost, Places: 1 + r.Int64N(8)}
		switch kind {
		case "places":
			o.Value = o.Places
		case "score":
			o.Value = r.Int64N(1001)
		case "uncorrelated":
			o.Value = 1 + r.Int64N(2000)
		case "weak":
			o.Value = max(1, cost+r.Int64N(401)-200)
		case "strong":
			o.Value = cost + 200
		}
		rare := 12
		if entangled {
			rare = 3
		}
		if r.IntN(rare) < 4 {
			o.Sites = []string{fmt.Sprint("s", r.IntN(n/2))}
		}
		if i > 0 && r.IntN(rare) == 0 {
			o.Needs = []string{id(r.IntN(i))}
		}
		if i > 0 && r.IntN(rare) == 0 {
			o.Excludes = []string{id(r.IntN(i))}
		}
		if pledged {
			o.Match = map[string]int64{fmt.Sprint("a", r.IntN(1+n/12)): r.Int64N(500)}
		}
		sum += cost
		p.Options = append(p.Options, o)
	}
	for a := range 1 + n/12 {
		if !pledged {
			break
		}
		if p.Pledges == nil {
			p.Pledges = map[string]int64{}
		}
		p.Pledges[fmt.Sprint("a", a)] = 500 + r.Int64N(4000)
	}
	p.Budget = sum / int64(2+r.IntN(8))
	return p
}

// Large problems agree with an integer-programming solver.
func TestBestAgainstCBC(t *testing.T) {
	cbc, err := exec.LookPath("cbc")
	if err != nil {
		t.Skip("CBC is not installed")
	}
	r := rand.New(rand.NewPCG(5, 8))
	solved := 0
	for _, n := range []int{40, 80, 200} {
		for _, kind := range kinds {
			for variant := range 3 {
				pledged, entangled := variant == 1, variant == 2
				if n == 200 && (pledged || entangled) && (kind == "places" || kind == "strong") {
					continue // the solver itself may take minutes
				}
				p := largeProblem(r, kind, n, pledged, entangled)
				a := Best(p, Effort)
				value, ok := byCBC(t, cbc, p)
				if a.Status == Infeasible != !ok || ok && (a.Status != Optimal || a.Value != value || a.Bound != value || !p.Keeps(a.Chosen)) {
					t.Errorf("%d options, %s, pledges %v, entangled %v: %s with %d, bound %d; CBC has %d, %v", n, kind, pledged, entangled, a.Status, a.Value, a.Bound, value, ok)
				}
				if ok {
					solved++
				}
			}
		}
	}
	if solved < 30 {
		t.Errorf("only %d have an answer", solved)
	}
}

func byCBC(t *testing.T, cbc string, p Problem) (value int64, ok bool) {
	t.Helper()
	var text strings.Builder
	sites, hubs, match, at := map[string]string{}, map[string]string{}, map[string]string{}, map[string]int{}
	for i, o := range p.Options {
		at[o.ID] = i
	}
	objective, cost, places, rules := "", "", "", ""
	for i, o := range p.Options {
		objective += fmt.Sprintf(" + %d x%d\n", o.Value, i)
		cost += fmt.Sprintf(" + %d x%d\n", o.Cost, i)
		places += fmt.Sprintf(" + %d x%d\n", o.Places, i)
		for _, s := range o.Sites {
			sites[s] += fmt.Sprintf(" + x%d", i)
		}
		hubs[o.Hub] += fmt.Sprintf(" + x%d\n", i)
		for a, amount := range o.Match {
			match[a] += fmt.Sprintf(" + %d x%d\n", amount, i)
		}
		for _, id := range o.Needs {
			rules += fmt.Sprintf(" x%d - x%d <= 0\n", i, at[id])
		}
		for _, id := range o.Excludes {
			rules += fmt.Sprintf(" x%d + x%d <= 1\n", i, at[id])
		}
	}
	fmt.Fprintf(&text, "Maximize\n all:%sSubject To\n%s <= %d\n%s >= %d\n%s", objective, cost, p.Budget, places, p.MinPlaces, rules)
	for _, s := range slices.Sorted(maps.Keys(sites)) {
		fmt.Fprintf(&text, "%s <= 1\n", sites[s])
	}
	for hub, minimum := range p.HubMinimum {
		fmt.Fprintf(&text, "%s >= %d\n", hubs[hub], minimum)
	}
	for a, row := range match {
		fmt.Fprintf(&text, "%s <= %d\n", row, p.Pledges[a])
	}
	text.WriteString("Binary\n")
	for i := range p.Options {
		fmt.Fprintf(&text, " x%d\n", i)
	}
	text.WriteString("End\n")
	path := filepath.Join(t.TempDir(), "choice.lp")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(cbc, path, "ratio", "0", "allow", "0", "sec", "120", "solve", "solution", path+".out").CombinedOutput()
	solution, _ := os.ReadFile(path + ".out")
	if err != nil || strings.HasPrefix(string(solution), "Infeasible") || strings.HasPrefix(string(solution), "Integer infeasible") {
		return 0, false
	}
	found := regexp.MustCompile(`^Optimal - objective value (-?[0-9.]+)`).FindSubmatch(solution)
	if found == nil {
		t.Fatalf("%s\n%.200s", out, solution)
	}
	var best float64
	fmt.Sscan(string(found[1]), &best)
	return int64(math.Round(math.Abs(best))), true
}

func BenchmarkBest(b *testing.B) {
	for _, n := range []int{40, 200} {
		for _, kind := range kinds {
			r := rand.New(rand.NewPCG(7, 7))
			p := largeProblem(r, kind, n, false, false)
			b.Run(fmt.Sprintf("%d options, %s", n, kind), func(b *testing.B) {
				var a Answer
				for b.Loop() {
					a = Best(p, Effort)
				}
				if a.Status == Stopped {
					b.ReportMetric(float64(a.Bound-a.Value)/float64(a.Value), "gap")
				}
			})
		}
	}
}
