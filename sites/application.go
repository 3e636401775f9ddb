package sites

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
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
	Withheld          bool        `json:"withheld" doc:"The planning authority, the reference and all free texts are left out: they would tell where the site is"`
	Provenance        string      `json:"provenance"`
	Version           int         `json:"version"`
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
	Next        []Next              `json:"next" gorm:"-" doc:"The kinds of event, and which may be recorded now"`
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

const summaryColumns = `
	a.id, a.site_id, s.public_name AS site_name, a.type, a.major, a.public_service_infrastructure, a.environmental_statement, a.householder, a.minor_commercial,
	CASE WHEN a.status = 'in_committee' AND a.committee_on < CAST(@today AS date) THEN 'awaiting_determination' ELSE a.status END AS status,
	coalesce(a.decision, '') AS decision, coalesce(a.appeal, '') AS appeal, coalesce(a.appeal_outcome, '') AS appeal_outcome, a.received_on, a.valid_on, a.committee_on,
	a.decided_on, a.target_on, a.extended_to, a.appeal_by, a.permission_on, a.expires_on, a.started_on, ` + due + ` AS due_on, ` + stateOf + ` AS state,
	(SELECT count(*) FROM planning_conditions c WHERE c.application_id = a.id AND c.state <> 'discharged' AND c.gain IS DISTINCT FROM 'exempt') AS conditions_open,
	coalesce(open.planning_authority, '') AS authority_code, coalesce(open.planning_authority_name, '') AS authority_name, coalesce(open.reference, '') AS reference,
	open.id IS NULL AS withheld, a.provenance, a.version`

// fromApplications joins what may be seen of where a site is: nothing of a restricted
// one, nor of any for a funder, who sees the authority only.
func (v View) fromApplications() string {
	open := "open.id = a.id"
	if v == Funded {
		open = "false"
	}
	return ` FROM applications a JOIN sites s ON s.id = a.site_id LEFT JOIN open_applications open ON ` + open + ` `
}

// Applications are a site's, the latest first.
func Applications(ctx context.Context, db *gorm.DB, site int64, view View, today values.Date) ([]Application, error) {
	return applications(ctx, db, "a.site_id = @id", site, view, today)
}

// ReadApplication is one application.
func ReadApplication(ctx context.Context, db *gorm.DB, id int64, view View, today values.Date) (Application, error) {
	list, err := applications(ctx, db, "a.id = @id", id, view, today)
	if err != nil {
		return Application{}, err
	}
	if len(list) == 0 {
		return Application{}, problem.Missing("application")
	}
	return list[0], nil
}

