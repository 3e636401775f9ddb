package demand

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// GLPK's maximum flow of the same network, made by another hand: it solves it
// as a linear programme, which takes long with more than a few hundred homes.
func TestNetworkAgreesWithGLPK(t *testing.T) {
	glpsol, err := exec.LookPath("glpsol")
	if err != nil {
		t.Skip("glpsol is not installed (Debian: glpk-utils): the maximum flow is not compared with GLPK's")
	}
	cells, homes := england(500)
	for i := range cells { // amounts that GLPK's double precision holds
		cells[i].Need /= 1e5
	}
	for j := range homes {
		homes[j].Places /= 1e5
	}
	for _, c := range []struct {
		name   string
		cells  []NeedAt
		homes  []PlacesAt
		metres float64
	}{
		{"a part of England, 20 miles", cells[:4000], homes[:400], TwentyMiles},
		{"5 miles", cells[:6000], homes, 8046.72},
		{"few places", cells[:3000], homes[:60], TwentyMiles},
	} {
		n := NewNetwork(c.cells, c.homes, c.metres)
		more := PlacesAt{c.cells[7].X, c.cells[7].Y, 900}
		got := [2]int64{n.Covered(), n.Covered() + n.Gain(more)}
		want := [2]int64{maxFlowByGLPK(t, glpsol, c.cells, c.homes, c.metres), maxFlowByGLPK(t, glpsol, c.cells, append(c.homes[:len(c.homes):len(c.homes)], more), c.metres)}
		if got != want {
			t.Errorf("%s: covered %d, GLPK has %d", c.name, got, want)
		}
		t.Logf("%s: %d pairs, covered %d; the plain sum would be %d", c.name, pairs(n), got[0], plainSum(c.cells, c.homes, c.metres))
	}
}

func maxFlowByGLPK(t *testing.T, glpsol string, cells []NeedAt, homes []PlacesAt, metres float64) (value int64) {
	t.Helper()
	var arcs []string
	arc := func(from, to int, most int64) { arcs = append(arcs, fmt.Sprintf("a %d %d %d\n", from, to, most)) }
	for i, c := range cells {
		arc(1, 3+i, c.Need)
		for j, h := range homes {
			if inReach(c, h, metres) {
				arc(3+i, 3+len(cells)+j, c.Need)
			}
		}
	}
	for j, h := range homes {
		arc(3+len(cells)+j, 2, h.Places)
	}
	path := filepath.Join(t.TempDir(), "flow.max")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(file)
	fmt.Fprintf(w, "p max %d %d\nn 1 s\nn 2 t\n", 2+len(cells)+len(homes), len(arcs))
	for _, a := range arcs {
		w.WriteString(a)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	file.Close()
	out, err := exec.Command(glpsol, "--maxflow", path, "--write", path+".out").CombinedOutput()
	solution, _ := os.ReadFile(path + ".out")
	found := regexp.MustCompile(`(?m)^s bas [0-9]+ [0-9]+ f f -?([0-9]+)$`).FindSubmatch(solution)
	if err != nil || found == nil {
		t.Fatalf("%v\n%s\n%.200s", err, out, solution)
	}
	fmt.Sscan(string(found[1]), &value)
	return value
}
