package demand

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/disclosure"
)

// faultWords are what a record says of so many faults of a kind, and what to do.
var faultWords = map[disclosure.FaultKind]struct{ rule, remedy string }{
	disclosure.OffTotal:      {"totals that their parts do not add up to, and that are hidden: %d", "Check the file, or say with the column part_of which areas lie in which."},
	disclosure.ShownBefore:   {"counts that were shown before and had to be hidden: %d; whoever kept them may work out others", "Tell the authority whose counts these are."},
	disclosure.Contradiction: {"places where counts contradict each other so far that all that hangs together is hidden: %d", "Check the totals of the file against their parts."},
}

const mostNamed = 20 // faults of a period that are named one by one

// say tells whoever imports how much of a period is hidden and which faults there are, and
// everybody of what kinds they are.
func say(tx *gorm.DB, r *importer.Report, p disclosure.Protection, period string, counts int) error {
	hidden := 0
	for _, h := range p.Hidden[:counts] { // after these: published totals that nobody imported
		if h {
			hidden++
		}
	}
	if hidden > 0 {
		r.Keep(fmt.Sprintf("%s: %d of %d counts are not shown so that no child can be recognised", period, hidden, counts), "Nothing to do: see docs/disclosure.md.")
	}
	for _, kind := range disclosure.FaultKinds {
		of := slices.DeleteFunc(slices.Clone(p.Faults), func(f disclosure.Fault) bool { return f.Kind != kind })
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
