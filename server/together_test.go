package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"homeground/accounts"
	"homeground/cmd/homeground/demo"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
	"homeground/server"
)

// together runs n at once and counts the statuses they met.
func together(n int, ask func(i int) int) map[int]int {
	var mu sync.Mutex
	met := map[int]int{}
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			status := ask(i)
			mu.Lock()
			met[status]++
			mu.Unlock()
		})
	}
	wg.Wait()
	return met
}

// TestOneChangeAtOnce: 40 clients who read the same version change a milestone at once,
// for 25 rounds: each round one of them does, and the audit has 25 changes.
func TestOneChangeAtOnce(t *testing.T) {
	d := fresh(t)
	id := d.number(`SELECT id FROM milestones m WHERE actual IS NULL AND NOT EXISTS (SELECT FROM milestone_links l WHERE l.follows_id = m.id) ORDER BY position DESC LIMIT 1`)
	path := fmt.Sprintf("/api/v1/milestones/%d/slips", id)
	changes := `SELECT count(*) FROM audit_entries WHERE object = 'milestone' AND action = 'changed' AND object_id = ?`
	before, version := d.number(changes, fmt.Sprint(id)), d.number(`SELECT version FROM milestones WHERE id = ?`, id)
	for round := range 25 {
		tag := d.tag("milestones", id)
		body := fmt.Sprintf(`{"forecast":"2029-%02d-%02d","reason":"Round %d"}`, 1+round/25, 1+round, round)
		var wrong atomic.Int64
		met := together(40, func(int) int {
			status, _, text := d.ask("POST", path, body, "If-Match", tag)
			var now struct{ Current struct{ Version int64 } }
			if status == 412 && (json.Unmarshal([]byte(text), &now) != nil || now.Current.Version != version+int64(round)+1) {
				wrong.Add(1)
			}
			return status
		})
		if met[201] != 1 || met[412] != 39 || wrong.Load() != 0 {
			t.Fatalf("round %d: %v, %d without the version there is now; want one 201 and 39 times 412", round, met, wrong.Load())
		}
	}
	if got := d.number(changes, fmt.Sprint(id)) - before; got != 25 {
		t.Errorf("the audit has %d changes, want 25", got)
	}
	if got := d.number(`SELECT version FROM milestones WHERE id = ?`, id); got != version+25 {
		t.Errorf("version %d, want %d", got, version+25)
	}
	if got := d.number(`SELECT max(seq) - count(*) FROM audit_entries`); got != 0 {
		t.Errorf("the chain has %d gaps", got)
	}
	if status, _, _ := d.ask("POST", path, `{"forecast":"2029-12-01","reason":"x"}`, "If-Match", ""); status != 428 {
		t.Errorf("without If-Match: %d, want 428", status)
	}
	for _, tag := range []string{"*", `W/"v1"`, "v1", `"v1", "v2"`, `"v-1"`, `"v0026"`} {
		if status, _, _ := d.ask("POST", path, `{"forecast":"2029-12-01","reason":"x"}`, "If-Match", tag); status != 412 {
			t.Errorf("with If-Match %s: %d, want 412", tag, status)
		}
	}
}

