package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/store"
)

// texts is a flag that may be given several times.
type texts []string

func (t *texts) String() string { return strings.Join(*t, " ") }

// Set adds one.
func (t *texts) Set(value string) error {
	*t = append(*t, value)
	return nil
}

// userFlags are those of all that homeground user does.
type userFlags struct {
	email, name string
	roles       texts
}

// users is homeground user.
func users(ctx context.Context, c *call) int {
	var f userFlags
	c.flags.StringVar(&f.email, "email", "", "add: the `address` they sign in with")
	c.flags.StringVar(&f.name, "name", "", "add: the `name` that stands in the record of changes")
	c.flags.Var(&f.roles, "role", "add, roles: a `role`, once for each: viewer, property_lead:AUTHORITY, project_manager:PROJECT, board, finance, dfe, administrator, "+
		"exact_locations or exact_locations:AUTHORITY, demand_steward or demand_steward:AUTHORITY; an authority by code or name, a project by reference")
	operands, status, done := c.parse()
	if done {
		return status
	}
	verbs := map[string]struct {
		operands int
		do       func(ctx context.Context, db *gorm.DB, c *call, f userFlags, email string) error
	}{
		"add": {1, addUser}, "list": {1, listUsers}, "disable": {2, disableUser}, "enable": {2, enableUser}, "link": {2, linkUser}, "roles": {2, setUserRoles},
		"reset-second-step": {2, resetSecondStep},
	}
	if len(operands) == 0 {
		return c.wrongUse("say what to do: %s", c.operands)
	}
	verb, ok := verbs[operands[0]]
	switch {
	case !ok:
		return c.wrongUse("it cannot %q: %s", operands[0], c.operands)
	case len(operands) != verb.operands && verb.operands == 2:
		return c.wrongUse("name the one user: homeground user %s EMAIL", operands[0])
	case len(operands) != verb.operands:
		return c.wrongUse("%s takes flags only, not %q", operands[0], operands[1])
	}
	return c.inDatabase(ctx, func(db *gorm.DB, c *call) error {
		return verb.do(ctx, db, c, f, operands[len(operands)-1])
	})
}

// inDatabase runs do in one transaction noted as the operator's. What it writes is shown
// once that is kept: no secret of something that came to nothing. What the operator can
// mend is said and is no fault.
func (c *call) inDatabase(ctx context.Context, do func(db *gorm.DB, c *call) error) int {
	s, err := c.openAs(ctx, store.Server)
	if err != nil {
		return c.fault(err)
	}
	defer s.Close()
	var stdout, stderr bytes.Buffer
	buffered := *c
	buffered.stdout, buffered.stderr = &stdout, &stderr
	err = accounts.Write(ctx, s.DB, accounts.AtCommand("command line"), func(tx *gorm.DB) error { return do(tx, &buffered) })
	if p, ok := problem.As(err); ok {
		fmt.Fprintf(c.stderr, "homeground %s: %s\n", c.name, p.Text)
		return statusRejected
	}
	if err == nil {
		_, err = stderr.WriteTo(c.stderr)
	}
	if err == nil {
		_, err = stdout.WriteTo(c.stdout)
	}
	if err != nil {
		return c.fault(err)
	}
	return statusDone
}

func (f userFlags) readRoles(ctx context.Context, db *gorm.DB) ([]accounts.Role, error) {
	var roles []accounts.Role
	for _, text := range f.roles {
		r, err := accounts.ReadRole(ctx, db, text)
		if err != nil {
			return nil, err
		}
		roles = append(roles, r)
	}
	return roles, nil
}

func addUser(ctx context.Context, db *gorm.DB, c *call, f userFlags, _ string) error {
	roles, err := f.readRoles(ctx, db)
	if err != nil {
		return err
	}
	p, link, err := accounts.Invite(ctx, db, accounts.AtCommand("command line"), f.email, f.name, roles, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "%s <%s> is invited. %s.\n", p.Name, p.Email, p.RolesInWords())
	return printLink(c, link)
}

// printLink gives the part of the address after the host, which this command cannot know.
func printLink(c *call, link accounts.Invitation) error {
	_, err := fmt.Fprintf(c.stdout, "Send them, by a way you trust, the address of Homeground followed by\n\n    /invitation#%s\n\nIt can be used once, until %s.\n",
		link.Code, inWords(link.EndsAt))
	return err
}

func inWords(at time.Time) string { return at.UTC().Format("2 January 2006, 15:04") + " UTC" }

func listUsers(ctx context.Context, db *gorm.DB, c *call, _ userFlags, _ string) error {
	list, err := accounts.People(ctx, db)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "EMAIL\tNAME\tSTATE\tROLES\tLAST SIGNED IN\n")
	for _, p := range list {
		last := "never"
		if p.SignedInAt != nil {
			last = inWords(*p.SignedInAt)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.Email, p.Name, p.State, p.RolesInWords(), last)
	}
	return w.Flush()
}

func disableUser(ctx context.Context, db *gorm.DB, c *call, _ userFlags, email string) error {
	return setState(ctx, db, c, email, "disabled")
}

func enableUser(ctx context.Context, db *gorm.DB, c *call, _ userFlags, email string) error {
	return setState(ctx, db, c, email, "active")
}

func setState(ctx context.Context, db *gorm.DB, c *call, email, state string) error {
	p, err := accounts.PersonByEmail(ctx, db, email)
	if err != nil {
		return err
	}
	p, err = accounts.ChangePerson(ctx, db, accounts.AtCommand("command line"), p.ID, p.Version, accounts.PersonChange{State: &state})
	if err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "%s <%s> is %s.\n", p.Name, p.Email, p.State)
	return nil
}

func linkUser(ctx context.Context, db *gorm.DB, c *call, _ userFlags, email string) error {
	p, err := accounts.PersonByEmail(ctx, db, email)
	if err != nil {
		return err
	}
	link, err := accounts.ResetLink(ctx, db, p.ID, time.Now())
	if err != nil {
		return err
	}
	return printLink(c, link)
}

func setUserRoles(ctx context.Context, db *gorm.DB, c *call, f userFlags, email string) error {
	p, err := accounts.PersonByEmail(ctx, db, email)
	if err != nil {
		return err
	}
	roles, err := f.readRoles(ctx, db)
	if err != nil {
		return err
	}
	if p, err = accounts.SetRoles(ctx, db, accounts.AtCommand("command line"), p.ID, p.Version, roles); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "%s <%s> has these roles now, and no others: %s.\n", p.Name, p.Email, p.RolesInWords())
	return nil
}

func resetSecondStep(ctx context.Context, db *gorm.DB, c *call, _ userFlags, email string) error {
	p, err := accounts.PersonByEmail(ctx, db, email)
	if err != nil {
		return err
	}
	if _, err := accounts.ResetSecondStep(ctx, db, accounts.AtCommand("command line"), p.ID); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "%s <%s> sets up a new second step when they next sign in.\n", p.Name, p.Email)
	return nil
}
