package store_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func only(t *testing.T, pids []int) int {
	t.Helper()
	if len(pids) != 1 {
		t.Fatalf("keepers: got %v, want one", pids)
	}
	return pids[0]
}

func kill9(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

// TestComeAndGo lets two commands use a folder, in both orders of leaving.
func TestComeAndGo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name         string
		starterFirst bool
	}{{"who started it leaves first", true}, {"who came second leaves first", false}} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(place(t), "data")
			began := time.Now()
			starter := open(t, dir)
			t.Logf("first start: %v", time.Since(began).Round(time.Millisecond))
			starter.ask("note")
			began = time.Now()
			second := open(t, dir)
			t.Logf("attach: %v", time.Since(began).Round(time.Millisecond))
			stays, leaves := second, starter
			if !c.starterFirst {
				stays, leaves = starter, second
			}
			leaves.end()
			keeper := only(t, keepers(dir))
			time.Sleep(3 * time.Second) // longer than the keeper waits for nobody
			stays.want(1)
			if now := only(t, keepers(dir)); now != keeper {
				t.Errorf("keeper: got %d, want the same as before, %d", now, keeper)
			}
			stays.end()
			began = time.Now()
			for len(keepers(dir)) > 0 && time.Since(began) < 20*time.Second {
				time.Sleep(20 * time.Millisecond)
			}
			if took := time.Since(began); took < time.Second || took > 10*time.Second {
				t.Errorf("the keeper left %v after the last command, want about two seconds", took)
			}
			began = time.Now()
			open(t, dir).want(1)
			t.Logf("warm start: %v", time.Since(began).Round(time.Millisecond))
		})
	}
}

