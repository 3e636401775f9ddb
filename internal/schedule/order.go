package schedule

// sorted gives the things 0..n-1 with each after those it follows, otherwise in their
// own order, and every ring of things that follow one another, each as the way round.
func sorted(n int, follows func(int) []int) (order []int, rings [][]int) {
	const (
		unseen = iota
		open   // being walked: meeting it again closes a ring
		done
	)
	state := make([]int, n)
	var way []int
	var walk func(int)
	walk = func(i int) {
		state[i] = open
		way = append(way, i)
		for _, before := range follows(i) {
			switch state[before] {
			case unseen:
				walk(before)
			case open:
				rings = append(rings, ringFrom(way, before))
			}
		}
		way = way[:len(way)-1]
		state[i] = done
		order = append(order, i)
	}
	for i := range n {
		if state[i] == unseen {
			walk(i)
		}
	}
	return order, rings
}

// ringFrom is the end of the way, from the given thing on.
func ringFrom(way []int, from int) []int {
	start := len(way) - 1
	for way[start] != from {
		start--
	}
	return append([]int(nil), way[start:]...)
}
