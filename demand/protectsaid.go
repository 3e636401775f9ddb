package demand

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/importer"
)

// A FaultKind is what disclosure control could not do as it should. Everybody may know that
// there is one in a period; of which count only whoever imports, who has the file.
type FaultKind string

// The kinds of fault.
const (
	OffTotal      FaultKind = "off_total"     // a total that its parts do not add up to: it is hidden
	ShownBefore   FaultKind = "shown_before"  // a count that was shown before had to be hidden
	Contradiction FaultKind = "contradiction" // nothing helped: all that hangs together is hidden
)

var faultKinds = []FaultKind{OffTotal, ShownBefore, Contradiction}

// A Fault is one of them, and what to say of it.
type Fault struct {
	Kind FaultKind
	Text string
}

// faultWords are what a record says of so many faults of a kind, and what to do.
var faultWords = map[FaultKind]struct{ rule, remedy string }{
	OffTotal:      {"totals that their parts do not add up to, and that are hidden: %d", "Check the file, or say with the column part_of which areas lie in which."},
	ShownBefore:   {"counts that were shown before and had to be hidden: %d; whoever kept them may work out others", "Tell the authority whose counts these are."},
	Contradiction: {"places where counts contradict each other so far that all that hangs together is hidden: %d", "Check the totals of the file against their parts."},
}

const mostNamed = 20 // faults of a period that are named one by one

// say tells whoever imports how much of a period is hidden and which faults there are, and
// everybody of what kinds they are.
func (p Protection) say(tx *gorm.DB, r *importer.Report, period string, counts int) error {
	hidden := 0
	for _, h := range p.Hidden[:counts] { // after these: published totals that nobody imported
		if h {
			hidden++
		}
	}
	if hidden > 0 {
		r.Keep(fmt.Sprintf("%s: %d of %d counts are not shown so that no child can be recognised", period, hidden, counts), "Nothing to do: see docs/disclosure.md.")
	}
	for _, kind := range faultKinds {
		of := slices.DeleteFunc(slices.Clone(p.Faults), func(f Fault) bool { return f.Kind != kind })
		if len(of) == 0 {
			continue
		}
		words := faultWords[kind]
		r.Keep(fmt.Sprintf("%s: "+words.rule, period, len(of)), words.remedy)
		for _, f := range of[:min(mostNamed, len(of))] {
			r.Warn(0, "children", "", strings.ToUpper(f.Text[:1])+f.Text[1:]+" ("+period+")", words.remedy)
		}
		if err := tx.Exec("INSERT INTO protection_faults (period, kind) VALUES (?, ?)", period, kind).Error; err != nil {
			return fmt.Errorf("note faults of disclosure control: %w", err)
		}
	}
	return nil
}