// TestOneMakingSentTwice: the same creation sent twice, and 20 times at once, makes one
// record and gets one answer; the key with another request is refused.
func TestOneMakingSentTwice(t *testing.T) {
	d := fresh(t)
	body := `{"name":"Reports","scope":"read","days":7}`
	var answers sync.Map
	met := together(20, func(int) int {
		status, _, text := d.ask("POST", "/api/v1/tokens", body, "Idempotency-Key", "one-creation")
		var m struct{ Token struct{ ID int64 } }
		json.Unmarshal([]byte(text), &m)
		answers.Store(m.Token.ID, text)
		return status
	})
	if met[201] != 20 {
		t.Errorf("%v, want 20 times 201", met)
	}
	n := 0
	answers.Range(func(any, any) bool { n++; return true })
	if made := d.number(`SELECT count(*) FROM tokens`); n != 1 || made != 1 {
		t.Errorf("%d answers, %d tokens; want one of each", n, made)
	}
	_, _, again := d.ask("POST", "/api/v1/tokens", body, "Idempotency-Key", "one-creation")
	if strings.Contains(again, "homeground_") || d.number(`SELECT count(*) FROM idempotency_keys WHERE answer LIKE '%homeground\_%'`) != 0 {
		t.Error("the secret was kept")
	}
	if status, _, text := d.ask("POST", "/api/v1/tokens", `{"name":"Other","scope":"read","days":7}`, "Idempotency-Key", "one-creation"); status != 422 && status != 409 {
		t.Errorf("the key for another request: %d %s", status, text)
	}
	if status, _, _ := d.ask("POST", "/api/v1/tokens", body, "Idempotency-Key", ""); status != 400 {
		t.Errorf("without a key: %d, want 400", status)
	}
	other := d.as(d.somebody("Other", accounts.Role{Role: "viewer"}))
	if status, _, _ := other.ask("POST", "/api/v1/tokens", body, "Idempotency-Key", "one-creation"); status != 201 {
		t.Errorf("another's key of the same name: %d, want 201", status)
	}
	milestone := d.number(`SELECT id FROM milestones WHERE actual IS NULL ORDER BY position LIMIT 1`)
	path, tag := fmt.Sprintf("/api/v1/milestones/%d/slips", milestone), d.tag("milestones", milestone)
	slip := func() (int, string) {
		status, _, text := d.ask("POST", path, `{"forecast":"2028-03-01","reason":"Roof"}`, "Idempotency-Key", "one-slip", "If-Match", tag)
		return status, text
	}
	_, first := slip()
	if status, second := slip(); status != 201 || second != first {
		t.Errorf("the slip sent again: %d, want the first answer", status)
	}
	if n := d.number(`SELECT count(*) FROM slips WHERE reason = 'Roof'`); n != 1 {
		t.Errorf("%d slips, want 1", n)
	}
}

// TestOnePot: 20 decisions are approved at once; the projects never pass the award, and
// those who come too late are told why.
func TestOnePot(t *testing.T) {
	d := fresh(t)
	if err := d.db.Exec(`UPDATE options SET grant_pence = 100000000; DELETE FROM option_needs; DELETE FROM match_pledges`).Error; err != nil {
		t.Fatal(err)
	}
	var ids []int64
	if err := d.db.Raw(`SELECT o.id FROM options o WHERE NOT EXISTS (SELECT FROM projects p WHERE p.option_id = o.id) ORDER BY id LIMIT 20`).Scan(&ids).Error; err != nil {
		t.Fatal(err)
	}
	recorded := make([]int64, len(ids))
	for i, id := range ids {
		recorded[i] = d.decide(id).ID
	}
	met := together(len(ids), func(i int) int {
		status, _, _ := d.ask("PUT", fmt.Sprintf("/api/v1/decisions/%d/approval", recorded[i]), "")
		return status
	})
	used := d.number(`SELECT coalesce(sum(grant_pence), 0) FROM projects`)
	if used > 500000000 || met[200] == 0 || met[200]+met[409] != len(ids) {
		t.Errorf("%v, £%d of the grant used", met, used/100)
	}
}

// fresh is a desk on a database of its own, for what must commit; the server is there as
// its own role.
func fresh(t *testing.T) desk {
	t.Helper()
	owner := storetest.Fresh(t)
	if _, err := demo.Load(context.Background(), owner.DB); err != nil {
		t.Fatal(err)
	}
	d := serve(t, owner.DB)
	var log bytes.Buffer
	d.log = &log
	app, err := server.New(server.Config{DB: storetest.As(t, owner, store.Server).DB, Log: slog.New(slog.NewTextHandler(&log, nil)), Version: "test",
		Demonstration: true, Rate: 1e6, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	d.app = app
	return d
}
