// Package problem holds the few failures a user can act on.
//
// Everything else is a plain wrapped error, which the server logs and answers
// with "Something went wrong". A Problem's text is one plain sentence that says
// what to do; it must never carry internal text, SQL or paths.
package problem

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure a Problem is; the server turns it into a status.
type Kind int

const (
	Invalid  Kind = iota // the input is wrong: 422
	NotFound             // no such record, or none that may be seen: 404
	Clash                // the record is not in a state that allows it: 409
)

// Fault is one wrong field and the sentence that mends it.
type Fault struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

// Problem is a failure with its kind, its sentence and the fields at fault.
type Problem struct {
	Kind   Kind
	Text   string
	Faults []Fault
}

// Error is the sentence, with the faults after it.
func (p *Problem) Error() string {
	s := p.Text
	for _, f := range p.Faults {
		s += fmt.Sprintf(" %s: %s.", f.Field, f.Text)
	}
	return s
}

// Field is a Problem about one field.
func Field(field, text string) *Problem {
	return &Problem{Kind: Invalid, Text: text, Faults: []Fault{{field, text}}}
}

// Missing says that there is no such record.
func Missing(what string) *Problem {
	return &Problem{Kind: NotFound, Text: "There is no such " + what + "."}
}

// Conflict says why the record's state does not allow the change.
func Conflict(format string, args ...any) *Problem {
	return &Problem{Kind: Clash, Text: fmt.Sprintf(format, args...)}
}

// As finds a Problem in a chain of errors.
func As(err error) (*Problem, bool) {
	var p *Problem
	ok := errors.As(err, &p)
	return p, ok
}
