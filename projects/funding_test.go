package projects_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
	"homeground/projects"
)

// TestFundingAddsUp adds and changes lines at random: what a project says pays for it is
// always the sum of its lines, and nothing else can be written.
func TestFundingAddsUp(t *testing.T) {
	db := storetest.Open(t)
	random := rand.New(rand.NewPCG(3, 5))
	p := project(t, db, 40_000)
	exec(t, db, `INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, 'fees', 2031, true, true, 123456)`, p.ID)
	for range 60 {
		w := projects.FundingWritten{Source: []string{"authority", "nhs", "charity"}[random.IntN(3)], AuthorityCode: "E10000016", Name: "A trust", Pence: random.Int64N(50_000), Secured: random.IntN(2) == 0, InKind: random.IntN(3) == 0,
			ValuedBy: "A valuer", ValuedOn: today}
		m := money(t, db, p.ID)
		if lines := m.Funding[1:]; len(lines) > 0 && random.IntN(2) == 0 {
			l := lines[random.IntN(len(lines))]
			if _, err := projects.ChangeFunding(ctx, db, l.ID, w, l.Version, today); err != nil {
				t.Fatal(err)
			}
		} else if _, err := projects.AddFunding(ctx, db, p.ID, w, today); err != nil {
			t.Fatal(err)
		}
		m = money(t, db, p.ID)
		var want projects.FundingSums
		cash, sure := int64(0), int64(0)
		for _, l := range m.Funding {
			if l.Source == "grant" {
				want.GrantPence += l.Pence
			} else if l.Secured {
				want.SecuredPence += l.Pence
			} else {
				want.PledgedPence += l.Pence
			}
			if l.InKind {
				want.InKindPence += l.Pence
			} else {
				cash += l.Pence
				if l.Secured {
					sure += l.Pence
				}
			}
			named := l.Source != "authority" && l.Source != "grant"
			if (l.Source == "authority") != (l.AuthorityCode != "") || named != (l.Name != "") || l.InKind != (l.ValuedBy != "") {
				t.Errorf("a line holds what its source does not have: %+v", l)
			}
		}
		want.ShortPence, want.UnsecuredPence = m.Total.BudgetPence-cash, m.Total.BudgetPence-sure
		d := read(t, db, p.ID)
		if m.FundedBy != want || d.GrantPence != want.GrantPence || d.MatchPence != want.SecuredPence+want.PledgedPence || want.GrantPence != 40_000 {
			t.Fatalf("%+v, project %d and %d; want %+v", m.FundedBy, d.GrantPence, d.MatchPence, want)
		}
	}
}

func TestFundingRefused(t *testing.T) {
	db := storetest.Open(t)
	p := project(t, db, 40_000)
	for _, c := range []struct {
		name   string
		line   projects.FundingWritten
		fields string
	}{
		{"the grant", projects.FundingWritten{Source: "grant", Pence: 1}, "source"},
		{"no authority", projects.FundingWritten{Source: "authority"}, "authority_code"},
		{"one that is not there", projects.FundingWritten{Source: "authority", AuthorityCode: "E99999999"}, "authority_code"},
		{"nobody's name, and not valued", projects.FundingWritten{Source: "nhs", Name: " ", InKind: true}, "name valued_by valued_on"},
		{"valued tomorrow", projects.FundingWritten{Source: "company", Name: "A", InKind: true, ValuedBy: "B", ValuedOn: today.AddDays(1)}, "valued_on"},
	} {
		_, err := projects.AddFunding(ctx, db, p.ID, c.line, today)
		if got := fieldsOf(err); got != c.fields {
			t.Errorf("%s: faults of %q (%v), want %q", c.name, got, err, c.fields)
		}
	}
	l, err := projects.AddFunding(ctx, db, p.ID, projects.FundingWritten{Source: "nhs", Name: "A trust", Pence: 5}, today)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := projects.ChangeFunding(ctx, db, l.ID, projects.FundingWritten{Source: "nhs", Name: "A trust", Pence: 6}, l.Version+1, today); kind(err) != problem.Stale {
		t.Errorf("another's version: %v", err)
	}
	grant := money(t, db, p.ID).Funding[0]
	if _, err := projects.ChangeFunding(ctx, db, grant.ID, projects.FundingWritten{Source: "nhs", Name: "A trust"}, grant.Version, today); kind(err) != problem.Clash {
		t.Errorf("the grant was changed: %v", err)
	}
}

func fieldsOf(err error) string {
	p, ok := err.(*problem.Problem)
	if !ok {
		return ""
	}
	var fields []string
	for _, f := range p.Faults {
		if !slices.Contains(fields, f.Field) {
			fields = append(fields, f.Field)
		}
	}
	return strings.Join(fields, " ")
}
