package store_test

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"homeground/internal/store"
	"homeground/internal/store/storetest"
)

// address is a DATABASE_URL for the built-in database of a folder.
func address(t *testing.T, env []string, password string) string {
	t.Helper()
	v := map[string]string{}
	for _, e := range env {
		name, value, _ := strings.Cut(e, "=")
		v[name] = value
	}
	if password == "" {
		password = v["PGPASSWORD"]
	}
	u := url.URL{Scheme: "postgres", User: url.UserPassword(v["PGUSER"], password), Path: "/" + v["PGDATABASE"], RawQuery: url.Values{"host": {v["PGHOST"]}}.Encode()}
	return u.String()
}

// TestGiven opens a database by its address, as one that Homeground does not run.
func TestGiven(t *testing.T) {
	t.Parallel()
	fresh := storetest.Fresh(t)
	s, err := store.Open(context.Background(), store.Config{DatabaseURL: address(t, fresh.Surroundings(), "")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if applied, err := s.Migrate(context.Background()); err != nil || applied != 0 {
		t.Errorf("migrate a migrated database: got %d, %v, want 0", applied, err)
	}
	var version string
	if err := s.DB.Raw("SELECT postgis_lib_version()").Scan(&version).Error; err != nil || version == "" {
		t.Errorf("PostGIS: got %q, %v", version, err)
	}
}

// TestGivenWrong says what is wrong with an address, never its password.
func TestGivenWrong(t *testing.T) {
	t.Parallel()
	env := storetest.Fresh(t).Surroundings()
	for _, c := range []struct{ name, url, says string }{
		{"not an address", "postgres://me:open-sesame@host:port/x", "DATABASE_URL cannot be read"},
		{"wrong password", address(t, env, "open-sesame"), "does not answer"},
		{"nobody there", "postgres://me:open-sesame@127.0.0.1:1/x", "does not answer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := store.Open(context.Background(), store.Config{DatabaseURL: c.url})
			if err == nil {
				s.Close()
				t.Fatal("opened, want a refusal")
			}
			if !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "sesame") {
				t.Errorf("got %q, want it to say %q and no password", err, c.says)
			}
		})
	}
}

// TestMigrateTogether has two commands migrate an empty database at once.
func TestMigrateTogether(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(place(t), "data")
	var applied [2]int
	var failed [2]error
	var both sync.WaitGroup
	for i := range 2 {
		both.Go(func() {
			s, err := store.Open(context.Background(), store.Config{DataDir: dir})
			if err == nil {
				applied[i], err = s.Migrate(context.Background())
				s.Close()
			}
			failed[i] = err
		})
	}
	both.Wait()
	if err := errors.Join(failed[0], failed[1]); err != nil {
		t.Fatal(err)
	}
	if applied[0] > 0 == (applied[1] > 0) {
		t.Errorf("applied: got %v, want one to do all and the other nothing", applied)
	}
}

// TestOtherMajorVersion meets data that another version of PostgreSQL made.
func TestOtherMajorVersion(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(place(t), "data")
	one := open(t, dir)
	one.ask("note")
	one.end()
	waitForNone(t, dir)
	path := filepath.Join(dir, "database", "PG_VERSION")
	right, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(context.Background(), store.Config{DataDir: dir})
	if err == nil || !strings.Contains(err.Error(), "made by PostgreSQL 9") || !strings.Contains(err.Error(), "Nothing was changed") {
		t.Errorf("got %v, want a refusal that says why", err)
	}
	if err := os.WriteFile(path, right, 0o600); err != nil {
		t.Fatal(err)
	}
	open(t, dir).want(1)
}
