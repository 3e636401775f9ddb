package server_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// Courses of action of Beechfield, side by side: each is the sum of its parts, and DfE's
// grant is repaid by closing it.
func TestCourses(t *testing.T) {
	d := open(t)
	type course struct {
		Kind    string
		Name    string
		ID      int64  `json:"option_id"`
		Capital int64  `json:"capital_pence"`
		Bias    int64  `json:"bias_pence"`
		Grant   int64  `json:"grant_pence"`
		Repaid  int64  `json:"repaid_pence"`
		Surplus *int64 `json:"surplus_pence"`
		Opens   string `json:"opens_by"`
		Cash    int64  `json:"cash_pence"`
		Present int64  `json:"present_pence"`
		Against int64  `json:"cash_against_pence"`
		Lines   []struct {
			Cash int64 `json:"cash_pence"`
		}
	}
	var c struct {
		Site    string
		Courses []course
	}
	id := d.number(`SELECT id FROM options WHERE option_ref = 'O-20'`)
	const years, keeping = 6, 31_200_000
	at := fmt.Sprintf("/api/v1/options/%d/courses", id)
	d.read(at+fmt.Sprintf("?years=%d&keeping=%d&repaid=45000000", years, keeping), &c)
	if c.Site != "Beechfield" || len(c.Courses) < 5 || c.Courses[0].Kind != "do_nothing" || c.Courses[1].Kind != "close" || c.Courses[2].ID != id {
		t.Fatalf("%+v", c)
	}
	nothing := c.Courses[0]
	if nothing.Cash != years*keeping || c.Courses[1].Cash != 45_000_000 || c.Courses[1].Repaid != 45_000_000 {
		t.Errorf("doing nothing costs %d and closing %d", nothing.Cash, c.Courses[1].Cash)
	}
	for _, one := range c.Courses {
		sum := int64(0)
		for _, l := range one.Lines {
			sum += l.Cash
		}
		if sum != one.Cash || one.Against != one.Cash-nothing.Cash {
			t.Errorf("%s: lines add up to %d, cash is %d, %d against nothing", one.Name, sum, one.Cash, one.Against)
		}
		if one.ID == 0 {
			continue
		}
		days := d.number(`SELECT CAST(? AS date) - starts_on FROM options WHERE id = ?`, one.Opens, one.ID)
		weeks := min(years*52, (days+6)/7)
		want := float64(one.Capital+one.Bias-one.Grant) + float64(keeping)*float64(weeks)/52 - float64(*one.Surplus)*float64(years*52-weeks)/52
		if one.Bias != one.Capital*51/100 || math.Abs(want-float64(one.Cash)) > 3 {
			t.Errorf("%s: cash %d, want %.0f; optimism bias %d of %d", one.Name, one.Cash, want, one.Bias, one.Capital)
		}
	}
	status, _, text := d.ask("GET", at+"?years=0&keeping=x", "")
	if status != 422 || !strings.Contains(text, "years from 1 to 60") || !strings.Contains(text, "an amount of £0") {
		t.Errorf("%d %s", status, text)
	}
	if status, _, _ := d.ask("GET", "/api/v1/options/999999/courses", ""); status != 404 {
		t.Errorf("none such: %d", status)
	}
}
