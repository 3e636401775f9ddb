package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// clearAfterKill makes the folder startable again after a keeper or a PostgreSQL was
// killed. PostgreSQL itself gives up when the process named in postmaster.pid still
// exists, even as a zombie that nobody has reaped yet, or as another program that got
// the same number. What counts instead: does any living process still work in the
// database's folder? Removing postmaster.pid before that would also remove
// PostgreSQL's own guard against two servers on the same files.
func (k *keeper) clearAfterKill(ctx context.Context) error {
	f := k.folder
	began := time.Now()
	for told := false; ; {
		busy := workingIn(f.in("database"))
		if len(busy) == 0 {
			break
		}
		if pid := f.postmaster(); !told && pid > 0 && time.Since(began) > time.Second {
			told = syscall.Kill(pid, syscall.SIGINT) == nil // an orphan nobody told to stop
		}
		if time.Since(began) > time.Minute {
			return fmt.Errorf("the database in %s is still in use by process %d, which Homeground did not start: stop that first", f.dir, busy[0])
		}
		if err := pause(ctx, 10*time.Millisecond); err != nil {
			return err
		}
	}
	if old, err := os.ReadFile(f.in("address")); err == nil && string(old) != f.in("socket") {
		clearShortFolder(string(old))
	}
	for _, name := range []string{"address", "database/postmaster.pid", "socket/" + socketFile, "socket/" + socketFile + ".lock"} {
		if err := os.Remove(f.in(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clear up after a database that was killed: %w", err)
		}
	}
	return nil
}

// clearShortFolder removes a socket folder that a killed keeper left under the
// temporary folder; nothing else, whatever the address says.
func clearShortFolder(path string) {
	if strings.HasPrefix(filepath.Base(path), "homeground-") {
		os.Remove(filepath.Join(path, socketFile))
		os.Remove(filepath.Join(path, socketFile+".lock"))
		os.Remove(path)
	}
}

// postmaster is the process named in postmaster.pid, if it works in this database.
func (f folder) postmaster() int {
	b, err := os.ReadFile(f.in("database/postmaster.pid"))
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, _ := strconv.Atoi(strings.TrimSpace(first))
	for _, working := range workingIn(f.in("database")) {
		if working == pid {
			return pid
		}
	}
	return 0
}

// wrongPassword is a sentence if PostgreSQL refuses the folder's password, nil if it
// merely does not answer yet.
func wrongPassword(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && (pg.Code == "28P01" || pg.Code == "28000") {
		return errors.New("the password file in the data folder is not the database's: put the right one back")
	}
	return nil
}
