// Package problem holds the few failures a user can act on.
//
// Everything else is a plain wrapped error, which the server logs and answers
// with "Something went wrong". A Problem's text is one plain sentence that says
// what to do; it must never carry internal text, SQL or paths.
package problem

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what sort of failure a Problem is; the server turns it into a status.
type Kind int

const (
	Invalid     Kind = iota // the input is wrong: 422
	NotFound                // no such record, or none that may be seen: 404
	Clash                   // the record is not in a state that allows it: 409
	Denied                  // it may be seen, and not done: 403
	Unconfirmed             // it may be done once the password is given again: 403
	SignIn                  // nobody has signed in, or not as who they say: 401
	TooMany                 // too often; try again after After: 429
	Stale                   // someone else changed the record first; Current is what it is now: 412
	Lacking                 // a program that it needs is not installed here: 503
)

// Fault is one wrong field and the sentence that mends it.
type Fault struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

// Problem is a failure with its kind, its sentence and the fields at fault.
type Problem struct {
	Kind    Kind
	Text    string
	Faults  []Fault
	After   time.Duration // of TooMany: how long to wait
	Current any           // of Stale: the record as it is now
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

// Deny says what may not be done, and who may.
func Deny(format string, args ...any) *Problem {
	return &Problem{Kind: Denied, Text: fmt.Sprintf(format, args...)}
}

// NotSignedIn says that the caller must sign in, or could not be.
func NotSignedIn(text string) *Problem {
	return &Problem{Kind: SignIn, Text: text}
}

// Wait says that something was tried too often, and when to try again.
func Wait(after time.Duration, text string) *Problem {
	return &Problem{Kind: TooMany, Text: text, After: after}
}

// Unable says that this server cannot do it, for want of a program, and what to do instead.
func Unable(text string) *Problem {
	return &Problem{Kind: Lacking, Text: text}
}

// Overtaken says that someone else changed the record since it was read, and what it
// is now.
func Overtaken(what string, current any) *Problem {
	return &Problem{Kind: Stale, Current: current, Text: "Someone else changed this " + what + " while you were at it. Compare their version with yours."}
}

// As finds a Problem in a chain of errors.
func As(err error) (*Problem, bool) {
	var p *Problem
	ok := errors.As(err, &p)
	return p, ok
}

// Add adds a fault: the field and the sentence that mends it.
func (p *Problem) Add(field, format string, args ...any) {
	p.Faults = append(p.Faults, Fault{field, fmt.Sprintf(format, args...)})
}

// Found is the Problem if it has any faults, all at once.
func (p *Problem) Found() error {
	if len(p.Faults) == 0 {
		return nil
	}
	return p
}
