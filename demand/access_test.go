package demand

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// accessByDefinition is E2SFCA as Luo and Qi write it, pair by pair.
func accessByDefinition(cells []NeedAt, homes []PlacesAt, zones []Zone) []float64 {
	weight := func(c NeedAt, h PlacesAt) float64 {
		for _, z := range zones {
			if inReach(c, h, z.To) {
				return z.Weight
			}
		}
		return 0
	}
	scores := make([]float64, len(cells))
	for _, h := range homes {
		need := 0.0
		for _, c := range cells {
			need += weight(c, h) * float64(c.Need)
		}
		if need == 0 {
			continue
		}
		for i, c := range cells {
			scores[i] += weight(c, h) * float64(h.Places) / need
		}
	}
	return scores
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b)) }

func TestAccessByDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 4))
	for i := range 1000 {
		var cells []NeedAt
		var homes []PlacesAt
		for range r.IntN(60) {
			cells = append(cells, NeedAt{float64(r.IntN(30)), float64(r.IntN(30)), r.Int64N(5)})
		}
		for range r.IntN(20) {
			homes = append(homes, PlacesAt{float64(r.IntN(30)), float64(r.IntN(30)), r.Int64N(9)})
		}
		zones := []Zone{{3, 1}, {5, 0.68}, {13, 0.22}}[:1+r.IntN(3)] // many at 3, 5 and 13 exactly
		want := accessByDefinition(cells, homes, zones)
		got := Access(cells, homes, zones)
		for c := range want {
			if !near(got[c], want[c]) {
				t.Fatalf("case %d, cell %d: %v, want %v", i, c, got[c], want[c])
			}
		}
		slices.Reverse(homes)
		slices.Reverse(cells)
		slices.Reverse(got)
		if again := Access(cells, homes, zones); !slices.Equal(again, got) {
			t.Fatalf("case %d: another order, another score", i)
		}
	}
}

func TestAccessClosedForms(t *testing.T) {
	zones := Zones(TwentyMiles, ZoneWeights...)
	third := 10728.96
	for _, c := range []struct {
		name  string
		cells []NeedAt
		homes []PlacesAt
		zones []Zone
		want  []float64
	}{
		{"all in the first zone: places over need", []NeedAt{{0, 0, 30}, {100, 0, 50}}, []PlacesAt{{50, 0, 20}, {70, 9, 40}}, zones, []float64{0.75, 0.75}},
		{"one cell alone has places over need in any zone", []NeedAt{{0, 0, 40}}, []PlacesAt{{30000, 0, 10}}, zones, []float64{0.25}},
		{"at the edges of the zones", []NeedAt{{0, 0, 1000}, {third, 0, 1000}, {2 * third, 0, 1000}, {TwentyMiles, 0, 1000}, {TwentyMiles + 0.01, 0, 1000}},
			[]PlacesAt{{0, 0, 2900}}, zones, []float64{1, 1, 0.68, 0.22, 0}}, // 2,900 over 1,000 (1 + 1 + 0.68 + 0.22)
		{"a home where no need is has no ratio", []NeedAt{{0, 0, 0}, {90000, 0, 5}}, []PlacesAt{{0, 0, 9}}, zones, []float64{0, 0}},
		{"a cell without need has a score too", []NeedAt{{0, 0, 0}, {100, 0, 5}}, []PlacesAt{{0, 0, 9}}, zones, []float64{1.8, 1.8}},
		{"below nothing is nothing", []NeedAt{{0, 0, -4}, {100, 0, 5}}, []PlacesAt{{0, 0, 9}, {0, 0, -9}}, zones, []float64{1.8, 1.8}},
		{"no position", []NeedAt{{math.NaN(), 0, 4}, {100, 0, 5}}, []PlacesAt{{0, 0, 9}, {math.Inf(1), 0, 9}}, zones, []float64{0, 1.8}},
		{"zones in another order", []NeedAt{{0, 0, 10}, {5, 0, 10}}, []PlacesAt{{0, 0, 15}}, []Zone{{9, 0.5}, {1, 1}}, []float64{1, 0.5}},
		{"no zones", []NeedAt{{0, 0, 10}}, []PlacesAt{{0, 0, 15}}, nil, []float64{0}},
		{"no homes", []NeedAt{{0, 0, 10}}, nil, zones, []float64{0}},
		{"no cells", nil, []PlacesAt{{0, 0, 15}}, zones, []float64{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Access(c.cells, c.homes, c.zones)
			if !slices.EqualFunc(got, c.want, near) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// What all cells' need, each times its score, comes to is all places, if each home has
// need round it: nothing is counted twice.
func TestAccessSharesOutAllPlaces(t *testing.T) {
	cells, homes := england(500)
	sum, places := 0.0, 0.0
	for i, score := range Access(cells, homes, Zones(TwentyMiles, ZoneWeights...)) {
		sum += score * float64(cells[i].Need)
	}
	for _, h := range homes {
		places += float64(h.Places)
	}
	if math.Abs(sum-places) > 1e-9*places {
		t.Errorf("scores times need add up to %v, places to %v", sum, places)
	}
}

func BenchmarkAccessAllEngland(b *testing.B) {
	cells, homes := realEngland(b, 3500)
	b.ReportAllocs()
	for b.Loop() {
		Access(cells, homes, Zones(TwentyMiles, ZoneWeights...))
	}
}

func BenchmarkAccessCrowded(b *testing.B) {
	cells, homes := conurbation()
	for b.Loop() {
		Access(cells, homes, Zones(TwentyMiles, ZoneWeights...))
	}
}
