package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"homeground/internal/store"
	"homeground/internal/store/storetest"
)

// TestLesserRoles says who connects in each role, and that he owns nothing.
func TestLesserRoles(t *testing.T) {
	t.Parallel()
	fresh := storetest.Fresh(t)
	for role, want := range map[store.Role]string{store.Server: "homeground_server", store.Import: "homeground_importer"} {
		t.Run(want, func(t *testing.T) {
			s := storetest.As(t, fresh, role)
			var user string
			var free, owns, creates, temporary, exact, whole bool
			err := s.Pool.QueryRow(context.Background(), `
				SELECT session_user, NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication),
				       (SELECT bool_or(pg_has_role(relowner, 'MEMBER')) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
				       has_schema_privilege('public', 'CREATE'), has_database_privilege(current_database(), 'TEMPORARY'),
				       has_column_privilege('sites', 'exact', 'SELECT'), has_table_privilege('goose_db_version', 'SELECT')
				FROM pg_roles WHERE rolname = current_user`).Scan(&user, &free, &owns, &creates, &temporary, &exact, &whole)
			if err != nil {
				t.Fatal(err)
			}
			if user != want || !free || owns || creates || exact != (role == store.Import) || whole {
				t.Errorf("%s: free of powers %v, owns %v, creates %v, reads exact places %v, reads goose's table %v", user, free, owns, creates, exact, whole)
			}
			if temporary != cloned(t, fresh) {
				t.Errorf("may make temporary tables: %v", temporary)
			}
		})
	}
}

// cloned says whether the database is a copy: PostgreSQL does not copy a database's own grants.
func cloned(t *testing.T, s *store.Store) (yes bool) {
	t.Helper()
	if err := s.Pool.QueryRow(context.Background(), "SELECT datacl IS NULL FROM pg_database WHERE datname = current_database()").Scan(&yes); err != nil {
		t.Fatal(err)
	}
	return yes
}

// TestPasswordsOfRoles opens a folder for its roles, twenty at once, after the files
// were lost, and after the database got another password than the file says.
func TestPasswordsOfRoles(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(place(t), "data")
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	files := []string{filepath.Join(dir, "password-server"), filepath.Join(dir, "password-importer")}
	for _, c := range []struct {
		name   string
		before func() error
	}{
		{"the first time", func() error { return nil }},
		{"again", func() error { return nil }},
		{"files lost", func() error { return errors.Join(os.Remove(files[0]), os.Remove(files[1])) }},
		{"another password", func() error {
			_, err := s.Pool.Exec(ctx, "ALTER ROLE homeground_server PASSWORD 'another'")
			return err
		}},
		{"user lost", func() error {
			_, err := s.Pool.Exec(ctx, "DROP ROLE homeground_server")
			return err
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.before(); err != nil {
				t.Fatal(err)
			}
			var all sync.WaitGroup
			var failed [20]error
			for i := range failed {
				all.Go(func() {
					lesser, err := s.As(ctx, []store.Role{store.Server, store.Import}[i%2])
					if err == nil {
						err = lesser.Pool.Ping(ctx)
						lesser.Close()
					}
					failed[i] = err
				})
			}
			all.Wait()
			if err := errors.Join(failed[:]...); err != nil {
				t.Fatal(err)
			}
			for _, file := range files {
				if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("%s: %v, %v, want mode 0600", file, info, err)
				}
			}
		})
	}
}

// TestGivenApart serves a given database as a user who does not own the tables, and
// refuses users who could do more than serve.
func TestGivenApart(t *testing.T) {
	fresh := storetest.Fresh(t)
	ctx := context.Background()
	exec := func(statements ...string) {
		t.Helper()
		for _, s := range statements {
			if _, err := fresh.Pool.Exec(ctx, s); err != nil {
				t.Fatalf("%s: %v", s, err)
			}
		}
	}
	exec("DROP ROLE IF EXISTS given_test", "CREATE ROLE given_test LOGIN PASSWORD 'given'")
	t.Cleanup(func() { exec("DROP OWNED BY given_test", "DROP ROLE given_test") })
	owner := address(t, fresh.Surroundings(), "")
	asGiven := strings.Replace(address(t, fresh.Surroundings(), "given"), "//homeground:", "//given_test:", 1)
	for _, c := range []struct {
		name, before string
		url, says    string
	}{
		{"no member", "", asGiven, `GRANT homeground_app TO "given_test"`},
		{"a member", "GRANT homeground_app TO given_test", asGiven, ""},
		{"may create tables", "GRANT CREATE ON SCHEMA public TO given_test", asGiven, "may create tables"},
		{"may import", "REVOKE CREATE ON SCHEMA public FROM given_test; GRANT homeground_import TO given_test", asGiven, "homeground_import"},
		{"the owner", "REVOKE homeground_import FROM given_test", owner, "owns the tables"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for s := range strings.SplitSeq(c.before, "; ") {
				exec(s)
			}
			s, err := store.Open(ctx, store.Config{DatabaseURL: c.url, OwnerURL: owner})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			server, err := s.As(ctx, store.Server)
			if err == nil {
				defer server.Close()
			}
			if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want it to say %q", err, c.says)
			}
		})
	}
}

// TestGivenOneUser serves a given database as its owner, who steps down.
func TestGivenOneUser(t *testing.T) {
	fresh := storetest.Fresh(t)
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{DatabaseURL: address(t, fresh.Surroundings(), "")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	server, err := s.As(ctx, store.Server)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	if !strings.Contains(server.Weaker, "HOMEGROUND_OWNER_URL") {
		t.Errorf("got %q, want how to keep it apart better", server.Weaker)
	}
	_, err = server.Pool.Exec(ctx, "DELETE FROM audit_entries")
	mustBeRefused(t, err)
	importing, err := s.As(ctx, store.Import)
	if err != nil {
		t.Fatal(err)
	}
	defer importing.Close()
	if _, err := importing.Pool.Exec(ctx, "SELECT exact FROM sites"); err != nil {
		t.Errorf("importing cannot read sites whole: %v", err)
	}
}

// TestNotDurable refuses to serve from a database that may lose what it confirmed.
func TestNotDurable(t *testing.T) {
	fresh := storetest.Fresh(t)
	ctx := context.Background()
	_, err := fresh.Pool.Exec(ctx, "ALTER DATABASE "+pgx.Identifier{fresh.Pool.Config().ConnConfig.Database}.Sanitize()+" SET synchronous_commit = off")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := fresh.As(ctx, store.Server); err == nil || !strings.Contains(err.Error(), "synchronous_commit is off") {
		if err == nil {
			s.Close()
		}
		t.Errorf("got %v, want a refusal", err)
	}
}

func mustBeRefused(t *testing.T, err error) {
	t.Helper()
	var pg *pgconn.PgError
	if !errors.As(err, &pg) || pg.Code != "42501" {
		t.Errorf("got %v, want permission denied", err)
	}
}
