package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Role is what a command may do in the database: migrations/0004_audit.sql says what.
type Role string

// Server is what serving runs as: it cannot change what is noted of changes, nor read
// where a restricted site is without that being noted. Import may read sites whole.
const (
	Server Role = "homeground_app"
	Import Role = "homeground_import"

	owner Role = "" // of the tables: migrates, and loads the demonstration data
)

// login is the name by which the built-in database knows who connects in the role, and
// of the file in the data folder that holds the password.
func (r Role) login() (name, file string) {
	switch r {
	case Server:
		return "homeground_server", "password-server"
	case Import:
		return "homeground_importer", "password-importer"
	}
	return userName, "password"
}

// As is the same database, migrated already, for a lesser role than its owner's. The
// caller closes both.
func (s *Store) As(ctx context.Context, role Role) (*Store, error) {
	var lesser *Store
	var err error
	if s.home != nil {
		lesser, err = s.loginAs(ctx, role)
	} else {
		lesser, err = s.givenAs(ctx, role)
	}
	if err != nil {
		return nil, err
	}
	if err := checkDurable(ctx, lesser.Pool, lesser.Where); err != nil {
		lesser.Close()
		return nil, err
	}
	return lesser, nil
}

// loginAs connects to the built-in database as the role's own user.
func (s *Store) loginAs(ctx context.Context, role Role) (*Store, error) {
	hold := &builtin{folder: s.home.folder, bin: s.home.bin, log: s.home.log}
	var err error
	if hold.clients, err = hold.folder.create("clients.lock", 0); err != nil {
		return nil, hold.folder.unusable(err)
	}
	lesser, err := hold.open(ctx, s.config, role)
	if wrongPassword(err) != nil || errors.Is(err, os.ErrNotExist) {
		if err = s.makeLogin(ctx, role); err == nil {
			lesser, err = hold.open(ctx, s.config, role)
		}
	}
	if err != nil {
		hold.release()
		return nil, err
	}
	return lesser, nil
}

// makeLogin gives the role a user of its own with a new password. The file comes last,
// so that a password in it is always the user's; two at once wait in line.
func (s *Store) makeLogin(ctx context.Context, role Role) error {
	f := s.home.folder
	name, file := role.login()
	lock, err := f.create("roles.lock", 0)
	if err != nil {
		return f.unusable(err)
	}
	defer lock.Close()
	if err := waitLock(ctx, lock, syscall.LOCK_EX); err != nil {
		return fmt.Errorf("wait for the roles of %s: %w", f.dir, err)
	}
	if pc, err := f.poolConfig("postgres", role); err == nil { // whoever had the lock before us may have made it
		pc.ConnConfig.DialFunc = s.home.dial
		if conn, err := pgx.ConnectConfig(ctx, pc.ConnConfig); err == nil {
			return conn.Close(ctx)
		}
	}
	password := rand.Text()
	for _, statement := range []string{
		"DO $$ BEGIN CREATE ROLE " + name + "; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
		"ALTER ROLE " + name + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION PASSWORD '" + password + "'",
		"GRANT " + string(role) + " TO " + name,
	} {
		if _, err := s.Pool.Exec(ctx, statement, pgx.QueryExecModeSimpleProtocol); err != nil {
			return fmt.Errorf("make the database's user %s: %w", name, withoutStatement(err))
		}
	}
	next := f.in(file + ".new")
	if err := errors.Join(os.WriteFile(next, []byte(password+"\n"), 0o600), f.give(next, f.files), os.Rename(next, f.in(file))); err != nil {
		return fmt.Errorf("write the password of %s: %w", name, err)
	}
	return nil
}

// withoutStatement leaves of a database's error what cannot hold the password.
func withoutStatement(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return fmt.Errorf("database error %s", pg.Code)
	}
	return err
}

// givenAs is the role in a database that was given: as the user of DATABASE_URL where
// another one owns the tables, else as the owner who steps down.
func (s *Store) givenAs(ctx context.Context, role Role) (*Store, error) {
	c := s.config
	apart := c.OwnerURL != "" && role == Server
	if !apart && c.OwnerURL != "" {
		c.DatabaseURL = c.OwnerURL
	}
	pc, where, err := parseGiven(c.DatabaseURL, "DATABASE_URL")
	if err != nil {
		return nil, err
	}
	if !apart {
		pc.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
			_, err := conn.Exec(ctx, "SET ROLE "+string(role))
			return err
		}
	}
	lesser, err := connect(ctx, pc, c)
	if err != nil {
		return nil, fmt.Errorf("the %s does not answer: %w", where, err)
	}
	lesser.Where = where
	if apart {
		err = checkApart(ctx, lesser.Pool, pc.ConnConfig.User)
	} else if role == Server {
		lesser.Weaker = "The database's one user owns the tables and only steps down to serve, so a fault in the server could change the record of changes. " +
			"Better: give a user of its own, a member of " + string(Server) + ", by DATABASE_URL, and the owner by HOMEGROUND_OWNER_URL."
	}
	if err != nil {
		lesser.Close()
		return nil, err
	}
	return lesser, nil
}

// checkApart refuses to serve as a user who could do more than serving needs.
func checkApart(ctx context.Context, pool *pgxpool.Pool, user string) error {
	var member, super, owner, creates, exact bool
	err := pool.QueryRow(ctx, `
		SELECT pg_has_role('homeground_app', 'USAGE'),
		       (SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user),
		       (SELECT bool_or(pg_has_role(relowner, 'MEMBER')) FROM pg_class WHERE oid IN ('audit_entries'::regclass, 'sites'::regclass)),
		       has_schema_privilege(current_schema(), 'CREATE'), has_column_privilege('sites', 'exact', 'SELECT')`).Scan(&member, &super, &owner, &creates, &exact)
	if err != nil {
		return fmt.Errorf("ask what the user of DATABASE_URL may do: %w", err)
	}
	var wrong []string
	for _, c := range []struct {
		bad        bool
		what, mend string
	}{
		{super, "may do anything in the database server", "use a user who is neither superuser nor may make roles or bypass row security"},
		{owner, "owns the tables", "use another user than that of HOMEGROUND_OWNER_URL, and no member of it"},
		{!member, "may not use the tables", `have the administrator run GRANT homeground_app TO "` + user + `"`},
		{creates, "may create tables", "have the administrator run REVOKE CREATE ON SCHEMA public FROM PUBLIC"},
		{exact && !owner && !super, "may read where restricted sites are", "take the role homeground_import from it"},
	} {
		if c.bad {
			wrong = append(wrong, fmt.Sprintf("it %s: %s", c.what, c.mend))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("the user %s of DATABASE_URL cannot serve: %s", user, strings.Join(wrong, "; "))
}

// checkDurable refuses a database that may lose what it has confirmed.
func checkDurable(ctx context.Context, pool *pgxpool.Pool, where string) error {
	var fsync, commit string
	err := pool.QueryRow(ctx, "SELECT current_setting('fsync'), current_setting('synchronous_commit')").Scan(&fsync, &commit)
	if err != nil {
		return fmt.Errorf("ask the %s how safe it is: %w", where, err)
	}
	for name, value := range map[string]string{"fsync": fsync, "synchronous_commit": commit} {
		if value == "off" {
			return fmt.Errorf("the %s may lose changes it has confirmed, because %s is off: have its administrator turn it on", where, name)
		}
	}
	return nil
}
