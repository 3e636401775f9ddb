package main

import (
	"context"
	"fmt"

	"homeground/internal/store"
)

// migrate brings the database up to date.
func migrate(ctx context.Context, c *call) int {
	operands, status, done := c.parse()
	if done {
		return status
	}
	if len(operands) > 0 {
		return c.wrongUse("it takes flags only, not %q", operands[0])
	}
	s, err := store.Open(ctx, c.config.store(c.log))
	if err != nil {
		return c.fault(err)
	}
	defer s.Close()
	applied, err := s.Migrate(ctx)
	if err != nil {
		return c.fault(err)
	}
	fmt.Fprintf(c.stdout, "Migrations applied: %d. Up to date: %s.\n", applied, s.Where)
	return statusDone
}
