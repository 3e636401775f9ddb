package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

type setAnswer struct {
	Options    []int64
	Value      float64
	GrantPence int64 `json:"grant_pence"`
	Places     int
}

type bestAnswer struct {
	Status      string
	BudgetPence int64 `json:"budget_pence"`
	Best        setAnswer
	Bound       float64
	EqualBest   bool        `json:"equal_best"`
	NextBest    []setAnswer `json:"next_best"`
	NextProven  bool        `json:"next_proven"`
	Frontier    []setAnswer
	Whole       bool                    `json:"frontier_whole"`
	MendedBy    []struct{ Text string } `json:"mended_by"`
	Rules       []struct {
		Name string
		Off  bool
	}
	LeftOut []struct {
		ID  int64
		Why string
	} `json:"left_out"`
}

type changesAnswer struct {
	Text string
	Ways []struct {
		Text   string
		Levers []struct {
			Lever string
			By    int64
		}
	}
}

// The best set is proven for every objective, tied to the frontier and the next best, and
// keeps what it is asked to keep.
func TestBestSet(t *testing.T) {
	d := open(t)
	for _, objective := range []string{"places", "in_time", "score", "covered"} {
		var b bestAnswer
		begun := time.Now()
		d.read("/api/v1/best-set?objective="+objective, &b)
		t.Logf("%s: %s worth %g for %d of %d; %d next best, %d steps, %d left out, %v", objective, b.Status, b.Best.Value, b.Best.GrantPence, b.BudgetPence,
			len(b.NextBest), len(b.Frontier), len(b.LeftOut), time.Since(begun).Round(time.Millisecond))
		if b.Status != "optimal" || b.Bound != b.Best.Value || b.Best.GrantPence > b.BudgetPence || len(b.Best.Options) == 0 || !b.NextProven || len(b.NextBest) != 3 {
			t.Errorf("%s: %+v", objective, b)
		}
		before := b.Best
		for _, next := range b.NextBest {
			if next.Value > before.Value || next.Value == before.Value && next.GrantPence < before.GrantPence || slices.Equal(next.Options, before.Options) {
				t.Errorf("%s: after %+v comes %+v", objective, before, next)
			}
			before = next
		}
		last := setAnswer{GrantPence: -1, Value: -1}
		for _, step := range b.Frontier {
			if step.GrantPence <= last.GrantPence || step.Value <= last.Value {
				t.Errorf("%s: the frontier goes from %+v to %+v", objective, last, step)
			}
			if last = step; step.GrantPence == b.Best.GrantPence && step.Value != b.Best.Value {
				t.Errorf("%s: the frontier has %+v where the best is %+v", objective, step, b.Best)
			}
		}
		if !slices.ContainsFunc(b.Frontier, func(s setAnswer) bool { return slices.Equal(s.Options, b.Best.Options) }) {
			t.Errorf("%s: the best set is not on the frontier", objective)
		}
		for _, step := range []setAnswer{b.Frontier[len(b.Frontier)/2], b.Frontier[len(b.Frontier)/3]} {
			var at, below bestAnswer
			d.read(fmt.Sprintf("/api/v1/best-set?objective=%s&budget=%d", objective, step.GrantPence), &at)
			d.read(fmt.Sprintf("/api/v1/best-set?objective=%s&budget=%d", objective, step.GrantPence-1), &below)
			if !slices.Equal(at.Best.Options, step.Options) || below.Best.Value >= step.Value {
				t.Errorf("%s: with %d the best is %+v, with a penny less worth %g; the frontier has %+v", objective, step.GrantPence, at.Best, below.Best.Value, step)
			}
		}
	}
}

// A change that is told brings the option in, and a penny, a week less does not.
func TestChoiceChanges(t *testing.T) {
	d := open(t)
	for _, objective := range []string{"in_time", "covered"} {
		var b bestAnswer
		d.read("/api/v1/best-set?objective="+objective, &b)
		changed, slowest := 0, time.Duration(0)
		for _, left := range b.LeftOut {
			if left.Why != "" {
				continue
			}
			var c changesAnswer
			begun := time.Now()
			d.read(fmt.Sprintf("/api/v1/choice/changes/%d?objective=%s", left.ID, objective), &c)
			slowest = max(slowest, time.Since(begun))
			if c.Text == "" {
				t.Errorf("%s: option %d: nothing is said", objective, left.ID)
			}
			for _, way := range c.Ways {
				if len(way.Levers) != 1 || way.Levers[0].Lever != "budget" || way.Levers[0].By == 0 || changed > 5 {
					continue
				}
				changed++
				for by, in := range map[int64]bool{way.Levers[0].By: true, way.Levers[0].By - 1: false} {
					var with, any bestAnswer
					at := fmt.Sprintf("/api/v1/best-set?objective=%s&budget=%d", objective, b.BudgetPence+by)
					d.read(at, &any)
					d.read(at+fmt.Sprintf("&in=%d", left.ID), &with)
					if (with.Status == "optimal" && with.Best.Value >= any.Best.Value) != in {
						t.Errorf("%s: option %d: %s, but by %d the best with it is worth %g, the best of all %g", objective, left.ID, way.Text, by, with.Best.Value, any.Best.Value)
					}
				}
			}
		}
		t.Logf("%s: %d options left out, the slowest took %v; %d changes of the grant were tried", objective, len(b.LeftOut), slowest.Round(time.Millisecond), changed)
		if changed < 3 {
			t.Errorf("%s: too few to tell", objective)
		}
	}
}

