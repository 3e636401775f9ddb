package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	reachCells = "id,x,y,demand\nA,0,0,1.5\nB,10,0,2\nC,20,0,0.25\n"
	reachHomes = "id,x,y,places\nh,5,0,2\ng,12,0,1\n"
	reachMore  = "id,x,y,places\nk,20,0,9\nl,0,0,1e-3\n"
)

// calcFiles runs a calculation in a folder with these files, "-" being standard input.
func calcFiles(t *testing.T, files map[string]string, args ...string) (status int, out, errs string) {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
	var o, e strings.Builder
	status = calc(args, strings.NewReader(files["stdin"]), &o, &e)
	return status, o.String(), e.String()
}

func TestCalcReach(t *testing.T) {
	const covered = `{"covered":3,"by_cell":{"A":1.29,"B":1.71,"C":0}}` + "\n"
	plain := []string{"--cells", "c.csv", "--homes", "h.csv", "--distance", "5"}
	withMore := append(plain, "--candidates", "k.csv")
	for _, c := range []struct {
		name                string
		args                []string
		cells, homes, stdin string
		status              int
		out                 string
		errs                []string // each must stand in standard error; none: it must be empty
	}{
		{"plain", plain, reachCells, reachHomes, "", 0, covered, nil},
		{"candidates", withMore, reachCells, reachHomes, "", 0,
			`{"covered":3,"by_cell":{"A":1.286,"B":1.714,"C":0},"gain":{"k":0.25,"l":0.001},"gain_together":0.251}` + "\n", nil},
		{"byte order mark, CRLF, another order, quotes, other columns", plain,
			"\ufeffDemand,Name, Y ,X,ID\r\n1.5,a,0,0,\"A\"\r\n\"2.000\",\"b, c\",0,10,B\r\n,,,,\r\n.25,,0,20,C\r\n", reachHomes, "", 0, covered,
			[]string{`c.csv: warning: ignored columns "Name"`}},
		{"cells from standard input", []string{"-cells=-", "-homes=h.csv", "-distance=5"}, "", reachHomes, reachCells, 0, covered, nil},
		{"ids of any kind keep the file's order", plain, "id,x,y,demand\n10,0,0,1\n2,0,0,1\n\"\"\"q\"\",é<\",0,0,1\n", "id,x,y,places\nh,0,0,9\n", "", 0,
			`{"covered":3,"by_cell":{"10":1,"2":1,"\"q\",é\u003c":1}}` + "\n", nil},
		{"no cells", plain, "id,x,y,demand\n", reachHomes, "", 0, `{"covered":0,"by_cell":{}}` + "\n", nil},
		{"no homes", plain, reachCells, "id,x,y,places\n", "", 0, `{"covered":0,"by_cell":{"A":0,"B":0,"C":0}}` + "\n", nil},
		{"nine decimals and many digits", plain, "id,x,y,demand\nA,0,0,123456789.000000001\n", "id,x,y,places\nh,0,0,4e9\n", "", 0,
			`{"covered":123456789.000000001,"by_cell":{"A":123456789.000000001}}` + "\n", nil},
		{"tenths add up", plain, "id,x,y,demand\nA,0,0,0.1\nB,0,0,0.2\n", "id,x,y,places\nh,0,0,0.3\n", "", 0, `{"covered":0.3,"by_cell":{"A":0.1,"B":0.2}}` + "\n", nil},
		{"bad rows are listed and left out", plain,
			reachCells + "A,0,0,5\n,0,0,5\nD,0x1,NaN,5\nE,0,0,-1\nF,0,0,1.0000000001\nG,0,0,1e30\nH,0,0,\nI,0,0,1,1\nJ,\"0,0,1\nK,0,0,1e99999999999999999999\n", reachHomes + "x,0,0,-0.5\n", "", 1, covered,
			[]string{`c.csv: row 5, column id, value "A": stands in row 2 already; give`, `c.csv: row 6, column id, value "": empty; give`,
				`c.csv: row 7, column x, value "0x1": not a number; write metres`, `c.csv: row 7, column y, value "NaN"`,
				`c.csv: row 8, column demand, value "-1": below 0; write 0 or more`, `c.csv: row 9, column demand, value "1.0000000001": more than 9 decimals; round it`,
				`c.csv: row 10, column demand, value "1e30": too large`, `c.csv: row 11, column demand, value "": not a number`, `c.csv: row 12: 5 cells where the first line has 4`,
				`c.csv: row 13: the quotes do not match`, `c.csv: row 14, column demand`, "c.csv: 10 of 13 rows left out", `h.csv: row 4, column places, value "-0.5"`, "h.csv: 1 of 3 rows left out"}},
		{"an id that is no UTF-8", plain, reachCells + "\xff,0,0,1\n", reachHomes, "", 1, covered, []string{"not text in UTF-8"}},
		{"too much to count", plain, "id,x,y,demand\nA,0,0,9000000000000000000\nB,0,0,9000000000000000000\n", reachHomes, "", 1, "", []string{"c.csv: column demand: more than can be counted"}},
		{"too fine for so much", plain, reachCells, "id,x,y,places\nh,0,0,9000000000000000000\n", "", 1, "", []string{"h.csv: column places: more than can be counted"}},
		{"empty files", plain, "", " \n", "", 1, "", []string{"c.csv: the file is empty: its first line must name the columns id,x,y,demand", "h.csv: the file is empty"}},
		{"a column missing", plain, "id,x,y,need\nA,0,0,1\n", reachHomes, "", 1, "", []string{`c.csv: there is no column "demand"`}},
		{"a column twice", plain, "id,x,y,demand,ID\n", reachHomes, "", 1, "", []string{`"id" stands there twice`}},
		{"no such file", []string{"--cells", "none.csv", "--homes", "h.csv", "--distance", "5"}, "", reachHomes, "", 2, "", []string{"none.csv: cannot open the file"}},
		{"standard input twice", []string{"--cells", "-", "--homes", "-", "--distance", "5"}, "", "", "", 2, "", []string{"can be one of the files only"}},
		{"no cells named", []string{"--homes", "h.csv", "--distance", "5"}, "", "", "", 2, "", []string{"--cells FILE.csv"}},
		{"no homes named", []string{"--cells", "h.csv", "--distance", "5"}, "", "", "", 2, "", []string{"--homes FILE.csv"}},
		{"no distance", []string{"--cells", "c.csv", "--homes", "h.csv"}, "", "", "", 2, "", []string{"give the distance"}},
		{"a distance below nought", []string{"--cells", "c.csv", "--homes", "h.csv", "--distance", "-1"}, "", "", "", 2, "", []string{`"-1" is not a number of metres`}},
		{"a file without a flag", append(plain, "more.csv"), "", "", "", 2, "", []string{`"more.csv" stands alone`}},
		{"unknown flag", append(plain, "--band", "4"), "", "", "", 2, "", []string{"Usage:"}},
		{"help", []string{"--help"}, "", "", "", 0, reachUsage, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, out, errs := calcFiles(t, map[string]string{"c.csv": c.cells, "h.csv": c.homes, "k.csv": reachMore, "stdin": c.stdin}, append([]string{"reach"}, c.args...)...)
			checkCalc(t, status, out, errs, c.status, c.out, c.errs)
			if c.status < 2 && out != "" && out != reachUsage && !json.Valid([]byte(out)) {
				t.Error("that is no JSON")
			}
		})
	}
}

