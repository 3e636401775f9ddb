package sites

import (
	"slices"
	"strings"
	"time"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// The life of an application, as its log tells it:
//
//	not_started > pending > in_assessment <> in_committee > awaiting_determination > determined > closed
//	                  invalidated <> in_assessment
//	side exits before the decision: returned, withdrawn
//	appeal, after the decision or its due day: lodged > validated > started > determined
//	after a permission: (outline: details submitted > details approved) > development started

// EventKinds are the kinds of event a log may hold, in the order they usually come in.
var EventKinds = []string{"pre_application_advice", "submitted", "received", "invalidated", "validated", "consultation_started", "consultation_ended",
	"information_requested", "information_received", "committee", "extension_agreed", "decided", "details_submitted", "details_approved", "withdrawn", "returned",
	"appeal_lodged", "appeal_validated", "appeal_started", "appeal_determined", "development_started", "closed"}

// Event is a dated entry of an application's log. It is never removed: what was recorded
// in error is struck out, with the reason.
type Event struct {
	ID            int64       `json:"id"`
	ApplicationID int64       `json:"-"`
	OnDay         values.Date `json:"on_day" format:"date"`
	Kind          string      `json:"kind"`
	Outcome       string      `json:"outcome,omitempty"`
	ToDay         values.Date `json:"to_day,omitzero" format:"date" doc:"Of an extension: to when. Of a decision: the day the permission expires, where it says so"`
	Note          string      `json:"note,omitempty"`
	By            string      `json:"by" gorm:"column:by_name"`
	At            time.Time   `json:"at"`
	Struck        bool        `json:"struck"`
	StruckBecause string      `json:"struck_because,omitempty"`
}

// Traits are what of an application decides its periods.
type Traits struct {
	Type                        string `json:"type" enum:"full,outline,reserved-matters,change-of-use,ldc-existing-use,ldc-prospective-use,prior-approval,lbc,s73,non-material-amendment,approval-condition,reg-3,reg-4,pre-application"`
	Major                       bool   `json:"major"`
	PublicServiceInfrastructure bool   `json:"public_service_infrastructure" doc:"Of major development: a hospital, a school, criminal-justice accommodation"`
	EnvironmentalStatement      bool   `json:"environmental_statement"`
	Householder                 bool   `json:"householder"`
	MinorCommercial             bool   `json:"minor_commercial" doc:"A shop front and the like, no change of use"`
}

func (t Traits) circumstances() (of []string) {
	for name, holds := range map[string]bool{"major": t.Major, "public_service_infrastructure": t.PublicServiceInfrastructure && t.Major,
		"environmental_statement": t.EnvironmentalStatement, "householder": t.Householder, "minor_commercial": t.MinorCommercial} {
		if holds {
			of = append(of, name)
		}
	}
	return of
}

// Next is a kind of event, and whether it may be recorded as of a day.
type Next struct {
	Kind    string `json:"kind"`
	Allowed bool   `json:"allowed"`
	Why     string `json:"why,omitempty" doc:"Why not"`
}

// next are all kinds of event, as if each happened on that day.
func (l log) next(on values.Date) []Next {
	list := make([]Next, len(EventKinds))
	for i, kind := range EventKinds {
		list[i] = Next{Kind: kind, Allowed: true}
		if err := l.mayFollow(kind, on); err != nil {
			list[i] = Next{kind, false, err.Error()}
		}
	}
	return list
}

// mayFollow says why a kind of event cannot have happened that day, whatever its outcome.
func (l log) mayFollow(kind string, on values.Date) (why error) {
	if on.After(l.today) && kind != "committee" {
		return problem.Conflict("Only a committee is recorded ahead.")
	}
	outcomes := outcomesOf[kind]
	if outcomes == nil {
		outcomes = []string{""}
	}
	for _, outcome := range outcomes {
		if outcome == "not_required" && l.Type != "prior-approval" {
			continue
		}
		if why = l.follows(Event{Kind: kind, OnDay: on, Outcome: outcome}); why == nil {
			return nil
		}
	}
	return why
}

var outcomesOf = map[string][]string{"decided": {"granted", "refused", "not_required"}, "appeal_determined": {"allowed", "dismissed", "split", "withdrawn"}}

// takes says whether the log takes the event, or what to do about it: the event must be
// whole, not in the future, possible where it comes, and leave possible what comes after.
func (l log) takes(e Event) error {
	outcomes := outcomesOf[e.Kind]
	switch {
	case e.OnDay.IsZero():
		return problem.Field("on_day", "Enter the day it happened.")
	case e.OnDay.After(l.today) && e.Kind != "committee":
		return problem.Field("on_day", "Enter a day that is not in the future: only a committee is recorded ahead.")
	case outcomes != nil && !slices.Contains(outcomes, e.Outcome):
		return problem.Field("outcome", "Choose the outcome: "+strings.ReplaceAll(strings.Join(outcomes, ", "), "_", " ")+".")
	case outcomes == nil && e.Outcome != "":
		return problem.Field("outcome", "Leave the outcome out: only a decision has one.")
	case e.Outcome == "not_required" && l.Type != "prior-approval":
		return problem.Field("outcome", "Only prior approval can be not required. Choose granted or refused.")
	case e.Kind == "extension_agreed" && e.ToDay.IsZero():
		return problem.Field("to_day", "Enter the day that was agreed.")
	case !e.ToDay.IsZero() && e.Kind != "extension_agreed" && !slices.Contains([]string{"granted", "not_required", "allowed", "split"}, e.Outcome):
		return problem.Field("to_day", "Leave this day out: only an extension and a permission have one.")
	case !e.ToDay.IsZero() && !e.ToDay.After(e.OnDay):
		return problem.Field("to_day", "Enter a day after "+e.OnDay.Words()+".")
	}
	return l.follows(e)
}

// follows says whether the event is possible where it comes, and leaves possible what
// comes after.
func (l log) follows(e Event) error {
	_, before := l.stand()
	e.ID = newEvent
	l.events = append(slices.Clone(l.events), e)
	_, after := l.stand()
	if why := after[newEvent]; why != "" {
		return problem.Conflict("%s", why)
	}
	return l.upset(before, after, "Strike that out first, if it is an error.")
}

// upset says which event has become impossible.
func (l log) upset(before, after map[int64]string, do string) error {
	for _, e := range l.events {
		if why := after[e.ID]; why != "" && before[e.ID] == "" {
			return problem.Conflict("Then %q of %s could not have followed: %s %s", strings.ReplaceAll(e.Kind, "_", " "), e.OnDay.Words(), why, do)
		}
	}
	return nil
}

// withoutEvent says whether an event can be struck out.
func (l log) withoutEvent(id int64) error {
	_, before := l.stand()
	l.events = slices.Clone(l.events)
	for i := range l.events {
		if l.events[i].ID == id {
			l.events[i].Struck = true
		}
	}
	_, after := l.stand()
	return l.upset(before, after, "Strike that out before.")
}
