package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"

	"homeground/accounts"
	"homeground/internal/store"
)

// audit is homeground audit: it verifies the record of changes, or prints its head.
func audit(ctx context.Context, c *call) int {
	kept := c.flags.String("head", "", "a `head` that homeground audit head printed earlier, SEQ:HASH: everything up to there must still be as it was")
	format := c.flags.String("format", "text", "`form` of what verify writes to standard output: text or json")
	operands, status, done := c.parse()
	if done {
		return status
	}
	if *format != "text" && *format != "json" {
		return c.wrongUse("--format is %q: write text or json", *format)
	}
	var head *accounts.Head
	if *kept != "" {
		h, err := accounts.ParseHead(*kept)
		if err != nil {
			return c.wrongUse("%s", err)
		}
		head = &h
	}
	if len(operands) != 1 || operands[0] != "verify" && operands[0] != "head" {
		return c.wrongUse("say verify or head")
	}
	s, err := store.Open(ctx, c.config.store(c.log)) // as it is: verifying changes nothing
	if err != nil {
		return c.fault(err)
	}
	defer s.Close()
	if operands[0] == "head" {
		err = c.auditHead(ctx, s)
	} else {
		status, err = c.auditVerify(ctx, s, head, *format)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "42P01" { // undefined_table
		err = fmt.Errorf("there is no audit yet in the %s: homeground migrate brings it up to date", s.Where)
	}
	if errors.As(err, &pg) && pg.Code == "42501" { // insufficient_privilege
		err = errors.New("only the owner of the tables can verify the audit: give that user by HOMEGROUND_OWNER_URL")
	}
	if err != nil {
		return c.fault(err)
	}
	return status
}

func (c *call) auditHead(ctx context.Context, s *store.Store) error {
	head, err := accounts.ReadHead(ctx, s.DB)
	if err == nil {
		fmt.Fprintln(c.stdout, head)
	}
	return err
}

func (c *call) auditVerify(ctx context.Context, s *store.Store, head *accounts.Head, format string) (int, error) {
	v, err := accounts.Verify(ctx, s.DB, head)
	if err != nil {
		return statusFault, err
	}
	switch {
	case format == "json":
		err = json.NewEncoder(c.stdout).Encode(v)
	case v.Sound:
		fmt.Fprintf(c.stdout, "The audit is sound: %d entries, each as it was noted.\nHead: %s\n", v.Entries, v.Head)
	default:
		fmt.Fprintf(c.stdout, "The audit is not sound. %s\nUp to there, %d entries are as they were noted.\n", v.Fault, v.Entries)
	}
	if !v.Sound {
		return statusRejected, err
	}
	return statusDone, err
}
