package projects_test

import (
	"reflect"
	"testing"

	"homeground/internal/store/storetest"
	"homeground/projects"
)

// What a milestone took counts from the last it waited for, as planned and as it was: a
// slip is nobody's twice.
func TestPaces(t *testing.T) {
	db := storetest.Open(t)
	d := project(t, db, 0)
	paces := func() []projects.Pace {
		t.Helper()
		list, err := projects.Paces(ctx, db)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if list := paces(); len(list) != 0 {
		t.Errorf("nothing is reached: %+v", list)
	}
	set := func(code, baseline, actual string) {
		t.Helper()
		exec(t, db, `UPDATE milestones SET actual = ? WHERE project_id = ? AND code = ? AND baseline = ?`, actual, d.ID, code, baseline)
	}
	set("M17", milestone(t, d, "M17").Baseline.String(), "2027-07-01")
	if list := paces(); len(list) != 0 {
		t.Errorf("what it waited for is not known: %+v", list)
	}
	m08, m17 := milestone(t, d, "M08").Baseline, milestone(t, d, "M17").Baseline
	set("M08", m08.String(), m08.AddDays(20).String())
	start := day("2027-01-04")
	want := []projects.Pace{
		{Code: "M08", AuthorityCode: "E10000016", AuthorityName: "Kent", Milestones: 1, PlannedDays: m08.Sub(start), TookDays: m08.Sub(start) + 20},
		{Code: "M17", AuthorityCode: "E10000016", AuthorityName: "Kent", Milestones: 1, PlannedDays: m17.Sub(m08), TookDays: day("2027-07-01").Sub(m08.AddDays(20))},
	}
	if list := paces(); !reflect.DeepEqual(list, want) {
		t.Errorf("got  %+v\nwant %+v", list, want)
	}
}
