package main

import (
	"bytes"
	"encoding/hex"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"homeground/internal/returns"
	"homeground/internal/store"
	"homeground/migrations"
)

// TestCertifiedFilesSurvive certifies a return on the first database that kept any, upgrades
// it to today's, backs it up and restores it elsewhere: each file is the same bit for bit.
func TestCertifiedFilesSurvive(t *testing.T) {
	do := func(folder string, args ...string) string {
		t.Helper()
		t.Setenv("HOMEGROUND_DATA", folder)
		var out, errs output
		if status := run(t.Context(), args, &out, &errs); status != 0 {
			t.Fatalf("%v: status %d, %s %s", args, status, out.String(), errs.String())
		}
		return out.String()
	}
	from, to, backup := dataFolder(t), dataFolder(t), filepath.Join(t.TempDir(), "backup.dump")
	s, err := store.Open(t.Context(), store.Config{DataDir: from})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	sql, err := s.DB.DB()
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectPostgres, sql, migrations.Files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	const firstKept = 48
	if _, err := p.UpTo(t.Context(), firstKept); err != nil {
		t.Fatal(err)
	}
	files, random := map[string][]byte{}, rand.NewChaCha8([32]byte{48})
	for i, kind := range []string{"json", "csv", "xlsx", "pdf", "inputs"} {
		files[kind] = make([]byte, 1+i*300_000) // the largest is kept apart from its row
		random.Read(files[kind])
	}
	tx := s.DB.Begin()
	steps := []struct {
		sql  string
		args []any
	}{
		{`SELECT set_config('app.act', '{"user_name":"Test"}', true)`, nil},
		{`INSERT INTO users (email, name) VALUES ('officer@example.org', 'Officer')`, nil},
		{`INSERT INTO programmes (name, funder, award_pence, open_by, provenance) VALUES ('Places', 'A fund', 100, '2028-01-01', 'test')`, nil},
		{`INSERT INTO returns (programme_id, number, year, quarter, due_on, state, template) SELECT id, 1, 2026, 1, '2026-08-31', 'certified', 1 FROM programmes`, nil},
		{`INSERT INTO certificates (programme_id, return_id, document, hash, manifest, manifest_hash, by_id, by_name, signed_as, at)
			SELECT r.programme_id, r.id, '{}', sha256('{}'), '{}', sha256('{}'), u.id, u.name, 'Section 151 officer', now() FROM returns r, users u`, nil},
	}
	for kind, content := range files {
		steps = append(steps, struct {
			sql  string
			args []any
		}{`INSERT INTO return_files (certificate_id, kind, file_name, media_type, content, hash) SELECT id, ?, 'f', 'application/octet-stream', decode(?, 'hex'), decode(?, 'hex') FROM certificates`,
			[]any{kind, hex.EncodeToString(content), returns.Fingerprint(content)}})
	}
	for _, step := range steps {
		if err := tx.Exec(step.sql, step.args...).Error; err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit().Error; err != nil {
		t.Fatal(err)
	}
	same := func(s *store.Store, when string) {
		t.Helper()
		var kept []struct {
			Kind    string
			Content []byte
		}
		if err := s.DB.Raw(`SELECT kind, content FROM return_files`).Scan(&kept).Error; err != nil || len(kept) != len(files) {
			t.Fatalf("%s: %d files, %v", when, len(kept), err)
		}
		for _, f := range kept {
			if !bytes.Equal(f.Content, files[f.Kind]) {
				t.Errorf("%s the %s is not what was certified", when, f.Kind)
			}
		}
	}
	if applied, err := s.Migrate(t.Context()); err != nil || applied == 0 {
		t.Fatalf("%d migrations, %v", applied, err)
	}
	same(s, "after the upgrade")
	do(from, "database", "--", "pg_dump", "-Fc", "-f", backup)
	do(to, "database", "--", "pg_restore", "--no-owner", "--exit-on-error", "-d", "homeground", backup)
	restored, err := store.Open(t.Context(), store.Config{DataDir: to})
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	same(restored, "after the restore")
	file := filepath.Join(t.TempDir(), "return.pdf")
	if err := os.WriteFile(file, files["pdf"], 0o600); err != nil {
		t.Fatal(err)
	}
	if said := do(to, "verify", file); !strings.HasPrefix(said, "genuine: This is Return 1, byte for byte") {
		t.Error(said)
	}
}
