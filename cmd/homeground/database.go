package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"homeground/internal/store"
)

// withDatabase runs a program with the surroundings in which PostgreSQL's own tools
// find our database. It stays for as long, so the built-in one does too.
func withDatabase(ctx context.Context, c *call) int {
	operands, status, done := c.parse()
	if done {
		return status
	}
	if len(operands) == 0 {
		return c.wrongUse("name the program, and put -- before flags of its own: homeground database -- pg_dump -Fc -f backup.dump")
	}
	s, err := store.Open(ctx, c.config.store(c.log))
	if err != nil {
		return c.fault(err)
	}
	defer s.Close()
	if err := s.MakeRoles(ctx); err != nil {
		return c.fault(err)
	}
	cmd := exec.Command(operands[0], operands[1:]...)
	cmd.Env = append(os.Environ(), s.Surroundings()...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, c.stdout, c.stderr
	err = cmd.Run() // it gets the terminal's Ctrl-C itself
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		return max(ended.ExitCode(), statusRejected)
	}
	if err != nil {
		return c.fault(fmt.Errorf("run %s: %w", operands[0], err))
	}
	return statusDone
}
