package demand

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"homeground/internal/values"
)

// familyOf reads lines of lives "new 2019-04-01-" or "old -2019-03-31", and of
// successions "old>new 2019-04-01".
func familyOf(t *testing.T, lines string) lineage {
	t.Helper()
	var lives []authorityLife
	var successions []succession
	known := map[string]bool{}
	life := func(code string) {
		if !known[code] {
			lives = append(lives, authorityLife{Code: code})
		}
		known[code] = true
	}
	for line := range strings.SplitSeq(lines, ",") {
		who, when, _ := strings.Cut(strings.TrimSpace(line), " ")
		if from, to, took := strings.Cut(who, ">"); took {
			life(from)
			life(to)
			successions = append(successions, succession{from, to, day(t, when)})
			continue
		}
		life(who)
		l := &lives[slices.IndexFunc(lives, func(l authorityLife) bool { return l.Code == who })]
		switch {
		case strings.HasPrefix(when, "-"):
			ends := day(t, when[1:])
			l.Ends = &ends
		case when != "":
			starts := day(t, strings.TrimSuffix(when, "-"))
			l.Starts = &starts
		}
	}
	return lineageOf(lives, successions, day(t, "2026-11-22"))
}

// publishedBy reads "old 2017-03-31 450", with x for what was suppressed.
func publishedBy(t *testing.T, lines string) (rows []totalRow) {
	t.Helper()
	for line := range strings.SplitSeq(lines, ",") {
		f := strings.Fields(line)
		row := totalRow{Code: f[0], OnDay: day(t, f[1]), Source: "file of " + f[0]}
		if row.Suppressed = f[2] == "x"; !row.Suppressed {
			_, _ = fmt.Sscan(f[2], &row.Thousandths)
		}
		rows = append(rows, row)
	}
	return rows
}

func TestTotalsOfAreasAsTheyAreToday(t *testing.T) {
	const merged = "a -2019-03-31, b -2019-03-31, new 2019-04-01-, a>new 2019-04-01, b>new 2019-04-01"
	const chain = "a -2012-12-31, b 2013-01-01-, b -2019-12-31, c 2020-01-01-, a>b 2013-01-01, b>c 2020-01-01"
	const grown = "a -2019-12-31, old, a>old 2020-01-01"
	for _, c := range []struct{ name, family, published, want string }{
		{"one that always was", "a", "a 2024-03-31 450", "a 2024-03-31 450"},
		{"one that took over another whole", "a -2020-03-31, new 2020-04-01-, a>new 2020-04-01", "a 2017-03-31 450", "new 2017-03-31 450"},
		{"a file that still has the old code", "a -2020-03-31, new 2020-04-01-, a>new 2020-04-01", "a 2024-03-31 450", "new 2024-03-31 450"},
		{"two that went together", merged, "a 2017-03-31 450, b 2017-03-31 50", "new 2017-03-31 500"},
		{"nothing was published of one", merged, "a 2017-03-31 450", "new 2017-03-31 450 partial"},
		{"another day is no help", merged, "a 2017-03-31 450, b 2018-03-31 50", "new 2018-03-31 50 partial; new 2017-03-31 450 partial"},
		{"one was suppressed", merged, "a 2017-03-31 450, b 2017-03-31 x", "new 2017-03-31 450 suppressed"},
		{"published anew for the area of today", merged, "a 2017-03-31 450, b 2017-03-31 50, new 2017-03-31 510", "new 2017-03-31 510"},
		{"its own was suppressed, and so it stays", merged, "a 2017-03-31 450, b 2017-03-31 50, new 2017-03-31 x", "new 2017-03-31 0 suppressed"},
		{"one that was divided", "a -2023-03-31, east 2023-04-01-, west 2023-04-01-, a>east 2023-04-01, a>west 2023-04-01", "a 2017-03-31 600", "east 2017-03-31 600 partial; west 2017-03-31 600 partial"},
		{"two whole and a part of a third", "a -2019-03-31, b -2019-03-31, county -2019-03-31, new 2019-04-01-, rest 2019-04-01-, a>new 2019-04-01, b>new 2019-04-01, county>new 2019-04-01, county>rest 2019-04-01",
			"a 2017-03-31 300, b 2017-03-31 200, county 2017-03-31 400", "new 2017-03-31 900 partial; rest 2017-03-31 400 partial"},
		{"to be divided, but not yet", "a, east 2027-04-01-, west 2027-04-01-, a>east 2027-04-01, a>west 2027-04-01", "a 2024-03-31 600", "a 2024-03-31 600"},
		{"a chain of two", chain, "a 2012-03-31 100", "c 2012-03-31 100"},
		{"a chain: the nearer code wins", chain, "a 2012-03-31 100, b 2012-03-31 110", "c 2012-03-31 110"},
		{"a chain in which one joined later", chain + ", d -2019-12-31, d>c 2020-01-01", "a 2012-03-31 100, d 2012-03-31 20", "c 2012-03-31 120"},
		{"a chain in which one that joined later is missing", chain + ", d -2019-12-31, d>c 2020-01-01", "a 2012-03-31 100", "c 2012-03-31 100 partial"},
		{"one that grew, before it did", grown, "old 2019-03-31 450, a 2019-03-31 50", "old 2019-03-31 500"},
		{"one that grew, without the other", grown, "old 2019-03-31 450", "old 2019-03-31 450 partial"},
		{"one that grew, without its own", grown, "a 2019-03-31 50", "old 2019-03-31 50 partial"},
		{"one that grew, afterwards", grown, "old 2020-03-31 500", "old 2020-03-31 500"},
		{"on the very day it grew", grown, "old 2020-01-01 500", "old 2020-01-01 500"},
		{"one that grew, an old code in a later file", grown, "a 2024-03-31 50", "old 2024-03-31 50 partial"},
		{"a new one that grew, before it was", "a -2012-12-31, new 2013-01-01-, b -2019-12-31, a>new 2013-01-01, b>new 2020-01-01", "a 2012-03-31 100, b 2012-03-31 20", "new 2012-03-31 120"},
		{"a circle", "a, b, a>b 2013-01-01, b>a 2014-01-01", "a 2012-03-31 100", "a 2012-03-31 100 partial; b 2012-03-31 100 partial"},
	} {
		var got []string
		for _, row := range familyOf(t, c.family).totals(publishedBy(t, c.published)) {
			line := fmt.Sprintf("%s %s %d", row.Code, row.OnDay, row.Thousandths)
			if row.Suppressed {
				line += " suppressed"
			}
			if row.Partial {
				line += " partial"
			}
			got = append(got, line)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, strings.Join(got, "; "), c.want)
		}
	}
	rows := familyOf(t, merged).totals(publishedBy(t, "a 2017-03-31 450, b 2017-03-31 50"))
	if rows[0].Source != "file of a; file of b" {
		t.Errorf("source %q", rows[0].Source)
	}
}

