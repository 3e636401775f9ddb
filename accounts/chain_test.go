package accounts_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gowebpki/jcs"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
)

// fill notes n things, each in words that try the chain.
func fill(t testing.TB, db *gorm.DB, n int) {
	t.Helper()
	err := db.Exec(`SELECT audit_note('exported', 'progress', CAST(i AS text), 'Table of progress ' || i || CAST(E' "quoted" back\\slash \b\f\n\r\t \x01\x1f\x7f é 中 😀 <&> ' AS text) || chr(8232),
		ARRAY['E10000032', 'new "quoted"'], i, json_build_object('name', json_build_object('before', NULL, 'after', 'x' || i || chr(27)))::jsonb, 'Because')
		FROM generate_series(1, ?) i`, n).Error
	if err != nil {
		t.Fatal(err)
	}
}

func verdict(t testing.TB, db *gorm.DB, kept *accounts.Head) accounts.Verdict {
	t.Helper()
	v, err := accounts.Verify(context.Background(), db, kept)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestChain finds what a superuser did to the audit behind the triggers' back.
func TestChain(t *testing.T) {
	s := storetest.Fresh(t)
	fill(t, s.DB, 100)
	head, err := accounts.ReadHead(context.Background(), s.DB)
	if err != nil || head.Seq != 100 {
		t.Fatalf("head %v, %v, want 100", head, err)
	}
	kept, err := accounts.ParseHead(head.String())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, tamper string
		seq          int64
		says         string
	}{
		{"nothing", "", 0, ""},
		{"one byte of a label", `UPDATE audit_entries SET label = overlay(label placing 't' from 1 for 1) WHERE seq = 50`, 50, "not what was noted"},
		{"a reason", `UPDATE audit_entries SET reason = 'Because!' WHERE seq = 1`, 1, "not what was noted"},
		{"a time, by a microsecond", `UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE seq = 99`, 99, "not what was noted"},
		{"a value", `UPDATE audit_entries SET changes = replace(changes::text, 'x7', 'x8')::json WHERE seq = 7`, 7, "not what was noted"},
		{"a space", `UPDATE audit_entries SET changes = replace(changes::text, ':{', ': {')::json WHERE seq = 8`, 8, "not what was noted"},
		{"a hash", `UPDATE audit_entries SET hash = sha256('x') WHERE seq = 60`, 60, "not what was noted"},
		{"who", `UPDATE audit_entries SET user_id = 1 WHERE seq = 61`, 61, "not what was noted"},
		{"one deleted", `DELETE FROM audit_entries WHERE seq = 40`, 40, "Entry 40 is missing"},
		{"three deleted", `DELETE FROM audit_entries WHERE seq BETWEEN 40 AND 42`, 40, "Entries 40 to 42 are missing"},
		{"the first deleted", `DELETE FROM audit_entries WHERE seq = 1`, 1, "Entry 1 is missing"},
		{"two swapped", `UPDATE audit_entries SET seq = -seq WHERE seq IN (30, 31); UPDATE audit_entries SET seq = 61 + seq WHERE seq < 0`, 30, "another was put in its place"},
		{"the tail cut", `DELETE FROM audit_entries WHERE seq > 95`, 96, "The tail was cut"},
		{"the tail cut, and the head with it", `DELETE FROM audit_entries WHERE seq > 95; UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit_entries WHERE seq = 95)`, 96, "the head that was kept"},
		{"all deleted, and the head with it", `DELETE FROM audit_entries; UPDATE audit_head SET seq = 0, hash = ''`, 1, "the head that was kept"},
		{"the head's hash", `UPDATE audit_head SET hash = sha256('x')`, 100, "head of the audit"},
		{"one without a place", `INSERT INTO audit_entries (user_name, role, credential, address, origin, request, action, object, object_id, label) VALUES ('', '', '', '', '', '', 'x', '', '', '')`, 101, "no place"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tx := s.DB.Begin()
			defer tx.Rollback()
			run(t, tx, `ALTER TABLE audit_entries DISABLE TRIGGER USER; ALTER TABLE audit_head DISABLE TRIGGER USER;`+c.tamper)
			v := verdict(t, tx, &kept)
			if v.Sound != (c.says == "") || v.Seq != c.seq || !strings.Contains(v.Fault, c.says) {
				t.Errorf("got %+v, want it to say %q of %d", v, c.says, c.seq)
			}
		})
	}
}

