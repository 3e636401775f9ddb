package sites

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

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
