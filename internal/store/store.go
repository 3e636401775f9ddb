// Package store opens the database and brings it up to date.
//
// A Store is one pool of connections, shared by GORM and by plain pgx. It leads to
// the database named by a DATABASE_URL, or else to the built-in one: a private
// PostgreSQL with PostGIS, run from the system's own programs in a data folder.
//
//	command ──┐ shared lock on clients.lock
//	command ──┤                                 exclusive lock on keeper.lock
//	command ──┴──> socket <── PostgreSQL <── keeper (the same binary, own session)
//
// PostgreSQL's parent is never a command but the keeper, so that whoever comes first
// may also leave first. The keeper ends two seconds after the last command has let
// go. What must stay true: a data folder never has two keepers, and is never made
// anew once it holds a database.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Config says which database to open.
type Config struct {
	DatabaseURL string       // a PostgreSQL 14+ with PostGIS 3+; empty for the built-in database
	OwnerURL    string       // the same database for its tables' owner, if DATABASE_URL is another user
	DataDir     string       // the built-in database's folder
	PostgresBin string       // where initdb and postgres are; empty to look in the usual places
	Database    string       // name inside the built-in database; "homeground" if empty
	Log         *slog.Logger // nothing is logged if nil

	Session map[string]string // settings of every connection; tests say by it who acts

	ready int32 // connections kept open and warm
}

// Store is an open database.
type Store struct {
	DB    *gorm.DB
	Pool  *pgxpool.Pool
	Where string // which database this is, for people; no password in it

	// Weaker says, if anything, how the database could be kept apart better.
	Weaker string

	sql    *sql.DB
	home   *builtin // nil when the database was given
	config Config
}

// Open opens the database as the owner of its tables and checks that it can be used; it
// does not migrate. What only serves or imports goes on with As.
func Open(ctx context.Context, c Config) (*Store, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.DatabaseURL != "" {
		return openGiven(ctx, c)
	}
	return openBuiltin(ctx, c)
}

// Close lets the database go. The built-in one stops by itself when nobody is left.
func (s *Store) Close() error {
	err := s.sql.Close()
	s.Pool.Close()
	if s.home != nil {
		s.home.release()
	}
	return err
}

// KeepReady makes As keep so many connections open for who asks next, each with what PROJ
// needs to know read: the first time that a connection transforms a position takes it a
// tenth of a second.
func (s *Store) KeepReady(connections int32) { s.config.ready = connections }

// warm has a connection transform between the three systems in use, both ways.
func warm(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, `SELECT ST_Transform(ST_Transform(ST_Transform(ST_Transform(ST_SetSRID(ST_MakePoint(450000, 150000), 27700), 4326), 27700), 3857), 27700)`)
	return err
}

// What GORM logs of a statement is without the values in it: they may be places of homes.
// Its Scan notes statements by another way than the rest, which has a switch of its own.
func init() {
	logger.RecorderParamsFilter = func(_ context.Context, sql string, _ ...any) (string, []any) { return sql, nil }
}

// connect makes the one pool that GORM and pgx share, and tries it.
func connect(ctx context.Context, pc *pgxpool.Config, c Config) (*Store, error) {
	maps.Copy(pc.ConnConfig.RuntimeParams, c.Session)
	pc.MaxConns = max(pc.MaxConns, 10)
	pc.MaxConnIdleTime = 5 * time.Minute
	// A connection that lay idle is tried before use, so that a database that came
	// back is noticed here and not by the person who asked.
	pc.ShouldPing = func(_ context.Context, p pgxpool.ShouldPingParams) bool { return p.IdleDuration > 50*time.Millisecond }
	if pc.MinIdleConns = c.ready; c.ready > 0 {
		before := pc.AfterConnect
		pc.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
			if before != nil {
				if err := before(ctx, conn); err != nil {
					return err
				}
			}
			return warm(ctx, conn)
		}
	}
	pool, err := pgxpool.NewWithConfig(ctx, pc)
	if err != nil {
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	conn := stdlib.OpenDBFromPool(pool)
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: conn}), &gorm.Config{
		NowFunc: func() time.Time { return time.Now().UTC() },
		Logger: logger.NewSlogLogger(c.Log, logger.Config{
			LogLevel: logger.Warn, SlowThreshold: 2 * time.Second, IgnoreRecordNotFoundError: true, ParameterizedQueries: true,
		}),
	})
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	return &Store{DB: db, Pool: pool, sql: conn, config: c}, nil
}

// Surroundings is the environment in which psql, pg_dump and their like reach the
// database; the password is in it, and so on nobody's command line.
func (s *Store) Surroundings() []string {
	c := s.Pool.Config().ConnConfig
	host := c.Host
	if s.home != nil {
		where, _ := os.ReadFile(s.home.folder.in("address"))
		host = string(where)
	}
	return []string{"PGHOST=" + host, "PGPORT=" + strconv.Itoa(int(c.Port)), "PGUSER=" + c.User, "PGDATABASE=" + c.Database, "PGPASSWORD=" + c.Password}
}
