// Package attack plays somebody who wants to know hidden counts from what is shown: it is
// for tests alone. Its main type is Row, one thing the attacker knows; Ranges is all that
// can be concluded. It must stay independent of how counts are hidden: it shares no code
// with package demand, and asks glpsol (GNU Linear Programming Kit) where that is
// installed. Elsewhere a plain simplex of its own answers, and it says so.
package attack

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Row is what is known: these cells, each times its sign, add up to a number.
type Row struct {
	Cells []int
	Signs []float64
	Is    float64
}

// Ranges are the least and the greatest value of each wanted cell, as real numbers of 0
// or more, that agree with all rows.
func Ranges(t testing.TB, cells int, rows []Row, wanted []int) [][2]float64 {
	t.Helper()
	glpsol, err := exec.LookPath("glpsol")
	if err != nil {
		t.Log("glpsol is not installed: a plain simplex answers in its place")
	}
	list := make([][2]float64, len(wanted))
	const batch = 25
	for from := 0; from < len(wanted); from += batch {
		some := wanted[from:min(from+batch, len(wanted))]
		for side, greatest := range []bool{false, true} {
			var values []float64
			if err == nil {
				values = ask(t, glpsol, cells, rows, some, greatest)
			} else {
				for _, cell := range some {
					values = append(values, Plain(cells, rows, cell, greatest))
				}
			}
			for i, v := range values {
				list[from+i][side] = v
			}
		}
	}
	return list
}

// ask has glpsol find the extreme of each cell: one programme with a copy of everything
// for each. A cell without a limit is given one of a million.
func ask(t testing.TB, glpsol string, cells int, rows []Row, wanted []int, greatest bool) []float64 {
	t.Helper()
	var text bytes.Buffer
	goal := map[bool]string{true: "Maximize", false: "Minimize"}[greatest]
	fmt.Fprintf(&text, "%s\n goal:", goal)
	for n, cell := range wanted {
		fmt.Fprintf(&text, " + x%d_%d\n", n, cell)
	}
	text.WriteString("Subject To\n")
	for n := range wanted {
		for r, row := range rows {
			fmt.Fprintf(&text, " r%d_%d:", n, r)
			for i, cell := range row.Cells {
				fmt.Fprintf(&text, " %+g x%d_%d", row.Signs[i], n, cell)
				if i%20 == 19 {
					text.WriteByte('\n')
				}
			}
			fmt.Fprintf(&text, " = %g\n", row.Is)
		}
	}
	text.WriteString("Bounds\n")
	for n, cell := range wanted {
		fmt.Fprintf(&text, " x%d_%d <= 1000000\n", n, cell)
	}
	text.WriteString("End\n")
	folder := t.TempDir()
	in, out := filepath.Join(folder, "attack.lp"), filepath.Join(folder, "answer.txt")
	if err := os.WriteFile(in, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(glpsol, "--lp", in, "-w", out).CombinedOutput()
	answer, readErr := os.ReadFile(out)
	if err != nil || readErr != nil {
		t.Fatalf("glpsol: %v %v\n%s", err, readErr, said)
	}
	return read(t, string(answer), text.String(), wanted)
}

// read takes the values of the wanted cells from glpsol's answer. It numbers columns in
// the order it meets them.
func read(t testing.TB, answer, asked string, wanted []int) []float64 {
	t.Helper()
	number := map[string]int{}
	for _, word := range strings.Fields(asked) {
		if word[0] == 'x' && number[word] == 0 {
			number[word] = len(number) + 1
		}
	}
	values := map[int]float64{}
	for _, line := range strings.Split(answer, "\n") {
		f := strings.Fields(line)
		if len(f) > 4 && f[0] == "s" && (f[4] != "f" || f[5] != "f") {
			t.Fatalf("glpsol found no answer: %s", line)
		}
		if len(f) >= 4 && f[0] == "j" {
			n, _ := strconv.Atoi(f[1])
			values[n], _ = strconv.ParseFloat(f[3], 64)
		}
	}
	list := make([]float64, len(wanted))
	for n, cell := range wanted {
		list[n] = values[number[fmt.Sprintf("x%d_%d", n, cell)]]
	}
	return list
}

// Plain is the same by the textbook: what is known outright is put in, and a dense table
// goes from corner to corner by Bland's rule. A cell without a limit gives +Inf.
func Plain(cells int, rows []Row, wanted int, greatest bool) float64 {
	known := map[int]float64{}
	for _, r := range rows {
		if len(r.Cells) == 1 {
			known[r.Cells[0]] = r.Is / r.Signs[0]
		}
	}
	if v, ok := known[wanted]; ok {
		return v
	}
	at := map[int]int{wanted: 0}
	for _, r := range rows {
		for _, c := range r.Cells {
			if _, fixed := known[c]; !fixed {
				if _, ok := at[c]; !ok {
					at[c] = len(at)
				}
			}
		}
	}
	n := len(at)
	var table [][]float64 // a row: cells, then what it is; the basis starts with what is missing
	for _, r := range rows {
		line := make([]float64, n+1)
		line[n] = r.Is
		free := false
		for i, c := range r.Cells {
			if v, ok := known[c]; ok {
				line[n] -= r.Signs[i] * v
			} else {
				line[at[c]] += r.Signs[i]
				free = true
			}
		}
		if !free {
			continue
		}
		if line[n] < 0 {
			for j := range line {
				line[j] = -line[j]
			}
		}
		table = append(table, line)
	}
	basis := make([]int, len(table))
	prices := make([]float64, n+1)
	for i, line := range table {
		basis[i] = -1
		for j, v := range line {
			prices[j] -= v
		}
	}
	bland(table, basis, prices, n)
	goal := make([]float64, n+1)
	if goal[0] = 1; greatest {
		goal[0] = -1
	}
	for i, b := range basis {
		if b == 0 {
			by := goal[0]
			for j, v := range table[i] {
				goal[j] -= by * v
			}
		}
	}
	if !bland(table, basis, goal, n) {
		return math.Inf(1)
	}
	for i, b := range basis {
		if b == 0 {
			return table[i][n]
		}
	}
	return 0
}

// bland goes on until no price is below 0; false where nothing limits the way.
func bland(table [][]float64, basis []int, prices []float64, n int) bool {
	for {
		enters := -1
		for j := range n {
			if prices[j] < -1e-9 {
				enters = j
				break
			}
		}
		if enters < 0 {
			return true
		}
		at, least := -1, math.Inf(1)
		for i, line := range table {
			room := math.Inf(1)
			if v := line[enters]; v > 1e-9 {
				room = line[n] / v
			} else if v < -1e-9 && basis[i] < 0 && line[n] < 1e-9 {
				room = 0
			}
			if room < least-1e-12 || room == least && at >= 0 && basis[i] < basis[at] {
				at, least = i, room
			}
		}
		if at < 0 {
			return false
		}
		by := table[at][enters]
		for j := range table[at] {
			table[at][j] /= by
		}
		for i, line := range table {
			if v := line[enters]; i != at && v != 0 {
				for j := range line {
					line[j] -= v * table[at][j]
				}
			}
		}
		if v := prices[enters]; v != 0 {
			for j := range prices {
				prices[j] -= v * table[at][j]
			}
		}
		basis[at] = enters
	}
}
