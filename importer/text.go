package importer

import (
	"fmt"
	"io"
	"strings"
)

// WriteText writes the result for people: per file its counts, then errors, then
// warnings of the same rule together.
func (r Result) WriteText(w io.Writer) error {
	var b strings.Builder
	for _, f := range r.Files {
		fmt.Fprintf(&b, "%s (%s): %d accepted, %d rejected, %d unchanged\n", f.File, f.Kind, f.Accepted, f.Rejected, f.Unchanged)
		for _, p := range f.Problems {
			if p.Severity == "error" {
				fmt.Fprintf(&b, "  %s%s: %s\n", p.place(), p.quoted(), sentence(p.Rule, p.Remedy))
			}
		}
		writeWarnings(&b, f.Problems)
	}
	if len(r.Files) > 1 {
		fmt.Fprintf(&b, "All files: %d accepted, %d rejected, %d unchanged\n", r.Accepted, r.Rejected, r.Unchanged)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeWarnings counts warnings that say the same and shows the first row of each.
func writeWarnings(b *strings.Builder, problems []Problem) {
	first := map[string]Problem{}
	count := map[string]int{}
	var order []string
	for _, p := range problems {
		if p.Severity == "error" {
			continue
		}
		if count[p.Rule]++; count[p.Rule] == 1 {
			first[p.Rule] = p
			order = append(order, p.Rule)
		}
	}
	for _, rule := range order {
		p := first[rule]
		times := ""
		if n := count[rule]; n > 1 {
			times = fmt.Sprintf(" (%d times, first here)", n)
		}
		fmt.Fprintf(b, "  warning, %s%s: %s%s\n", p.place(), p.quoted(), sentence(p.Rule, p.Remedy), times)
	}
}

func (p Problem) place() string {
	var parts []string
	if p.Sheet != "" {
		parts = append(parts, "sheet "+p.Sheet)
	}
	if p.Row > 0 {
		parts = append(parts, fmt.Sprintf("row %d", p.Row))
	}
	if p.Column != "" {
		parts = append(parts, "column "+p.Column)
	}
	if len(parts) == 0 {
		return "the file"
	}
	return strings.Join(parts, ", ")
}

func (p Problem) quoted() string {
	if p.Value == "" {
		return ""
	}
	return fmt.Sprintf(" %q", p.Value)
}

func sentence(rule, remedy string) string {
	if remedy == "" {
		return rule + "."
	}
	return rule + ". " + remedy
}