// Who has and who pays what of the best set adds up to it, and each authority's own is as its
// options have it.
func TestShares(t *testing.T) {
	d := open(t)
	var b struct {
		Best   setAnswer
		Shares []struct {
			Code   string `json:"authority_code"`
			Name   string
			Places int
			Grant  int64 `json:"grant_pence"`
			Match  int64 `json:"match_pence"`
		}
	}
	if err := d.db.Exec(`UPDATE option_match SET source = 'nhs', authority_code = NULL, name = 'An NHS trust' WHERE id = (SELECT min(m.id) FROM option_match m JOIN options o ON o.id = m.option_id WHERE o.option_ref = 'O-01')`).Error; err != nil {
		t.Fatal(err)
	}
	d.read("/api/v1/best-set?objective=places", &b)
	var places int
	var grant, match int64
	for _, s := range b.Shares {
		places, grant, match = places+s.Places, grant+s.Grant, match+s.Match
		want := d.number(`SELECT coalesce(sum(m.amount_pence), 0) FROM option_match m WHERE m.option_id IN ? AND coalesce(m.authority_code, '') = ? AND (m.authority_code IS NOT NULL OR m.name = ?)`, b.Best.Options, s.Code, s.Name)
		if s.Match != want {
			t.Errorf("%s pays %d, want %d", s.Name, s.Match, want)
		}
	}
	all := d.number(`SELECT sum(match_pence) FROM options WHERE id IN ?`, b.Best.Options)
	if places == 0 || places != int(d.number(`SELECT sum(places) FROM options WHERE id IN ?`, b.Best.Options)) || grant != b.Best.GrantPence || match != all {
		t.Errorf("%d places, grant %d and match %d of %+v", places, grant, match, b.Best)
	}
}

// What is asked of a set is kept; where nothing keeps the rules, it is said what would mend it.
func TestBestSetAsAsked(t *testing.T) {
	d := open(t)
	var b, in, out, none, off bestAnswer
	d.read("/api/v1/best-set", &b)
	left := b.LeftOut[len(b.LeftOut)-1].ID
	d.read(fmt.Sprintf("/api/v1/best-set?in=%d&budget=900000000", left), &in)
	d.read(fmt.Sprintf("/api/v1/best-set?out=%d", b.Best.Options[0]), &out)
	if !slices.Contains(in.Best.Options, left) || slices.Contains(out.Best.Options, b.Best.Options[0]) || out.Best.Value > b.Best.Value {
		t.Errorf("with %d: %+v; without %d: %+v", left, in.Best, b.Best.Options[0], out.Best)
	}
	d.read(fmt.Sprintf("/api/v1/best-set?in=%d&budget=1", left), &none)
	if none.Status != "infeasible" || len(none.MendedBy) == 0 || len(none.Best.Options) != 0 {
		t.Errorf("for a penny: %+v", none)
	}
	for _, rule := range b.Rules {
		d.read("/api/v1/best-set?off="+rule.Name, &off)
		if off.Status != "optimal" || off.Best.Value < b.Best.Value {
			t.Errorf("without %s the best is %+v, with it %+v", rule.Name, off.Best, b.Best)
		}
	}
	if len(b.Rules) < 4 {
		t.Errorf("rules: %+v", b.Rules)
	}
	for _, c := range []struct{ query, want string }{
		{"in=999999", "Option 999999 cannot be chosen from"}, {"off=gravity", "There is no rule"}, {"objective=fame", "objective"}, {"budget=lots", "budget"},
	} {
		if status, _, body := d.ask("GET", "/api/v1/best-set?"+c.query, ""); status != 422 || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %s", c.query, status, body)
		}
	}
	if status, _, _ := d.ask("GET", "/api/v1/choice/changes/999999", ""); status != 404 {
		t.Errorf("no option: %d", status)
	}
}
