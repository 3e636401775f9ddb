package choice

import "slices"

// supplied says whether enough is in or free for the minimums of hubs and places.
func (t *together) supplied() bool {
	hubs, places := make([]int, len(t.minimum)), int64(0)
	for i, is := range t.fixed {
		if is != out {
			places += t.places[i]
			if t.hub[i] >= 0 {
				hubs[t.hub[i]]++
			}
		}
	}
	for h, n := range t.minimum {
		if hubs[h] < n {
			return false
		}
	}
	return places >= t.minPlaces
}

// fits says whether a set breaks no rule that more options could not mend.
func (t *together) fits(s set) bool {
	cost, match := int64(0), make([]int64, len(t.pledges))
	for i := range t.ids {
		if !s.has(i) {
			continue
		}
		if cost += t.cost[i]; cost > t.budget || t.fixed[i] == out {
			return false
		}
		for _, m := range t.match[i] {
			if match[m.authority] += m.amount; match[m.authority] > t.pledges[m.authority] {
				return false
			}
		}
		for j := range i {
			if s.has(j) && t.apart(i, j) {
				return false
			}
		}
	}
	return cost <= t.budget
}

// keeps says whether a set keeps every rule.
func (t *together) keeps(s set) bool {
	hubs, places := make([]int, len(t.minimum)), int64(0)
	for i := range t.ids {
		if !s.has(i) {
			if t.fixed[i] == in {
				return false
			}
			continue
		}
		if places += t.places[i]; t.hub[i] >= 0 {
			hubs[t.hub[i]]++
		}
		if slices.ContainsFunc(t.needs[i], func(j int) bool { return !s.has(j) }) {
			return false
		}
	}
	for h, n := range t.minimum {
		if hubs[h] < n {
			return false
		}
	}
	return places >= t.minPlaces && t.fits(s)
}

func (t *together) costOf(s set) (cost int64) {
	for i := range t.ids {
		if s.has(i) {
			cost += t.cost[i]
		}
	}
	return cost
}

func (t *together) named(s set) []string {
	ids := []string{}
	for i, id := range t.ids {
		if s.has(i) {
			ids = append(ids, id)
		}
	}
	return ids
}
