package projects_test

import (
	"math/rand/v2"
	"testing"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
	"homeground/projects"
)

func TestDeliveryRating(t *testing.T) {
	for _, c := range []struct {
		chance float64
		want   string
	}{{1, "green"}, {0.9, "green"}, {0.8999, "amber_green"}, {0.75, "amber_green"}, {0.7499, "amber"}, {0.5, "amber"}, {0.4999, "amber_red"}, {0.25, "amber_red"}, {0.2499, "red"}, {0, "red"}} {
		if got := projects.DeliveryRating(c.chance); got != c.want {
			t.Errorf("%v is %s, want %s", c.chance, got, c.want)
		}
	}
}

func TestSpendRating(t *testing.T) {
	for _, c := range []struct {
		budget, outturn, grant, unspent int64
		want                            string
	}{
		{10_000, 9_000, 10_000, 0, "green"},
		{10_000, 10_000, 10_000, 0, "green"},
		{10_000, 10_001, 10_000, 0, "amber_green"},
		{10_000, 10_200, 10_000, 0, "amber_green"},
		{10_000, 10_201, 10_000, 0, "amber"},
		{10_000, 10_500, 10_000, 0, "amber"},
		{10_000, 10_501, 10_000, 0, "amber_red"},
		{10_000, 11_000, 10_000, 0, "amber_red"},
		{10_000, 11_001, 10_000, 0, "red"},
		{0, 1, 0, 0, "red"},
		{0, 0, 0, 0, "green"},
		{10_000, 10_000, 10_000, 1, "amber_green"},
		{10_000, 10_000, 10_000, 500, "amber_green"},
		{10_000, 10_000, 10_000, 501, "amber"},
		{10_000, 10_000, 10_000, 1_000, "amber"},
		{10_000, 10_000, 10_000, 1_001, "amber_red"},
		{10_000, 10_000, 10_000, 2_500, "amber_red"},
		{10_000, 10_000, 10_000, 2_501, "red"},
		{10_000, 10_600, 10_000, 1, "amber_red"}, // the worse of the two
		{10_000, 10_001, 10_000, 3_000, "red"},
		{1 << 50, 1<<50 + 1<<40, 1 << 50, 0, "amber_green"}, // no sum of hundreds overflows
	} {
		if got := projects.SpendRating(c.budget, c.outturn, c.grant, c.unspent); got != c.want {
			t.Errorf("%+v is %s", c, got)
		}
	}
}

func TestRate(t *testing.T) {
	third, day := 1.0/3, values.NewDate(2028, 9, 30)
	said := &projects.RatingOverride{Rating: "green", Reason: "The board knows.", By: "Bo"}
	for _, c := range []struct {
		name    string
		facts   projects.RatingFacts
		overall string
		why     []string
	}{
		{"nothing is known", projects.RatingFacts{}, "green", []string{"There is no day it has to be open by.", "It has no budget yet.", "No risk is open."}},
		{"the worst counts", projects.RatingFacts{Chance: &third, OpenBy: day, BudgetPence: 100_000, OutturnPence: 90_000, Risk: "Fire.", Residual: 4}, "amber_red",
			[]string{"33 % likely to open by 30 September 2028.", "Its outturn is £100 under its budget of £1,000.", "The worst open risk scores 4 of 16: Fire."}},
		{"what is said counts", projects.RatingFacts{Chance: &third, OpenBy: day, BudgetPence: 100_000, OutturnPence: 100_000, Overrides: map[string]*projects.RatingOverride{"delivery": said}}, "green", nil},
		{"not simulated", projects.RatingFacts{OpenBy: day, BudgetPence: 100_000, OutturnPence: 101_000, GrantPence: 50_000, UnspentPence: 40_000, SpendBy: day}, "red",
			[]string{"Its opening was not simulated: it has no option with stages, or no start.", "Its outturn is £10 over its budget of £1,000. £400 of its grant would not be spent by 30 September 2028.", "No risk is open."}},
	} {
		got := c.facts.Rate()
		if got.Overall != c.overall || len(got.Parts) != 3 {
			t.Errorf("%s: %+v", c.name, got)
		}
		for i, why := range c.why {
			if got.Parts[i].Why != why {
				t.Errorf("%s: %q, want %q", c.name, got.Parts[i].Why, why)
			}
		}
	}
}

