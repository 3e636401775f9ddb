package demo

import (
	"context"
	"testing"

	"homeground/internal/values"
	"homeground/projects"
)

// The project's milestones bear the names that every project's do, and follow one
// another so that a later manager opens the home later by the days beyond the time in
// hand: 26 April instead of 15 March 2027 gives 13 August instead of 9 July.
func TestProjectPlan(t *testing.T) {
	db := loaded(t)
	list, err := projects.List(context.Background(), db, values.NewDate(2026, 11, 22))
	if err != nil || len(list) != 1 {
		t.Fatalf("got %d projects, %v, want 1", len(list), err)
	}
	detail, err := projects.Read(context.Background(), db, list[0].ID, values.NewDate(2026, 11, 22))
	if err != nil {
		t.Fatal(err)
	}
	if got := detail.Opening.String(); got != "2027-07-09" {
		t.Errorf("opening: got %s, want 2027-07-09", got)
	}
	for _, m := range detail.Milestones {
		if want := projects.MilestoneName(m.Code); m.Name != want {
			t.Errorf("%s: got %q, want %q", m.Code, m.Name, want)
		}
		if m.Code != "M19" {
			continue
		}
		preview, err := projects.PreviewSlips(context.Background(), db, list[0].ID, []projects.SlipAsked{{Code: m.Code, Forecast: values.NewDate(2027, 4, 26)}})
		if err != nil {
			t.Fatal(err)
		}
		if got := preview.Opening.String(); got != "2027-08-13" || preview.PastDeadline {
			t.Errorf("after the slip: got %s, past the deadline %v, want 2027-08-13, false", got, preview.PastDeadline)
		}
	}
}
