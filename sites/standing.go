package sites

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"homeground/internal/values"
)

// Standing is where an application stands by its log.
type Standing struct {
	Status        string      `json:"status" enum:"not_started,pending,invalidated,in_assessment,in_committee,awaiting_determination,determined,returned,withdrawn,closed"`
	Decision      string      `json:"decision,omitempty" enum:"granted,refused,not_required"`
	Appeal        string      `json:"appeal,omitempty" enum:"lodged,validated,started,determined"`
	AppealOutcome string      `json:"appeal_outcome,omitempty" enum:"allowed,dismissed,split,withdrawn"`
	ReceivedOn    values.Date `json:"received_on,omitzero" format:"date"`
	ValidOn       values.Date `json:"valid_on,omitzero" format:"date"`
	CommitteeOn   values.Date `json:"committee_on,omitzero" format:"date"`
	DecidedOn     values.Date `json:"decided_on,omitzero" format:"date"`
	TargetOn      values.Date `json:"target_on,omitzero" format:"date" doc:"The last day of the statutory period, which no extension moves"`
	ExtendedTo    values.Date `json:"extended_to,omitzero" format:"date" doc:"The extension agreed"`
	AppealBy      values.Date `json:"appeal_by,omitzero" format:"date" doc:"The last day to appeal"`
	PermissionOn  values.Date `json:"permission_on,omitzero" format:"date" doc:"The day of the permission: of the decision, or of the appeal"`
	ExpiresOn     values.Date `json:"expires_on,omitzero" format:"date" doc:"The last day to begin; of an outline permission, first to apply for the details"`
	StartedOn     values.Date `json:"started_on,omitzero" format:"date"`

	submitted, consulting, asked      bool
	stated                            values.Date // the day the decision itself names
	detailsSubmitted, detailsApproved values.Date
	clocks                            []Clock
}

// log is what Stand reads a standing from.
type log struct {
	Traits
	events   []Event
	rules    Rules
	holidays Holidays
	today    values.Date
}

// stand is the standing by the log, and of each event that could not have followed the
// one before it, why. Struck events count for nothing, and a committee that a decision
// overtook did not take place.
func (l log) stand() (Standing, map[int64]string) {
	s := Standing{Status: "not_started"}
	faults := map[int64]string{}
	events := slices.SortedFunc(slices.Values(l.events), func(a, b Event) int {
		return cmp.Or(a.OnDay.Sub(b.OnDay), cmp.Compare(a.ID, b.ID))
	})
	for _, e := range events {
		if e.Struck {
			continue
		}
		if why := s.refuses(l, e); why != "" {
			if e.Kind == "committee" && e.ID != newEvent {
				continue
			}
			faults[e.ID] = why
		}
		s.apply(e)
		s.work(l, false)
	}
	s.work(l, true)
	return s, faults
}

// newEvent stands for the number of an event that is not written yet: it is the last of
// its day.
const newEvent = math.MaxInt64

func (s *Standing) due() values.Date {
	if !s.ExtendedTo.IsZero() {
		return s.ExtendedTo
	}
	return s.TargetOn
}

// open: the planning authority has it and has not decided.
func (s *Standing) open() bool {
	return s.DecidedOn.IsZero() && s.Status != "withdrawn" && s.Status != "returned" && s.Status != "closed" && !s.appealOver()
}

func (s *Standing) appealing() bool { return s.Appeal != "" && s.Appeal != "determined" }

func (s *Standing) appealOver() bool {
	return s.Appeal == "determined" && s.AppealOutcome != "withdrawn"
}

var ofAdvice = []string{"submitted", "received", "pre_application_advice", "withdrawn", "closed"}

// refuses says why an event cannot follow now, or nothing.
func (s *Standing) refuses(l log, e Event) string {
	switch {
	case s.Status == "closed":
		return "It is closed. If that was an error, strike out the closing first."
	case (s.Status == "withdrawn" || s.Status == "returned") && e.Kind != "closed":
		return "It was " + s.Status + ". Add a new application."
	case l.Type == "pre-application" && !slices.Contains(ofAdvice, e.Kind):
		return "This is a request for advice and no application: it has no such step."
	case strings.HasPrefix(e.Kind, "appeal_"):
		return s.refusesAppeal(l, e)
	case strings.HasPrefix(e.Kind, "details_"), e.Kind == "development_started":
		return s.refusesStart(l, e)
	}
	valid, decided := !s.ValidOn.IsZero(), !s.open()
	switch e.Kind {
	case "pre_application_advice":
		if s.submitted && l.Type != "pre-application" {
			return "Advice before an application comes before it is submitted."
		}
	case "submitted":
		if s.submitted {
			return "It is submitted already."
		}
	case "received":
		if !s.ReceivedOn.IsZero() {
			return "It is received already."
		}
	case "closed":
		if s.appealing() {
			return "An appeal is under way: record its outcome first."
		}
	case "withdrawn":
		switch {
		case decided:
			return "It is decided already."
		case !s.submitted:
			return "It was not submitted yet."
		}
	default:
		return s.refusesWork(e, valid, decided)
	}
	return ""
}

