package sites

import (
	"fmt"
	"math"

	"homeground/internal/values"
)

// VisitToSite is how a position was set at the site itself.
type VisitToSite struct {
	OnDay     values.Date `json:"on_day" format:"date" doc:"A day to come, of a clock that is fast, counts as today"`
	AccuracyM *float64    `json:"accuracy_m,omitempty" minimum:"0" maximum:"100000" doc:"Of the device's position; left out where it was typed or put on the map"`
}

// source is how the source of the position is said.
func (v VisitToSite) source() string {
	if v.AccuracyM == nil {
		return "Set on a visit"
	}
	return fmt.Sprintf("Set on a visit, accuracy %d m", int(math.Ceil(*v.AccuracyM)))
}

// day is the day of the visit.
func (v VisitToSite) day(today values.Date) values.Date {
	if today.Before(v.OnDay) {
		return today
	}
	return v.OnDay
}
