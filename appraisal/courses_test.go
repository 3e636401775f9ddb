package appraisal

import "testing"

// An amount a year from one week to another counts each of its weeks once, in its own year.
func TestYearly(t *testing.T) {
	for from := int64(0); from < 170; from += 7 {
		for until := from; until < 400; until += 5 {
			weeks := map[int64]int64{}
			for _, l := range yearly("x", Cost, 100, from, until) {
				for year := l.From; year <= l.Until; year++ {
					weeks[year] += l.Weeks
				}
			}
			for year := int64(0); year < 10; year++ {
				want := max(0, min(until, (year+1)*52)-max(from, year*52))
				if weeks[year] != want {
					t.Fatalf("weeks %d to %d: %d in year %d, want %d", from, until, weeks[year], year, want)
				}
			}
		}
	}
}
