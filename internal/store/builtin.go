package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	userName   = "homeground"
	socketFile = ".s.PGSQL.5432"
	// KeeperCommand is the hidden subcommand that keeps the built-in database.
	KeeperCommand = "keeper"
)

// builtin is a command's hold on the built-in database of a data folder.
type builtin struct {
	folder  folder
	bin     string
	log     *slog.Logger
	clients *os.File // shared lock: while anyone holds it the keeper stays
	mu      sync.Mutex
}

// openBuiltin attaches to the database of the data folder, starting it if need be.
func openBuiltin(ctx context.Context, c Config) (*Store, error) {
	if c.DataDir == "" {
		return nil, errors.New("open database: neither DATABASE_URL nor a data folder is given")
	}
	if os.Getenv(keeperMark) != "" {
		return nil, errors.New("open database: a keeper must not open the database it keeps")
	}
	f, err := openFolder(c.DataDir)
	if err != nil {
		return nil, err
	}
	b := &builtin{folder: f, bin: c.PostgresBin, log: c.Log}
	if b.clients, err = f.create("clients.lock", 0); err != nil {
		return nil, f.unusable(err)
	}
	s, err := b.open(ctx, c, owner)
	if err != nil {
		b.release()
		return nil, err
	}
	return s, nil
}

func (b *builtin) open(ctx context.Context, c Config, role Role) (*Store, error) {
	// Before any of the rest: a keeper that is about to leave sees us, or is gone.
	if err := waitLock(ctx, b.clients, syscall.LOCK_SH); err != nil {
		return nil, fmt.Errorf("wait for the database in %s: %w", b.folder.dir, err)
	}
	if err := b.ensure(ctx); err != nil {
		return nil, err
	}
	name := c.Database
	if name == "" {
		name = userName
	}
	pc, err := b.folder.poolConfig(name, role)
	if err != nil {
		return nil, err
	}
	pc.ConnConfig.DialFunc = b.dial
	s, err := connect(ctx, pc, c)
	for began := time.Now(); goingAway(err) && time.Since(began) < longestDeparture; {
		if err := pause(ctx, 50*time.Millisecond); err != nil {
			return nil, fmt.Errorf("wait for the database in %s: %w", b.folder.dir, err)
		}
		s, err = connect(ctx, pc, c)
	}
	if err != nil {
		return nil, fmt.Errorf("open the database in %s: %w", b.folder.dir, err)
	}
	s.home, s.Where = b, "built-in database in "+b.folder.dir
	return s, nil
}

// longestDeparture is how long a killed or stopping PostgreSQL may go on taking
// connections that it then drops.
const longestDeparture = 10 * time.Second

// goingAway reports whether a database took the connection but is on its way out, or
// not yet all the way in: the next try finds it gone and starts it anew.
func goingAway(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "57P01" || pg.Code == "57P02" || pg.Code == "57P03" // shutting down, crashed, starting up
	}
	for _, dropped := range []error{syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNREFUSED, fs.ErrNotExist, io.EOF, io.ErrUnexpectedEOF} {
		if errors.Is(err, dropped) {
			return true
		}
	}
	return false
}

// release lets the keeper go.
func (b *builtin) release() { b.clients.Close() }

// poolConfig is how to reach a database of the folder, whatever PG* variables say.
func (f folder) poolConfig(database string, role Role) (*pgxpool.Config, error) {
	user, file := role.login()
	password, err := os.ReadFile(f.in(file))
	if err != nil {
		return nil, fmt.Errorf("read the database's password: %w", err)
	}
	pc, err := pgxpool.ParseConfig("host=/ port=5432 sslmode=disable user=" + user + " dbname=" + database)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	pc.ConnConfig.Password = strings.TrimSpace(string(password))
	pc.ConnConfig.Fallbacks, pc.ConnConfig.ValidateConnect = nil, nil
	pc.ConnConfig.RuntimeParams = map[string]string{"application_name": "homeground", "timezone": "UTC"}
	return pc, nil
}

// dial connects to the socket. The database may have been killed since the last
// time, so this is also where it comes back.
func (b *builtin) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	if b.kept() {
		if conn, err := b.folder.dialSocket(ctx); err == nil {
			return conn, nil
		}
	}
	if err := b.ensure(ctx); err != nil {
		return nil, err
	}
	return b.folder.dialSocket(ctx)
}