func applications(ctx context.Context, db *gorm.DB, where string, id int64, view View, today values.Date) ([]Application, error) {
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
		if err := list[i].complete(db, view, log{rules: rules, holidays: byDay(holidays), today: today}); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// complete adds to an application what its log and its conditions say.
func (a *Application) complete(db *gorm.DB, view View, l log) (err error) {
	a.place(l.rules, l.today)
	if a.Events, err = eventsOf(db, a.ID, view); err != nil {
		return err
	}
	if a.Conditions, err = conditionsOf(db, a.ID, view); err != nil {
		return err
	}
	l.Traits, l.events = a.Traits, a.Events
	standing, _ := l.stand()
	a.Clocks, a.Next, a.BlockedBy = standing.clocks, l.next(), []PlanningCondition{}
	if a.Clocks == nil {
		a.Clocks = []Clock{}
	}
	if a.StartedOn.IsZero() {
		a.BlockedBy = StartBlocked(a.Conditions)
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
	switch s.State {
	case "due", "in_time":
		return dated("Decision due", s.DueOn) + agreed + "."
	case "overdue":
		return dated("Decision was due", s.DueOn) + agreed + "." + appeal
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
	if view == Funded {
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

// ApplicationChange is what of an application people type; nil leaves a field as it is.
type ApplicationChange struct {
	PlanningAuthority           *string `json:"planning_authority,omitempty" maxLength:"20" doc:"Its code"`
	Reference                   *string `json:"reference,omitempty" maxLength:"60"`
	Type                        *string `json:"type,omitempty" enum:"full,outline,reserved-matters,change-of-use,ldc-existing-use,ldc-prospective-use,prior-approval,lbc,s73,non-material-amendment,approval-condition,reg-3,reg-4,pre-application"`
	Description                 *string `json:"description,omitempty" maxLength:"4000"`
	Major                       *bool   `json:"major,omitempty"`
	PublicServiceInfrastructure *bool   `json:"public_service_infrastructure,omitempty"`
	EnvironmentalStatement      *bool   `json:"environmental_statement,omitempty"`
	Householder                 *bool   `json:"householder,omitempty"`
	MinorCommercial             *bool   `json:"minor_commercial,omitempty"`
}

// columns are the columns it changes, checked against the traits there are.
func (c ApplicationChange) columns(db *gorm.DB, t Traits) (map[string]any, error) {
	set := map[string]any{}
	for name, value := range map[string]*string{"reference": c.Reference, "description": c.Description, "type": c.Type, "planning_authority": c.PlanningAuthority} {
		if value != nil {
			set[name] = strings.TrimSpace(*value)
		}
	}
	for name, to := range map[string]struct{ value, trait *bool }{"major": {c.Major, &t.Major}, "householder": {c.Householder, &t.Householder},
		"public_service_infrastructure": {c.PublicServiceInfrastructure, &t.PublicServiceInfrastructure},
		"environmental_statement":       {c.EnvironmentalStatement, &t.EnvironmentalStatement}, "minor_commercial": {c.MinorCommercial, &t.MinorCommercial}} {
		if to.value != nil {
			set[name], *to.trait = *to.value, *to.value
		}
	}
	if t.PublicServiceInfrastructure && !t.Major {
		return nil, problem.Field("public_service_infrastructure", "Only major development is public service infrastructure: say that it is major too.")
	}
	if c.PlanningAuthority == nil {
		return set, nil
	}
	var known bool
	if err := db.Raw(`SELECT EXISTS (SELECT FROM planning_authorities WHERE code = ?)`, set["planning_authority"]).Scan(&known).Error; err != nil {
		return nil, fmt.Errorf("look for a planning authority: %w", err)
	}
	if !known {
		return nil, problem.Field("planning_authority", "Choose one of the planning authorities in the list.")
	}
	return set, nil
}

// AddApplication adds one to a site; db is the transaction of accounts.Write.
func AddApplication(ctx context.Context, db *gorm.DB, site int64, c ApplicationChange, today values.Date) (int64, error) {
	db = db.WithContext(ctx)
	switch {
	case c.Type == nil:
		return 0, problem.Field("type", "Choose the type of application.")
	case c.PlanningAuthority == nil:
		return 0, problem.Field("planning_authority", "Choose the planning authority: the district, unitary, county or national park that decides.")
	}
	set, err := c.columns(db, Traits{})
	if err != nil {
		return 0, err
	}
	set["site_id"], set["provenance"], set["source"] = site, "typed in", ""
	var names, marks []string
	for name := range set {
		names, marks = append(names, name), append(marks, "@"+name)
	}
	var id int64
	err = db.Raw("INSERT INTO applications ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(marks, ", ")+") RETURNING id", set).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("add an application to site %d: %w", site, err)
	}
	return id, restand(db, id, today)
}

// ChangeApplication changes what people typed; the dates follow.
func ChangeApplication(ctx context.Context, db *gorm.DB, id int64, version int, c ApplicationChange, today values.Date) error {
	db = db.WithContext(ctx)
	l, err := lockApplication(db, id, version, today)
	if err != nil {
		return err
	}
	set, err := c.columns(db, l.Traits)
	if err != nil {
		return err
	}
	if c.Type != nil && *c.Type != l.Type {
		_, before := l.stand()
		l.Type = *c.Type
		_, after := l.stand()
		if err := l.upset(before, after, "Strike that out first, or keep the type."); err != nil {
			return err
		}
	}
	if len(set) > 0 {
		if err := db.Table("applications").Where("id = ?", id).Updates(set).Error; err != nil {
			return fmt.Errorf("change application %d: %w", id, err)
		}
	}
	return restand(db, id, today)
}

// AddEvent records an event.
func AddEvent(ctx context.Context, db *gorm.DB, by accounts.User, id int64, version int, e Event, today values.Date) error {
	db = db.WithContext(ctx)
	l, err := lockApplication(db, id, version, today)
	if err != nil {
		return err
	}
	if err := l.takes(e); err != nil {
		return err
	}
	if e.Kind == "development_started" {
		conditions, err := conditionsOf(db, id, Whole)
		if err != nil {
			return err
		}
		if err := blocked(StartBlocked(conditions)); err != nil {
			return err
		}
	}
	err = db.Exec(`INSERT INTO application_events (application_id, on_day, kind, outcome, to_day, note, by_name) VALUES (?, ?, ?, nullif(?, ''), ?, ?, ?)`,
		id, e.OnDay, e.Kind, e.Outcome, e.ToDay, strings.TrimSpace(e.Note), by.Name).Error
	if err != nil {
		return fmt.Errorf("record %s of application %d: %w", e.Kind, id, err)
	}
	return restand(db, id, today)
}

// StrikeEvent strikes an event out and gives its application; version is the application's.
func StrikeEvent(ctx context.Context, db *gorm.DB, event int64, version int, because string, today values.Date) (int64, error) {
	db = db.WithContext(ctx)
	if because = strings.TrimSpace(because); because == "" {
		return 0, problem.Field("because", "Say why it is struck out.")
	}
	var id int64
	if err := db.Raw(`SELECT application_id FROM application_events WHERE id = ?`, event).Scan(&id).Error; err != nil {
		return 0, fmt.Errorf("find event %d: %w", event, err)
	}
	if id == 0 {
		return 0, problem.Missing("event")
	}
	l, err := lockApplication(db, id, version, today)
	if err != nil {
		return 0, err
	}
	for _, e := range l.events {
		if e.ID == event && e.Struck {
			return 0, problem.Conflict("It is struck out already.")
		}
	}
	if err := l.withoutEvent(event); err != nil {
		return 0, err
	}
	if err := db.Exec(`UPDATE application_events SET struck = true, struck_because = ? WHERE id = ?`, because, event).Error; err != nil {
		return 0, fmt.Errorf("strike out event %d: %w", event, err)
	}
	return id, restand(db, id, today)
}

// lockApplication makes two changes of one application wait in line, and is its log.
func lockApplication(db *gorm.DB, id int64, version int, today values.Date) (log, error) {
	var is int
	tx := db.Raw(`SELECT version FROM applications WHERE id = ? FOR UPDATE`, id).Scan(&is)
	if tx.Error != nil {
		return log{}, fmt.Errorf("lock application %d: %w", id, tx.Error)
	}
	if tx.RowsAffected == 0 {
		return log{}, problem.Missing("application")
	}
	if is != version {
		current, err := ReadApplication(db.Statement.Context, db, id, Whole, today)
		if err != nil {
			return log{}, err
		}
		return log{}, problem.Overtaken("application", current)
	}
	return readLog(db, id, today)
}

func readLog(db *gorm.DB, id int64, today values.Date) (l log, err error) {
	ctx := db.Statement.Context
	l.today = today
	if err := db.Raw(`SELECT type, major, public_service_infrastructure, environmental_statement, householder, minor_commercial FROM applications WHERE id = ?`, id).Scan(&l.Traits).Error; err != nil {
		return l, fmt.Errorf("read application %d: %w", id, err)
	}
	if l.events, err = eventsOf(db, id, Whole); err != nil {
		return l, err
	}
	if l.rules, err = ReadRules(ctx, db); err != nil {
		return l, err
	}
	holidays, err := ReadHolidays(ctx, db)
	l.holidays = byDay(holidays)
	return l, err
}

// restand writes beside an application where its log says that it stands, and to its
// site the status of the one received last.
func restand(db *gorm.DB, id int64, today values.Date) error {
	l, err := readLog(db, id, today)
	if err != nil {
		return err
	}
	s, _ := l.stand()
	err = db.Exec(`UPDATE applications SET status = @status, decision = nullif(@decision, ''), appeal = nullif(@appeal, ''), appeal_outcome = nullif(@outcome, ''),
		received_on = @received, valid_on = @valid, committee_on = @committee, decided_on = @decided, target_on = @target, extended_to = @extended, appeal_by = @appeal_by,
		permission_on = @permission, expires_on = @expires, started_on = @started, version = version + 1 WHERE id = @id`,
		map[string]any{"id": id, "status": s.Status, "decision": s.Decision, "appeal": s.Appeal, "outcome": s.AppealOutcome, "received": s.ReceivedOn, "valid": s.ValidOn,
			"committee": s.CommitteeOn, "decided": s.DecidedOn, "target": s.TargetOn, "extended": s.ExtendedTo, "appeal_by": s.AppealBy, "permission": s.PermissionOn,
			"expires": s.ExpiresOn, "started": s.StartedOn}).Error
	if err != nil {
		return fmt.Errorf("write where application %d stands: %w", id, err)
	}
	err = db.Exec(`UPDATE sites SET application_status = a.status FROM (
		SELECT DISTINCT ON (site_id) site_id, status FROM applications WHERE site_id = (SELECT site_id FROM applications WHERE id = ?)
		ORDER BY site_id, received_on DESC NULLS LAST, id DESC) a
		WHERE sites.id = a.site_id AND sites.application_status <> a.status`, id).Error
	if err != nil {
		return fmt.Errorf("write the planning status of the site of application %d: %w", id, err)
	}
	return nil
}
