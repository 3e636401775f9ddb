package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"homeground/accounts"
	"homeground/internal/problem"
)

// The two rights that are no line of rights.csv.
const (
	anyone   = "anyone"
	signedIn = "signed in"
)

// confirmed after a right asks for the password once more, unless it was given in the
// last minutes.
const confirmed = ", confirmed"

// permit is what a line of the table asks of its caller.
type permit struct {
	right string
	of    string // the kind of record whose owner decides; empty where there is none
	again bool   // the password must have been given just now
}

// permit reads a line's right. One that does not exist stops the program from starting.
func (s *server) permit(text string) permit {
	text, again := strings.CutSuffix(text, confirmed)
	right, of, _ := strings.Cut(text, " of ")
	if _, ok := accounts.Rights()[right]; !ok && right != anyone && right != signedIn {
		s.wrong = append(s.wrong, "there is no right "+right)
	}
	return permit{right, of, again}
}

// admit lets the caller through who holds the right, and has confirmed who they are
// where that is asked.
func (s *server) admit(ctx context.Context, v *visit, p permit, id string) error {
	err := s.holds(ctx, v, p, id)
	switch {
	case err != nil || !p.again || v.by.Confirmed:
		return err
	case v.scope != "":
		return problem.Deny("A token cannot do this: it is confirmed with a password. Sign in on the page.")
	}
	return &problem.Problem{Kind: problem.Unconfirmed, Text: "Give your password once more to do this: POST /api/v1/session/confirm, then send it again."}
}

// holds says whether the caller holds the right, or why not: what may not be seen is answered like
// what does not exist, what may be seen and not done says so.
func (s *server) holds(ctx context.Context, v *visit, p permit, id string) error {
	switch {
	case p.right == anyone:
		return nil
	case v.known != nil:
		return v.known
	case v.by.ID == 0:
		return problem.NotSignedIn("Sign in first.")
	case v.scope == "calendar":
		return problem.Deny("This is the address of a calendar, and opens nothing else. Make a token that may read.")
	case v.scope == "read" && !reads(v.method):
		return problem.Deny("This token may only read. Make one that may write, if your roles allow it.")
	case p.right == signedIn:
		v.by.Acting = "own account"
		return nil
	case v.by.StepDue:
		return problem.Deny("Set up your second step first: it is on the page of your account.")
	}
	right := accounts.Rights()[p.right]
	v.extent = v.by.Extent(p.right)
	v.by.Acting = v.extent.Role
	held, seen, err := s.reaches(ctx, v, p, right.SeenBy, id)
	switch {
	case err != nil || held:
		return err
	case seen:
		return problem.Deny("You may see this, and not do that with it: %s. Ask an administrator if you should.", strings.ToLower(right.What[:1])+right.What[1:])
	case p.of != "":
		return problem.Missing(strings.ReplaceAll(p.of, "_", " "))
	}
	return &problem.Problem{Kind: problem.NotFound, Text: nothingHere}
}

// reaches says whether the caller's right covers the record, and else whether the right
// to see it does. Every answer takes the same steps, so that none takes longer.
func (s *server) reaches(ctx context.Context, v *visit, p permit, seenBy, id string) (held, seen bool, err error) {
	see := accounts.Extent{}
	if seenBy != "" {
		see = v.by.Extent(seenBy)
	}
	number, wrong := strconv.ParseInt(id, 10, 64)
	if p.of == "" || wrong != nil || !accounts.Scoped(p.of) {
		return !v.extent.None(), !see.None(), nil
	}
	whose, found, err := accounts.ScopeOf(ctx, s.db, p.of, number)
	if err != nil || !found {
		return false, false, err
	}
	return v.extent.Covers(whose), see.Covers(whose), nil
}

// noteRefusal records who was turned away from what.
func (s *server) noteRefusal(ctx context.Context, v *visit, err error) {
	status := refusedWith(err)
	if status != http.StatusUnauthorized && status != http.StatusForbidden && status != http.StatusPreconditionFailed {
		return
	}
	s.log.WarnContext(ctx, "turned away", "request", v.number, "status", status, "user", v.by.ID, "address", v.address, "route", v.route)
	if reads(v.method) && v.by.ID == 0 {
		return // anyone may knock as often as they like: the log is enough
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer stop()
	if err := s.note(ctx, v.by, accounts.Event{Action: "denied", Object: "address", ObjectID: v.route, Reason: strconv.Itoa(status)}); err != nil {
		s.log.ErrorContext(ctx, "note a refusal", "request", v.number, "error", err)
	}
}
