package demand

import (
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"
)

// TestRealFilesOfCohorts: the table of 2017 divides the region's children by age band and by
// placement. Every cohort comes to the numbers of the file, to the thousandth, in each
// authority that has one, and to nothing where the file has a mark.
func TestRealFilesOfCohorts(t *testing.T) {
	files := realFiles(t, outlinesFile, cellsFile, districtsFile, censusFile, olderFile, wideFile, countsFile)
	db := region(t)
	for _, f := range bring(t, db, files...) {
		if f.Rejected > 0 || f.Accepted == 0 {
			t.Errorf("%s: %d accepted, %d rejected: %v", f.File, f.Accepted, f.Rejected, f.Problems)
		}
	}
	published := wideNumbers(t, files[5])
	kept := NewCohorts()
	started := time.Now()
	list, err := kept.List(context.Background(), db)
	t.Logf("%d cohorts listed in %v", len(list), time.Since(started))
	if err != nil || len(list) != len(wideCohorts) {
		t.Fatal(len(list), err)
	}
	for _, w := range wideCohorts {
		started := time.Now()
		f, err := kept.Of(context.Background(), db, w.cohort)
		took := time.Since(started)
		if err != nil {
			t.Fatal(err)
		}
		page, err := ListCells(context.Background(), db, CellFilter{Cohort: f, Limit: 10000})
		if err != nil {
			t.Fatal(err)
		}
		sums, whole := map[string]int64{}, int64(0)
		for _, c := range page.Items {
			sums[c.AuthorityCode] += c.Thousandths
			whole += c.Thousandths
		}
		marks := 0
		for code, text := range published[w.column] {
			sum, estimated := sums[code]
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				marks++
			}
			if estimated != (err == nil) || sum != n*1000 {
				t.Errorf("%s in %s: %d thousandths, published %s", f.words(), code, sum, text)
			}
		}
		t.Logf("%-45s %7d thousandths in %2d authorities, %d with a mark, %v %%, worked out in %v", f.words(), whole, len(sums), marks, *f.SharePercent, took)
		if w.cohort == placed(inHomes) && *f.SharePercent != 11.84 {
			t.Errorf("in homes: %v %% of the children of 31 March 2017", *f.SharePercent)
		}
		if whole != f.Thousandths || len(f.NotKnown) != marks || len(sums)+marks != 19 {
			t.Errorf("%s: %d thousandths of %d, %v not known", f.words(), whole, f.Thousandths, f.NotKnown)
		}
	}
	checkHomeShares(t, db, published)
	checkPostcodeDistricts(t, db)
}

// checkHomeShares: each authority's share is what the file's numbers of 2017 say, rounded half
// up; where it has a mark, the stated one. All need is near what the region's children in
// homes were of all, though the counts are of 2024.
func checkHomeShares(t *testing.T, db *gorm.DB, published map[string]map[string]string) {
	t.Helper()
	c := covered(t, db)
	var need, thousandths int64
	for code, text := range published["cla_secure"] {
		homes, marked := strconv.ParseInt(text, 10, 64)
		whole, err := strconv.ParseInt(published["cla_mar2017"][code], 10, 64)
		a, want := areaOf(t, c, db, code), "10% stated"
		if marked == nil {
			want = fmt.Sprintf("%v%% placements", float64((2*10000*homes+whole)/(2*whole))/100)
		}
		if got := fmt.Sprintf("%v%% %s", a.HomeShare, a.HomeShareFrom); err != nil || got != want || a.HomeShareDay != "2017-03-31" || (a.HomeShareWhy != "") != (marked != nil) {
			t.Errorf("%s: %s, want %s; %+v, %v", code, got, want, a, err)
		}
		need, thousandths = need+a.need, thousandths+a.lookedAfter
	}
	region := areaOf(t, c, db, "region")
	t.Logf("%v %% of %d thousandths need a home: %v children", c.HomeSharePercent, thousandths, region.Need)
	if region.need != need || thousandths != 11176000 || math.Abs(c.HomeSharePercent-11.84) > 0.5 || c.HomeSharePercent != shareOf(need, thousandths, 0) {
		t.Errorf("%v %%: %d of %d", c.HomeSharePercent, need, thousandths)
	}
}

// wideNumbers are the file's cells by column and by code of the region's authorities of
// today: Buckinghamshire's county went into the council of 2020.
func wideNumbers(t *testing.T, path string) map[string]map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]map[string]string{}
	for _, row := range rows[1:] {
		code := strings.Replace(row[1], "E10000002", "E06000060", 1)
		if !strings.Contains(northOrSouth, code) || row[2] != "LA" {
			continue
		}
		for i, name := range rows[0] {
			if name = strings.ToLower(name); numbers[name] == nil {
				numbers[name] = map[string]string{}
			}
			numbers[name][code] = row[i]
		}
	}
	return numbers
}

// checkPostcodeDistricts: by postcode district the region's need comes to the whole.
func checkPostcodeDistricts(t *testing.T, db *gorm.DB) {
	t.Helper()
	folder := realFiles(t, "7-postcodes/codepoint-open-2014-08/rg.csv")[0]
	paths, _ := filepath.Glob(filepath.Join(filepath.Dir(folder), "??.csv"))
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		var codes column[string]
		var xs, ys column[int64]
		for _, row := range rows {
			if row[1] == "90" {
				continue
			}
			x, _ := strconv.ParseInt(row[2], 10, 64)
			y, _ := strconv.ParseInt(row[3], 10, 64)
			codes, xs, ys = append(codes, strings.ReplaceAll(row[0], " ", "")), append(xs, x), append(ys, y)
		}
		run(t, db, "INSERT INTO gazetteer_postcodes SELECT c, x, y, 10 FROM unnest(CAST(@codes AS text[]), CAST(@xs AS int[]), CAST(@ys AS int[])) AS p (c, x, y)", map[string]any{"codes": codes, "xs": xs, "ys": ys})
	}
	run(t, db, "SELECT count_gazetteer()")
	started := time.Now()
	if err := placeInPostcodeDistricts(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	took := time.Since(started)
	var postcodes int
	db.Raw("SELECT count(*) FROM gazetteer_postcodes").Scan(&postcodes)
	page, err := NeedByLevel(context.Background(), db, LevelFilter{Level: "postcode_district", Limit: 5000})
	sum, cells := page.NotPlaced, 0
	for _, n := range page.Items {
		sum += n.Thousandths
		cells += n.Cells
	}
	t.Logf("%d postcodes: %d districts of %d cells, %d thousandths not placed; placed in %v", postcodes, page.Total, cells, page.NotPlaced, took)
	if err != nil || sum != 11176000 || page.Total < 250 || cells < 5000 {
		t.Errorf("%d thousandths in %d districts; %v", sum, page.Total, err)
	}
}
