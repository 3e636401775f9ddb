package sites

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// OfstedEvent is an inspection of a home, or an event of its registration. It is never
// changed by hand: what was entered in error is struck out, with the reason.
type OfstedEvent struct {
	ID int64 `json:"id"`
	Finding
	Provenance    string    `json:"provenance"`
	Source        string    `json:"source" doc:"The register it is from, or that it was entered by hand"`
	ByName        string    `json:"by_name"`
	At            time.Time `json:"at"`
	Struck        bool      `json:"struck"`
	StruckBecause string    `json:"struck_because,omitempty"`
	Version       int       `json:"version"`
}

// Finding is what Ofsted found or did on a day. The judgements are those of the social
// care common inspection framework; education and health are of secure homes.
type Finding struct {
	Kind        string      `json:"kind" enum:"full,assurance,interim,monitoring,registered,conditions,suspended,suspension_ended,cancelled,resigned"`
	OnDay       values.Date `json:"on_day,omitzero" format:"date" doc:"Left out where its source does not say"`
	PublishedOn values.Date `json:"published_on,omitzero" format:"date"`
	Number      string      `json:"number,omitempty" maxLength:"20" doc:"Ofsted's own of the event"`
	Overall     string      `json:"overall,omitempty" enum:"outstanding,good,requires_improvement,inadequate" doc:"Overall experiences and progress of children and young people"`
	Protection  string      `json:"protection,omitempty" enum:"outstanding,good,requires_improvement,inadequate" doc:"How well children and young people are helped and protected"`
	Leadership  string      `json:"leadership,omitempty" enum:"outstanding,good,requires_improvement,inadequate" doc:"The effectiveness of leaders and managers"`
	Education   string      `json:"education,omitempty" enum:"outstanding,good,requires_improvement,inadequate" doc:"Outcomes in education and related learning activities"`
	Health      string      `json:"health,omitempty" enum:"outstanding,good,requires_improvement,inadequate" doc:"Health services"`
	Report      string      `json:"report,omitempty" maxLength:"500" doc:"Where its report can be read"`
	Note        string      `json:"note,omitempty" maxLength:"2000"`
}

// inspections are the kinds that are one, and whether they come with an overall judgement.
var inspections = map[string]bool{"full": true, "interim": true, "monitoring": true, "assurance": false}

var eventNumberIs = regexp.MustCompile(`^[0-9]{0,20}$`)

// check is what is wrong with a finding that is typed: all of it.
func (e Finding) check(today values.Date) error {
	var f faults
	judged, inspection := inspections[e.Kind]
	switch {
	case e.OnDay.IsZero():
		f.add("on_day", "Enter the day it happened.")
	case e.OnDay.After(today) || e.OnDay.Before(values.NewDate(1990, 1, 1)):
		f.add("on_day", "Enter a day from 1990 on that is not in the future.")
	}
	switch {
	case e.PublishedOn.IsZero():
	case !inspection:
		f.add("published_on", "Leave this day out: only an inspection has a report.")
	case e.PublishedOn.Before(e.OnDay) || e.PublishedOn.After(today):
		f.add("published_on", "Enter the day the report was published: not before the inspection, and not in the future.")
	}
	switch {
	case e.Kind == "full" && e.Overall == "":
		f.add("overall", "Choose the overall judgement: a full inspection always has one.")
	case e.Overall != "" && !judged:
		f.add("overall", "Leave the judgement out: only full, interim and monitoring inspections come with one.")
	}
	for name, judgement := range map[string]string{"protection": e.Protection, "leadership": e.Leadership, "education": e.Education, "health": e.Health} {
		if judgement != "" && e.Overall == "" {
			f.add(name, "Leave this judgement out: it comes only with an overall one.")
		}
	}
	if !eventNumberIs.MatchString(e.Number) {
		f.add("number", "Enter Ofsted's number as digits, such as 10082322, or leave it empty.")
	}
	if e.Report != "" && !strings.HasPrefix(e.Report, "https://") {
		f.add("report", "Enter the address of the report, beginning with https://, or leave it empty.")
	}
	slices.SortFunc(f, func(a, b problem.Fault) int { return strings.Compare(a.Field, b.Field) })
	return f.err()
}

