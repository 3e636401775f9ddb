package projects_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/store/storetest"
	"homeground/projects"
)

// two are two projects of one programme, each with three budget lines of £1,000.
func two(t *testing.T, db *gorm.DB) (ids []int64, lines []int64) {
	t.Helper()
	first := project(t, db, 0)
	ids = append(ids, first.ID)
	var second int64
	if err := db.Raw(`INSERT INTO projects (project_ref, programme_id, name, authority_code, provenance, source) SELECT 'P-2', programme_id, 'Second', 'E10000016', 'test', 'test' FROM projects WHERE id = ? RETURNING id`, first.ID).Scan(&second).Error; err != nil {
		t.Fatal(err)
	}
	exec(t, db, `DELETE FROM budget_lines WHERE project_id = ?`, first.ID)
	exec(t, db, `UPDATE programmes SET transfer_limit_pence = 30000`)
	for _, id := range append(ids, second) {
		for _, category := range []string{"works", "fees", "contingency"} {
			var line int64
			if err := db.Raw(`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, ?, 2027, true, true, 100000) RETURNING id`, id, category).Scan(&line).Error; err != nil {
				t.Fatal(err)
			}
			lines = append(lines, line)
		}
	}
	return append(ids, second), lines
}

// TestTransfersConserve transfers, decides and posts at random: no budget comes or goes, no
// line falls below nought, and each line is what it had with the transfers that were made.
func TestTransfersConserve(t *testing.T) {
	db := storetest.Open(t)
	random := rand.New(rand.NewPCG(9, 4))
	ids, lines := two(t, db)
	board := accounts.User{Name: "Board"}
	have := map[int64]int64{}
	for _, l := range lines {
		have[l] = 100_000
	}
	var waiting []projects.Transfer
	for range 200 {
		if n := len(waiting); n > 0 && random.IntN(3) == 0 {
			w := waiting[n-1]
			waiting = waiting[:n-1]
			enough := have[w.From.LineID] >= w.Pence
			d := projects.TransferDecided{State: []string{"approved", "refused"}[random.IntN(2)], Reason: "So"}
			_, err := projects.DecideTransfer(ctx, db, board, w.ID, w.Version, d)
			switch {
			case d.State == "approved" && !enough:
				if kind(err) != problem.Clash {
					t.Fatalf("approved more than the line has: %v", err)
				}
			case err != nil:
				t.Fatal(err)
			case d.State == "approved":
				have[w.From.LineID] -= w.Pence
				have[w.To.LineID] += w.Pence
			}
		} else {
			from, to, pence := lines[random.IntN(6)], lines[random.IntN(6)], 1+random.Int64N(60_000)
			tr, err := projects.AskTransfer(ctx, db, by, from, projects.TransferAsked{ToLine: to, Pence: pence, Reason: "x"})
			switch {
			case from == to || pence > have[from]:
				if kind(err) != problem.Invalid {
					t.Fatalf("%d from %d of %d to %d: %v", pence, from, have[from], to, err)
				}
			case err != nil:
				t.Fatal(err)
			case pence > 30_000:
				if tr.State != "asked" {
					t.Fatalf("above the limit: %+v", tr)
				}
				waiting = append(waiting, tr)
			default:
				have[from] -= pence
				have[to] += pence
				if tr.State != "made" {
					t.Fatalf("within the limit: %+v", tr)
				}
			}
		}
		total := int64(0)
		for _, id := range ids {
			m := money(t, db, id)
			total += m.Total.BudgetPence
			for _, l := range m.Lines {
				if l.Pence != have[l.ID] || l.Pence < 0 {
					t.Fatalf("line %d has %d, want %d", l.ID, l.Pence, have[l.ID])
				}
			}
		}
		if total != 600_000 {
			t.Fatalf("%d pence of budget in all, want 600,000", total)
		}
	}
}

