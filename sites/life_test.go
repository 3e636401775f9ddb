package sites_test

import (
	"strings"
	"testing"

	"homeground/sites"
)

// Every move from every state: "-" none, "free" without a reason, "why" with one, else
// words of the sentence that refuses it. The columns are where to.
func TestLifeCycle(t *testing.T) {
	for _, c := range []struct{ name, state, table string }{
		{"operation", "operation", `
			              not_a_home  open         suspended    mothballed   closed
			not_a_home    already     pipeline     pipeline     pipeline     pipeline
			open          having      already      free         why          why
			suspended     having      free         already      why          why
			mothballed    having      why          opens        already      why
			closed        having      why          only         only         already`},
		{"pipeline", "pipeline", `
			                       none     idea     screening  candidate  shortlisted  approved  in_delivery  awaiting_registration  done     rejected  withdrawn  lost_to_market
			none                   already  free     why        why        why          choosing  project      board                  board    leave     leave      leave
			idea                   why      already  free       why        why          choosing  project      board                  board    why       why        why
			screening              why      why      already    free       why          choosing  project      board                  board    why       why        why
			candidate              why      why      why        already    free         choosing  project      board                  board    why       why        why
			shortlisted            why      why      why        why        already      choosing  project      board                  board    why       why        why
			approved               why      why      why        why        why          already   project      board                  board    why       why        why
			in_delivery            why      why      why        why        why          choosing  already      free                   why      why       why        why
			awaiting_registration  why      why      why        why        why          choosing  project      already                free     why       why        why
			done                   why      why      why        why        why          choosing  project      why                    already  done      done       done
			rejected               first    why      first      first      first        choosing  project      first                  first    already   first      first
			withdrawn              first    why      first      first      first        choosing  project      first                  first    first     already    first
			lost_to_market         first    why      first      first      first        choosing  project      first                  first    first     first      already`},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := strings.Split(strings.TrimSpace(c.table), "\n")
			targets := strings.Fields(lines[0])
			for _, line := range lines[1:] {
				cells := strings.Fields(line)
				l := sites.Life{Operation: "open", Pipeline: "none"}
				if c.state == "operation" {
					l.Operation = cells[0]
				} else {
					l.Pipeline = cells[0]
				}
				got := map[string]sites.NextMove{}
				for _, m := range l.NextMoves() {
					if m.State == c.state {
						got[m.To] = m
					}
				}
				for i, to := range targets {
					m, listed := got[to]
					want := cells[i+1]
					ok := listed && m.Refused == "" && m.NeedsReason == (want == "why")
					if want != "free" && want != "why" {
						ok = strings.Contains(m.Refused, want) && !m.NeedsReason || want == "already" && !listed
					}
					if !ok {
						t.Errorf("%s to %s: %+v, want %s", cells[0], to, m, want)
					}
				}
			}
		})
	}
}

// A project holds its site, and a home's place is restricted before it is one.
func TestLifeCycleAsks(t *testing.T) {
	for _, c := range []struct {
		name string
		life sites.Life
		to   string
		want string // of the refusal
	}{
		{"back from delivery", sites.Life{Operation: "mothballed", Pipeline: "in_delivery", Project: true}, "candidate", "Its project"},
		{"back from awaiting", sites.Life{Operation: "mothballed", Pipeline: "awaiting_registration", Project: true}, "shortlisted", "Its project"},
		{"withdrawn from delivery", sites.Life{Operation: "mothballed", Pipeline: "in_delivery", Project: true}, "withdrawn", ""},
		{"on from delivery", sites.Life{Operation: "mothballed", Pipeline: "in_delivery", Project: true}, "awaiting_registration", ""},
		{"back from done", sites.Life{Operation: "open", Pipeline: "done", Project: true}, "idea", ""},
		{"done, its place open", sites.Life{Operation: "not_a_home", Pipeline: "awaiting_registration", Open: true}, "done", "restricted first"},
		{"done, its place restricted", sites.Life{Operation: "not_a_home", Pipeline: "awaiting_registration"}, "done", ""},
		{"done, a home whose place was opened", sites.Life{Operation: "mothballed", Pipeline: "awaiting_registration", Open: true}, "done", ""},
	} {
		for _, m := range c.life.NextMoves() {
			if m.State == "pipeline" && m.To == c.to && (m.Refused == "") != (c.want == "") || m.State == "pipeline" && m.To == c.to && !strings.Contains(m.Refused, c.want) {
				t.Errorf("%s: %+v, want %q", c.name, m, c.want)
			}
		}
	}
}
