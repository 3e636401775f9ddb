package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func TestCalcHotspots(t *testing.T) {
	const good = "x,y,count\n0,0,1\n1000,0,2\n2000,0,4\n9000,0,8\n"
	const answer = "x,y,count,gi_z,p,class\n" +
		"0,0,1,-1.453631135557047,0.14604859988613239,none\n" +
		"1000,0,2,-1.5852581740085334,0.11290768791785334,none\n" +
		"2000,0,4,-0.48454371185234901,0.62800005008331039,none\n" +
		"9000,0,8,1.5852581740085334,0.11290768791785334,none\n" // as R's spdep has it
	const rated = "0,0,1,100,0.01,0.016032299623908494,-0.85993348698426653,0.38982570795385219,none\n" +
		"1000,0,9,90,0.10000000000000001,0.10084939888418079,-1.6841322399245509,0.092156114908067729,none\n" +
		"2000,0,3,110,0.027272727272727271,0.031862813020536299,0.80712487212223227,0.41959454376189398,none\n" +
		"3000,0,30,80,0.375,0.35613629914177747,0.85993348698426653,0.38982570795385219,none\n500,0,5,0,,,,,none\n"
	for _, c := range []struct {
		name   string
		args   []string
		in     string
		status int
		out    string
		errs   []string // each must stand in standard error; none: it must be empty
	}{
		{"plain", []string{"--distance", "1000", "-"}, good, 0, answer, nil},
		{"flag after the file, one dash, equals sign", []string{"-", "-distance=1000"}, good, 0, answer, nil},
		{"byte order mark and CRLF", []string{"--distance", "1000", "-"}, "\ufeff" + strings.ReplaceAll(good, "\n", "\r\n"), 0, answer, nil},
		{"columns in another order, spelt otherwise", []string{"--distance", "1000", "-"},
			"Count, Y ,X\n1,0,0\n2,0,1000\n4,0,2000\n8,0,9000", 0, answer, nil},
		{"blank lines, spaces, a no-break space", []string{"--distance", "1000", "-"},
			"x,y,count\n0,0,1\n\n 1000 ,0,2\n , ,\u00a0\n2000,0,4\n9000,0,8\n", 0, answer, nil},
		{"another column is ignored with a word", []string{"--distance", "1000", "-"},
			"x,name,y,count\n0,a,0,1\n1000,b,0,2\n2000,c,0,4\n9000,d,0,8\n", 0, answer, []string{`warning: ignored columns "name"`}},
		{"bad rows are listed and left out", []string{"--distance", "1000", "-"},
			"x,y,count\n0,0,1\n5,5,NaN\n1000,0,2\n5,,\n2000,0,4\n5,5,0x10\n5,5,1e999\n5,5,5,5\n5,5,\"1,296\"\n5,\"5,5\n9000,0,8\n", 1, answer,
			[]string{`row 3, column count, value "NaN": not a number; write digits`, `row 5, column y, value ""`, `row 5, column count, value ""`,
				`row 7, column count, value "0x10"`, `row 8, column count, value "1e999"`, `row 9: 4 cells where the first line has 3`, `row 10, column count, value "1,296"`, `row 11: the quotes do not match`, "7 of 11 rows left out"}},
		{"numbers are echoed as typed", []string{"--distance", "1", "-"}, "x,y,count\n1.50,+2,3e0\n007,-.5,-4\n", 0,
			"x,y,count,gi_z,p,class\n1.50,+2,3e0,1,0.31731050786291415,none\n007,-.5,-4,-1,0.31731050786291415,none\n", nil},
		{"equal counts have no reading", []string{"--distance", "1", "-"}, "x,y,count\n0,0,5\n9,9,5\n", 0,
			"x,y,count,gi_z,p,class\n0,0,5,,,none\n9,9,5,,,none\n", nil},
		{"only a header", []string{"--distance", "1", "-"}, "x,y,count\n", 0, "x,y,count,gi_z,p,class\n", nil},
		{"empty file", []string{"--distance", "1", "-"}, "", 1, "", []string{"the file is empty"}},
		{"a column missing", []string{"--distance", "1", "-"}, "x,y,n\n1,2,3\n", 1, "", []string{`there is no column "count"`}},
		{"a column twice", []string{"--distance", "1", "-"}, "x,y,count,X\n1,2,3,4\n", 1, "", []string{`"x" stands there twice`}},
		{"rates: as R's EBest and localG have them; where nobody lives there is none", []string{"--rate", "--distance", "1000", "-"},
			"x,y,count,population\n0,0,1,100\n1000,0,9,90\n2000,0,3,110\n3000,0,30,80\n500,0,5,0\n", 0, "x,y,count,population,rate,smoothed,gi_z,p,class\n" + rated, nil},
		{"rates: below 0", []string{"--rate", "--distance", "1000", "-"},
			"x,y,count,population\n0,0,1,100\n1000,0,9,90\n0,9,-1,5\n0,9,1,-5\n2000,0,3,110\n3000,0,30,80\n500,0,5,0\n", 1, "x,y,count,population,rate,smoothed,gi_z,p,class\n" + rated,
			[]string{`row 4, column count, value "-1": below 0`, `row 5, column population, value "-5": below 0`, "2 of 7 rows left out"}},
		{"rates: no population", []string{"--rate", "--distance", "1000", "-"}, good, 1, "", []string{`there is no column "population": the first line must name the columns x,y,count,population`}},
		{"no distance", []string{"-"}, good, 2, "", []string{"give the distance"}},
		{"a distance below nought", []string{"--distance", "-5", "-"}, good, 2, "", []string{`"-5" is not a number of metres`}},
		{"a distance that is no number", []string{"--distance", "Inf", "-"}, good, 2, "", []string{`"Inf"`}},
		{"no file", []string{"--distance", "1"}, good, 2, "", []string{"give one file, not 0"}},
		{"two files", []string{"--distance", "1", "a", "b"}, good, 2, "", []string{"give one file, not 2"}},
		{"no such file", []string{"--distance", "1", "no-such-file.csv"}, good, 2, "", []string{"cannot open"}},
		{"unknown flag", []string{"--band", "1", "-"}, good, 2, "", []string{"--distance METRES"}},
		{"help", []string{"--help"}, good, 0, hotspotsUsage, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, errs strings.Builder
			if got := calc(append([]string{"hotspots"}, c.args...), strings.NewReader(c.in), &out, &errs); got != c.status {
				t.Errorf("exit status %d, want %d; standard error:\n%s", got, c.status, errs.String())
			}
			if c.out != "" && out.String() != c.out || c.status == 2 && out.Len() > 0 {
				t.Errorf("wrote\n%swant\n%s", out.String(), c.out)
			}
			for _, want := range c.errs {
				if !strings.Contains(errs.String(), want) {
					t.Errorf("standard error lacks %q:\n%s", want, errs.String())
				}
			}
			if c.errs == nil && errs.Len() > 0 {
				t.Errorf("unwanted on standard error: %s", errs.String())
			}
		})
	}
}

