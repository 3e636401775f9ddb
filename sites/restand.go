package sites

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/values"
)

// Where an application stands is worked out from its log when that changes, and written
// beside it, so that the register is read and sorted by columns alone. When a rule or a
// bank holiday changes, it is worked out anew of all: read at once, and written of those
// alone that have moved.

// restand writes beside an application where its log says that it stands, and to its
// site the status of the one received last.
func restand(db *gorm.DB, id int64, today values.Date) error {
	l, err := readLog(db, id, today)
	if err != nil {
		return err
	}
	s, _ := l.stand()
	return writeStandings(db, []stood{{id, s}})
}

// Restand works out anew where every application stands; others that change one wait.
func Restand(ctx context.Context, db *gorm.DB, today values.Date) error {
	db = db.WithContext(ctx)
	rules, err := ReadRules(ctx, db)
	if err != nil {
		return err
	}
	holidays, err := ReadHolidays(ctx, db)
	if err != nil {
		return err
	}
	var list []struct {
		ID int64
		Traits
		Standing
	}
	err = db.Raw(`SELECT id, type, major, public_service_infrastructure, environmental_statement, householder, minor_commercial, status, coalesce(decision, '') AS decision,
		coalesce(appeal, '') AS appeal, coalesce(appeal_outcome, '') AS appeal_outcome, received_on, valid_on, committee_on, decided_on, target_on, extended_to, appeal_by,
		permission_on, expires_on, started_on FROM applications ORDER BY id FOR UPDATE`).Scan(&list).Error
	if err != nil {
		return fmt.Errorf("lock the applications: %w", err)
	}
	events, err := everyEvent(db)
	if err != nil {
		return err
	}
	var moved []stood
	l := log{rules: rules, holidays: byDay(holidays), today: today}
	for _, a := range list {
		l.Traits, l.events = a.Traits, events[a.ID]
		if s, _ := l.stand(); !s.same(a.Standing) {
			moved = append(moved, stood{a.ID, s})
		}
	}
	return writeStandings(db, moved)
}

// everyEvent is every event that counts, by application.
func everyEvent(db *gorm.DB) (map[int64][]Event, error) {
	var list []Event
	err := db.Raw(`SELECT id, application_id, on_day, kind, coalesce(outcome, '') AS outcome, to_day FROM application_events WHERE NOT struck ORDER BY application_id, on_day, id`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read every event: %w", err)
	}
	of := map[int64][]Event{}
	for _, e := range list {
		of[e.ApplicationID] = append(of[e.ApplicationID], e)
	}
	return of, nil
}

// stood is where an application stands.
type stood struct {
	ID int64 `json:"id"`
	Standing
}

// same says whether what is written of two standings is.
func (s Standing) same(t Standing) bool {
	a, _ := json.Marshal(s)
	b, _ := json.Marshal(t)
	return string(a) == string(b)
}

// writeStandings writes them beside their applications, and to the sites of these the
// status of the one received last.
func writeStandings(db *gorm.DB, list []stood) error {
	if len(list) == 0 {
		return nil
	}
	text, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("write where applications stand: %w", err)
	}
	err = db.Exec(`UPDATE applications a SET status = s.status, decision = s.decision, appeal = s.appeal, appeal_outcome = s.appeal_outcome, received_on = s.received_on,
		valid_on = s.valid_on, committee_on = s.committee_on, decided_on = s.decided_on, target_on = s.target_on, extended_to = s.extended_to, appeal_by = s.appeal_by,
		permission_on = s.permission_on, expires_on = s.expires_on, started_on = s.started_on, version = a.version + 1
		FROM json_to_recordset(CAST(? AS json)) AS s (id bigint, status text, decision text, appeal text, appeal_outcome text, received_on date, valid_on date, committee_on date,
			decided_on date, target_on date, extended_to date, appeal_by date, permission_on date, expires_on date, started_on date)
		WHERE a.id = s.id`, string(text)).Error
	if err != nil {
		return fmt.Errorf("write where applications stand: %w", err)
	}
	err = db.Exec(`UPDATE sites SET application_status = a.status FROM (
		SELECT DISTINCT ON (site_id) site_id, status FROM applications
		WHERE site_id IN (SELECT site_id FROM applications a JOIN json_to_recordset(CAST(? AS json)) AS s (id bigint) ON s.id = a.id)
		ORDER BY site_id, received_on DESC NULLS LAST, id DESC) a
		WHERE sites.id = a.site_id AND sites.application_status <> a.status`, string(text)).Error
	if err != nil {
		return fmt.Errorf("write the planning status of sites: %w", err)
	}
	return nil
}
