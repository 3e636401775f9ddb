package choice

import "slices"

// reduce finds what must be in and what cannot be, given what is; false where both are
// said of one option, or what is in breaks a rule by itself.
func (m *model) reduce() bool {
	for more := true; more; {
		more = false
		set := func(i int, to fixing) bool {
			if m.fixed[i] == free {
				m.fixed[i], more = to, true
			}
			return m.fixed[i] == to
		}
		for i, is := range m.fixed {
			switch is {
			case in:
				for _, j := range m.needs[i] {
					if !set(j, in) {
						return false
					}
				}
				for j := range m.ids {
					if m.apart(i, j) && !set(j, out) {
						return false
					}
				}
			default:
				if m.lacking(i) && !set(i, out) {
					return false
				}
			}
		}
		budget, pledges := m.left()
		if budget < 0 || slices.ContainsFunc(pledges, func(p int64) bool { return p < 0 }) {
			return false
		}
		for i, is := range m.fixed {
			if is == free && (m.cost[i] > budget || slices.ContainsFunc(m.match[i], func(p pledged) bool { return p.amount > pledges[p.authority] })) {
				set(i, out)
			}
		}
	}
	return true
}

// apart says whether two options cannot both be chosen.
func (m *model) apart(i, j int) bool {
	if slices.Contains(m.excludes[i], j) {
		return true
	}
	return i != j && slices.ContainsFunc(m.sites[i], func(s int) bool { return slices.Contains(m.sites[j], s) })
}

// lacking says whether something that an option needs is out, or cannot be chosen with it.
func (m *model) lacking(i int) bool {
	return slices.ContainsFunc(m.needs[i], func(j int) bool { return m.fixed[j] == out || m.apart(i, j) })
}

// left is what of the budget and the pledges is left beside what is in.
func (m *model) left() (budget int64, pledges []int64) {
	budget, pledges = m.budget, slices.Clone(m.pledges)
	for i, is := range m.fixed {
		if is == in {
			budget -= m.cost[i]
			for _, p := range m.match[i] {
				pledges[p.authority] -= p.amount
			}
		}
	}
	return budget, pledges
}

// linked are, for each free option, the free options that share a site with it, that it
// excludes or needs, or that exclude or need it.
func (m *model) linked() [][]int {
	links := make([][]int, len(m.ids))
	for i := range m.ids {
		for j := range i {
			if m.fixed[i] == free && m.fixed[j] == free && (m.apart(i, j) || slices.Contains(m.needs[i], j) || slices.Contains(m.needs[j], i)) {
				links[i], links[j] = append(links[i], j), append(links[j], i)
			}
		}
	}
	return links
}

// components are the free options that hang together, each in an order in which few of
// those before have to do with those after: the next is the one that leaves the fewest.
func (m *model) components(links [][]int) (list [][]int) {
	placed := m.only()
	for i := range m.ids {
		if m.fixed[i] != free || placed.has(i) {
			continue
		}
		component, border := []int{}, []int{i}
		for len(border) > 0 {
			at, fewest := 0, len(m.ids)+1
			for n, j := range border {
				fresh := 0
				for _, l := range links[j] {
					if !placed.has(l) && !slices.Contains(border, l) {
						fresh++
					}
				}
				if fresh < fewest {
					at, fewest = n, fresh
				}
			}
			j := border[at]
			component, border = append(component, j), slices.Delete(border, at, at+1)
			placed = placed.with(m.only(j))
			for _, l := range links[j] {
				if !placed.has(l) && !slices.Contains(border, l) {
					border = append(border, l)
				}
			}
		}
		list = append(list, component)
	}
	return list
}

// scarce are the pledges that are not enough for all free options, with what is left of
// them. The others limit nothing.
func (m *model) scarce() (authorities []int, left []int64) {
	_, pledges := m.left()
	asked := make([]int64, len(pledges))
	for i, match := range m.match {
		for _, p := range match {
			if m.fixed[i] == free {
				asked[p.authority] += p.amount
			}
		}
	}
	for a, amount := range asked {
		if amount > pledges[a] {
			authorities, left = append(authorities, a), append(left, pledges[a])
		}
	}
	return authorities, left
}
