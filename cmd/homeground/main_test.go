package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	_ "homeground/internal/store/storetest" // lets this test program be the keeper

	"homeground/internal/store"
)

// TestUse calls the program as people do, rightly and wrongly.
func TestUse(t *testing.T) {
	for _, c := range []struct {
		name   string
		args   []string
		want   int
		stdout []string
		stderr []string
	}{
		{"nothing", nil, 2, nil, []string{"Use: homeground COMMAND", "serve"}},
		{"help", []string{"--help"}, 0, []string{"serve", "migrate", "import", "demo", "calc", "version",
			"HOMEGROUND_ADDR", "--addr", "127.0.0.1:8340", "HOMEGROUND_DATA", "DATABASE_URL", "--database-url"}, nil},
		{"help of one", []string{"serve", "--help"}, 0, []string{"--demo", "HOMEGROUND_ADDR", "HOMEGROUND_DATA", "DATABASE_URL"}, nil},
		{"no such command", []string{"sevre"}, 2, nil, []string{`no command "sevre"`}},
		{"no such flag", []string{"serve", "--port", "1"}, 2, nil, []string{"-port", "homeground serve --help"}},
		{"too much", []string{"migrate", "now"}, 2, nil, []string{`"now"`}},
		{"wrong log format", []string{"migrate", "--log-format", "xml"}, 2, nil, []string{"text or json"}},
		{"open to others", []string{"serve", "--addr", "0.0.0.0:8340"}, 2, nil, []string{"HOMEGROUND_URL"}},
		{"open to others, no host", []string{"serve", "--addr", ":8340"}, 2, nil, []string{"HOMEGROUND_URL"}},
		{"the demonstration, open to others", []string{"serve", "--demo", "--addr", "0.0.0.0:8340", "--url", "https://homes.example.org"}, 2, nil, []string{"this machine only"}},
		{"an address without TLS", []string{"serve", "--url", "http://homes.example.org"}, 2, nil, []string{"https://"}},
		{"proxies that cannot be read", []string{"serve", "--proxies", "here"}, 2, nil, []string{"10.0.0.1/32"}},
		{"no address", []string{"serve", "--addr", "here"}, 2, nil, []string{"127.0.0.1:8340"}},
		{"a layer that is not one of constraints", []string{"import", "--layer", "aonb", "--as", "sites", "x.csv"}, 2, nil, []string{"--layer is of constraints, and --as says sites"}},
		{"version", []string{"version"}, 0, []string{"homeground "}, nil},
		{"keeper by hand", []string{"keeper", "/nowhere", ""}, 2, nil, nil},
		{"no program", []string{"database"}, 2, nil, []string{"pg_dump"}},
		{"database does not answer", []string{"migrate", "--database-url", "postgres://me:open-sesame@127.0.0.1:1/x"}, 3, nil, []string{"does not answer"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if got := run(t.Context(), c.args, &stdout, &stderr); got != c.want {
				t.Errorf("status: got %d, want %d (%s%s)", got, c.want, &stdout, &stderr)
			}
			for _, text := range c.stdout {
				if !strings.Contains(stdout.String(), text) {
					t.Errorf("standard output: got %q, want it to say %q", &stdout, text)
				}
			}
			for _, text := range c.stderr {
				if !strings.Contains(stderr.String(), text) {
					t.Errorf("standard error: got %q, want it to say %q", &stderr, text)
				}
			}
			if strings.Contains(stderr.String(), "sesame") {
				t.Errorf("the password is in %q", &stderr)
			}
		})
	}
}

// TestParse mixes flags and operands, and lets flags win over variables.
func TestParse(t *testing.T) {
	t.Setenv("HOMEGROUND_DATA", "from the variable")
	for _, c := range []struct {
		name string
		args []string
		data string
		want string
	}{
		{"variable", []string{"a"}, "from the variable", "a"},
		{"flag first", []string{"--data", "d", "a", "b"}, "d", "a b"},
		{"flag last", []string{"a", "b", "--data=d"}, "d", "a b"},
		{"flag between", []string{"a", "-data", "d", "b"}, "d", "a b"},
		{"after two dashes", []string{"a", "--", "--data", "d"}, "from the variable", "a --data d"},
	} {
		t.Run(c.name, func(t *testing.T) {
			call := newCall(command{name: "x", settings: databaseSettings}, c.args, io.Discard, io.Discard)
			operands, status, done := call.parse()
			if done || status != 0 {
				t.Fatalf("done %v, status %d", done, status)
			}
			if got := strings.Join(operands, " "); got != c.want || call.config.Data != c.data {
				t.Errorf("got %q with data %q, want %q with %q", got, call.config.Data, c.want, c.data)
			}
		})
	}
}

// output is what a running command has written so far.
type output struct {
	sync.Mutex
	bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.Lock()
	defer o.Unlock()
	return o.Buffer.Write(p)
}

func (o *output) String() string {
	o.Lock()
	defer o.Unlock()
	return o.Buffer.String()
}