// TestChainWrittenAnew rebuilds the whole chain over a changed entry, as only who has
// the database can: the head that was kept elsewhere tells.
func TestChainWrittenAnew(t *testing.T) {
	one, other := storetest.Fresh(t), storetest.Fresh(t)
	fill(t, one.DB, 20)
	fill(t, other.DB, 20) // as one, but for the times
	head, err := accounts.ReadHead(context.Background(), one.DB)
	if err != nil {
		t.Fatal(err)
	}
	if v := verdict(t, other.DB, nil); !v.Sound {
		t.Errorf("without a head: %+v, want it sound", v)
	}
	if v := verdict(t, other.DB, &head); v.Sound || v.Seq != 20 || !strings.Contains(v.Fault, "written anew") {
		t.Errorf("with the head that was kept: %+v", v)
	}
}

// TestChainAcrossTransactions gives places without gaps to what commits, and none to
// what does not; each record's triggers and the notes are in one chain.
func TestChainAcrossTransactions(t *testing.T) {
	s := storetest.Fresh(t)
	run(t, s.DB, records)
	taken := errors.New("taken back")
	for i := range 10 {
		err := s.DB.Transaction(func(tx *gorm.DB) error {
			if err := tx.Exec(`UPDATE milestones SET forecast = forecast + 1`).Error; err != nil {
				return err
			}
			_ = tx.Transaction(func(step *gorm.DB) error { // a step that is taken back alone
				if err := step.Exec(`UPDATE projects SET places = places + 1`).Error; err != nil {
					t.Error(err)
				}
				return taken
			})
			if i%2 == 1 {
				return taken
			}
			if err := tx.Exec(`SET CONSTRAINTS ALL IMMEDIATE`).Error; err != nil { // a place before the end, and then more
				return err
			}
			return tx.Exec(`UPDATE projects SET places = places + 10`).Error
		})
		if err != nil && !errors.Is(err, taken) {
			t.Fatal(err)
		}
	}
	if v := verdict(t, s.DB, nil); !v.Sound {
		t.Error(v)
	}
	counts := map[string]int{}
	for _, e := range entries(t, s.DB) {
		if e.Seq == nil {
			t.Errorf("no place: %+v", e)
		}
		counts[e.Action+" "+e.Object]++
	}
	if counts["changed milestone"] != 5 || counts["changed project"] != 5 {
		t.Errorf("got %v, want 5 changes of each", counts)
	}
	var waiting int
	if s.DB.Raw(`SELECT count(*) FROM audit_waiting`).Scan(&waiting); waiting != 0 {
		t.Errorf("%d transactions still wait", waiting)
	}
}

