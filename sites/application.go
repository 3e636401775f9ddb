package sites

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// An application is what a planning authority is asked for a site. Its log of events
// says where it stands; every date beside the log is worked out from it.
//
// Of a restricted site the planning authority, the reference and every free text are
// withheld: they leave only by ExactApplication, which the database notes.

// Summary is an application as the register lists it.
type Summary struct {
	ID                int64              `json:"id"`
	SiteID            int64              `json:"-"`
	SiteName          string             `json:"-"`
	Site              SiteNamed          `json:"site" gorm:"-"`
	AuthorityCode     string             `json:"-"`
	AuthorityName     string             `json:"-"`
	PlanningAuthority *PlanningAuthority `json:"planning_authority,omitempty" gorm:"-"`
	Reference         string             `json:"reference,omitempty"`
	Traits            `gorm:"embedded"`
	Standing          `gorm:"embedded"`
	DueOn             values.Date `json:"due_on,omitzero" format:"date" doc:"While undecided: the extension agreed, or else where the statutory period ends"`
	State             string      `json:"state" enum:"waiting,in_time,due,overdue,appeal,decided,expiring,lapsed,begun,closed" doc:"due: within a week. expiring: the permission, within six months"`
	Says              string      `json:"says" gorm:"-" doc:"The state in one sentence"`
	ConditionsOpen    int         `json:"conditions_open" doc:"Conditions not yet discharged"`
	ConditionDueOn    values.Date `json:"condition_due_on,omitzero" format:"date" doc:"The first day on which one of these is due"`
	Withheld          bool        `json:"withheld" doc:"The planning authority, the reference and all free texts are left out: they would tell where the site is"`
	Provenance        string      `json:"provenance"`
	Version           int         `json:"version"`
	ShownAt           `gorm:"embedded"`
}

// SiteNamed is a site by its number and public name.
type SiteNamed struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// Application is one application in full.
type Application struct {
	Summary
	Description string              `json:"description,omitempty"`
	Source      string              `json:"source,omitempty"`
	Clocks      []Clock             `json:"clocks" gorm:"-" doc:"How each date was worked out"`
	Events      []Event             `json:"events" gorm:"-" doc:"The log, by day"`
	Conditions  []PlanningCondition `json:"conditions" gorm:"-"`
	BlockedBy   []PlanningCondition `json:"blocked_by" gorm:"-" doc:"Conditions that stand in the way of a start on site"`
	Next        []Next              `json:"next" gorm:"-" doc:"The kinds of event, and which may be recorded as of today or of the day asked for"`
}

// due is when a decision is due, SQL over a (applications).
const due = `CASE WHEN a.decided_on IS NULL AND a.status NOT IN ('withdrawn', 'returned', 'closed', 'determined') THEN coalesce(a.extended_to, a.target_on) END`

// stateOf is a Summary's State: SQL over a, with @today.
const stateOf = `CASE
	WHEN a.status IN ('withdrawn', 'returned', 'closed') THEN 'closed'
	WHEN a.started_on IS NOT NULL THEN 'begun'
	WHEN a.appeal IN ('lodged', 'validated', 'started') THEN 'appeal'
	WHEN a.expires_on < CAST(@today AS date) THEN 'lapsed'
	WHEN a.expires_on <= CAST(@today AS date) + interval '6 months' THEN 'expiring'
	WHEN a.status = 'determined' THEN 'decided'
	WHEN ` + due + ` < CAST(@today AS date) THEN 'overdue'
	WHEN ` + due + ` < CAST(@today AS date) + 7 THEN 'due'
	WHEN ` + due + ` IS NOT NULL THEN 'in_time'
	ELSE 'waiting' END`

// statusOf is a Summary's Status: a committee whose day is past has met.
const statusOf = `(CASE WHEN a.status = 'in_committee' AND a.committee_on < CAST(@today AS date) THEN 'awaiting_determination' ELSE a.status END)`

// openCondition is a condition c that still asks something, SQL.
const openCondition = `c.state <> 'discharged' AND c.gain IS DISTINCT FROM 'exempt'`

const summaryColumns = `
	a.id, a.site_id, s.public_name AS site_name, a.type, a.major, a.public_service_infrastructure, a.environmental_statement, a.householder, a.minor_commercial,
	` + statusOf + ` AS status,
	coalesce(a.decision, '') AS decision, coalesce(a.appeal, '') AS appeal, coalesce(a.appeal_outcome, '') AS appeal_outcome, a.received_on, a.valid_on, a.committee_on,
	a.decided_on, a.target_on, a.extended_to, a.appeal_by, a.permission_on, a.expires_on, a.started_on, ` + due + ` AS due_on, ` + stateOf + ` AS state,
	(SELECT count(*) FROM planning_conditions c WHERE c.application_id = a.id AND ` + openCondition + `) AS conditions_open,
	(SELECT min(c.due_on) FROM planning_conditions c WHERE c.application_id = a.id AND ` + openCondition + `) AS condition_due_on,
	coalesce(open.planning_authority, '') AS authority_code, coalesce(open.planning_authority_name, '') AS authority_name, coalesce(open.reference, '') AS reference,
	open.id IS NULL AS withheld, a.provenance, a.version`

