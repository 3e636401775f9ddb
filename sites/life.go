package sites

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// The two states of a site, which move apart.
var (
	operations = []string{"not_a_home", "open", "suspended", "mothballed", "closed"}
	// pipelineSteps are in order; a site leaves them by a side exit.
	pipelineSteps = []string{"none", "idea", "screening", "candidate", "shortlisted", "approved", "in_delivery", "awaiting_registration", "done"}
	sideExits     = []string{"rejected", "withdrawn", "lost_to_market"}
)

// Life is where a site stands, as far as the rules of its next move ask.
type Life struct {
	Operation, Pipeline string
	Project             bool // a project delivers it
	Open                bool // its place is open to everyone
}

// NextMove is a move of a site: possible, with or without a reason, or refused.
type NextMove struct {
	State       string `json:"state" enum:"operation,pipeline"`
	To          string `json:"to"`
	NeedsReason bool   `json:"needs_reason"`
	Refused     string `json:"refused,omitempty" doc:"Why it cannot be made now"`
}

// NextMoves are all moves there are from here, those refused with their reason.
func (l Life) NextMoves() []NextMove {
	var list []NextMove
	for _, to := range operations {
		if to != l.Operation {
			list = append(list, l.move("operation", to))
		}
	}
	for _, to := range append(slices.Clone(pipelineSteps), sideExits...) {
		if to != l.Pipeline {
			list = append(list, l.move("pipeline", to))
		}
	}
	return list
}

// move is one move as the rules have it.
func (l Life) move(state, to string) NextMove {
	m := NextMove{State: state, To: to}
	if state == "operation" {
		m.NeedsReason, m.Refused = l.operate(to)
	} else {
		m.NeedsReason, m.Refused = l.advance(to)
	}
	if m.Refused != "" {
		m.NeedsReason = false
	}
	return m
}

// operationMoves are the moves of a home that are made by hand, and whether each needs
// a reason.
var operationMoves = map[string]map[string]bool{
	"open":       {"suspended": false, "mothballed": true, "closed": true},
	"suspended":  {"open": false, "mothballed": true, "closed": true},
	"mothballed": {"open": true, "closed": true},
	"closed":     {"open": true},
}

func (l Life) operate(to string) (reason bool, refused string) {
	reason, may := operationMoves[l.Operation][to]
	switch {
	case may:
		return reason, ""
	case to == l.Operation:
		return false, "It is " + words(to) + " already."
	case !slices.Contains(operations, to):
		return false, "Choose one of: " + wordList(operations) + "."
	case l.Operation == "not_a_home":
		return false, "A site becomes a home when its pipeline is done, or when a home is entered."
	case to == "not_a_home":
		return false, "A home does not stop having been one: close it, or give the site an end date."
	case l.Operation == "closed":
		return false, "A closed home can only open again."
	}
	return false, "A mothballed home opens again or closes."
}

func (l Life) advance(to string) (reason bool, refused string) {
	from, next := slices.Index(pipelineSteps, l.Pipeline), slices.Index(pipelineSteps, to)
	exit, exited := slices.Contains(sideExits, to), slices.Contains(sideExits, l.Pipeline)
	delivery := slices.Index(pipelineSteps, "in_delivery")
	switch {
	case to == l.Pipeline:
		return false, "It is " + words(to) + " already."
	case next < 0 && !exit:
		return false, "Choose one of: " + wordList(pipelineSteps) + ", " + wordList(sideExits) + "."
	case to == "approved":
		return false, "The board approves a site by choosing its option."
	case to == "in_delivery":
		return false, "A site goes into delivery with its project, when the board chooses its option."
	case exited && to != "idea":
		return false, "It left the pipeline: it comes back as an idea first."
	case exited:
		return true, ""
	case exit && l.Pipeline == "none":
		return false, "It is not in the pipeline, so there is nothing to leave."
	case exit && l.Pipeline == "done":
		return false, "It is done: what happens to the home now is its operation."
	case exit:
		return true, ""
	case next > delivery && from < delivery:
		return false, "The board's choice and a project come before that."
	case next < from && from >= delivery && l.Project && l.Pipeline != "done":
		return false, "Its project is at work on it: take back the board's choice, or say that it was withdrawn or lost to the market."
	case to == "done" && l.Operation == "not_a_home" && l.Open:
		return false, "It becomes a home, and a home's place is not shown to everyone: make its place restricted first."
	}
	return next != from+1, ""
}