// Ofsted is all that Ofsted found and did at a site.
type Ofsted struct {
	Items        []OfstedEvent `json:"items" doc:"The latest first"`
	LastRegister values.Date   `json:"last_register,omitzero" format:"date" doc:"The day of the last register that has the home"`
}

// OfstedOf is what Ofsted found and did at a site. The database notes who looked, if the
// site is restricted; tx must be inside accounts.Write, and the caller has checked the right.
func OfstedOf(ctx context.Context, tx *gorm.DB, site int64) (Ofsted, error) {
	o := Ofsted{Items: []OfstedEvent{}}
	var rows []struct {
		Events      []byte
		RegisterDay values.Date
	}
	err := tx.WithContext(ctx).Raw(`SELECT coalesce(CAST(events AS text), '[]') AS events, register_day FROM ofsted_of(?)`, site).Scan(&rows).Error
	if err == nil && len(rows) > 0 {
		o.LastRegister = rows[0].RegisterDay
		err = json.Unmarshal(rows[0].Events, &o.Items)
	}
	if err != nil {
		return o, fmt.Errorf("read what Ofsted found at site %d: %w", site, err)
	}
	return o, nil
}

// AddOfstedEvent enters what Ofsted found or did; the same of the same day is there once.
func AddOfstedEvent(ctx context.Context, tx *gorm.DB, by accounts.User, site int64, e Finding, today values.Date) (id int64, err error) {
	e.Note, e.Report, e.Number = strings.TrimSpace(e.Note), strings.TrimSpace(e.Report), strings.TrimSpace(e.Number)
	if err := e.check(today); err != nil {
		return 0, err
	}
	judgement := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	err = tx.WithContext(ctx).Raw(`INSERT INTO ofsted_events (site_id, kind, on_day, published_on, number, overall, protection, leadership, education, health, report, note, provenance, source, by_name)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'typed in', 'Entered by hand', ?) RETURNING id`, site, e.Kind, e.OnDay, e.PublishedOn, e.Number, judgement(e.Overall), judgement(e.Protection),
		judgement(e.Leadership), judgement(e.Education), judgement(e.Health), e.Report, e.Note, by.Name).Scan(&id).Error
	var pg *pgconn.PgError
	switch {
	case errors.As(err, &pg) && pg.ConstraintName == "ofsted_events_once":
		return 0, problem.Field("on_day", "This is on record already for that day: strike that out first if it is wrong.")
	case err != nil:
		return 0, fmt.Errorf("enter what Ofsted found at site %d: %w", site, err)
	}
	return id, nil
}

// StrikeOfstedEvent strikes an event out, saying why. A register that has it does not
// bring it back.
func StrikeOfstedEvent(ctx context.Context, tx *gorm.DB, id int64, version int, because string) error {
	if because = strings.TrimSpace(because); because == "" {
		return problem.Field("because", "Say why it is struck out: the reason is kept.")
	}
	var e struct {
		Version int
		Struck  bool
	}
	if err := tx.WithContext(ctx).Raw(`SELECT version, struck FROM ofsted_events WHERE id = ? FOR UPDATE`, id).Scan(&e).Error; err != nil {
		return fmt.Errorf("read an event of Ofsted's, %d: %w", id, err)
	}
	switch {
	case e.Version != version:
		return problem.Overtaken("event", map[string]any{"id": id, "version": e.Version, "struck": e.Struck})
	case e.Struck:
		return problem.Conflict("It is struck out already.")
	}
	err := tx.WithContext(ctx).Exec(`UPDATE ofsted_events SET struck = true, struck_because = ?, version = version + 1 WHERE id = ?`, because, id).Error
	if err != nil {
		return fmt.Errorf("strike out an event of Ofsted's, %d: %w", id, err)
	}
	return nil
}

// SiteOfOfstedEvent is the site of an event; missing where there is none.
func SiteOfOfstedEvent(ctx context.Context, db *gorm.DB, id int64) (site int64, err error) {
	tx := db.WithContext(ctx).Raw(`SELECT site_id FROM ofsted_events WHERE id = ?`, id).Scan(&site)
	if tx.Error != nil {
		return 0, fmt.Errorf("find the site of an event of Ofsted's, %d: %w", id, tx.Error)
	}
	if tx.RowsAffected == 0 {
		return 0, problem.Missing("event")
	}
	return site, nil
}
