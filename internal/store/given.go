package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	leastPostgres = 14
	leastPostGIS  = 3
)

// openGiven opens the database a DATABASE_URL names.
func openGiven(ctx context.Context, c Config) (*Store, error) {
	url, setting := c.DatabaseURL, "DATABASE_URL"
	if c.OwnerURL != "" {
		url, setting = c.OwnerURL, "HOMEGROUND_OWNER_URL"
	}
	pc, where, err := parseGiven(url, setting)
	if err != nil {
		return nil, err
	}
	s, err := connect(ctx, pc, c)
	if err != nil {
		return nil, fmt.Errorf("the %s given by %s does not answer: %w", where, setting, err)
	}
	s.Where = where
	if err := checkVersions(ctx, s.Pool, where); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// parseGiven reads an address. The parser's own words may repeat it, password and all.
func parseGiven(url, setting string) (pc *pgxpool.Config, where string, err error) {
	pc, err = pgxpool.ParseConfig(url)
	if err != nil {
		return nil, "", fmt.Errorf("%s cannot be read: write it as postgres://user:password@host:5432/database", setting)
	}
	pc.ConnConfig.RuntimeParams["timezone"] = "UTC"
	pc.ConnConfig.RuntimeParams["application_name"] = "homeground"
	return pc, fmt.Sprintf("database %s at %s", pc.ConnConfig.Database, pc.ConnConfig.Host), nil
}

// checkVersions refuses a PostgreSQL or a PostGIS that is too old, or none.
func checkVersions(ctx context.Context, pool *pgxpool.Pool, where string) error {
	var number, version, postgis string
	err := pool.QueryRow(ctx, `
		SELECT current_setting('server_version_num'), current_setting('server_version'),
		       coalesce((SELECT coalesce(installed_version, default_version) FROM pg_available_extensions WHERE name = 'postgis'), '')`).
		Scan(&number, &version, &postgis)
	if err != nil {
		return fmt.Errorf("ask the %s for its version: %w", where, err)
	}
	return judgeVersions(number, version, postgis, where)
}

func judgeVersions(number, version, postgis, where string) error {
	if n, err := strconv.Atoi(number); err != nil || n < leastPostgres*10000 {
		return fmt.Errorf("the %s is PostgreSQL %s; Homeground needs PostgreSQL %d or later", where, version, leastPostgres)
	}
	if postgis == "" {
		return fmt.Errorf("the %s has no PostGIS; Homeground needs PostGIS %d or later: ask its administrator to install it", where, leastPostGIS)
	}
	major, _, _ := strings.Cut(postgis, ".")
	if n, err := strconv.Atoi(major); err != nil || n < leastPostGIS {
		return fmt.Errorf("the %s has PostGIS %s; Homeground needs PostGIS %d or later", where, postgis, leastPostGIS)
	}
	return nil
}
