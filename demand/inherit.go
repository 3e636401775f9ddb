package demand

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/values"
)

// authorityLife is when an authority began and ended; no day: it always was, it still is.
type authorityLife struct {
	Code         string
	Starts, Ends *values.Date
}

// succession is that an authority took over another's area, or a part of it.
type succession struct {
	Predecessor, Successor string
	OnDay                  values.Date
}

// lineage is who took over whom until today.
type lineage struct {
	lives  map[string]authorityLife
	before map[string][]succession // by successor
	heirs  map[string]int          // how many took over parts of an authority
	today  values.Date
}

func lineageOf(lives []authorityLife, successions []succession, today values.Date) lineage {
	l := lineage{map[string]authorityLife{}, map[string][]succession{}, map[string]int{}, today}
	for _, life := range lives {
		l.lives[life.Code] = life
	}
	for _, s := range successions {
		if !s.OnDay.After(today) {
			l.before[s.Successor] = append(l.before[s.Successor], s)
			l.heirs[s.Predecessor]++
		}
	}
	return l
}

func readLineage(tx *gorm.DB, today values.Date) (lineage, error) {
	var lives []authorityLife
	if err := tx.Raw(`SELECT code, starts, ends FROM authorities`).Scan(&lives).Error; err != nil {
		return lineage{}, fmt.Errorf("read authorities: %w", err)
	}
	var successions []succession
	if err := tx.Raw(`SELECT predecessor, successor, on_day FROM successions ORDER BY predecessor, successor`).Scan(&successions).Error; err != nil {
		return lineage{}, fmt.Errorf("read who took over whom: %w", err)
	}
	return lineageOf(lives, successions, today), nil
}

// living says whether an authority has not ended.
func (l lineage) living(code string) bool {
	ends := l.lives[code].Ends
	return ends == nil || !ends.Before(l.today)
}

// totals are those of the living authorities in the areas they have today, of what was
// published of authorities as they were, sorted by cohort and code, the newest first.
func (l lineage) totals(published []totalRow) []totalRow {
	type group struct {
		Cohort
		day values.Date
	}
	groups := map[group]map[string]totalRow{}
	for _, row := range published {
		of := group{row.Cohort, row.OnDay}
		if groups[of] == nil {
			groups[of] = map[string]totalRow{}
		}
		groups[of][row.Code] = row
	}
	list := make([]totalRow, 0, len(published))
	for of, own := range groups {
		for code := range l.lives {
			if !l.living(code) {
				continue
			}
			if row, found := l.total(own, of.day, code, nil); found {
				row.Code, row.Cohort, row.OnDay = code, of.Cohort, of.day
				list = append(list, row)
			}
		}
	}
	slices.SortFunc(list, func(a, b totalRow) int {
		return cmp.Or(cmp.Compare(a.AgeBand, b.AgeBand), cmp.Compare(a.Need, b.Need), cmp.Compare(a.Placement, b.Placement), cmp.Compare(a.Origin, b.Origin),
			cmp.Compare(a.Code, b.Code), b.OnDay.Sub(a.OnDay))
	})
	return list
}

// total is an authority's on a day, in the area it has today, by what was published of
// each under its own code: its own where that is of this area already, else the sum of
// all that went into it. Partial is one of which a part is not known: somebody published
// nothing, or only a part of somebody's area came here, and which children with it
// nobody knows. Path is who asks for whom, so that no circle is followed for ever.
func (l lineage) total(own map[string]totalRow, day values.Date, code string, path []string) (sum totalRow, found bool) {
	if slices.Contains(path, code) {
		return totalRow{}, false
	}
	row, published := own[code]
	starts := l.lives[code].Starts
	stood := starts == nil || !starts.After(day)
	joined := l.before[code]
	if published {
		joined = slices.DeleteFunc(slices.Clone(joined), func(s succession) bool { return !stood || !s.OnDay.After(day) })
	}
	if len(joined) == 0 {
		return row, published
	}
	sources := map[string]bool{}
	add := func(part totalRow, known bool) {
		sum.Partial = sum.Partial || part.Partial || !known
		if known {
			found = true
			sum.Thousandths += part.Thousandths
			sum.Suppressed = sum.Suppressed || part.Suppressed
			sources[part.Source] = true
		}
	}
	grew := func(s succession) bool { return starts == nil || s.OnDay.After(*starts) }
	if published || stood && slices.ContainsFunc(joined, grew) {
		add(row, published)
	}
	for _, s := range joined {
		part, known := l.total(own, day, s.Predecessor, append(path, code))
		part.Partial = part.Partial || l.heirs[s.Predecessor] > 1
		add(part, known)
	}
	sum.Source = strings.Join(slices.Sorted(maps.Keys(sources)), "; ")
	return sum, found
}