func words(code string) string { return strings.ReplaceAll(code, "_", " ") }

func wordList(codes []string) string { return words(strings.Join(codes, ", ")) }

// SiteMove is one move of a site's states, as it was made. The reason tells of a restricted
// site only those who may see where it is.
type SiteMove struct {
	ID        int64       `json:"id"`
	State     string      `json:"state" enum:"operation,pipeline,location_sensitivity"`
	FromState string      `json:"from_state"`
	ToState   string      `json:"to_state"`
	Reason    string      `json:"reason,omitempty"`
	OnDay     values.Date `json:"on_day" format:"date"`
	ByName    string      `json:"by_name"`
	At        time.Time   `json:"at"`
}

// A NewMove is a move as somebody asks for it.
type NewMove struct {
	State  string       `json:"state" enum:"operation,pipeline"`
	To     string       `json:"to" maxLength:"40"`
	Reason string       `json:"reason,omitempty" maxLength:"2000"`
	OnDay  *values.Date `json:"on_day,omitempty" format:"date" doc:"When it happened; today if left out"`
}

// MakeMove moves a site along its life cycle. A pipeline that is done opens the home.
func MakeMove(ctx context.Context, tx *gorm.DB, id int64, version int, m NewMove, today values.Date) error {
	s, err := lock(ctx, tx, id, version)
	if err != nil {
		return err
	}
	next := s.life().move(m.State, m.To)
	on, reason := today, strings.TrimSpace(m.Reason)
	if m.OnDay != nil && !m.OnDay.IsZero() {
		on = *m.OnDay
	}
	var f faults
	switch {
	case next.Refused != "":
		f.add("to", next.Refused)
	case next.NeedsReason && reason == "":
		f.add("reason", "Say why: this move needs a reason, which is kept.")
	}
	if on.After(today) || on.Before(values.NewDate(1900, 1, 1)) {
		f.add("on_day", "Give the day it happened, today at the latest.")
	}
	if err := f.err(); err != nil {
		return err
	}
	operation, pipeline := s.Operation, s.Pipeline
	switch {
	case m.State == "operation":
		operation = m.To
	default:
		if pipeline = m.To; pipeline == "done" {
			operation = "open"
		}
	}
	return saying(tx, reason, on, func() error {
		err := tx.WithContext(ctx).Exec(`UPDATE sites SET operation = ?, pipeline = ?, version = version + 1 WHERE id = ?`, operation, pipeline, id).Error
		if err != nil {
			return fmt.Errorf("move site %d: %w", id, err)
		}
		return nil
	})
}

// saying runs do, whose moves the database keeps with the reason and the day.
func saying(tx *gorm.DB, reason string, on values.Date, do func() error) error {
	said, err := json.Marshal(map[string]string{"reason": reason, "on_day": on.String()})
	if err != nil {
		return fmt.Errorf("say why a site moves: %w", err)
	}
	const say = `SELECT set_config('app.move', ?, true)`
	if err := tx.Exec(say, string(said)).Error; err != nil {
		return fmt.Errorf("say why a site moves: %w", err)
	}
	if err := do(); err != nil {
		return err
	}
	return tx.Exec(say, "").Error
}

// moves are a site's moves, newest first.
func moves(ctx context.Context, db *gorm.DB, id int64) ([]SiteMove, error) {
	list := []SiteMove{}
	err := db.WithContext(ctx).Raw(`SELECT m.id, m.state, m.from_state, m.to_state, coalesce(o.reason, '') AS reason, m.on_day, m.by_name, m.at
		FROM site_moves m LEFT JOIN open_site_moves o ON o.id = m.id WHERE m.site_id = ? ORDER BY m.id DESC`, id).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read the moves of site %d: %w", id, err)
	}
	return list, nil
}

// faults are all that is wrong with an input, to be told at once.
type faults []problem.Fault

func (f *faults) add(field, text string) { *f = append(*f, problem.Fault{Field: field, Text: text}) }

func (f faults) err() error {
	switch len(f) {
	case 0:
		return nil
	case 1:
		return problem.Field(f[0].Field, f[0].Text)
	}
	return &problem.Problem{Kind: problem.Invalid, Text: fmt.Sprintf("Correct these %d fields.", len(f)), Faults: f}
}
