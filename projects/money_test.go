package projects_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/store/storetest"
	"homeground/projects"
)

var works = projects.Head{Category: "works", Capital: true, Eligible: true}

func money(t *testing.T, db *gorm.DB, id int64) projects.Money {
	t.Helper()
	m, err := projects.ReadMoney(ctx, db, id, today)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func post(t *testing.T, db *gorm.DB, project int64, p projects.Posting) projects.LedgerEntry {
	t.Helper()
	if p.On.IsZero() {
		p.On = today
	}
	if p.Note == "" {
		p.Note = "Something"
	}
	e, err := projects.Post(ctx, db, by, project, p, today)
	if err != nil {
		t.Fatalf("post %+v: %v", p, err)
	}
	return e
}

func TestFinancialYear(t *testing.T) {
	db := storetest.Open(t)
	for _, c := range []struct {
		day  string
		want int
	}{
		{"2026-03-31", 2025}, {"2026-04-01", 2026}, {"2026-12-31", 2026}, {"2027-01-01", 2026}, {"2028-02-29", 2027}, {"2028-03-01", 2027},
		{"2028-03-31", 2027}, {"2028-04-01", 2028}, {"2000-04-01", 2000}, {"2100-03-31", 2099},
	} {
		var stored int
		if err := db.Raw(`SELECT financial_year(?)`, day(c.day)).Scan(&stored).Error; err != nil {
			t.Fatal(err)
		}
		if got := projects.FinancialYear(day(c.day)); got != c.want || stored != c.want {
			t.Errorf("%s: %d, and %d in the database, want %d", c.day, got, stored, c.want)
		}
	}
}

func TestProjectHasItsBudgetInLines(t *testing.T) {
	db := storetest.Open(t)
	p := programme(t, db)
	id, err := projects.Create(ctx, db, projects.New{Ref: "P-1", ProgrammeID: p, OptionID: option(t, db, p, "O-1"), Name: "Home", AuthorityCode: "E10000016",
		Places: 2, CostPence: 100_000, ContingencyPence: 10_000, StartsOn: day("2027-01-04"), Plan: plan, Provenance: "test", Source: "test"})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, l := range money(t, db, id).Lines {
		said = append(said, fmt.Sprint(l.Category, " ", l.Year, " ", l.Capital, l.Eligible, l.BudgetPence))
	}
	if want := []string{"works 2026 true true 90000", "contingency 2026 true true 10000"}; !slices.Equal(said, want) || read(t, db, id).BudgetPence != 100_000 {
		t.Errorf("lines %q, budget %d, want %q, 100000", said, read(t, db, id).BudgetPence, want)
	}
}

func TestOrderPaidOff(t *testing.T) {
	db := storetest.Open(t)
	id := project(t, db, 0).ID
	line, err := projects.AddLine(ctx, db, id, projects.NewLine{Head: works, Year: 2026, Pence: 1000}, today)
	if err != nil {
		t.Fatal(err)
	}
	order := post(t, db, id, projects.Posting{Head: works, Kind: "commitment", Pence: 600, On: day("2026-05-01")})
	paid := post(t, db, id, projects.Posting{Kind: "payment", Pence: 250, Settles: &order.ID})
	check := func(when, want string) {
		t.Helper()
		s := money(t, db, id).Total
		if got := fmt.Sprint(s.BudgetPence, s.SpentPence, s.CommittedPence, s.ToComePence, s.OutturnPence, s.OverPence); got != want {
			t.Errorf("%s: budget, spent, committed, to come, outturn, over are %s, want %s", when, got, want)
		}
	}
	check("ordered 600, paid 250 of it", "1000 250 350 400 1000 0")
	if paid.Head != works {
		t.Errorf("the payment is for %+v, want what was ordered", paid.Head)
	}
	much := projects.Posting{Kind: "payment", Pence: 351, On: today, Note: "Too much", Settles: &order.ID}
	if _, err := projects.Post(ctx, db, by, id, much, today); field(err) != "pence" {
		t.Errorf("paying off more than is open: %v", err)
	}
	db.SavePoint("here")
	if _, err := projects.Reverse(ctx, db, by, order.ID, projects.Reversal{Reason: "Cancelled"}, today); kind(err) != problem.Clash {
		t.Errorf("reversing an order that is partly paid: %v, want a conflict", err)
	}
	db.RollbackTo("here")
	if line, err = projects.ChangeLine(ctx, db, line.ID, projects.LineChange{ToComePence: new(int64(500))}, line.Version, today); err != nil {
		t.Fatal(err)
	}
	check("500 more to come", "1000 250 350 500 1100 100")
	post(t, db, id, projects.Posting{Head: works, Kind: "retention", Pence: 100})
	check("100 of that kept back", "1000 350 350 400 1100 100")
	if _, err := projects.ChangeLine(ctx, db, line.ID, projects.LineChange{Pence: new(int64(1))}, line.Version-1, today); kind(err) != problem.Stale {
		t.Errorf("changing an older version: %v", err)
	}
	back, err := projects.Reverse(ctx, db, by, paid.ID, projects.Reversal{Reason: "Paid to another"}, today)
	if err != nil {
		t.Fatal(err)
	}
	check("the payment is reversed: the order is open again", "1000 100 600 400 1100 100")
	if _, err := projects.Reverse(ctx, db, by, back.ID, projects.Reversal{Reason: "It was right"}, today); err != nil {
		t.Fatal(err)
	}
	check("and that too", "1000 350 350 400 1100 100")
}

func kind(err error) problem.Kind {
	if p, ok := problem.As(err); ok {
		return p.Kind
	}
	return -1
}

func field(err error) string {
	if p, ok := problem.As(err); ok && len(p.Faults) > 0 {
		return p.Faults[0].Field
	}
	return ""
}

func TestPostingFaults(t *testing.T) {
	db := storetest.Open(t)
	id := project(t, db, 0).ID
	_, err := projects.Post(ctx, db, by, id, projects.Posting{Head: projects.Head{Category: "fees", Eligible: true}, Kind: "payment", On: today.AddDays(1)}, today)
	p, ok := problem.As(err)
	if !ok || len(p.Faults) != 4 {
		t.Fatalf("%v, want all four faults at once", err)
	}
	for i, want := range []string{"on_day", "pence", "note", "eligible"} {
		if p.Faults[i].Field != want {
			t.Errorf("fault %d is of %s, want %s", i, p.Faults[i].Field, want)
		}
	}
	if _, err := projects.Post(ctx, db, by, id+1000, projects.Posting{Head: works, Kind: "payment", On: today, Pence: 1, Note: "x"}, today); kind(err) != problem.NotFound {
		t.Errorf("posting to no project: %v", err)
	}
}

// TestMoneyIsItsLedger posts, pays off, reverses and reverses reversals at random: every
// total stays the sum of what was posted, however it is added up.
func TestMoneyIsItsLedger(t *testing.T) {
	db := storetest.Open(t)
	id := project(t, db, 0).ID
	r := rand.New(rand.NewPCG(27, 1))
	heads := []projects.Head{works, {Category: "works", Capital: true}, {Category: "fees"}, {Category: "vat", Capital: true}, {Category: "contingency", Capital: true, Eligible: true}}
	for i, h := range heads {
		if _, err := projects.AddLine(ctx, db, id, projects.NewLine{Head: h, Year: 2025 + i%2, Pence: r.Int64N(100_000)}, today); err != nil {
			t.Fatal(err)
		}
	}
	var spent, reversed, refused int64 // what should be spent; how often each
	var ids []int64
	amount := map[int64]int64{} // what each entry adds to what is spent
	for range 250 {
		switch r.IntN(3) {
		case 0:
			p := projects.Posting{Head: heads[r.IntN(len(heads))], Kind: []string{"commitment", "accrual", "payment", "retention"}[r.IntN(4)], Pence: 1 + r.Int64N(9_000), On: today.AddDays(-r.IntN(600)), Note: "x"}
			e := post(t, db, id, p)
			ids = append(ids, e.ID)
			if p.Kind != "commitment" {
				amount[e.ID] = p.Pence
			}
			spent += amount[e.ID]
		case 1:
			open, err := projects.ReadLedger(ctx, db, id, projects.LedgerAsked{Open: true})
			if err != nil {
				t.Fatal(err)
			}
			if open.Total == 0 {
				continue
			}
			from := open.Items[r.IntN(len(open.Items))]
			e := post(t, db, id, projects.Posting{Kind: "payment", Pence: 1 + r.Int64N(from.Open), Settles: &from.ID, On: today.AddDays(-r.IntN(600))})
			ids = append(ids, e.ID)
			if from.Kind == "commitment" {
				amount[e.ID] = e.Pence
			}
			spent += amount[e.ID]
		case 2:
			if len(ids) == 0 {
				continue
			}
			of := ids[r.IntN(len(ids))]
			db.SavePoint("reversal")
			e, err := projects.Reverse(ctx, db, by, of, projects.Reversal{Reason: "x"}, today)
			if err != nil {
				if kind(err) != problem.Clash {
					t.Fatal(err)
				}
				db.RollbackTo("reversal")
				refused++
				continue
			}
			reversed++
			ids = append(ids, e.ID)
			amount[e.ID] = -amount[of]
			spent += amount[e.ID]
		}
		addsUp(t, db, id, spent)
	}
	if reversed < 20 || refused < 10 {
		t.Errorf("%d reversals, %d refused: too few to show anything", reversed, refused)
	}
}

func addsUp(t *testing.T, db *gorm.DB, id, spent int64) {
	t.Helper()
	m := money(t, db, id)
	var stored struct{ Spent, Committed, Entries, Least, Budget int64 }
	err := db.Raw(`SELECT coalesce(sum(pence) FILTER (WHERE kind <> 'commitment'), 0) AS spent, coalesce(sum(pence) FILTER (WHERE kind = 'commitment'), 0) AS committed, count(*) AS entries,
		(SELECT coalesce(min(open), 0) FROM (SELECT sum(pence) AS open FROM ledger_entries WHERE project_id = @id AND kind <> 'payment' GROUP BY coalesce(settles, id)) o) AS least,
		(SELECT sum(pence) FROM budget_lines WHERE project_id = @id) AS budget FROM ledger_entries WHERE project_id = @id`, map[string]any{"id": id}).Scan(&stored).Error
	if err != nil {
		t.Fatal(err)
	}
	var byCategory, byYear projects.Sums
	for _, c := range m.Categories {
		plus(&byCategory, c.Sums)
	}
	for _, y := range m.Years {
		plus(&byYear, y.Sums)
		l, err := projects.ReadLedger(ctx, db, id, projects.LedgerAsked{Year: y.Year})
		if err != nil || l.Total != y.Entries || l.Pence != y.SpentPence+y.CommittedPence {
			t.Errorf("%d: its ledger has %d entries of %d (%v), want %d of %d", y.Year, l.Total, l.Pence, err, y.Entries, y.SpentPence+y.CommittedPence)
		}
	}
	var kinds, entries, actual, flow int64
	for _, k := range m.Kinds {
		kinds, entries = kinds+k.Pence, entries+int64(k.Entries)
	}
	for _, month := range m.Months {
		if flow += month.Pence; !month.Forecast {
			actual += month.Pence
		}
		if month.Cumulative != flow {
			t.Errorf("%s adds up to %d, want %d", month.Month, month.Cumulative, flow)
		}
	}
	s := m.Total
	switch {
	case s.SpentPence != spent, s.SpentPence != stored.Spent, s.CommittedPence != stored.Committed, s.BudgetPence != stored.Budget, int64(s.Entries) != stored.Entries, stored.Least < 0:
		t.Fatalf("%+v, want what was posted: spent %d, stored %+v", s, spent, stored)
	case s != byCategory, s != byYear, kinds != stored.Spent+stored.Committed, entries != stored.Entries:
		t.Fatalf("%+v, by category %+v, by year %+v, by kind %d of %d entries", s, byCategory, byYear, kinds, entries)
	case s.OutturnPence != s.SpentPence+s.CommittedPence+s.ToComePence, s.OverPence != s.OutturnPence-s.BudgetPence, actual != s.SpentPence, flow != s.OutturnPence:
		t.Fatalf("%+v, cash flow %d, of it actual %d", s, flow, actual)
	}
}

func plus(a *projects.Sums, b projects.Sums) {
	a.BudgetPence += b.BudgetPence
	a.SpentPence += b.SpentPence
	a.CommittedPence += b.CommittedPence
	a.ToComePence += b.ToComePence
	a.OutturnPence += b.OutturnPence
	a.OverPence += b.OverPence
	a.Entries += b.Entries
}

// TestReversalBearsItsOwnDay: what was spent in a year, as it was known on a day. A year that
// is over stays as it was; money that came back counts in the year it came back in.
func TestReversalBearsItsOwnDay(t *testing.T) {
	db := storetest.Open(t)
	id := project(t, db, 0).ID
	on := func(entry int64, at string) { // as if it had been posted then
		t.Helper()
		for _, sql := range []string{`ALTER TABLE ledger_entries DISABLE TRIGGER USER`, fmt.Sprintf(`UPDATE ledger_entries SET at = '%s' WHERE id >= %d`, at, entry), `ALTER TABLE ledger_entries ENABLE TRIGGER USER`} {
			if err := db.Exec(sql).Error; err != nil {
				t.Fatal(err)
			}
		}
	}
	reverse := func(entry int64, on string) projects.LedgerEntry {
		t.Helper()
		v := projects.Reversal{Reason: "x"}
		if on != "" {
			v.On = day(on)
		}
		e, err := projects.Reverse(ctx, db, by, entry, v, today)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	paid := post(t, db, id, projects.Posting{Head: works, Kind: "payment", Pence: 1000, On: day("2026-03-31")})
	if paid.At == nil {
		t.Fatal("an entry does not say when it was posted")
	}
	on(paid.ID, "2026-03-31 22:59:59+00") // the day's last second, by the clock in England
	first := post(t, db, id, projects.Posting{Head: works, Kind: "payment", Pence: 30, On: day("2026-04-01")})
	on(first.ID, "2026-03-31 23:00:00+00")
	late := post(t, db, id, projects.Posting{Head: works, Kind: "payment", Pence: 200, On: day("2026-03-15")})
	on(late.ID, "2026-05-02 09:00+00")
	back := reverse(paid.ID, "2026-06-10")
	on(back.ID, "2026-06-12 09:00+00")
	again := reverse(back.ID, "")
	on(again.ID, "2026-11-22 09:00+00")
	if fmt.Sprint(back.On, again.On) != fmt.Sprint(day("2026-06-10"), today) {
		t.Errorf("reversed on %v and %v, want the day that was given and today", back.On, again.On)
	}
	for _, c := range []struct {
		year  int
		known string
		want  int64
	}{
		{2025, "2026-03-30", 0}, {2025, "2026-03-31", 1000}, {2025, "2026-05-01", 1000}, {2025, "2026-05-02", 1200}, {2025, "2026-06-12", 1200}, {2025, "", 1200},
		{2026, "2026-03-31", 0}, {2026, "2026-04-01", 30}, {2026, "2026-06-11", 30}, {2026, "2026-06-12", -970}, {2026, "2026-11-21", -970}, {2026, "", 30},
	} {
		asked := projects.LedgerAsked{Year: c.year}
		if c.known != "" {
			asked.Known = day(c.known)
		}
		if l, err := projects.ReadLedger(ctx, db, id, asked); err != nil || l.Pence != c.want {
			t.Errorf("spent in %d as known on %q: %d (%v), want %d", c.year, c.known, l.Pence, err, c.want)
		}
	}
	for _, y := range money(t, db, id).Years {
		if want := map[int]int64{2025: 1200, 2026: 30}[y.Year]; y.SpentPence != want {
			t.Errorf("%d has %d spent, want %d", y.Year, y.SpentPence, want)
		}
	}
	if s := money(t, db, id).Total; s.OutturnPence != 1230 {
		t.Errorf("%+v: money that came back is expected to be spent again", s)
	}
	order := post(t, db, id, projects.Posting{Head: works, Kind: "commitment", Pence: 500, On: day("2026-02-01")})
	for _, c := range []struct {
		name  string
		entry int64
		v     projects.Reversal
		want  string
	}{
		{"before it was posted for", first.ID, projects.Reversal{Reason: "x", On: day("2026-03-31")}, "on_day"},
		{"in the future", first.ID, projects.Reversal{Reason: "x", On: today.AddDays(1)}, "on_day"},
		{"no reason", first.ID, projects.Reversal{On: today}, "reason"},
		{"an order on another day", order.ID, projects.Reversal{Reason: "x", On: today}, "on_day"},
	} {
		if _, err := projects.Reverse(ctx, db, by, c.entry, c.v, today); field(err) != c.want {
			t.Errorf("%s: %v, want a fault of %s", c.name, err, c.want)
		}
	}
	if e := reverse(order.ID, ""); e.On != order.On {
		t.Errorf("an order is taken back on %v, want its own day", e.On)
	}
}

// TestPostTogether posts 500 entries from 50 sides at once: none is lost, each is in the
// audit. Of two reversals of one entry at once, one is taken.
func TestPostTogether(t *testing.T) {
	s := storetest.Fresh(t)
	id := project(t, s.DB, 0).ID
	var wait sync.WaitGroup
	failures := make([]error, 50)
	for i := range failures {
		wait.Go(func() {
			for n := range 10 {
				err := s.DB.Transaction(func(tx *gorm.DB) error {
					_, err := projects.Post(ctx, tx, by, id, projects.Posting{Head: works, Kind: "payment", Pence: int64(i*10 + n + 1), On: today, Note: "x"}, today)
					return err
				})
				if err != nil {
					failures[i] = err
				}
			}
		})
	}
	wait.Wait()
	for _, err := range failures {
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := money(t, s.DB, id).Total; got.SpentPence != 500*501/2 || got.Entries != 500 {
		t.Errorf("%d in %d entries, want %d in 500", got.SpentPence, got.Entries, 500*501/2)
	}
	if got := one(t, s.DB, `SELECT count(DISTINCT object_id) || ' ' || count(*) FROM audit_entries WHERE object = 'ledger_entry' AND action = 'added' AND seq IS NOT NULL`); got != "500 500" {
		t.Errorf("the audit has %s entries, want 500, each once", got)
	}
	ledger, err := projects.ReadLedger(ctx, s.DB, id, projects.LedgerAsked{})
	if err != nil {
		t.Fatal(err)
	}
	twice := make([]error, 2)
	for i := range twice {
		wait.Go(func() {
			twice[i] = s.DB.Transaction(func(tx *gorm.DB) error {
				_, err := projects.Reverse(ctx, tx, accounts.User{Name: "Finance"}, ledger.Items[0].ID, projects.Reversal{Reason: "Twice"}, today)
				return err
			})
		})
	}
	wait.Wait()
	if (twice[0] == nil) == (twice[1] == nil) || kind(twice[0]) != problem.Clash && kind(twice[1]) != problem.Clash {
		t.Errorf("two reversals at once: %v and %v, want one refused", twice[0], twice[1])
	}
}

// TestLedgerKeepsItself: the database itself refuses what the product does not do.
func TestLedgerKeepsItself(t *testing.T) {
	for _, sql := range []string{
		`UPDATE ledger_entries SET note = 'Other'`, `DELETE FROM ledger_entries`, `TRUNCATE ledger_entries CASCADE`,
		`INSERT INTO ledger_entries (project_id, on_day, pence, note, source, reverses) SELECT project_id, on_day, -pence + 1, 'n', 's', id FROM ledger_entries`,
		`INSERT INTO ledger_entries (project_id, on_day, pence, note, source, reverses) SELECT project_id, on_day, -pence, 'n', 's', id FROM ledger_entries, generate_series(1, 2)`,
		`INSERT INTO ledger_entries (project_id, on_day, pence, note, source, reverses) SELECT project_id, on_day - 1, -pence, 'n', 's', id FROM ledger_entries`,
		`SET LOCAL ROLE homeground_app; INSERT INTO ledger_entries (project_id, on_day, pence, note, source, at) SELECT project_id, on_day, 1, 'n', 's', '2020-01-01' FROM ledger_entries`,
		`INSERT INTO ledger_entries (project_id, on_day, pence, note, source, capital) SELECT project_id, on_day, 1, 'n', 's', false FROM ledger_entries`,
		`INSERT INTO ledger_entries (project_id, on_day, pence, note, source) SELECT project_id, on_day, 0, 'n', 's' FROM ledger_entries`,
	} {
		t.Run(sql, func(t *testing.T) {
			db := storetest.Open(t)
			post(t, db, project(t, db, 0).ID, projects.Posting{Head: works, Kind: "payment", Pence: 5})
			if err := db.Exec(sql).Error; err == nil {
				t.Error("it was taken")
			}
		})
	}
}

// BenchmarkList lists 300 projects with 8,100 milestones, 3,000 risks, a year of kept forecasts
// and 100,000 ledger entries, each with its ratings.
func BenchmarkList(b *testing.B) {
	s := storetest.Fresh(b)
	for _, sql := range []string{
		`INSERT INTO projects (project_ref, name, authority_code, provenance, source) SELECT 'B-' || n, 'Home ' || n, 'E10000016', 'test', 'test' FROM generate_series(1, 300) n`,
		`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) SELECT id, 'works', 2026, true, true, 100000000 FROM projects`,
		`INSERT INTO ledger_entries (project_id, on_day, pence, note, source) SELECT id, date '2026-04-01' + n, 100 + n, 'x', 'test' FROM (SELECT id FROM projects ORDER BY id LIMIT 300) p, generate_series(1, 334) n`,
		`INSERT INTO milestones (project_id, code, name, position, baseline, forecast) SELECT p.id, 'M' || to_char(n, 'FM00'), 'm', n, date '2026-01-01' + n * 20, date '2026-01-01' + n * 21 FROM projects p, generate_series(1, 27) n`,
		`INSERT INTO risks (project_id, risk, likelihood, impact, provenance, source) SELECT p.id, 'Risk ' || n, n % 5, n % 4, 'test', 'test' FROM projects p, generate_series(1, 10) n`,
		`INSERT INTO forecasts (project_id, on_day, p50, p80) SELECT p.id, date '2025-11-22' + n * 7, date '2028-01-01', date '2028-03-01' FROM projects p, generate_series(1, 52) n`,
		`ANALYZE`,
	} {
		if err := s.DB.Exec(sql).Error; err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		list, err := projects.List(ctx, s.DB, today)
		if err != nil || len(list) != 300 || list[0].SpentPence == 0 {
			b.Fatal(len(list), err)
		}
	}
}

// BenchmarkMoney reads the money of a project with 1,000 ledger entries, among 100,000 others.
func BenchmarkMoney(b *testing.B) {
	s := storetest.Fresh(b)
	for _, sql := range []string{
		`INSERT INTO projects (project_ref, name, authority_code, provenance, source) SELECT 'B-' || n, 'Home ' || n, 'E10000016', 'test', 'test' FROM generate_series(1, 300) n`,
		`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) SELECT id, 'works', 2026, true, true, 100000000 FROM projects`,
		`INSERT INTO ledger_entries (project_id, on_day, pence, note, source) SELECT id, date '2026-04-01' + n % 200, 100 + n, 'x', 'test' FROM projects p, generate_series(1, 334) n`,
		`INSERT INTO ledger_entries (project_id, on_day, pence, note, source) SELECT (SELECT min(id) FROM projects), date '2026-04-01' + n % 200, 100 + n, 'x', 'test' FROM generate_series(1, 666) n`,
		`ANALYZE ledger_entries`,
	} {
		if err := s.DB.Exec(sql).Error; err != nil {
			b.Fatal(err)
		}
	}
	var id int64
	if err := s.DB.Raw(`SELECT min(id) FROM projects`).Scan(&id).Error; err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		m, err := projects.ReadMoney(ctx, s.DB, id, today)
		if err != nil || m.Total.Entries != 1000 {
			b.Fatal(m.Total, err)
		}
	}
}