// fromApplications joins what may be seen of where a site is: nothing of a restricted
// one, nor of any for a funder, who sees the authority only.
func (v View) fromApplications() string {
	open := "open.id = a.id"
	if v.funded {
		open = "false"
	}
	return ` FROM applications a JOIN sites s ON s.id = a.site_id LEFT JOIN open_applications open ON ` + open + ` `
}

// Applications are a site's, the latest first.
func Applications(ctx context.Context, db *gorm.DB, site int64, view View, today values.Date) ([]Application, error) {
	return applications(ctx, db, "a.site_id = @id", site, view, today, today)
}

// ReadApplication is one application.
func ReadApplication(ctx context.Context, db *gorm.DB, id int64, view View, today values.Date) (Application, error) {
	return ReadApplicationOn(ctx, db, id, view, today, today)
}

// ReadApplicationOn is one application as it stands today, with the events that may be
// recorded as of that day.
func ReadApplicationOn(ctx context.Context, db *gorm.DB, id int64, view View, today, on values.Date) (Application, error) {
	list, err := applications(ctx, db, "a.id = @id", id, view, today, on)
	if err != nil {
		return Application{}, err
	}
	if len(list) == 0 {
		return Application{}, problem.Missing("application")
	}
	return list[0], nil
}

func applications(ctx context.Context, db *gorm.DB, where string, id int64, view View, today, on values.Date) ([]Application, error) {
	db = db.WithContext(ctx)
	list := []Application{}
	err := db.Raw("SELECT "+summaryColumns+", coalesce(open.description, '') AS description, coalesce(open.source, '') AS source"+view.fromApplications()+
		"WHERE "+where+" ORDER BY a.received_on DESC NULLS FIRST, a.id DESC", map[string]any{"id": id, "today": today}).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read applications: %w", err)
	}
	if len(list) == 0 {
		return list, nil
	}
	rules, err := ReadRules(ctx, db)
	if err != nil {
		return nil, err
	}
	holidays, err := ReadHolidays(ctx, db)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := list[i].complete(db, view, log{rules: rules, holidays: byDay(holidays), today: today}, on); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// complete adds to an application what its log and its conditions say.
func (a *Application) complete(db *gorm.DB, view View, l log, on values.Date) (err error) {
	a.place(l.rules, l.today)
	if a.Events, err = eventsOf(db, a.ID, view); err != nil {
		return err
	}
	if a.Conditions, err = conditionsOf(db, a.ID, view); err != nil {
		return err
	}
	l.Traits, l.events = a.Traits, a.Events
	standing, _ := l.stand()
	a.Clocks, a.Next, a.BlockedBy = standing.clocks, l.next(on), []PlanningCondition{}
	if a.Clocks == nil {
		a.Clocks = []Clock{}
	}
	if a.StartedOn.IsZero() {
		a.BlockedBy = StartBlocked(a.Conditions)
	}
	for i, n := range a.Next {
		if err := blocked(a.BlockedBy); n.Kind == "development_started" && n.Allowed && err != nil {
			a.Next[i] = Next{n.Kind, false, err.Error()}
		}
	}
	return nil
}

// place fills what of a summary the query gives in parts.
func (s *Summary) place(rules Rules, today values.Date) {
	s.Site = SiteNamed{s.SiteID, s.SiteName}
	if s.AuthorityCode != "" {
		s.PlanningAuthority = &PlanningAuthority{Code: s.AuthorityCode, Name: s.AuthorityName}
	}
	s.Says = s.sentence(rules, today)
}