// TestManyAtOnce has 40 clients change one milestone at once, 25 times over: one
// succeeds each round, and leaves one entry.
func TestManyAtOnce(t *testing.T) {
	s := storetest.Fresh(t)
	run(t, s.DB, records)
	server := storetest.As(t, s, store.Server)
	for round := range 25 {
		var all sync.WaitGroup
		var won, failed [40]int64
		for client := range 40 {
			all.Go(func() {
				by := accounts.User{ID: int64(client + 1), Name: fmt.Sprint("Client ", client), Origin: "API"}
				err := accounts.Write(context.Background(), server.DB, by, func(tx *gorm.DB) error {
					done := tx.Exec(`UPDATE milestones SET forecast = DATE '2027-03-02' + CAST(? AS integer), version = version + 1 WHERE version = ?`, round*40+client, round+1)
					won[client] = done.RowsAffected
					return done.Error
				})
				if err != nil {
					failed[client] = 1
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := sum(won[:]); n != 1 || sum(failed[:]) != 0 {
			t.Fatalf("round %d: %d clients succeeded, want 1", round, n)
		}
	}
	changed := 0
	for _, e := range entries(t, s.DB) {
		if e.Action == "changed" && e.Object == "milestone" {
			changed++
		}
	}
	if v := verdict(t, s.DB, nil); changed != 25 || !v.Sound || v.Entries != int64(len(entries(t, s.DB))) {
		t.Errorf("%d entries of the milestone, want 25; %+v", changed, v)
	}
}

func sum(list []int64) (n int64) {
	for _, v := range list {
		n += v
	}
	return n
}

// TestKilledInTheMiddle ends the connection of a transaction that has written: nothing
// of it is left, and the chain goes on.
func TestKilledInTheMiddle(t *testing.T) {
	s := storetest.Fresh(t)
	run(t, s.DB, records)
	before := len(entries(t, s.DB))
	err := s.DB.Transaction(func(tx *gorm.DB) error {
		var pid int
		if err := tx.Raw(`SELECT pg_backend_pid()`).Scan(&pid).Error; err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE milestones SET forecast = '2029-01-01'`).Error; err != nil {
			return err
		}
		if err := tx.Exec(`SET CONSTRAINTS ALL IMMEDIATE`).Error; err != nil { // it even has its place already
			return err
		}
		return s.DB.Exec(`SELECT pg_terminate_backend(?)`, pid).Error
	})
	if err == nil {
		t.Fatal("the transaction was kept")
	}
	for range 100 { // until the server has seen its end
		if err := s.DB.Exec(`SET lock_timeout = '5s'; UPDATE milestones SET forecast = '2027-05-01'`).Error; err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if list := entries(t, s.DB); len(list) != before+1 {
		t.Errorf("%d entries were added, want the last change alone: %+v", len(list)-before, list[before:])
	}
	if v := verdict(t, s.DB, nil); !v.Sound {
		t.Error(v)
	}
}

// TestServerCannotUndo tries as the server's own user what would change or forge the
// audit and the ledger.
func TestServerCannotUndo(t *testing.T) {
	s := storetest.Fresh(t)
	run(t, s.DB, records)
	run(t, s.DB, `INSERT INTO ledger_entries (project_id, on_day, pence, note, source) SELECT id, '2026-11-22', 500, 'Fees', 'test' FROM projects`)
	for _, role := range []store.Role{store.Server, store.Import} {
		t.Run(string(role), func(t *testing.T) {
			lesser := storetest.As(t, s, role)
			for _, table := range []string{"audit_entries", "audit_head", "audit_waiting", "ledger_entries", "slips"} {
				for _, statement := range []string{
					"UPDATE %s SET ctid = ctid", "DELETE FROM %s", "TRUNCATE %s", "ALTER TABLE %s DISABLE TRIGGER ALL", "ALTER TABLE %s ADD COLUMN x text",
					"ALTER TABLE %s OWNER TO CURRENT_USER", "DROP TABLE %s CASCADE", "CREATE RULE x AS ON INSERT TO %s DO INSTEAD NOTHING",
					"CREATE TRIGGER x BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()", "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE", "VACUUM FULL %[1]s",
				} {
					refused(t, lesser, fmt.Sprintf(strings.ReplaceAll(statement, "ctid = ctid", columnOf(table)), table))
				}
			}
			for _, statement := range []string{
				"DROP TRIGGER audit_entries_keep ON audit_entries", "DROP TRIGGER ledger_entries_append_only ON ledger_entries", "DROP TRIGGER note_changed ON milestones",
				"ALTER TABLE milestones DISABLE TRIGGER note_changed", "SET session_replication_role = replica",
				"INSERT INTO audit_entries (seq, user_name, role, credential, address, origin, request, action, object, object_id, label) VALUES (1, '', '', '', '', '', '', 'x', '', '', '')",
				"INSERT INTO audit_entries (id, user_name, role, credential, address, origin, request, action, object, object_id, label) OVERRIDING SYSTEM VALUE VALUES (1, '', '', '', '', '', '', 'x', '', '', '') ON CONFLICT (id) DO UPDATE SET label = 'x'",
				"INSERT INTO audit_waiting (first) VALUES (1)", "COPY audit_entries FROM STDIN", "COPY audit_entries FROM '/etc/passwd'", "COPY audit_entries TO PROGRAM 'cat'",
				"UPDATE ledger_entries SET pence = 1", "INSERT INTO ledger_entries OVERRIDING SYSTEM VALUE SELECT * FROM ledger_entries ON CONFLICT (id) DO UPDATE SET pence = 1",
				"SELECT exact_changes FROM audit_entries", "SELECT * FROM audit_entries", "DELETE FROM sites", "DELETE FROM users", "DELETE FROM imports", "UPDATE imports SET file = 'x'",
				"SELECT note_look(1)", "CREATE TABLE x ()", "CREATE SCHEMA x", "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
				"CREATE OR REPLACE FUNCTION nobody_acts() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$", "ALTER FUNCTION place_entries() RESET ALL", "CREATE EVENT TRIGGER x ON ddl_command_start EXECUTE FUNCTION refuse_change()",
				"CREATE ROLE x", "ALTER ROLE homeground SUPERUSER", "GRANT homeground TO CURRENT_USER", "SET ROLE homeground", "SET SESSION AUTHORIZATION homeground",
				"SELECT audit_note('changed', 'site', '1', 'forged')", "SELECT pg_read_file('/etc/passwd')", "SELECT lo_import('/etc/passwd')", "SELECT * FROM goose_db_version", "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, true)",
			} {
				refused(t, lesser, statement)
			}
			if role == store.Server {
				for _, statement := range []string{"SELECT exact FROM sites", "SELECT name FROM sites", "SELECT * FROM sites", "SELECT s FROM sites s", "SELECT to_json(s) FROM sites s",
					"UPDATE sites SET notes = name", "UPDATE sites SET places_planned = 1 RETURNING postcode", "DELETE FROM sites WHERE urn = 'SC1'", "SELECT 1 FROM sites WHERE name LIKE 'R%'",
					"SELECT children FROM observed_counts", "SELECT count(*) FROM observed_counts", "SELECT o FROM observed_counts o", "SELECT observed_rows(NULL, NULL) FROM observed_counts",
					"UPDATE protected_counts SET children = 1", "UPDATE protected_counts SET stand_in = (SELECT min(children) FROM observed_counts)", "DELETE FROM protected_counts", "UPDATE authorities SET name = 'x'"} {
					refused(t, lesser, statement)
				}
			}
		})
	}
	var grants int
	if s.DB.Raw(`SELECT count(*) FROM information_schema.role_table_grants WHERE table_name = 'audit_entries' AND grantee <> 'homeground'`).Scan(&grants); grants != 0 {
		t.Errorf("%d grants on the whole of audit_entries, want none but on columns", grants)
	}
	if v := verdict(t, s.DB, nil); !v.Sound {
		t.Error(v)
	}
}

func columnOf(table string) string {
	return map[string]string{"audit_entries": "label = ''", "audit_head": "seq = 0", "audit_waiting": "first = 0", "ledger_entries": "pence = 0", "slips": "reason = 'x'"}[table]
}

// refused runs a statement and wants the database to say no, and for the right cause.
func refused(t *testing.T, s *store.Store, statement string) {
	t.Helper()
	conn, err := s.Pool.Acquire(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	_, err = conn.Conn().PgConn().Exec(context.Background(), "BEGIN;"+statement).ReadAll()
	if strings.HasPrefix(statement, "VACUUM") {
		_, _ = conn.Exec(context.Background(), "ROLLBACK")
		results, direct := conn.Conn().PgConn().Exec(context.Background(), statement).ReadAll()
		err = direct
		if err == nil && len(results) == 1 { // it warns and does nothing: that is for PostgreSQL to keep
			return
		}
	}
	_, _ = conn.Exec(context.Background(), "ROLLBACK")
	var pg *pgconn.PgError
	if !errors.As(err, &pg) || pg.Code != "42501" && !strings.Contains(pg.Message, "append-only") && !strings.Contains(pg.Message, "the database itself notes") {
		t.Errorf("%s: got %v, want permission denied", statement, err)
	}
}

// TestGrantGivesNothing has the server's user grant what it has not got: PostgreSQL
// only warns, so what counts is that nobody got anything.
func TestGrantGivesNothing(t *testing.T) {
	s := storetest.Fresh(t)
	server := storetest.As(t, s, store.Server)
	may := func() (list []string) {
		err := s.DB.Raw(`SELECT concat(relname, ' ', attname, relacl, attacl) FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid
			WHERE relname IN ('audit_entries', 'ledger_entries') ORDER BY 1`).Scan(&list).Error
		if err != nil || len(list) < 20 {
			t.Fatal(len(list), err)
		}
		return list
	}
	before := may()
	for _, statement := range []string{"GRANT SELECT ON audit_entries TO PUBLIC", "GRANT UPDATE ON audit_entries TO homeground_app", "GRANT ALL ON ledger_entries TO CURRENT_USER"} {
		_, err := server.Pool.Exec(context.Background(), statement)
		var pg *pgconn.PgError
		if err != nil && (!errors.As(err, &pg) || pg.Code != "42501") {
			t.Error(err)
		}
	}
	if after := may(); !slices.Equal(before, after) {
		t.Errorf("got %v, want %v", after, before)
	}
}

// TestOwnerCannotUndo: not even the owner of the tables, while the triggers are there.
func TestOwnerCannotUndo(t *testing.T) {
	s := storetest.Fresh(t)
	fill(t, s.DB, 3)
	for _, statement := range []string{"UPDATE audit_entries SET label = ''", "UPDATE audit_entries SET seq = seq + 10", "UPDATE audit_entries SET seq = NULL, hash = NULL", "DELETE FROM audit_entries WHERE seq = 1",
		"TRUNCATE audit_entries", "DELETE FROM audit_head", "TRUNCATE audit_head"} {
		if err := s.DB.Exec(statement).Error; err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: got %v, want a refusal", statement, err)
		}
	}
}

// BenchmarkVerify works out a chain of 100,000 entries.
func BenchmarkVerify(b *testing.B) {
	s := storetest.Fresh(b)
	fill(b, s.DB, 100_000)
	for b.Loop() {
		if v := verdict(b, s.DB, nil); !v.Sound || v.Entries != 100_000 {
			b.Fatal(v)
		}
	}
}

// TestCanonical holds the database's canonical JSON of changes against RFC 8785's rules,
// for every character that JSON escapes.
func TestCanonical(t *testing.T) {
	db := storetest.Open(t)
	for c := rune(1); c < 0x3000; c++ {
		if c > 0x100 && c < 0x2020 {
			continue
		}
		given, err := json.Marshal(map[string]any{"b": map[string]any{"before": nil, "after": string(c)}, "a_2": map[string]any{"before": "é", "after": nil}})
		if err != nil {
			t.Fatal(err)
		}
		var got string
		if err := db.Raw(`SELECT canonical_changes(CAST(? AS jsonb))`, string(given)).Scan(&got).Error; err != nil {
			t.Fatal(err)
		}
		if want := canonical(t, given); got != want {
			t.Fatalf("%U: got %s, want %s", c, got, want)
		}
	}
}

func canonical(t *testing.T, text []byte) string {
	t.Helper()
	out, err := jcs.Transform(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
