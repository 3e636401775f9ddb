package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"homeground/migrations"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Migrate applies the migrations the database does not have yet and says how many
// those were. Two at once wait for one another.
func (s *Store) Migrate(ctx context.Context) (applied int, err error) {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 600))
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectPostgres, s.sql, migrations.Files, goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	if pending, err := p.HasPending(ctx); err == nil && !pending {
		return 0, nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	done, err := p.Up(ctx)
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == "42501" && s.home == nil { // insufficient_privilege
		return 0, fmt.Errorf("the database user may not prepare the database (%s). Ask its administrator to run in it CREATE EXTENSION postgis; "+
			"CREATE EXTENSION pg_trgm; CREATE ROLE homeground_app; CREATE ROLE homeground_import IN ROLE homeground_app; GRANT homeground_import TO %s; "+
			"leaving out what is there already, and to let this user create tables in schema public", refused.Message, pgx.Identifier{s.Pool.Config().ConnConfig.User}.Sanitize())
	}
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	return len(done), nil
}