// TestTwentyAtOnce starts twenty commands on an empty folder at the same moment.
func TestTwentyAtOnce(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(place(t), "data")
	began := time.Now()
	var users []*guest
	for range 20 {
		users = append(users, begin(t, dir, nil, os.Args[0]))
	}
	for _, u := range users {
		u.ready()
	}
	t.Logf("twenty ready: %v", time.Since(began).Round(time.Millisecond))
	only(t, keepers(dir))
	for _, u := range users {
		u.ask("note")
	}
	users[7].want(20)
	log, err := os.ReadFile(filepath.Join(dir, "database.log"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(log), "database system is ready"); n != 1 {
		t.Errorf("starts of PostgreSQL: got %d, want 1", n)
	}
}

// TestKilled kills what runs, and asks those who are left and one who comes anew.
func TestKilled(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(place(t), "data")
	stays := open(t, dir)
	rows := 0
	for _, c := range []struct {
		name     string
		survives bool // PostgreSQL does
		kill     func(t *testing.T, other *guest)
	}{
		{"a command", true, func(t *testing.T, other *guest) { other.kill() }},
		{"the keeper", false, func(t *testing.T, _ *guest) { kill9(t, only(t, keepers(dir))) }},
		{"PostgreSQL", false, func(t *testing.T, _ *guest) { kill9(t, postmaster(t, dir)) }},
		{"the keeper, then PostgreSQL", false, func(t *testing.T, _ *guest) {
			pid := postmaster(t, dir)
			kill9(t, only(t, keepers(dir)))
			syscall.Kill(pid, syscall.SIGKILL) // it may be gone already
		}},
		{"PostgreSQL and everyone else", false, func(t *testing.T, other *guest) {
			all := []int{postmaster(t, dir), only(t, keepers(dir)), stays.cmd.Process.Pid}
			other.kill()
			for _, pid := range all {
				syscall.Kill(pid, syscall.SIGKILL)
			}
			stays.kill()
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			other := open(t, dir)
			other.ask("note")
			rows++
			was := family(postmaster(t, dir))
			c.kill(t, other)
			began := time.Now()
			if stays.cmd.ProcessState == nil {
				if !c.survives {
					waitForEnd(t, was)
				}
				time.Sleep(60 * time.Millisecond) // a connection used this instant is not tried first
				stays.want(rows)
				t.Logf("who stayed has an answer after %v", time.Since(began).Round(time.Millisecond))
			}
			newcomer := open(t, dir)
			newcomer.want(rows)
			t.Logf("who came has an answer after %v", time.Since(began).Round(time.Millisecond))
			only(t, keepers(dir))
		})
	}
}

// TestKilledWhileStarting kills the keeper, and the command that waits for it, at
// moments spread over the first start.
func TestKilledWhileStarting(t *testing.T) {
	t.Parallel()
	for _, after := range []time.Duration{50, 150, 300, 450, 600, 800} {
		after *= time.Millisecond
		t.Run(after.String(), func(t *testing.T) {
			dir := filepath.Join(place(t), "data")
			first := begin(t, dir, nil, os.Args[0])
			time.Sleep(after)
			for _, pid := range keepers(dir) {
				syscall.Kill(pid, syscall.SIGKILL)
			}
			first.kill()
			began := time.Now()
			open(t, dir).want(0)
			t.Logf("answers after %v", time.Since(began).Round(time.Millisecond))
		})
	}
}

// TestAwkwardFolders runs a database in folders whose names make trouble.
func TestAwkwardFolders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, folder string }{
		{"a space", "my data"},
		{"a comma and quotes", `a, "b" and 'c'`},
		{"a long path", strings.Repeat("long/", 30) + "data"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(place(t), c.folder)
			one := open(t, dir)
			one.ask("note")
			open(t, dir).want(1)
			address, err := os.ReadFile(filepath.Join(dir, "address"))
			if err != nil {
				t.Fatal(err)
			}
			if n := len(address) + len("/.s.PGSQL.5432"); n > 107 {
				t.Errorf("the socket's path has %d bytes, want at most 107", n)
			}
			was := family(postmaster(t, dir))
			kill9(t, only(t, keepers(dir)))
			waitForEnd(t, was)
			time.Sleep(60 * time.Millisecond)
			one.want(1)
			if now, err := os.ReadFile(filepath.Join(dir, "address")); err != nil || len(now)+len("/.s.PGSQL.5432") > 107 {
				t.Errorf("address after the keeper was killed: %q, %v", now, err)
			}
		})
	}
}

// TestStalePidFile leaves the name of a living stranger in postmaster.pid, as after a
// restart of the machine.
func TestStalePidFile(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(place(t), "data")
	one := open(t, dir)
	one.ask("note")
	one.end()
	waitForNone(t, dir)
	stranger := begin(t, filepath.Join(place(t), "data"), nil, os.Args[0])
	stranger.ready()
	path := filepath.Join(dir, "database", "postmaster.pid")
	text := strings.Join([]string{strconv.Itoa(stranger.cmd.Process.Pid), filepath.Join(dir, "database"), "1700000000", "5432", filepath.Join(dir, "socket"), "", " 1 1", "ready", ""}, "\n")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	open(t, dir).want(1)
}

// TestPasswordStaysHome looks for the password where others could read it.
func TestPasswordStaysHome(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(place(t), "data")
	open(t, dir)
	b, err := os.ReadFile(filepath.Join(dir, "password"))
	password := strings.TrimSpace(string(b))
	if err != nil || len(password) < 20 {
		t.Fatalf("password %d bytes, %v", len(password), err)
	}
	if info, err := os.Stat(filepath.Join(dir, "password")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("password file: mode %v, %v, want 0600", info.Mode(), err)
	}
	seen := processes(func(args []string) bool { return strings.Contains(strings.Join(args, " "), password) })
	if len(seen) > 0 {
		t.Errorf("processes %v have the password in their arguments", seen)
	}
	log, err := os.ReadFile(filepath.Join(dir, "database.log"))
	if err != nil || strings.Contains(string(log), password) {
		t.Errorf("the log holds the password (read: %v)", err)
	}
}
