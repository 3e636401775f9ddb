package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
)

// MakeRoles makes the roles that a backup's grants name, so that a restored database
// has its guards. In a given database whose user may not, they are its administrator's.
func (s *Store) MakeRoles(ctx context.Context) error {
	for _, statement := range []string{
		"CREATE ROLE " + string(Server) + " NOLOGIN",
		"CREATE ROLE " + string(Import) + " NOLOGIN",
		"GRANT " + string(Server) + " TO " + string(Import),
	} {
		_, err := s.Pool.Exec(ctx, statement)
		var refused *pgconn.PgError
		if errors.As(err, &refused) && (refused.Code == "42710" || refused.Code == "23505" || refused.Code == "42501") { // it is there, just made by another, or not ours to make
			continue
		}
		if err != nil {
			return fmt.Errorf("make the database's roles: %w", err)
		}
	}
	return nil
}
