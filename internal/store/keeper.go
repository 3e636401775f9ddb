package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	keeperMark = "HOMEGROUND_KEEPER" // set for the keeper, so that it can never start another
	wordReady  = "ready"
	wordBusy   = "busy"

	graceAfterLast = 2 * time.Second
	longestSocket  = 107 // bytes, of a Unix socket's path
)

// Keep is the keeper: it runs the database of a data folder until nobody uses it.
// Its arguments are the folder and, perhaps empty, where PostgreSQL's programs are;
// what it has to say goes to file 3 once, and to standard error after that.
func Keep(args []string) int {
	if len(args) != 2 || os.Getenv(keeperMark) == "" {
		fmt.Fprintln(os.Stderr, "homeground: the keeper is started by Homeground itself, never by hand")
		return 2
	}
	word := os.NewFile(3, "word")
	syscall.CloseOnExec(3)
	closeInherited()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	signal.Ignore(syscall.SIGPIPE, syscall.SIGHUP) // whoever started us may be gone
	// PostgreSQL is told to stop when the thread that forked it ends: that must be
	// this one, which ends with the process.
	runtime.LockOSThread()

	k, said, err := startKeeping(ctx, args[0], args[1])
	if err != nil {
		said = err.Error()
	}
	if said != wordBusy {
		fmt.Fprintf(os.Stderr, "%s keeper %d: %s\n", time.Now().UTC().Format(time.RFC3339), os.Getpid(), said)
	}
	io.WriteString(word, said)
	word.Close()
	if k == nil {
		return 0
	}
	k.watch(ctx)
	return 0
}

// keeper holds a data folder and the PostgreSQL that runs in it.
type keeper struct {
	folder   folder
	programs programs
	lock     *os.File
	clients  *os.File
	sockets  string
	postgres *exec.Cmd
	ended    chan struct{} // closed when PostgreSQL has ended, for whatever reason
}

// startKeeping does everything until the database answers.
func startKeeping(ctx context.Context, dir, bin string) (*keeper, string, error) {
	f, err := openFolder(dir)
	if err != nil {
		return nil, "", err
	}
	k := &keeper{folder: f}
	if k.lock, err = f.create("keeper.lock", 0); err != nil {
		return nil, "", f.unusable(err)
	}
	if ok, err := tryLock(k.lock, syscall.LOCK_EX); !ok || err != nil {
		return nil, wordBusy, err
	}
	if k.clients, err = f.create("clients.lock", 0); err != nil {
		return nil, "", f.unusable(err)
	}
	if k.programs, err = findPrograms(bin, f.madeBy()); err != nil {
		return nil, "", err
	}
	if err := k.clearAfterKill(ctx); err != nil {
		return nil, "", err
	}
	if err := k.makeDatabase(ctx); err != nil {
		return nil, "", err
	}
	if err := k.start(ctx); err != nil {
		k.stop()
		return nil, "", err
	}
	return k, wordReady, nil
}

// madeBy is the major version that made the database, or nothing if there is none yet.
func (f folder) madeBy() string {
	b, _ := os.ReadFile(f.in("database/PG_VERSION"))
	return strings.TrimSpace(string(b))
}

// makeDatabase runs initdb the first time. It works beside the final place, so that
// a run that was killed half way is never taken for a database.
func (k *keeper) makeDatabase(ctx context.Context) error {
	f := k.folder
	if _, err := os.Stat(f.in("database")); err == nil {
		if f.madeBy() == "" {
			return fmt.Errorf("the folder %s is not a PostgreSQL database and is not touched: move it away or choose another with HOMEGROUND_DATA", f.in("database"))
		}
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return f.unusable(err)
	}
	// A name of its own: an initdb whose keeper was killed empties its folder as it ends.
	const name = "database.unfinished-"
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return f.unusable(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), name) {
			os.RemoveAll(f.in(e.Name())) // what its initdb still writes, the next start clears
		}
	}
	unfinished, err := os.MkdirTemp(f.dir, name)
	if err := errors.Join(err, f.give(unfinished, f.runs)); err != nil {
		return fmt.Errorf("make a folder for the database in %s: %w", f.dir, err)
	}
	if err := errors.Join(os.WriteFile(f.in("password"), []byte(rand.Text()+"\n"), 0o600), f.give(f.in("password"), f.runs)); err != nil {
		return fmt.Errorf("write the database's password: %w", err)
	}
	defer f.give(f.in("password"), f.files)
	cmd := k.command(ctx, "initdb", "-D", unfinished, "-U", userName, "-A", "scram-sha-256", "--pwfile="+f.in("password"),
		"-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb could not make the database in %s: %w\n%s", f.dir, err, out)
	}
	if err := os.Rename(unfinished, f.in("database")); err != nil {
		return fmt.Errorf("make the database in %s: %w", f.dir, err)
	}
	return nil
}

// command is one of PostgreSQL's programs, run as the user it must run as, with
// nothing of the caller's surroundings, and told to end when the keeper is killed.
func (k *keeper) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(k.programs.bin, name), args...)
	cmd.Dir = k.folder.dir
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if k.folder.drop {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(k.folder.runs.uid), Gid: uint32(k.folder.runs.gid)}
	}
	endWithUs(cmd.SysProcAttr)
	return cmd
}

