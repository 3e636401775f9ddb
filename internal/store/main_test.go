package store_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"homeground/internal/store"
	_ "homeground/internal/store/storetest" // lets this test program be the keeper
)

// TestMain lets this test program also be a command that uses a data folder.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "client" {
		os.Exit(client(os.Args[2]))
	}
	os.Exit(m.Run())
}

// client opens the data folder, says so, and then answers each line it is sent:
// "note" writes one row, anything else counts them.
func client(dir string) int {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{DataDir: dir})
	if err != nil {
		fmt.Println("error:", err)
		return 3
	}
	defer s.Close()
	// The lock is for those who come at the same moment: IF NOT EXISTS alone lets two begin.
	if _, err := s.Pool.Exec(ctx, "SELECT pg_advisory_xact_lock(1); CREATE TABLE IF NOT EXISTS kept (id bigint GENERATED ALWAYS AS IDENTITY)"); err != nil {
		fmt.Println("error:", err)
		return 3
	}
	fmt.Println("ready")
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		query := "SELECT count(*) FROM kept"
		if lines.Text() == "note" {
			query = "INSERT INTO kept DEFAULT VALUES RETURNING id"
		}
		var n int
		if err := s.Pool.QueryRow(ctx, query).Scan(&n); err != nil {
			fmt.Println("error:", err)
			continue
		}
		fmt.Println(n)
	}
	return 0
}

// guest is a running client.
type guest struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

// begin starts a client; ready waits for it.
func begin(t *testing.T, dir string, as *syscall.Credential, program string) *guest {
	t.Helper()
	u := &guest{t: t, cmd: exec.Command(program, "client", dir)}
	u.cmd.Dir = "/"
	u.cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir(), "PGHOST=nowhere.invalid", "PGPASSWORD=wrong", "PGDATABASE=wrong", "LC_ALL=nowhere"}
	u.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	u.cmd.Stderr = os.Stderr
	in, err := u.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := u.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	u.in, u.out = in, bufio.NewScanner(out)
	if err := u.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { u.kill() })
	return u
}

func open(t *testing.T, dir string) *guest {
	t.Helper()
	u := begin(t, dir, nil, os.Args[0])
	u.ready()
	return u
}

func (u *guest) line() string {
	u.t.Helper()
	late := time.AfterFunc(90*time.Second, func() { u.cmd.Process.Kill() })
	defer late.Stop()
	if !u.out.Scan() {
		u.t.Fatal("the client ended without a word")
	}
	return u.out.Text()
}

func (u *guest) ready() {
	u.t.Helper()
	if got := u.line(); got != "ready" {
		u.t.Fatalf("client: got %q, want ready", got)
	}
}

func (u *guest) ask(what string) string {
	u.t.Helper()
	fmt.Fprintln(u.in, what)
	return u.line()
}

// want asks for the number of rows.
func (u *guest) want(n int) {
	u.t.Helper()
	if got := u.ask("count"); got != strconv.Itoa(n) {
		u.t.Errorf("rows: got %s, want %d", got, n)
	}
}

// end lets the client end by itself.
func (u *guest) end() {
	u.in.Close()
	u.cmd.Wait()
}

func (u *guest) kill() {
	u.cmd.Process.Kill()
	u.cmd.Wait()
}

// place makes a folder that any user may pass through; at the end of the test its
// keepers are told to end.
func place(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "homeground-place-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, pid := range keepers(dir) {
			syscall.Kill(pid, syscall.SIGTERM)
		}
		waitForNone(t, dir)
		os.RemoveAll(dir)
	})
	return dir
}

// waitForNone waits until no keeper is left under dir.
func waitForNone(t *testing.T, dir string) {
	t.Helper()
	for range 200 {
		if len(keepers(dir)) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("keepers %v are still there", keepers(dir))
}

// keepers is the living keepers of data folders under dir.
func keepers(dir string) []int {
	return processes(func(args []string) bool {
		return len(args) > 2 && args[1] == store.KeeperCommand && strings.HasPrefix(args[2], dir)
	})
}

// postmaster is the PostgreSQL of the data folder.
func postmaster(t *testing.T, dir string) int {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "database", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

// family is a PostgreSQL and the processes it has started.
func family(postmaster int) []int {
	all := []int{postmaster}
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		if b, err := os.ReadFile(file); err == nil && parent(b) == postmaster {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			all = append(all, pid)
		}
	}
	return all
}

// parent reads proc(5)'s stat: the number after the name, which stands in brackets and
// may hold any character, and the state.
func parent(stat []byte) int {
	after := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	n, _ := strconv.Atoi(after[1])
	return n
}

// waitForEnd waits until these processes are gone, or only their remains are left. A
// connection that its server closes while a question is under way is an error for
// whoever asked, and nobody could make it another: tests ask after it.
func waitForEnd(t *testing.T, pids []int) {
	t.Helper()
	for range 600 {
		pids = slices.DeleteFunc(pids, func(pid int) bool {
			args, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
			return len(args) == 0
		})
		if len(pids) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("the processes %v are still there", pids)
}

// processes is the living processes with such arguments.
func processes(match func(args []string) bool) []int {
	var found []int
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, file := range files {
		b, _ := os.ReadFile(file)
		if args := strings.Split(strings.TrimRight(string(b), "\x00"), "\x00"); match(args) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			found = append(found, pid)
		}
	}
	return found
}