// sentence is the state in words.
func (s *Summary) sentence(rules Rules, today values.Date) string {
	dated := func(what string, day values.Date) string { return what + " on " + day.Words() + ", " + in(day, today) }
	appeal := ""
	if !s.AppealBy.IsZero() && !s.AppealBy.Before(today) {
		appeal = " An appeal may be lodged until " + s.AppealBy.Words() + "."
	}
	agreed := ""
	if !s.ExtendedTo.IsZero() {
		agreed = ", as agreed; the statutory period ends on " + s.TargetOn.Words()
	}
	what := "Decision"
	if s.Type == "pre-application" {
		what = "Advice"
	}
	switch s.State {
	case "due", "in_time":
		return dated(what+" due", s.DueOn) + agreed + "."
	case "overdue":
		return dated(what+" was due", s.DueOn) + agreed + "." + appeal
	case "appeal":
		return "An appeal is " + map[string]string{"lodged": "lodged", "validated": "valid", "started": "under way"}[s.Appeal] + "."
	case "expiring":
		return dated("The permission lapses", s.ExpiresOn) + ", unless development begins before."
	case "lapsed":
		return dated("The permission lapsed", s.ExpiresOn) + "."
	case "begun":
		return "Development began on " + s.StartedOn.Words() + "."
	case "closed":
		return strings.ToUpper(s.Status[:1]) + s.Status[1:] + "."
	case "decided":
		return s.decided(rules, appeal)
	}
	switch {
	case s.Status == "invalidated":
		return "Invalid: the planning authority waits for what is missing."
	case !s.ValidOn.IsZero():
		return "Valid since " + s.ValidOn.Words() + "; no period is known in which it must be decided."
	case !s.ReceivedOn.IsZero() && s.Type == "pre-application":
		return "Asked for on " + s.ReceivedOn.Words() + ", not answered yet."
	case !s.ReceivedOn.IsZero():
		return "Received on " + s.ReceivedOn.Words() + ", not valid yet."
	case s.Status == "pending":
		return "Submitted, not received yet."
	}
	return "Not submitted yet."
}

// decided is the sentence of what was decided.
func (s *Summary) decided(rules Rules, appeal string) string {
	switch {
	case s.Appeal == "determined" && s.AppealOutcome == "dismissed":
		return "The appeal was dismissed."
	case !s.PermissionOn.IsZero() && s.PermissionOn != s.DecidedOn:
		return "Allowed on appeal on " + s.PermissionOn.Words() + "." + s.lapses()
	case s.Decision == "refused":
		if rule, found := rules.find("appeal", s.Type, s.circumstances(), s.DecidedOn); found && !rule.Allowed {
			appeal = " " + rule.Says
		} else if appeal == "" && !s.AppealBy.IsZero() {
			appeal = " The time to appeal ended on " + s.AppealBy.Words() + "."
		}
		return "Refused on " + s.DecidedOn.Words() + "." + appeal
	case s.Decision == "not_required":
		return "Approval was not required, " + s.DecidedOn.Words() + "." + s.lapses()
	case s.Decision == "granted":
		return "Granted on " + s.DecidedOn.Words() + "." + s.lapses()
	}
	return "Advice was given."
}

func (s *Summary) lapses() string {
	if s.ExpiresOn.IsZero() {
		return ""
	}
	return " It lapses on " + s.ExpiresOn.Words() + " unless development begins before."
}

func eventsOf(db *gorm.DB, application int64, view View) ([]Event, error) {
	shown := "open.id = e.id"
	if view.funded {
		shown = "false"
	}
	list := []Event{}
	err := db.Raw(`SELECT e.id, e.application_id, e.on_day, e.kind, coalesce(e.outcome, '') AS outcome, e.to_day, coalesce(open.note, '') AS note, e.by_name, e.at, e.struck,
		coalesce(open.struck_because, '') AS struck_because
		FROM application_events e LEFT JOIN open_application_events open ON `+shown+` WHERE e.application_id = ? ORDER BY e.on_day, e.id`, application).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read the events of application %d: %w", application, err)
	}
	return list, nil
}

// ExactApplicationPlace is what of an application tells where its site is.
type ExactApplicationPlace struct {
	PlanningAuthority PlanningAuthority `json:"planning_authority"`
	Reference         string            `json:"reference"`
	Description       string            `json:"description"`
	Source            string            `json:"source"`
	Events            json.RawMessage   `json:"events" doc:"Of each event its id, note and struck_because"`
	Conditions        json.RawMessage   `json:"conditions" doc:"Of each condition its id, text and exemption"`
}

// ExactApplication gives it; the database notes who looked. db must be inside
// accounts.Write, and the caller has checked the right.
func ExactApplication(ctx context.Context, db *gorm.DB, id int64) (ExactApplicationPlace, error) {
	var rows []struct {
		PlanningAuthority, PlanningAuthorityName, Reference, Description, Source string
		Events, Conditions                                                       []byte
	}
	err := db.WithContext(ctx).Raw(`SELECT planning_authority, planning_authority_name, reference, description, source, events::text AS events, conditions::text AS conditions
		FROM exact_application(?)`, id).Scan(&rows).Error
	if err != nil {
		return ExactApplicationPlace{}, fmt.Errorf("read the exact texts of application %d: %w", id, err)
	}
	if len(rows) == 0 {
		return ExactApplicationPlace{}, problem.Missing("application")
	}
	r := rows[0]
	return ExactApplicationPlace{PlanningAuthority{Code: r.PlanningAuthority, Name: r.PlanningAuthorityName}, r.Reference, r.Description, r.Source, r.Events, r.Conditions}, nil
}