// refusesWork is refuses for what the planning authority does until it decides.
func (s *Standing) refusesWork(e Event, valid, decided bool) string {
	switch {
	case decided:
		return "It is decided already."
	case s.ReceivedOn.IsZero():
		return "Record first when the planning authority received it."
	}
	switch e.Kind {
	case "invalidated":
		if s.Status == "invalidated" {
			return "It is invalid already."
		}
		return ""
	case "validated":
		if valid {
			return "It is valid already."
		}
		return ""
	case "returned":
		if valid {
			return "It is valid: an application is returned while it is not."
		}
		return ""
	}
	if !valid {
		return "Record first when it was valid."
	}
	switch e.Kind {
	case "consultation_started":
		if s.consulting {
			return "A consultation is under way already."
		}
	case "consultation_ended":
		if !s.consulting {
			return "No consultation is under way."
		}
	case "information_received":
		if !s.asked {
			return "No information was asked for."
		}
	case "extension_agreed":
		switch {
		case s.TargetOn.IsZero():
			return "There is no statutory period that could be extended."
		case !e.ToDay.IsZero() && !e.ToDay.After(s.TargetOn):
			return "The day agreed must be later than " + s.TargetOn.Words() + ", when the statutory period ends."
		}
	case "decided":
		if s.Appeal == "started" {
			return "The appeal has started: the planning authority can no longer decide."
		}
	}
	return ""
}

func (s *Standing) refusesAppeal(l log, e Event) string {
	switch e.Kind {
	case "appeal_validated":
		if s.Appeal != "lodged" {
			return "No appeal is lodged that waits to be valid."
		}
		return ""
	case "appeal_started":
		if s.Appeal != "lodged" && s.Appeal != "validated" {
			return "No appeal is lodged that waits to start."
		}
		return ""
	case "appeal_determined":
		switch {
		case !s.appealing():
			return "No appeal is under way."
		case e.Outcome != "" && e.Outcome != "withdrawn" && s.Appeal != "started":
			return "Record first when the appeal started."
		}
		return ""
	}
	switch {
	case s.appealing():
		return "An appeal is under way already."
	case s.appealOver():
		return "The appeal is determined already."
	}
	return s.refusesToLodge(l, e)
}

func (s *Standing) refusesToLodge(l log, e Event) string {
	if s.open() {
		due := s.due()
		switch rule, found := l.rules.find("appeal_no_decision", l.Type, l.circumstances(), later(due, e.OnDay)); {
		case found && !rule.Allowed:
			return rule.Says
		case s.ValidOn.IsZero():
			return "There is nothing to appeal against yet: it is not decided, and not valid."
		case due.IsZero():
			return "There is nothing to appeal against yet: it is not decided, and no period for that has ended."
		case !e.OnDay.After(due):
			return "There is nothing to appeal against yet: the decision is due on " + due.Words() + "."
		case !s.AppealBy.IsZero() && e.OnDay.After(s.AppealBy):
			return "The time to appeal ended on " + s.AppealBy.Words() + "."
		}
		return ""
	}
	switch rule, found := l.rules.find("appeal", l.Type, l.circumstances(), s.DecidedOn); {
	case found && !rule.Allowed:
		return rule.Says
	case s.Decision == "not_required":
		return "There is nothing to appeal against: no approval was required."
	case !s.AppealBy.IsZero() && e.OnDay.After(s.AppealBy):
		return "The time to appeal ended on " + s.AppealBy.Words() + "."
	}
	return ""
}

// beginsNothing are types whose grant is no permission to begin on.
var beginsNothing = []string{"ldc-existing-use", "ldc-prospective-use", "reserved-matters", "non-material-amendment", "approval-condition"}

func (s *Standing) refusesStart(l log, e Event) string {
	details := strings.HasPrefix(e.Kind, "details_")
	switch {
	case details && l.Type != "outline":
		return "Only an outline permission has details to be approved."
	case slices.Contains(beginsNothing, l.Type):
		return "Development does not begin under this: record it with the permission itself."
	case s.PermissionOn.IsZero():
		return "There is no permission yet."
	case !s.StartedOn.IsZero():
		return "The development is begun already."
	case !s.ExpiresOn.IsZero() && e.OnDay.After(s.ExpiresOn):
		return "The permission lapsed on " + s.ExpiresOn.Words() + "."
	case !details && l.Type == "outline" && s.detailsApproved.IsZero():
		return "The details of an outline permission must be approved first."
	}
	return ""
}

