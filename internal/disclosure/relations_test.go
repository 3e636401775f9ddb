package disclosure

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func few1(n int64) *int64 { return &n }

// said are the relations of counts: the total's and its parts' places.
func saidRelations(counts []Count, areas Areas) string {
	var list []string
	for _, r := range relations(counts, areas) {
		list = append(list, fmt.Sprintf("%d=%v", r.total, r.parts))
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

func TestRelations(t *testing.T) {
	ages := func(bands ...string) (list []Count) {
		for _, b := range bands {
			list = append(list, Count{Area: "E06000044", Ages: b, Need: "all"})
		}
		return list
	}
	areas := func(codes ...string) (list []Count) {
		for _, c := range codes {
			list = append(list, Count{Area: c, Ages: "all", Need: "all"})
		}
		return list
	}
	up := Areas{Up: map[string]string{"E01000001": "E02000001", "E01000002": "E02000001", "E01000003": "E02000002", "E02000001": "E06000044", "E02000002": "E06000044", "PO1": "E06000044", "PO2": "E06000044"}}
	for _, c := range []struct {
		name   string
		counts []Count
		want   string
	}{
		{"bands in all", ages("0-4", "5-9", "all"), "2=[0 1]"},
		{"bands in bands", ages("0-4", "0-9", "10-15", "5-9", "all"), "1=[0 3] 4=[1 2]"},
		{"bands over each other", ages("0-9", "5-15", "all"), "2=[0] 2=[1]"},
		{"what is no band", ages("0-9", "not known", "total"), "2=[0 1]"},
		{"two words for all", ages("0-9", "all", "total"), "1=[0] 1=[2] 2=[0]"},
		{"no total", ages("0-4", "5-9"), ""},
		{"areas, the next up that is there", areas("E01000001", "E01000002", "E01000003", "E02000001", "E06000044"), "3=[0 1] 4=[2 3]"},
		{"two ways of dividing", areas("E01000001", "E01000002", "E06000044", "PO1", "PO2"), "2=[0 1] 2=[3 4]"},
		{"placements", []Count{{Area: "E06000044", Need: "all"}, {Area: "E06000044", Need: "all", Placement: "foster"}}, "0=[1]"},
		{"origins by level", []Count{{Area: "E06000044"}, {Area: "E06000044", Origin: "E06000043"}, {Area: "E06000044", Origin: "E12000008"}}, "0=[1] 0=[2]"},
	} {
		if got := saidRelations(c.counts, up); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// line is one relation: parts and their total, as counts of areas in an authority; -1 is
// what the publisher hid. Its answer is what is shown, c for what is not.
func shownOf(total int64, parts ...int64) string {
	areas := Areas{Up: map[string]string{}}
	var counts []Count
	for i, n := range append(parts, total) {
		c := Count{Area: fmt.Sprintf("E010000%02d", i), Ages: "all", Need: "all", Children: few1(n)}
		if n < 0 {
			c.Children = nil
		}
		if i == len(parts) {
			c.Area = "E06000044"
		}
		areas.Up[c.Area] = "E06000044"
		counts = append(counts, c)
	}
	delete(areas.Up, "E06000044")
	areas.Small = map[string]int{"E06000044": len(parts)}
	p := Protect(counts, areas)
	var said []string
	for i, c := range counts {
		if p.Hidden[i] {
			said = append(said, "c")
		} else {
			said = append(said, fmt.Sprint(*c.Children))
		}
	}
	if len(p.Faults) > 0 {
		said = append(said, "!")
	}
	return strings.Join(said, " ")
}

func TestProtectHidesNoMoreThanNeeded(t *testing.T) {
	for _, c := range []struct {
		parts []int64
		total int64
		want  string
	}{
		{[]int64{9, 14, 0}, 23, "9 14 0 23"},
		{[]int64{2, 4, 9, 0}, 15, "c c 9 0 15"}, // two hide each other
		{[]int64{2, 6, 9}, 17, "c c 9 17"},      // the smaller of the others
		{[]int64{1, 0, 30}, 31, "c 0 c 31"},     // a nought would leave 0 to 1
		{[]int64{2, 2, 40}, 44, "c c c 44"},     // 4 between two: neither could be 5
		{[]int64{5, 0, 0}, 5, "c 0 0 c"},        // the total is one as well
		{[]int64{-1, 12, 6}, 20, "c 12 c 20"},   // the publisher's own can be worked out: 2
		{[]int64{-1, -1, 12}, 40, "c c 12 40"},  // 28 between two
		{[]int64{3, 9, 20}, 30, "c 9 20 c !"},   // does not add up
		{[]int64{0, 0, 0}, 0, "0 0 0 0"},        // true noughts
		{[]int64{7, 8, 9}, -1, "c c c c"},       // else the total could be added up
	} {
		if got := shownOf(c.total, c.parts...); got != c.want {
			t.Errorf("%v of %d: %s, want %s", c.parts, c.total, got, c.want)
		}
	}
}

// What was shown before hides nothing: the total that comes later is hidden in its place.
func TestWhatWasShownIsKnown(t *testing.T) {
	areas := Areas{Up: map[string]string{"E01000001": "E06000044", "E01000002": "E06000044", "E01000003": "E06000044"}}
	counts := []Count{{Area: "E01000001", Children: few1(2)}, {Area: "E01000002", Children: few1(6), Shown: true}, {Area: "E01000003", Children: few1(9), Shown: true}, {Area: "E06000044", Children: few1(17)}}
	if got := fmt.Sprint(Protect(counts, areas).Hidden); got != "[true false false true]" {
		t.Errorf("hidden %s", got)
	}
}

func TestStandIns(t *testing.T) {
	areas := Areas{Up: map[string]string{"E01000001": "E02000001", "E01000002": "E02000001", "E01000003": "E02000002", "E02000001": "E06000044", "E02000002": "E06000044"}}
	weights := map[string]float64{"E01000001": 1, "E01000002": 3, "E01000003": 4, "E02000001": 4, "E02000002": 4, "E06000044": 8}
	count := func(area string, n int64) Count {
		c := Count{Area: area, Ages: "all", Need: "all"}
		if n >= 0 {
			c.Children = &n
		}
		return c
	}
	for _, c := range []struct {
		name   string
		counts []Count
		want   string
	}{
		{"by weight", []Count{count("E01000001", -1), count("E01000002", -1), count("E02000001", 10)}, "[2500 7500 0]"},
		{"to the last thousandth", []Count{count("E01000001", -1), count("E01000002", -1), count("E02000001", 7)}, "[1750 5250 0]"},
		{"areas not imported have their part", []Count{count("E01000001", -1), count("E02000001", 8)}, "[2000 0]"},
		{"further up", []Count{count("E01000001", -1), count("E01000002", 6), count("E01000003", -1), count("E02000001", -1), count("E02000002", -1), count("E06000044", 16)}, "[5000 0 5000 11000 5000 0]"},
		{"nothing published", []Count{count("E01000001", -1), count("E01000002", -1), count("E02000001", -1)}, "[3000 3000 6000]"},
	} {
		slices.SortFunc(c.counts, Count.compare)
		if got := fmt.Sprint(StandIns(c.counts, areas, weights)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