func checkCalc(t *testing.T, status int, out, errs string, wantStatus int, wantOut string, wantErrs []string) {
	t.Helper()
	if status != wantStatus {
		t.Errorf("exit status %d, want %d; standard error:\n%s", status, wantStatus, errs)
	}
	if out != wantOut {
		t.Errorf("wrote\n%swant\n%s", out, wantOut)
	}
	for _, want := range wantErrs {
		if !strings.Contains(errs, want) {
			t.Errorf("standard error lacks %q:\n%s", want, errs)
		}
	}
	if wantErrs == nil && errs != "" {
		t.Errorf("unwanted on standard error: %s", errs)
	}
}

func TestCalcAccess(t *testing.T) {
	const cells = "id,x,y,demand\nA,0,0,10\nB,10728.96,0,10\nC,21457.92,0,10\nD,32186.88,0,10\nE,32186.89,0,10\n"
	const homes = "id,x,y,places\nh,0,0,29\n" // 29 over 10 (1 + 1 + 0.68 + 0.22)
	plain := []string{"--cells", "c.csv", "--homes", "h.csv"}
	for _, c := range []struct {
		name         string
		args         []string
		cells, homes string
		status       int
		out          string
		errs         []string
	}{
		{"zones to a third, two thirds and all of 20 miles", plain, cells, homes, 0, "id,score\nA,1\nB,1\nC,0.68\nD,0.22\nE,0\n", nil},
		{"two zones", append(plain, "--distance", "42915.84", "--weights", "1, .5"), cells, homes, 0, "id,score\nA,0.725\nB,0.725\nC,0.725\nD,0.3625\nE,0.3625\n", nil},
		{"an id that needs quotes", plain, "id,x,y,demand\n\"a,\"\"b\",0,0,1\n", "id,x,y,places\nh,0,0,1\n", 0, "id,score\n\"a,\"\"b\",1\n", nil},
		{"no need at all", plain, "id,x,y,demand\nA,0,0,0\n", homes, 0, "id,score\nA,0\n", nil},
		{"no homes", plain, "id,x,y,demand\nA,0,0,1\n", "id,x,y,places\n", 0, "id,score\nA,0\n", nil},
		{"no cells", plain, "id,x,y,demand\n", homes, 0, "id,score\n", nil},
		{"a bad row", plain, cells + "F,0,0,x\n", homes, 1, "id,score\nA,1\nB,1\nC,0.68\nD,0.22\nE,0\n", []string{`c.csv: row 7, column demand, value "x"`, "c.csv: 1 of 6 rows left out"}},
		{"bad weights", append(plain, "--weights", "1,-2"), cells, homes, 2, "", []string{`the weight "-2"`}},
		{"candidates are not asked for", append(plain, "--candidates", "c.csv"), cells, homes, 2, "", []string{"Usage:"}},
		{"help", []string{"-h"}, "", "", 0, accessUsage, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, out, errs := calcFiles(t, map[string]string{"c.csv": c.cells, "h.csv": c.homes}, append([]string{"access"}, c.args...)...)
			checkCalc(t, status, out, errs, c.status, c.out, c.errs)
		})
	}
}
