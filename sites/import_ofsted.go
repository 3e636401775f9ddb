package sites

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/values"
)

// A registerEvent is what a row of a register says that Ofsted found or did.
type registerEvent struct {
	URN         string       `json:"urn"`
	Kind        string       `json:"kind"`
	OnDay       values.Date  `json:"on_day"`
	PublishedOn *values.Date `json:"published_on,omitempty"`
	Number      string       `json:"number,omitempty"`
	Overall     string       `json:"overall,omitempty"`
	Protection  string       `json:"protection,omitempty"`
	Leadership  string       `json:"leadership,omitempty"`
	Education   string       `json:"education,omitempty"`
	Health      string       `json:"health,omitempty"`
}

// events are those of one row: its inspection, its registration and what became of that.
// One without a day gets the register's own when it is written.
func (r *rowReader) events(operation, status string) (list []registerEvent) {
	if e, ok := r.inspection(); ok {
		list = append(list, e)
	}
	if day, err := values.TypedDate(r.Get("registration_date")); err == nil {
		list = append(list, registerEvent{Kind: "registered", OnDay: day})
	}
	switch {
	case operation == "suspended":
		list = append(list, registerEvent{Kind: "suspended"})
	case status == "cancelled" || status == "resigned":
		day, _ := values.TypedDate(r.Get("cancelled_or_resigned_date"))
		list = append(list, registerEvent{Kind: status, OnDay: day})
	}
	return list
}

// inspection is the latest that the row has, if it has one.
func (r *rowReader) inspection() (e registerEvent, ok bool) {
	text := firstOf(r.Row, "latest_full_inspection_date", "inspection_date")
	day, err := values.TypedDate(text)
	e = registerEvent{Kind: inspectionKind(firstOf(r.Row, "latest_full_inspection_event_type", "event_type")), OnDay: day,
		Overall: r.judgement("overall_experiences_and_progress_of_children_and_young_people"), Number: firstOf(r.Row, "latest_full_inspection_event_number", "event_number")}
	if len(e.Number) > 20 {
		e.Number = ""
	}
	if err != nil {
		if e.Overall != "" || text != "" {
			r.Warn("latest_full_inspection_date", text, "the day of the inspection cannot be read, so the inspection was left out", "Give the day as 07/02/2023.")
		}
		return e, false
	}
	if published, err := values.TypedDate(firstOf(r.Row, "latest_full_inspection_publication_date", "publication_date")); err == nil && !published.Before(day) {
		e.PublishedOn = &published
	}
	if e.Kind == "assurance" {
		e.Overall = ""
	}
	if e.Overall != "" {
		e.Protection, e.Leadership = r.judgement("how_well_children_and_young_people_are_helped_and_protected"), r.judgement("the_effectiveness_of_leaders_and_managers")
		e.Education, e.Health = r.judgement("outcomes_in_education_and_related_learning_activities"), r.judgement("health_services")
	}
	return e, true
}

func inspectionKind(event string) string {
	event = importer.Normal(event)
	for _, kind := range []string{"monitoring", "assurance", "interim"} {
		if strings.Contains(event, kind) {
			return kind
		}
	}
	return "full"
}

// judgement is one of the four of the inspection framework; empty where there is none.
func (r *rowReader) judgement(column string) string {
	switch said := importer.Normal(r.Get(column)); said {
	case "outstanding", "good", "inadequate", "requires_improvement":
		return said
	case "requires_improvement_to_be_good":
		return "requires_improvement"
	case "", "redacted", "not_judged", "not_applicable":
	default:
		r.Warn(column, r.Get(column), "the judgement is not one of those known and was left out", "Use Outstanding, Good, Requires improvement to be good or Inadequate.")
	}
	return ""
}

//go:embed import_ofsted.sql
var importOfstedSQL string

// writeEvents writes the events of a register's homes, and gives the registration
// numbers of those that something new is known of.
func writeEvents(tx *gorm.DB, in register, register *int64) (map[string]bool, error) {
	var events []registerEvent
	for _, home := range in.homes {
		for _, e := range home.events {
			if e.URN = home.URN; e.OnDay.IsZero() {
				e.OnDay = in.day
			}
			if !e.OnDay.IsZero() {
				events = append(events, e)
			}
		}
	}
	told := map[string]bool{}
	if register == nil || len(events) == 0 {
		return told, nil
	}
	given, err := json.Marshal(events)
	if err != nil {
		return nil, fmt.Errorf("write what Ofsted did: %w", err)
	}
	var found []string
	err = tx.Raw(importOfstedSQL, map[string]any{"rows": string(given), "register": *register, "source": in.source}).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("write what Ofsted did: %w", err)
	}
	for _, urn := range found {
		told[urn] = true
	}
	return told, nil
}