func TestCalcNames(t *testing.T) {
	for _, c := range []struct {
		args   []string
		status int
	}{{nil, 2}, {[]string{"nonsense"}, 2}, {[]string{"--help"}, 0}} {
		var out, errs strings.Builder
		if got := calc(c.args, strings.NewReader(""), &out, &errs); got != c.status || !strings.Contains(out.String()+errs.String(), "hotspots") {
			t.Errorf("calc %v: exit status %d, wrote %q and %q", c.args, got, out.String(), errs.String())
		}
	}
}

// The whole way round: spdep's tables, through a file and the command, to 1e-6.
func TestCalcHotspotsAgreesWithSpdep(t *testing.T) {
	tables, _ := filepath.Glob("../../demand/testdata/spdep_*.csv")
	if len(tables) == 0 {
		t.Fatal("the tables of spdep are not there")
	}
	for _, path := range tables {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		first, rest, _ := strings.Cut(string(text), "\n")
		var distance float64
		fmt.Sscanf(first, "# distance %g;", &distance)
		file := filepath.Join(t.TempDir(), "cells.csv")
		if err := os.WriteFile(file, []byte(rest), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs strings.Builder
		if got := calc([]string{"hotspots", "--distance", strconv.FormatFloat(distance, 'g', -1, 64), file}, nil, &out, &errs); got != 0 {
			t.Fatalf("%s: exit status %d: %s", path, got, errs.String())
		}
		want := strings.Split(strings.TrimSpace(rest), "\n")
		got := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(got) != len(want) {
			t.Fatalf("%s: %d lines, want %d", path, len(got), len(want))
		}
		for i := 1; i < len(want); i++ {
			g, w := strings.Split(got[i], ","), strings.Split(want[i], ",")
			z, err := strconv.ParseFloat(g[3], 64)
			wz, _ := strconv.ParseFloat(w[3], 64)
			if err != nil || math.Abs(z-wz) > 1e-6 || g[5] != w[6] || g[0] != w[0] || g[2] != w[2] {
				t.Fatalf("%s, row %d: got %s, want %s", path, i, got[i], want[i])
			}
		}
	}
}
