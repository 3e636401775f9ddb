package store_test

import (
	"context"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"homeground/internal/store"
)

// someone is a user of this machine other than root, with a home of mode 0700 that
// holds a copy of this program.
func someone(t *testing.T) (home, program string, as *syscall.Credential) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can try what other users see")
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(nobody.Uid)
	gid, _ := strconv.Atoi(nobody.Gid)
	home = filepath.Join(place(t), "home")
	program = filepath.Join(home, "homeground.test")
	text, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []error{os.Mkdir(home, 0o700), os.Chown(home, uid, gid), os.WriteFile(program, text, 0o700), os.Chown(program, uid, gid)} {
		if step != nil {
			t.Fatal(step)
		}
	}
	return home, program, &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

// TestOwnHome runs the database as an ordinary user inside his own closed home; then
// root uses the same folder, and leaves nothing there that is not the user's; then
// the user again.
func TestOwnHome(t *testing.T) {
	t.Parallel()
	home, program, as := someone(t)
	dir := filepath.Join(home, "checkout", "data")
	if err := os.Mkdir(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(filepath.Dir(dir), int(as.Uid), int(as.Gid)); err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, c := range []struct {
		name string
		as   *syscall.Credential
	}{{"the user", as}, {"root", nil}, {"the user again", as}} {
		u := begin(t, dir, c.as, program)
		u.ready()
		u.ask("note")
		rows++
		u.want(rows)
		if c.as == nil {
			kill9(t, only(t, keepers(dir))) // also what is made anew must be the user's
			u.ask("count")
		}
		mustBelongTo(t, c.name, dir, as.Uid)
		u.end()
		waitForNone(t, dir)
	}
}

// TestRootInUsersHome has root make the folder inside a user's closed home.
func TestRootInUsersHome(t *testing.T) {
	t.Parallel()
	home, _, as := someone(t)
	dir := filepath.Join(home, "new", "data")
	open(t, dir).ask("note")
	mustBelongTo(t, "root", filepath.Join(home, "new"), as.Uid)
}

// TestAnothersFolder has an ordinary user open a folder that root made.
func TestAnothersFolder(t *testing.T) {
	t.Parallel()
	_, program, as := someone(t)
	dir := filepath.Join(place(t), "data")
	open(t, dir)
	if got := begin(t, dir, as, program).line(); !strings.Contains(got, "belongs to another user") || !strings.Contains(got, "HOMEGROUND_DATA") {
		t.Errorf("got %q, want it to say whose the folder is and what to do", got)
	}
}

func mustBelongTo(t *testing.T, after, dir string, uid uint32) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // PostgreSQL removed it meanwhile
		}
		info, err := d.Info()
		if err == nil && info.Sys().(*syscall.Stat_t).Uid != uid {
			t.Errorf("after %s: %s belongs to %d, want %d", after, path, info.Sys().(*syscall.Stat_t).Uid, uid)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRootsClosedHome has root choose a folder that PostgreSQL's user cannot reach.
func TestRootsClosedHome(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root runs PostgreSQL as another user")
	}
	closed := filepath.Join(place(t), "root")
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(context.Background(), store.Config{DataDir: filepath.Join(closed, "data")})
	if err == nil {
		t.Fatal("opened, want a refusal")
	}
	for _, want := range []string{"may not pass through " + closed, "HOMEGROUND_DATA", "/var/lib/homeground"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %q, want it to say %q", err, want)
		}
	}
}