// dialSocket connects to the database if it answers now.
func (f folder) dialSocket(ctx context.Context) (net.Conn, error) {
	where, err := os.ReadFile(f.in("address"))
	if err != nil {
		return nil, err
	}
	var d net.Dialer
	return d.DialContext(ctx, "unix", filepath.Join(string(where), socketFile))
}

// ensure comes back when the database answers; it starts a keeper if there is none.
func (b *builtin) ensure(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	start, err := b.folder.create("start.lock", 0)
	if err != nil {
		return b.folder.unusable(err)
	}
	defer start.Close()
	for silent := 0; ; {
		if b.answers(ctx) {
			return nil
		}
		mine, err := tryLock(start, syscall.LOCK_EX)
		if err != nil {
			return fmt.Errorf("start the database in %s: %w", b.folder.dir, err)
		}
		if mine && b.answers(ctx) {
			return nil
		}
		if mine {
			word, err := b.startKeeper(ctx)
			if err != nil || word == wordReady {
				return err
			}
			if word == "" { // it was killed before it could say anything
				silent++
			}
			if silent == 3 {
				return fmt.Errorf("the database in %s does not start: %s may say why", b.folder.dir, b.folder.in("database.log"))
			}
		}
		// Someone else is starting it, or an old keeper is on its way out.
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return fmt.Errorf("wait for the database in %s: %w", b.folder.dir, err)
		}
	}
}

// kept reports whether a keeper lives. If not, whatever still listens is about to go.
func (b *builtin) kept() bool {
	keeper, err := os.OpenFile(b.folder.in("keeper.lock"), os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer keeper.Close()
	free, err := tryLock(keeper, syscall.LOCK_SH)
	return !free && err == nil
}

// answers reports whether a keeper lives and its database takes connections.
func (b *builtin) answers(ctx context.Context) bool {
	if !b.kept() {
		return false
	}
	conn, err := b.folder.dialSocket(ctx)
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

// startKeeper starts this same program as a keeper in a session of its own, and
// waits for its word: ready, busy (there is a keeper already), nothing if it was
// killed, or else a sentence that says what is wrong and comes back as the error.
func (b *builtin) startKeeper(ctx context.Context) (string, error) {
	began := time.Now()
	word, theirs, err := os.Pipe()
	if err != nil {
		return "", fmt.Errorf("start the database: %w", err)
	}
	defer word.Close()
	log, err := b.folder.openLog()
	if err != nil {
		theirs.Close()
		return "", err
	}
	defer log.Close()
	program := "/proc/self/exe" // still there when the file was replaced or removed
	if runtime.GOOS != "linux" {
		if program, err = os.Executable(); err != nil {
			theirs.Close()
			return "", fmt.Errorf("start the database: %w", err)
		}
	}
	cmd := exec.Command(program, KeeperCommand, b.folder.dir, b.bin)
	cmd.Args[0] = "homeground"
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir(), keeperMark + "=1"}
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{theirs}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	err = cmd.Start()
	theirs.Close()
	if err != nil {
		return "", fmt.Errorf("start the database: %w", err)
	}
	go cmd.Wait() // so that it leaves no zombie behind if it ends before us
	stop := context.AfterFunc(ctx, func() { word.SetReadDeadline(time.Now()) })
	defer stop()
	said, err := io.ReadAll(word)
	if err != nil {
		return "", fmt.Errorf("wait for the database in %s: %w", b.folder.dir, errors.Join(ctx.Err(), err))
	}
	switch text := string(said); text {
	case wordReady:
		b.log.Info("database started", "folder", b.folder.dir, "took", time.Since(began).Round(time.Millisecond).String())
		return text, nil
	case wordBusy, "":
		return text, nil
	default:
		return "", errors.New(text)
	}
}

// openLog opens the folder's log for adding to, emptied once it has grown large.
func (f folder) openLog() (*os.File, error) {
	const large = 10 << 20
	if info, err := os.Stat(f.in("database.log")); err == nil && info.Size() > large {
		if err := os.Truncate(f.in("database.log"), 0); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, f.unusable(err)
		}
	}
	log, err := f.create("database.log", os.O_APPEND)
	if err != nil {
		return nil, f.unusable(err)
	}
	return log, nil
}