// start runs PostgreSQL, waits until it answers, and says where.
func (k *keeper) start(ctx context.Context) error {
	f := k.folder
	if err := k.makeSocketFolder(); err != nil {
		return err
	}
	log, err := f.openLog()
	if err != nil {
		return err
	}
	defer log.Close()
	from, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return fmt.Errorf("read %s: %w", log.Name(), err)
	}
	cmd := k.command(context.Background(), "postgres", "-D", f.in("database"),
		"-c", "listen_addresses=", "-c", "unix_socket_directories="+quoteFolder(k.sockets), "-c", "unix_socket_permissions=0700",
		"-c", "max_connections=100", "-c", "jit=off", "-c", "timezone=UTC", "-c", "log_timezone=UTC",
		// Neither values nor whole statements: a log is no place for people's data.
		"-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse")
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	k.postgres, k.ended = cmd, make(chan struct{})
	go func() {
		cmd.Wait()
		close(k.ended)
	}()
	if err := k.untilReady(ctx); err != nil {
		said, _ := io.ReadAll(io.NewSectionReader(log, from, 1<<20))
		return fmt.Errorf("PostgreSQL did not start in %s: %w\n%s", f.dir, err, strings.TrimSpace(string(said)))
	}
	address := f.in("address")
	if err := errors.Join(os.WriteFile(address+".new", []byte(k.sockets), 0o600), f.give(address+".new", f.files), os.Rename(address+".new", address)); err != nil {
		return fmt.Errorf("write %s: %w", address, err)
	}
	return nil
}

// makeSocketFolder makes the folder PostgreSQL listens in: inside the data folder, or
// a short one under the temporary folder where that path would be too long.
func (k *keeper) makeSocketFolder() error {
	f := k.folder
	k.sockets = f.in("socket")
	if len(filepath.Join(k.sockets, socketFile)) > longestSocket {
		base := os.TempDir()
		if len(base) > longestSocket/2 {
			base = "/tmp"
		}
		short, err := os.MkdirTemp(base, "homeground-")
		if err != nil {
			return fmt.Errorf("make a folder for the database's socket: %w", err)
		}
		k.sockets = short
	} else if err := os.Mkdir(k.sockets, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make a folder for the database's socket: %w", err)
	}
	if err := f.give(k.sockets, f.runs); err != nil {
		return fmt.Errorf("make a folder for the database's socket: %w", err)
	}
	return nil
}

// quoteFolder writes a folder as one item of PostgreSQL's list of folders.
func quoteFolder(path string) string { return `"` + strings.ReplaceAll(path, `"`, `""`) + `"` }

// untilReady tries to connect until PostgreSQL answers or ends, and makes our
// database in it if there is none.
func (k *keeper) untilReady(ctx context.Context) error {
	pc, err := k.folder.poolConfig("postgres", owner)
	if err != nil {
		return err
	}
	pc.ConnConfig.Host = k.sockets
	pc.ConnConfig.ConnectTimeout = 5 * time.Second
	for {
		conn, err := pgx.ConnectConfig(ctx, pc.ConnConfig)
		if err == nil {
			defer conn.Close(ctx)
			return ownDatabase(ctx, conn)
		}
		if refused := wrongPassword(err); refused != nil {
			return refused
		}
		select {
		case <-k.ended:
			return errors.New("it ended at once")
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func ownDatabase(ctx context.Context, conn *pgx.Conn) error {
	var there bool
	if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", userName).Scan(&there); err != nil || there {
		return err
	}
	_, err := conn.Exec(ctx, "CREATE DATABASE "+userName)
	return err
}

// watch stops PostgreSQL two seconds after the last command has let go, or when the
// keeper is told to; if PostgreSQL ends by itself there is nothing left to keep, and
// whoever needs it next starts another keeper.
func (k *keeper) watch(ctx context.Context) {
	var alone time.Time
	for {
		select {
		case <-k.ended:
			fmt.Fprintf(os.Stderr, "%s keeper %d: PostgreSQL ended by itself\n", time.Now().UTC().Format(time.RFC3339), os.Getpid())
			k.stop()
			return
		case <-ctx.Done():
			k.stop()
			return
		case <-time.After(100 * time.Millisecond):
		}
		free, err := tryLock(k.clients, syscall.LOCK_EX)
		switch {
		case err != nil || !free:
			alone = time.Time{}
			continue
		case alone.IsZero():
			alone = time.Now()
		case time.Since(alone) > graceAfterLast:
			k.stop() // still holding the lock: a newcomer waits until we are gone
			return
		}
		syscall.Flock(int(k.clients.Fd()), syscall.LOCK_UN)
	}
}

// stop ends PostgreSQL in good order and clears away where it listened.
func (k *keeper) stop() {
	os.Remove(k.folder.in("address"))
	if k.postgres != nil {
		k.postgres.Process.Signal(syscall.SIGINT) // "fast": open transactions are rolled back
		select {
		case <-k.ended:
		case <-time.After(30 * time.Second):
			k.postgres.Process.Signal(syscall.SIGQUIT) // at once; the next start recovers
			<-k.ended
		}
	}
	if k.sockets != "" && k.sockets != k.folder.in("socket") {
		os.RemoveAll(k.sockets)
	}
}
