package main

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
)

// tokens is homeground token.
func tokens(ctx context.Context, c *call) int {
	var user string
	var ask accounts.NewToken
	c.flags.StringVar(&user, "user", "", "add: whose it is, by `address`")
	c.flags.StringVar(&ask.Name, "name", "", "add: what it is `for`")
	c.flags.StringVar(&ask.Scope, "scope", "read", "add: `scope`, read or write; never more than the user may")
	c.flags.IntVar(&ask.Days, "days", 90, "add: `days` until it ends, 1 to 366")
	operands, status, done := c.parse()
	if done {
		return status
	}
	do := ""
	if len(operands) > 0 {
		do = operands[0]
	}
	switch {
	case do == "add" && len(operands) == 1:
		return c.inDatabase(ctx, func(db *gorm.DB, c *call) error { return addToken(ctx, db, c, user, ask) })
	case do == "list" && len(operands) == 1:
		return c.inDatabase(ctx, func(db *gorm.DB, c *call) error { return listTokens(ctx, db, c) })
	case do == "revoke" && len(operands) == 2:
		id, err := strconv.ParseInt(operands[1], 10, 64)
		if err != nil {
			return c.wrongUse("%q is no token's number; homeground token list shows them", operands[1])
		}
		return c.inDatabase(ctx, func(db *gorm.DB, c *call) error { return revokeToken(ctx, db, c, id) })
	}
	return c.wrongUse("say what to do: %s", c.operands)
}

// addToken writes the secret, and nothing else, to standard output.
func addToken(ctx context.Context, db *gorm.DB, c *call, user string, ask accounts.NewToken) error {
	p, err := accounts.PersonByEmail(ctx, db, user)
	if err != nil {
		return err
	}
	t, secret, err := accounts.MakeToken(ctx, db, accounts.AtCommand("command line"), p.ID, ask, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(c.stderr, "Token %d of %s, scope %s, until %s. It is shown this once.\n", t.ID, t.UserName, t.Scope, inWords(t.EndsAt))
	_, err = fmt.Fprintln(c.stdout, secret)
	return err
}

func listTokens(ctx context.Context, db *gorm.DB, c *call) error {
	list, err := accounts.Tokens(ctx, db, 0)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "ID\tUSER\tNAME\tENDS WITH\tSCOPE\tUNTIL\tLAST USED\n")
	for _, t := range list {
		until, used := inWords(t.EndsAt), "never"
		if t.UsedAt != nil {
			used = inWords(*t.UsedAt)
		}
		if t.RevokedAt != nil {
			until = "revoked " + inWords(*t.RevokedAt)
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", t.ID, t.UserName, t.Name, t.Hint, t.Scope, until, used)
	}
	return w.Flush()
}

func revokeToken(ctx context.Context, db *gorm.DB, c *call, id int64) error {
	t, err := accounts.RevokeToken(ctx, db, 0, id, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "Token %d, %s, of %s is revoked.\n", t.ID, t.Name, t.UserName)
	return nil
}
