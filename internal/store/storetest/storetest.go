// Package storetest gives tests a real, migrated PostGIS.
//
// All test processes share one keeper in a folder under the temporary directory.
// There a template database is migrated once for each state of the migrations; a
// database of a test is a clone of it, 0.2 s each. What must stay true: nothing
// needs to be running or built beforehand, and no two processes share a database.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"homeground/internal/store"
	"homeground/migrations"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"
)

// init makes every test program that uses this package able to be the keeper too:
// the keeper is always the same program started again, and a test program's main
// function is not ours to write.
func init() {
	if len(os.Args) > 1 && os.Args[1] == store.KeeperCommand {
		os.Exit(store.Keep(os.Args[2:]))
	}
}

// Open is the migrated database, in a transaction that is rolled back at the end of
// the test.
func Open(t testing.TB) *gorm.DB {
	t.Helper()
	s, err := processDatabase()
	if err != nil {
		t.Fatalf("open the test database: %v", err)
	}
	tx := s.DB.Begin()
	if tx.Error != nil {
		t.Fatalf("begin the test's transaction: %v", tx.Error)
	}
	t.Cleanup(func() { tx.Rollback() })
	// A test that waits for its own other transaction is told so, not hung.
	if err := tx.Exec("SET LOCAL lock_timeout = '30s'").Error; err != nil {
		t.Fatalf("begin the test's transaction: %v", err)
	}
	return tx
}

// Fresh is a migrated database of the test's own, for what must commit.
func Fresh(t testing.TB) *store.Store { return Logged(t, nil) }

// Logged is Fresh, with a log.
func Logged(t testing.TB, log *slog.Logger) *store.Store {
	t.Helper()
	base, err := base()
	if err != nil {
		t.Fatalf("open the test database: %v", err)
	}
	name := nextName()
	s, err := clone(base, name, log)
	if err != nil {
		t.Fatalf("make a fresh database: %v", err)
	}
	t.Cleanup(func() {
		s.Close()
		if _, err := base.Pool.Exec(context.Background(), "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the fresh database: %v", err)
		}
	})
	return s
}

// As is the test's own database for a lesser role, as what serves and imports has it.
func As(t testing.TB, s *store.Store, role store.Role) *store.Store {
	t.Helper()
	lesser, err := s.As(context.Background(), role)
	if err != nil {
		t.Fatalf("open the test database as %s: %v", role, err)
	}
	t.Cleanup(func() { lesser.Close() })
	return lesser
}

// processDatabase is the clone that the rolled-back transactions of this process run
// in. The next process to start drops it.
var processDatabase = sync.OnceValues(func() (*store.Store, error) {
	base, err := base()
	if err != nil {
		return nil, err
	}
	return clone(base, nextName(), nil)
})

// base is the keeper's own database, never migrated: from here others are made.
var base = sync.OnceValues(func() (*store.Store, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	s, err := store.Open(ctx, store.Config{DataDir: folder()})
	if err != nil {
		return nil, err
	}
	if err := makeTemplate(ctx, s); err != nil {
		return nil, fmt.Errorf("make the template: %w", err)
	}
	return s, nil
})

func folder() string {
	return filepath.Join(os.TempDir(), fmt.Sprintf("homeground-tests-%d", os.Geteuid()))
}

var count atomic.Int64

// nextName names a database so that it can be seen whose it was.
func nextName() string { return fmt.Sprintf("test_%d_%d", os.Getpid(), count.Add(1)) }

func clone(base *store.Store, name string, log *slog.Logger) (*store.Store, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if _, err := base.Pool.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE "+templateName()); err != nil {
		return nil, err
	}
	return store.Open(ctx, store.Config{DataDir: folder(), Database: name, Session: acting, Log: log})
}

// acting names who changes records in a test that does not say so itself.
var acting = map[string]string{"app.act": `{"user_id":0,"user_name":"A test","role":"operator","credential":"test","origin":"command line","address":"","request":""}`}

// templateName changes with every change to the migrations.
var templateName = sync.OnceValue(func() string {
	sum := sha256.New()
	names, _ := fs.Glob(migrations.Files, "*.sql")
	for _, name := range names {
		text, _ := migrations.Files.ReadFile(name)
		fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
	}
	return "template_" + hex.EncodeToString(sum.Sum(nil))[:16]
})

// makeTemplate migrates the template if nobody has yet, and clears away what earlier
// processes left. One process does it, the others wait.
func makeTemplate(ctx context.Context, s *store.Store) error {
	conn, err := s.Pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(8340)"); err != nil {
		return err
	}
	defer conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock(8340)")
	if err := dropLeftovers(ctx, conn.Conn()); err != nil {
		return err
	}
	var there bool
	if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", templateName()).Scan(&there); err != nil || there {
		return err
	}
	name := nextName()
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return err
	}
	made, err := store.Open(ctx, store.Config{DataDir: folder(), Database: name})
	if err != nil {
		return err
	}
	_, err = made.Migrate(ctx)
	made.Close()
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "ALTER DATABASE "+name+" RENAME TO "+templateName())
	return err
}

// dropLeftovers drops the databases of processes that are no more. Templates stay:
// another checkout's tests may be at work with theirs; beyond forty they all go.
func dropLeftovers(ctx context.Context, conn *pgx.Conn) error {
	rows, _ := conn.Query(ctx, "SELECT datname FROM pg_database WHERE datname ~ '^(test|template)_' ORDER BY datname")
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	templates := 0
	for _, name := range names {
		owner, _, _ := strings.Cut(strings.TrimPrefix(name, "test_"), "_")
		pid, err := strconv.Atoi(owner)
		stale := err == nil && errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
		if err != nil {
			templates++
			stale = templates > 40 && name != templateName()
		}
		if stale {
			if _, err := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
				return err
			}
		}
	}
	return nil
}
