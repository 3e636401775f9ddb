package importer

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/store/storetest"
)

// hubsKind writes rows into hubs: "bad" is rejected, "refuse" refuses the file, "panic"
// panics, "fault" is our fault.
func hubsKind(after *int) Kind {
	return Kind{
		Name: "hubs", Recognise: func(t *Table) bool { return t.Has("hub") },
		Lacks: func(t *Table) []string { return t.Missing("hub") },
		Import: func(_ context.Context, tx *gorm.DB, t *Table, r *Report) error {
			return t.Each(r, func(row Row) error {
				switch name := row.Get("hub"); name {
				case "bad":
					r.Reject(row.Number, "hub", name, "the hub is bad", "Give a good one.")
				case "refuse":
					r.Refuse("the file will not do", "Choose another.")
				case "panic":
					panic("at a row")
				case "fault":
					return errors.New("the disk is full")
				default:
					done := tx.Exec(`INSERT INTO hubs (name, provenance) VALUES (?, 'imported') ON CONFLICT (name) DO NOTHING`, name)
					r.Accept(int(done.RowsAffected))
					r.Unchanged(1 - int(done.RowsAffected))
					return done.Error
				}
				return nil
			})
		},
		After: []Follow{{"things", func(_ context.Context, _ *gorm.DB, r *Report) error {
			*after++
			r.Keep("it is so", "Look at it.")
			return nil
		}}},
	}
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRun(t *testing.T) {
	for _, c := range []struct {
		name   string
		files  []string // contents; "-" is a file that is not there
		opts   Options
		hubs   string // in the database afterwards
		notes  string // outcomes noted, in order
		after  int
		status int
		fault  bool
	}{
		{name: "good rows", files: []string{"hub\na\nb\n"}, hubs: "a b", notes: "imported", after: 1},
		{name: "good among bad", files: []string{"hub\na\nbad\nb\n"}, hubs: "a b", notes: "imported", after: 1, status: 1},
		{name: "all bad", files: []string{"hub\nbad\nbad\n"}, notes: "refused", status: 1},
		{name: "refused by the kind", files: []string{"hub\na\nrefuse\n"}, notes: "refused", status: 1},
		{name: "header only", files: []string{"hub\n"}, notes: "refused", status: 1},
		{name: "empty", files: []string{""}, notes: "refused", status: 1},
		{name: "the same twice", files: []string{"hub\na\n", "hub\na\n"}, hubs: "a", notes: "imported, nothing new", after: 1},
		{name: "one file refused, the other kept", files: []string{"hub\nrefuse\n", "hub\na\n"}, hubs: "a", notes: "refused, imported", after: 1, status: 1},
		{name: "all or nothing, all good", files: []string{"hub\na\n", "hub\nb\n"}, opts: Options{AllOrNothing: true}, hubs: "a b", notes: "imported, imported", after: 1},
		{name: "all or nothing, one row bad", files: []string{"hub\na\n", "hub\nb\nbad\n"}, opts: Options{AllOrNothing: true}, notes: "refused, refused", status: 1},
		{name: "all or nothing, one file refused", files: []string{"hub\na\n", ""}, opts: Options{AllOrNothing: true}, notes: "refused, refused", status: 1},
		{name: "dry run", files: []string{"hub\na\nbad\n"}, opts: Options{DryRun: true}, after: 1, status: 1},
		{name: "dry run, all or nothing", files: []string{"hub\na\n", "hub\nbad\n"}, opts: Options{DryRun: true, AllOrNothing: true}, status: 1},
		{name: "taken for its kind", files: []string{"hub\na\n"}, opts: Options{As: "hubs"}, hubs: "a", notes: "imported", after: 1},
		{name: "not of the kind", files: []string{"name\na\n"}, opts: Options{As: "hubs"}, notes: "refused", status: 1},
		{name: "no such kind", files: []string{"hub\na\n"}, opts: Options{As: "bananas"}, status: 2},
		{name: "no such file", files: []string{"hub\na\n", "-"}, status: 2},
		{name: "a panic", files: []string{"hub\na\n", "hub\nb\npanic\n", "hub\nc\n"}, hubs: "a", notes: "imported", after: 1, status: 1, fault: true},
		{name: "our fault", files: []string{"hub\na\nfault\n"}, status: 1, fault: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.Open(t)
			after := 0
			var files []string
			for i, content := range c.files {
				path := filepath.Join(t.TempDir(), "is not there")
				if content != "-" {
					path = write(t, strings.Repeat("f", i+1), content)
				}
				files = append(files, path)
			}
			result, err := Run(context.Background(), db, accounts.User{Name: "Pat"}, []Kind{hubsKind(&after)}, files, c.opts)
			if (err != nil) != c.fault {
				t.Fatalf("error %v, want one: %v", err, c.fault)
			}
			var hubs, notes string
			db.Raw(`SELECT coalesce(string_agg(name, ' ' ORDER BY name), '') FROM hubs`).Scan(&hubs)
			db.Raw(`SELECT coalesce(string_agg(outcome, ', ' ORDER BY id), '') FROM imports WHERE by_name = 'Pat'`).Scan(&notes)
			if hubs != c.hubs || notes != c.notes || after != c.after || result.ExitStatus() != c.status {
				t.Errorf("got hubs %q, notes %q, after %d, status %d, want %q, %q, %d, %d", hubs, notes, after, result.ExitStatus(), c.hubs, c.notes, c.after, c.status)
			}
			var warned int // each file that something followed from says so in its record
			if db.Raw(`SELECT count(*) FROM imports WHERE warnings = '{it is so. Look at it.}'`).Scan(&warned); notes != "" && warned != after {
				t.Errorf("%d records keep the warning of what followed, want %d", warned, after)
			}
			if len(result.Files) != len(files) {
				t.Errorf("%d files in the result, want %d", len(result.Files), len(files))
			}
		})
	}
}

