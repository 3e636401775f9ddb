package geo

import (
	"cmp"
	"slices"
)

// maxCrossings is how often the rings of an outline may cross one another or lie on one
// another. Published outlines do so a few times, and PostGIS mends that; but mending
// takes time and memory with the square of the crossings (an outline of 2,000 tangled
// positions took it over 3 minutes and 1.6 GB, and could not be stopped).
const maxCrossings = 200

// tangled says whether the rings cross too often, or are too long and wide to be looked
// through: what is compared is bounded.
func tangled(pieces [][][]float64) bool {
	type segment struct{ ax, ay, bx, by float64 } // from left to right
	var all []segment
	for _, rings := range pieces {
		for _, ring := range rings {
			for i := 0; i+3 < len(ring); i += 2 {
				s := segment{ring[i], ring[i+1], ring[i+2], ring[i+3]}
				if s.ax == s.bx && s.ay == s.by {
					continue
				}
				if s.ax > s.bx {
					s = segment{s.bx, s.by, s.ax, s.ay}
				}
				all = append(all, s)
			}
		}
	}
	slices.SortFunc(all, func(a, b segment) int { return cmp.Compare(a.ax, b.ax) })
	// A line swept from left to right: open are the segments that it is in.
	var open []segment
	crossings, looks := 0, 50_000_000+300*len(all)
	for _, s := range all {
		kept := open[:0]
		if looks -= len(open); looks < 0 {
			return true
		}
		for _, o := range open {
			if o.bx < s.ax {
				continue
			}
			kept = append(kept, o)
			if max(o.ay, o.by) < min(s.ay, s.by) || min(o.ay, o.by) > max(s.ay, s.by) {
				continue
			}
			if crosses(o.ax, o.ay, o.bx, o.by, s.ax, s.ay, s.bx, s.by) {
				if crossings++; crossings > maxCrossings {
					return true
				}
			}
		}
		open = append(kept, s)
	}
	return false
}

// crosses says whether two segments, whose boxes meet, cross inside both or lie on one
// another for some way. Meeting at an end is no crossing.
func crosses(ax, ay, bx, by, cx, cy, dx, dy float64) bool {
	c := (bx-ax)*(cy-ay) - (by-ay)*(cx-ax)
	d := (bx-ax)*(dy-ay) - (by-ay)*(dx-ax)
	if c == 0 && d == 0 {
		along := func(a, b, c, d float64) bool { return min(max(a, b), max(c, d)) > max(min(a, b), min(c, d)) }
		return along(ax, bx, cx, dx) || along(ay, by, cy, dy)
	}
	if c > 0 == (d > 0) || c == 0 || d == 0 {
		return false
	}
	a := (dx-cx)*(ay-cy) - (dy-cy)*(ax-cx)
	b := (dx-cx)*(by-cy) - (dy-cy)*(bx-cx)
	return a != 0 && b != 0 && a > 0 != (b > 0)
}
