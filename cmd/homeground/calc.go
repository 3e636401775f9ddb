package main

import (
	"fmt"
	"io"
)

// A calculation is one of the product's sums, made from a file alone: no database, no
// server. It answers with the command's exit status: 0 done, 1 something in the file
// was rejected, 2 wrong use, 3 our fault.
type calculation struct {
	name string
	does string
	run  func(args []string, in io.Reader, out, errs io.Writer) int
}

func calculations() []calculation {
	return []calculation{
		{"access", "The access of each cell to homes (E2SFCA), from two CSV files", calcAccess},
		{"businesscase", "Courses of action side by side, in cash and on Green Book lines", calcBusinessCase},
		{"clawback", "What of a grant is repayable under its conditions, on any day", calcClawback},
		{"choose", "The best set of options under a budget and rules, with its proof", calcChoose},
		{"hotspots", "Getis-Ord Gi* of the counts in a CSV file of x,y,count", calcHotspots},
		{"opening", "When an option could open, from the stages in a JSON file", calcOpening},
		{"reach", "Demand covered by homes within a distance, and what candidates would add", calcReach},
		{"revenue", "What a home that sells places earns, costs and is left with in a year", calcRevenue},
		{"score", "The ranking of options by weighted criteria, and how firm it is", calcScore},
	}
}

// calc runs the calculation named by the first argument.
func calc(args []string, in io.Reader, out, errs io.Writer) int {
	if len(args) > 0 {
		for _, c := range calculations() {
			if c.name == args[0] {
				return c.run(args[1:], in, out, errs)
			}
		}
		if args[0] == "--help" || args[0] == "-h" || args[0] == "help" {
			calcUsage(out)
			return 0
		}
		fmt.Fprintf(errs, "homeground calc: there is no calculation %q\n\n", args[0])
	}
	calcUsage(errs)
	return 2
}

func calcUsage(out io.Writer) {
	fmt.Fprintln(out, "Usage: homeground calc NAME [flags] FILE\n\nCalculations, each with a --help of its own:")
	for _, c := range calculations() {
		fmt.Fprintf(out, "  %-12s %s\n", c.name, c.does)
	}
}
