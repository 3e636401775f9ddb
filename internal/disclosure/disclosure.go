// Package disclosure decides which of a period's imported counts are shown, so that no
// child can be recognised, and what stands for the others. It knows no table and no reader:
// counts and how areas lie within each other go in, decisions come out.
//
// Its parts:
//
//	relations.go  which counts add up to which
//	protect.go    the first step, and what the second works on
//	system.go     the second step: what else is hidden, with showagain.go, which takes back what was not needed
//	vicinity.go, variant.go   another world that agrees with all that is shown, looked for near by
//	simplex.go    linear programming with bounds, for those worlds
//	standin.go    what stands for a hidden count, from what is shown alone
package disclosure

// Count is one imported count of one period, as Protect needs it.
type Count struct {
	Area, Ages, Need, Placement, Origin string
	Children                            *int64 // nil: hidden by the publisher
	Shown                               bool   // this very number was shown before: whoever saw it knows it
}

// Areas is what is known of how areas lie within each other.
type Areas struct {
	Up    map[string]string // an area and the next it lies in, imported or not
	Small map[string]int    // how many small areas an area has in all, where known
}

// A first-step cell is held no more narrowly than from few to many.
const few, many = 1, 5

// Protection is what is decided of the counts of one period.
type Protection struct {
	Hidden []bool // in the order of the counts: c is shown in place of the number
	First  []bool // hidden for what it is: 1 to 5, or hidden by the publisher
	Faults []Fault
}

// Protect decides what is shown of the counts of one period. First every count of 1 to 5,
// and every one the publisher hid, is hidden. Then others are, until each of those could
// be 1 or less and could be 5 or more by all that is shown: every total, level and cohort,
// as real numbers of 0 or more. Each is proven by two worlds that agree with everything
// shown, found by linear programming (see system.go for how the others are picked). What
// was shown before is known, and hides nothing.
//
// What a publisher hid may be anything from 0 up for all that is known here: publishers
// hide large counts and noughts too. It is protected as if it were 1 to 5.
func Protect(counts []Count, areas Areas) Protection {
	s, order := newSystem(counts, areas)
	s.firstStep()
	s.secondStep()
	p := Protection{Hidden: make([]bool, len(counts)), First: make([]bool, len(counts)), Faults: s.faults}
	for n, i := range order {
		p.Hidden[i], p.First[i] = s.hidden[n], s.first[n]
	}
	return p
}

// A FaultKind is what disclosure control could not do as it should. Everybody may know that
// there is one in a period; of which count only whoever imports, who has the file.
type FaultKind string

// The kinds of fault.
const (
	OffTotal      FaultKind = "off_total"     // a total that its parts do not add up to: it is hidden
	ShownBefore   FaultKind = "shown_before"  // a count that was shown before had to be hidden
	Contradiction FaultKind = "contradiction" // nothing helped: all that hangs together is hidden
)

// FaultKinds are all of them.
var FaultKinds = []FaultKind{OffTotal, ShownBefore, Contradiction}

// A Fault is one of them, and what to say of it.
type Fault struct {
	Kind FaultKind
	Text string
}