// apply takes an event into the standing.
func (s *Standing) apply(e Event) {
	switch e.Kind {
	case "pre_application_advice":
		if s.submitted {
			s.Status = "determined"
		}
	case "submitted":
		s.Status, s.submitted = "pending", true
	case "received":
		s.Status, s.submitted, s.ReceivedOn = "pending", true, e.OnDay
	case "invalidated": // the period ends; valid again, another begins
		s.Status, s.ValidOn, s.TargetOn, s.ExtendedTo = "invalidated", values.Date{}, values.Date{}, values.Date{}
	case "validated":
		s.Status, s.ValidOn = "in_assessment", e.OnDay
	case "consultation_started", "consultation_ended":
		s.consulting = e.Kind == "consultation_started"
	case "information_requested", "information_received":
		s.asked = e.Kind == "information_requested"
	case "committee":
		s.Status, s.CommitteeOn = "in_committee", e.OnDay
	case "extension_agreed":
		s.ExtendedTo = e.ToDay
	case "decided":
		s.Status, s.Decision, s.DecidedOn = "determined", e.Outcome, e.OnDay
		if e.Outcome != "refused" {
			s.PermissionOn, s.stated = e.OnDay, e.ToDay
		}
	case "details_submitted":
		s.detailsSubmitted = e.OnDay
	case "details_approved":
		s.detailsApproved = e.OnDay
	case "withdrawn", "returned", "closed":
		s.Status = e.Kind
	case "appeal_lodged", "appeal_validated", "appeal_started":
		s.Appeal, s.AppealOutcome = strings.TrimPrefix(e.Kind, "appeal_"), ""
	case "appeal_determined":
		s.Appeal, s.AppealOutcome = "determined", e.Outcome
		if e.Outcome != "withdrawn" {
			s.Status = "determined"
		}
		if e.Outcome == "allowed" || e.Outcome == "split" {
			s.PermissionOn, s.stated = e.OnDay, e.ToDay
		}
	case "development_started":
		s.StartedOn = e.OnDay
	}
}

// work works out the days on which periods end, and if asked in words how.
func (s *Standing) work(l log, words bool) {
	if s.Status == "in_committee" && s.CommitteeOn.Before(l.today) {
		s.Status = "awaiting_determination"
	}
	s.clocks, s.AppealBy, s.ExpiresOn = nil, values.Date{}, values.Date{}
	ends := func(name, what string, day values.Date, of string) values.Date {
		r, found := l.rules.find(what, l.Type, l.circumstances(), day)
		switch {
		case found && words:
			s.clocks = append(s.clocks, r.clock(name, day, of, l.holidays))
		case words:
			s.clocks = append(s.clocks, Clock{What: name, From: day, Allowed: true, Working: "The table of rules has none for " + day.Words() + "."})
		}
		return r.End(day, l.holidays)
	}
	advice := l.Type == "pre-application" // never valid, never appealed
	if !s.ValidOn.IsZero() || advice && !s.ReceivedOn.IsZero() {
		of := "when it was valid"
		if s.ReceivedOn.After(s.ValidOn) {
			of = "when it was received"
		}
		s.TargetOn = ends("determination", "determination", later(s.ReceivedOn, s.ValidOn), of)
	}
	switch {
	case !s.DecidedOn.IsZero() && s.Decision != "not_required":
		traits := l.Traits
		if s.Decision == "granted" { // against its conditions: the 12 weeks are of a refusal
			l.Householder, l.MinorCommercial = false, false
		}
		s.AppealBy = ends("appeal", "appeal", s.DecidedOn, "the date of the decision")
		l.Traits = traits
	case s.open() && !s.due().IsZero() && !advice:
		s.AppealBy = ends("appeal", "appeal_no_decision", s.due(), "when the decision is due")
	}
	if s.PermissionOn.IsZero() || !s.StartedOn.IsZero() {
		return
	}
	of := "the date of the decision"
	if s.DecidedOn != s.PermissionOn {
		of = "the date the appeal was allowed"
	}
	switch {
	case l.Type == "outline" && !s.detailsApproved.IsZero():
		s.ExpiresOn = ends("lapse", "lapse_last_approval", s.detailsApproved, "the last approval of details")
	case l.Type == "outline" && !s.detailsSubmitted.IsZero():
		s.clocks = append(s.clocks, Clock{What: "lapse", From: s.detailsSubmitted, Allowed: true, Working: "The details are applied for. The time to begin counts from the last approval."})
	case !s.stated.IsZero():
		s.ExpiresOn = s.stated
		s.clocks = append(s.clocks, Clock{What: "lapse", From: s.PermissionOn, Ends: s.stated, Allowed: true, Note: l.holidays.Note(s.stated),
			Working: "The decision itself names the last day: " + dayWords(s.stated) + ".", Source: "The decision"})
	case l.Type == "outline":
		s.ExpiresOn = ends("lapse", "lapse_details", s.PermissionOn, of)
	default:
		s.ExpiresOn = ends("lapse", "lapse", s.PermissionOn, of)
	}
}