// TestRatingFactsAreTheMoneys holds the money behind ratings against what the money page
// adds up, for random budgets, spending and spend-by days.
func TestRatingFactsAreTheMoneys(t *testing.T) {
	db := storetest.Open(t)
	random := rand.New(rand.NewPCG(7, 11))
	var programme int64
	if err := db.Raw(`INSERT INTO programmes (name, funder, award_pence, open_by, provenance) VALUES ('P', 'F', 9000000000000, '2029-01-01', 'test') RETURNING id`).Scan(&programme).Error; err != nil {
		t.Fatal(err)
	}
	for n := range 30 {
		var id int64
		grant := random.Int64N(5_000_000)
		if err := db.Raw(`INSERT INTO projects (project_ref, name, authority_code, programme_id, provenance, source) VALUES (?, 'Home', 'E10000016', ?, 'test', 'test') RETURNING id`, "R-"+string(rune('A'+n)), programme).Scan(&id).Error; err != nil {
			t.Fatal(err)
		}
		exec(t, db, `INSERT INTO funding (project_id, source, pence, secured) VALUES (?, 'grant', ?, true)`, id, grant)
		for range random.IntN(5) {
			db.Exec(`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, 'works', ?, true, true, ?) ON CONFLICT DO NOTHING`, id, 2024+random.IntN(6), random.Int64N(2_000_000))
		}
		for range random.IntN(6) {
			if err := db.Exec(`INSERT INTO ledger_entries (project_id, on_day, pence, note, source) VALUES (?, date '2026-11-22' - ?::int, ?, 'x', 'test')`, id, random.IntN(600), 1+random.Int64N(500_000)).Error; err != nil {
				t.Fatal(err)
			}
		}
		spendBy := today.AddDays(random.IntN(900) - 100)
		if err := db.Exec(`UPDATE programmes SET spend_by = ? WHERE id = ?`, spendBy, programme).Error; err != nil {
			t.Fatal(err)
		}
		m := money(t, db, id)
		all, err := projects.ReadRatingFacts(ctx, db, 0, today)
		if err != nil {
			t.Fatal(err)
		}
		one, err := projects.ReadRatingFacts(ctx, db, id, today)
		if err != nil || len(one) != 1 {
			t.Fatal(one, err)
		}
		var by int64 // spent and expected by the end of its month
		for _, month := range m.Months {
			if month.Month <= spendBy.String()[:7] || !month.Forecast {
				by += month.Pence
			}
		}
		f := all[id]
		if want := max(grant-by, 0); f.UnspentPence != want || f.BudgetPence != m.Total.BudgetPence || f.OutturnPence != m.Total.OutturnPence || one[id].UnspentPence != want {
			t.Errorf("project %d of grant %d, to be spent by %s: %+v, want %d unspent; money %+v", n, grant, spendBy, f, want, m.Months)
		}
	}
}

func TestOverride(t *testing.T) {
	db := storetest.Open(t)
	var id int64
	if err := db.Raw(`INSERT INTO projects (project_ref, name, authority_code, provenance, source) VALUES ('R-1', 'Home', 'E10000016', 'test', 'test') RETURNING id`).Scan(&id).Error; err != nil {
		t.Fatal(err)
	}
	by := accounts.User{Name: "Bo Example"}
	say := func(rating, reason string) error {
		return projects.Override(ctx, db, by, id, projects.OverrideAsked{Part: "risk", Rating: rating, Reason: reason})
	}
	risk := func() projects.Rating {
		facts, err := projects.ReadRatingFacts(ctx, db, id, today)
		if err != nil {
			t.Fatal(err)
		}
		return facts[id].Rate().Parts[2]
	}
	if err := say("red", " "); field(err) != "reason" {
		t.Errorf("without a reason: %v", err)
	}
	if err := say("", "Never mind"); kind(err) != problem.Clash {
		t.Errorf("taking nothing back: %v", err)
	}
	for _, c := range []struct{ rating, reason, overall string }{{"red", "The roof fell in.", "red"}, {"amber", "It is held up.", "amber"}, {"", "It was mended.", "green"}} {
		if err := say(c.rating, c.reason); err != nil {
			t.Fatal(err)
		}
		r := risk()
		switch {
		case r.Computed != "green":
			t.Errorf("what is worked out changed: %+v", r)
		case c.rating == "" && r.Override != nil:
			t.Errorf("taken back, and there: %+v", r.Override)
		case c.rating != "" && (r.Override == nil || r.Override.Rating != c.rating || r.Override.By != by.Name || r.Override.Reason != c.reason):
			t.Errorf("%+v, want %+v", r.Override, c)
		}
	}
	if err := db.Exec(`UPDATE rating_overrides SET rating = 'green'`).Error; err == nil {
		t.Error("what was said can be changed")
	}
}
