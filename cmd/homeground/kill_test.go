package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const killRows = 60_000

// TestKilledImport kills the program, the keeper and the database in turn, without a
// warning, at ten moments spread over an import of 60,000 rows. Each time the rows of
// that import must be all there or none, with its line in the list of imports exactly
// when they are; and the next command must get its answer.
func TestKilledImport(t *testing.T) {
	if testing.Short() {
		t.Skip("left out of the short run: it takes most of a minute")
	}
	k := killing{t: t, dir: dataFolder(t)}
	k.program = filepath.Join(filepath.Dir(k.dir), "homeground")
	if out, err := exec.Command("go", "build", "-o", k.program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	k.file = filepath.Join(filepath.Dir(k.dir), "sites.csv")
	if err := os.WriteFile(k.file, manySites(killRows), 0o644); err != nil {
		t.Fatal(err)
	}
	// What the register keeps of its sites is not to be emptied, but here.
	const emptied = "ALTER TABLE site_moves DISABLE TRIGGER USER; ALTER TABLE site_notes DISABLE TRIGGER USER; ALTER TABLE ofsted_events DISABLE TRIGGER USER; TRUNCATE sites, imports CASCADE;" +
		" ALTER TABLE site_moves ENABLE TRIGGER USER; ALTER TABLE site_notes ENABLE TRIGGER USER; ALTER TABLE ofsted_events ENABLE TRIGGER USER"
	k.ask("SELECT 1")       // makes the database
	var whole time.Duration // of the second import: the first warms the machine
	for range 2 {
		k.ask(emptied)
		started := time.Now()
		if out, err := k.importing().CombinedOutput(); err != nil {
			t.Fatalf("import: %v\n%s", err, out)
		}
		whole = time.Since(started)
		if rows, lines := k.rows(); rows != killRows || lines != 1 {
			t.Fatalf("an import left alone: %d rows and %d lines", rows, lines)
		}
	}
	t.Logf("%d rows take %.1f s", killRows, whole.Seconds())

	victims := []string{"program", "keeper", "database"}
	landed := 0
	for i := range 10 {
		k.ask(emptied)
		moment := whole * time.Duration(2*i+1) / 20
		if k.kill(victims[i%len(victims)], moment) {
			landed++
		}
	}
	if landed < 7 {
		t.Errorf("only %d of 10 kills found their victim alive", landed)
	}
}

type killing struct {
	t                  *testing.T
	program, dir, file string
}

func (k killing) command(args ...string) *exec.Cmd {
	cmd := exec.Command(k.program, args...)
	cmd.Env = append(os.Environ(), "HOMEGROUND_DATA="+k.dir)
	return cmd
}

func (k killing) importing() *exec.Cmd {
	return k.command("import", "--as", "sites", "--format", "json", k.file)
}

// ask is one question to the database by a command of its own, as a person's next
// command would be.
func (k killing) ask(sql string) string {
	k.t.Helper()
	if out, err := k.command("migrate").CombinedOutput(); err != nil {
		k.t.Fatalf("migrate: %v\n%s", err, out)
	}
	cmd := k.command("database", "--", "psql", "-XtAq", "-F", " ", "-c", sql)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		k.t.Fatalf("%s: %v\n%s", sql, err, &stderr)
	}
	return strings.TrimSpace(string(out))
}

func (k killing) rows() (rows, lines int) {
	k.t.Helper()
	answer := k.ask("SELECT (SELECT count(*) FROM sites), (SELECT count(*) FROM imports WHERE outcome = 'imported')")
	if _, err := fmt.Sscan(answer, &rows, &lines); err != nil {
		k.t.Fatalf("%q: %v", answer, err)
	}
	return rows, lines
}

// kill imports anew, kills the victim at the moment and looks at what is there. It
// reports whether the victim was still alive.
func (k killing) kill(victim string, moment time.Duration) bool {
	k.t.Helper()
	cmd := k.importing()
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	time.Sleep(moment)
	pid := cmd.Process.Pid
	switch victim {
	case "keeper":
		pid = k.keeper()
	case "database":
		pid = k.database()
	}
	alive := pid != 0 && syscall.Kill(pid, syscall.SIGKILL) == nil
	if !alive {
		victim += " (was gone already)"
	}
	cmd.Wait() // however it ends: the rows tell
	killed := time.Now()
	rows, lines := k.rows()
	k.t.Logf("%-8s killed at %4.2f s: 0 rows before, %5d after, answers in %.2f s", victim, moment.Seconds(), rows, time.Since(killed).Seconds())
	if rows != 0 && rows != killRows {
		k.t.Errorf("%d rows are there, want none or all", rows)
	}
	if (rows == killRows) != (lines == 1) {
		k.t.Errorf("%d rows, but %d imports are listed", rows, lines)
	}
	return alive
}

// keeper is the process that keeps our folder, found by its arguments.
func (k killing) keeper() int {
	k.t.Helper()
	list, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		k.t.Fatal(err)
	}
	for _, path := range list {
		line, err := os.ReadFile(path)
		if err != nil {
			continue // it ended meanwhile
		}
		args := strings.Split(string(line), "\x00")
		if len(args) > 2 && args[1] == "keeper" && args[2] == k.dir {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			return pid
		}
	}
	return 0
}

// database is PostgreSQL's own process, by the file it keeps.
func (k killing) database() int {
	k.t.Helper()
	var found int
	filepath.WalkDir(k.dir, func(path string, _ os.DirEntry, err error) error {
		if err == nil && filepath.Base(path) == "postmaster.pid" {
			text, _ := os.ReadFile(path)
			first, _, _ := strings.Cut(string(text), "\n")
			found, _ = strconv.Atoi(first)
		}
		return nil
	})
	return found
}

// manySites is a sites CSV of n good rows in Kent.
func manySites(n int) []byte {
	var out bytes.Buffer
	out.WriteString("site_ref,name,authority,easting,northing,kind,status,places_planned\r\n")
	for i := range n {
		fmt.Fprintf(&out, "K-%06d,Site %d,Kent,%d,%d,council_building,candidate,%d\r\n", i, i, 580000+i%300*100, 140000+i/300*100, 1+i%4)
	}
	return out.Bytes()
}