func TestResultJSON(t *testing.T) {
	db := storetest.Open(t)
	after := 0
	good, bad := write(t, "good.csv", "hub\na\na\nbad\n"), write(t, "empty\x1b.csv", "")
	result, err := Run(context.Background(), db, accounts.User{Name: "Pat"}, []Kind{hubsKind(&after)}, []string{good, bad}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"files":[` +
		`{"file":"good.csv","kind":"hubs","accepted":1,"rejected":1,"unchanged":1,"problems":[` +
		`{"row":4,"column":"hub","value":"bad","rule":"the hub is bad","remedy":"Give a good one.","severity":"error"},{"rule":"it is so","remedy":"Look at it.","severity":"warning"}]},` +
		`{"file":"empty_.csv","kind":"unknown","accepted":0,"rejected":0,"unchanged":0,"problems":[` +
		`{"rule":"the file is empty","remedy":"Choose the file that holds the rows.","severity":"error"}]}],` +
		`"accepted":1,"rejected":1,"unchanged":1}`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var text strings.Builder
	if err := result.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	const plain = "good.csv (hubs): 1 accepted, 1 rejected, 1 unchanged\n" +
		"  row 4, column hub \"bad\": the hub is bad. Give a good one.\n" +
		"  warning, the file: it is so. Look at it.\n" +
		"empty_.csv (unknown): 0 accepted, 0 rejected, 0 unchanged\n" +
		"  the file: the file is empty. Choose the file that holds the rows.\n" +
		"All files: 1 accepted, 1 rejected, 1 unchanged\n"
	if text.String() != plain {
		t.Errorf("got\n%s\nwant\n%s", text.String(), plain)
	}
}

// Values of cells must not reach a log by way of a database error.
func TestFaultsCarryNoValues(t *testing.T) {
	db := storetest.Open(t)
	kind := Kind{Name: "x", Recognise: func(t *Table) bool { return t.Has("hub") },
		Import: func(_ context.Context, tx *gorm.DB, t *Table, r *Report) error {
			return tx.Exec(`SELECT ?::text::integer`, "a child's name").Error
		}}
	_, err := Run(context.Background(), db, accounts.User{Name: "Pat"}, []Kind{kind}, []string{write(t, "f", "hub\na\n")}, Options{})
	if err == nil || strings.Contains(err.Error(), "child") {
		t.Errorf("the error is %v, want one without the value", err)
	}
}

func TestKindsGoInTheirOrder(t *testing.T) {
	db := storetest.Open(t)
	var order []string
	kind := func(name string, n int) Kind {
		return Kind{Name: name, Order: n, Recognise: func(t *Table) bool { return t.Has(name) },
			Import: func(_ context.Context, _ *gorm.DB, t *Table, r *Report) error {
				order = append(order, name)
				return t.Each(r, func(Row) error { r.Accept(1); return nil })
			}}
	}
	kinds := []Kind{kind("late", 50), kind("early", 10)}
	files := []string{write(t, "1", "late\nx\n"), write(t, "2", "early\nx\n")}
	if _, err := Run(context.Background(), db, accounts.User{Name: "Pat"}, kinds, files, Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Join(order, " ") != "early late" {
		t.Errorf("taken in the order %v", order)
	}
}