// Whoever took over whom and whatever was published, every child of a day is in exactly
// one living authority's total, or in one that says it is not whole.
func TestTotalsLoseAndDoubleNoChild(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	for round := range 2000 {
		var lives []authorityLife
		var successions []succession
		when := day(t, "2010-04-01")
		living := []string{"a0", "a1", "a2", "a3", "a4"}
		for _, code := range living {
			lives = append(lives, authorityLife{Code: code})
		}
		atDay := map[values.Date][]string{}
		for i := range 4 {
			atDay[when] = slices.Clone(living)
			when = when.AddDays(365)
			random.Shuffle(len(living), func(i, j int) { living[i], living[j] = living[j], living[i] })
			n, fresh := 1+random.IntN(min(2, len(living))), fmt.Sprintf("b%d", i)
			for _, code := range living[:n] {
				ends := when.AddDays(-1)
				lives[slices.IndexFunc(lives, func(l authorityLife) bool { return l.Code == code })].Ends = &ends
				successions = append(successions, succession{code, fresh, when})
			}
			starts := when
			lives = append(lives, authorityLife{Code: fresh, Starts: &starts})
			living = append(slices.Clone(living[n:]), fresh)
		}
		line := lineageOf(lives, successions, when.AddDays(1000))
		for on, codes := range atDay {
			var published []totalRow
			sum, gap := int64(0), random.IntN(3) == 0
			for i, code := range codes {
				if gap && i == 0 {
					continue
				}
				n := random.Int64N(900) * 1000
				sum += n
				published = append(published, totalRow{Code: code, OnDay: on, Thousandths: n})
			}
			got, partial := int64(0), false
			for _, row := range line.totals(published) {
				got += row.Thousandths
				partial = partial || row.Partial
			}
			if got != sum {
				t.Fatalf("round %d, %s: %d of %d, %v", round, on, got, sum, successions)
			}
			if partial && !gap {
				t.Fatalf("round %d, %s: all is known, yet some is called a part", round, on)
			}
		}
	}
}