func TestTransferRefused(t *testing.T) {
	db := storetest.Open(t)
	_, lines := two(t, db)
	var alone, line int64
	db.Raw(`INSERT INTO projects (project_ref, name, authority_code, provenance, source) VALUES ('P-3', 'Alone', 'E10000016', 'test', 'test') RETURNING id`).Scan(&alone)
	db.Raw(`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, 'works', 2027, true, true, 1) RETURNING id`, alone).Scan(&line)
	for _, c := range []struct {
		name   string
		asked  projects.TransferAsked
		fields string
	}{
		{"to nowhere, without a reason", projects.TransferAsked{ToLine: 1 << 40, Pence: 1}, "to_line reason"},
		{"to itself, too much", projects.TransferAsked{ToLine: lines[0], Pence: 100_001, Reason: "x"}, "to_line pence"},
		{"to another programme's", projects.TransferAsked{ToLine: line, Pence: 1, Reason: "x"}, "to_line"},
	} {
		_, err := projects.AskTransfer(ctx, db, by, lines[0], c.asked)
		if got := fieldsOf(err); got != c.fields {
			t.Errorf("%s: faults of %q (%v), want %q", c.name, got, err, c.fields)
		}
	}
	asker := accounts.User{Name: "Asks"}
	db.Raw(`INSERT INTO users (email, name) VALUES ('asks@example.org', 'Asks') RETURNING id`).Scan(&asker.ID)
	tr, err := projects.AskTransfer(ctx, db, asker, lines[2], projects.TransferAsked{ToLine: lines[0], Pence: 50_000, Reason: "Asbestos"})
	if err != nil || tr.State != "asked" || !tr.Contingency {
		t.Fatalf("%+v %v", tr, err)
	}
	yes := projects.TransferDecided{State: "approved", Reason: "It is needed"}
	if _, err := projects.DecideTransfer(ctx, db, asker, tr.ID, tr.Version, yes); kind(err) != problem.Denied {
		t.Errorf("who asked decided: %v", err)
	}
	if _, err := projects.DecideTransfer(ctx, db, by, tr.ID, tr.Version, projects.TransferDecided{State: "perhaps"}); fieldsOf(err) != "state reason" {
		t.Errorf("neither yes nor no: %v", err)
	}
	if tr, err = projects.WithdrawTransfer(ctx, db, asker, tr.ID, tr.Version); err != nil || tr.State != "withdrawn" {
		t.Errorf("%+v %v", tr, err)
	}
	if _, err := projects.DecideTransfer(ctx, db, by, tr.ID, tr.Version, yes); kind(err) != problem.Clash {
		t.Errorf("decided when it was withdrawn: %v", err)
	}
}

// TestTransferDecidedTwice: of two decisions at once one counts, and the budget moves once.
func TestTransferDecidedTwice(t *testing.T) {
	s := storetest.Fresh(t)
	_, lines := two(t, s.DB)
	tr, err := projects.AskTransfer(ctx, s.DB, by, lines[0], projects.TransferAsked{ToLine: lines[3], Pence: 40_000, Reason: "x"})
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	results := make([]error, 8)
	for i := range results {
		wait.Go(func() {
			results[i] = s.DB.Transaction(func(tx *gorm.DB) error {
				_, err := projects.DecideTransfer(ctx, tx, by, tr.ID, tr.Version, projects.TransferDecided{State: "approved", Reason: "Yes"})
				return err
			})
		})
	}
	wait.Wait()
	taken := 0
	for _, err := range results {
		if err == nil {
			taken++
		} else if kind(err) != problem.Stale {
			t.Errorf("refused with %v", err)
		}
	}
	var left int64
	if s.DB.Raw(`SELECT pence FROM budget_lines WHERE id = ?`, lines[0]).Scan(&left); taken != 1 || left != 60_000 {
		t.Errorf("%d decisions counted, and %d pence are left; want one, and 60,000", taken, left)
	}
}