var address = regexp.MustCompile(`http://(\S+)/`)

// TestServe serves demonstration data from a new data folder while another command
// uses it, and stops when told.
func TestServe(t *testing.T) {
	dir := dataFolder(t)
	ctx, stop := context.WithCancel(t.Context())
	var stdout, stderr output
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--demo", "--addr", "127.0.0.1:0", "--data", dir, "--log-format", "json"}, &stdout, &stderr)
	}()
	var at []string
	for range 600 {
		if at = address.FindStringSubmatch(stdout.String()); at != nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if at == nil {
		t.Fatalf("not serving: %s", stderr.String())
	}
	if !strings.Contains(stdout.String(), dir) || !strings.Contains(stdout.String(), "only this machine") {
		t.Errorf("got %q, want the data folder and who is served", stdout.String())
	}
	for path, want := range map[string]string{"/healthz": "", "/readyz": "", "/api/v1/session": `"name":"Ada Example"`} {
		if got := get(t, "http://"+at[1]+path); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q in it", path, got, want)
		}
	}
	var second output
	if status := run(t.Context(), []string{"migrate", "--data", dir}, &second, &second); status != 0 || !strings.Contains(second.String(), "Migrations applied: 0") {
		t.Errorf("migrate beside serve: status %d, %s", status, second.String())
	}
	if status := run(t.Context(), []string{"serve", "--addr", at[1], "--data", dir}, &second, &second); status != 3 || !strings.Contains(second.String(), "another program serves") {
		t.Errorf("serve at the same address: status %d, %s", status, second.String())
	}
	stop()
	select {
	case status := <-ended:
		if status != 0 {
			t.Errorf("status %d, %s", status, stderr.String())
		}
	case <-time.After(20 * time.Second):
		t.Fatal("still serving 20 s after it was told to stop")
	}
	if conn, err := net.Dial("tcp", at[1]); err == nil {
		conn.Close()
		t.Error("somebody still listens")
	}
}

// TestDatabase backs the database up with PostgreSQL's own program.
func TestDatabase(t *testing.T) {
	dir := dataFolder(t)
	t.Setenv("HOMEGROUND_DATA", dir)
	var out output
	if status := run(t.Context(), []string{"migrate"}, &out, &out); status != 0 {
		t.Fatalf("migrate: status %d, %s", status, out.String())
	}
	var dump, errs output
	if status := run(t.Context(), []string{"database", "--", "pg_dump", "--schema-only", "--table=programmes"}, &dump, &errs); status != 0 || !strings.Contains(dump.String(), "CREATE TABLE public.programmes") {
		t.Errorf("pg_dump: status %d, %s %s", status, dump.String(), errs.String())
	}
	if status := run(t.Context(), []string{"database", "false"}, &dump, &errs); status != 1 {
		t.Errorf("a program that ends with 1: got status %d", status)
	}
}

// TestRestore restores a backup into an empty folder: the record of changes is whole
// there, and the server still may not touch it.
func TestRestore(t *testing.T) {
	do := func(folder string, args ...string) string {
		t.Helper()
		t.Setenv("HOMEGROUND_DATA", folder)
		var out, errs output
		if status := run(t.Context(), args, &out, &errs); status != 0 {
			t.Fatalf("%v: status %d, %s %s", args, status, out.String(), errs.String())
		}
		return strings.TrimSpace(out.String())
	}
	from, to, backup := dataFolder(t), dataFolder(t), filepath.Join(t.TempDir(), "backup.dump")
	do(from, "demo")
	head := do(from, "audit", "head")
	do(from, "database", "--", "pg_dump", "-Fc", "-f", backup)
	do(to, "database", "--", "pg_restore", "--no-owner", "--exit-on-error", "-d", "homeground", backup)
	if said := do(to, "audit", "verify", "--head", head); !strings.Contains(said, "sound") {
		t.Errorf("the audit: %s", said)
	}
	owner, err := store.Open(t.Context(), store.Config{DataDir: to})
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	server, err := owner.As(t.Context(), store.Server)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	for _, statement := range []string{"DELETE FROM audit_entries", "UPDATE audit_entries SET reason = ''", "SELECT exact FROM sites", "DELETE FROM ledger_entries"} {
		if err := server.DB.Exec(statement).Error; err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s as the server: %v, want permission denied", statement, err)
		}
	}
	var sites int
	if err := server.DB.Raw("SELECT count(*) FROM sites").Scan(&sites).Error; err != nil || sites == 0 {
		t.Errorf("%d sites, %v", sites, err)
	}
}

// dataFolder is a folder that PostgreSQL's user may reach.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "homeground-serve-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for range 100 { // the keeper takes its address away when it leaves
			if _, err := os.Stat(filepath.Join(dir, "data", "address")); err != nil {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		time.Sleep(200 * time.Millisecond)
		os.RemoveAll(dir)
	})
	return filepath.Join(dir, "data")
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v, %s", url, res.StatusCode, err, body)
	}
	return string(body)
}
