package schedule

import (
	"strings"

	"homeground/internal/problem"
)

// Fault is one thing wrong with a network: where, what was given, which rule it
// breaks and what to do.
type Fault struct {
	Path   string `json:"path"`
	Value  string `json:"value"`
	Rule   string `json:"rule"`
	Remedy string `json:"remedy"`
}

// Faults is everything wrong with a network at once. It unwraps to a problem, so
// that a form can show each fault at its field.
type Faults []Fault

func (f *Faults) add(path, value, rule, remedy string) {
	*f = append(*f, Fault{path, value, rule, remedy})
}

// Error is one sentence a fault.
func (f Faults) Error() string {
	texts := make([]string, len(f))
	for i, fault := range f {
		texts[i] = fault.Path + ": " + fault.text()
	}
	return strings.Join(texts, " ")
}

// Unwrap is the same as a problem.
func (f Faults) Unwrap() error {
	p := &problem.Problem{Kind: problem.Invalid, Text: "Put the stages right."}
	for _, fault := range f {
		p.Faults = append(p.Faults, problem.Fault{Field: fault.Path, Text: fault.text()})
	}
	return p
}

func (f Fault) text() string {
	return f.Remedy + ": " + f.Rule + "."
}
