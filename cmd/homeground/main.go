// Command homeground helps councils decide where to open children's homes: it takes
// published files in, shows need and sites on a map, ranks the options and follows
// what was chosen until it opens.
//
// Every subcommand is one file here and one line in the table below. Settings come
// from flags and environment variables (config.go), are read once, and are passed
// down. Exit status: 0 done, 1 something was rejected, 2 wrong use, 3 our fault.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"homeground/internal/store"
)

const (
	statusDone     = 0
	statusRejected = 1
	statusWrongUse = 2
	statusFault    = 3
)

// command is one subcommand.
type command struct {
	name     string
	operands string   // what follows its flags, for the help
	does     string   // one sentence
	settings []string // flags of Config that it takes
	hidden   bool
	run      func(ctx context.Context, c *call) int
}

// commands is every subcommand there is.
func commands() []command {
	return []command{
		{name: "serve", does: "Serve the pages and the API.", settings: append([]string{"addr", "url", "proxies", "chromium", "smtp", "mail-from"}, databaseSettings...), run: serve},
		{name: "migrate", does: "Bring the database up to date; serve does this by itself.", settings: databaseSettings, run: migrate},
		{name: "import", operands: "FILE...", does: "Take files in: published ones as they are, and our own templates.", settings: databaseSettings, run: importFiles},
		{name: "demo", does: "Load the demonstration data into a database that has nothing of its own.", settings: databaseSettings, run: loadDemo},
		{name: "user", operands: "add|list|disable EMAIL|enable EMAIL|link EMAIL|roles EMAIL|reset-second-step EMAIL", settings: databaseSettings, run: users,
			does: "Invite people, disable them, help those who forgot their password, and say what they may do."},
		{name: "token", operands: "add|list|revoke ID", does: "Make, list and revoke tokens, with which programs use the API.", settings: databaseSettings, run: tokens},
		{name: "calc", operands: "NAME FILE", does: "Do one of the sums on a file alone: hotspots, opening. No database is needed.",
			run: func(_ context.Context, c *call) int { return calc(c.args, os.Stdin, c.stdout, c.stderr) }},
		{name: "database", operands: "PROGRAM [ARGUMENT...]", settings: databaseSettings, run: withDatabase,
			does: "Run a PostgreSQL program such as psql or pg_dump against the database."},
		{name: "audit", operands: "verify | head", settings: databaseSettings, run: audit,
			does: "Verify that the record of changes is as it was noted, or print its head to keep elsewhere."},
		{name: "verify", operands: "FILE", settings: databaseSettings, run: verify,
			does: "Say whether a file is a return that was certified here, or which of its values were changed."},
		{name: "version", does: "Say which version this is.", run: printVersion},
		{name: store.KeeperCommand, hidden: true, run: keep},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run does what the arguments say and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		help(stderr)
		return statusWrongUse
	}
	switch args[0] {
	case "help", "--help", "-help", "-h":
		help(stdout)
		return statusDone
	case "--version":
		args = []string{"version"}
	}
	for _, cmd := range commands() {
		if cmd.name == args[0] {
			return cmd.run(ctx, newCall(cmd, args[1:], stdout, stderr))
		}
	}
	fmt.Fprintf(stderr, "homeground: there is no command %q. homeground --help lists them.\n", args[0])
	return statusWrongUse
}

// help explains all commands and all settings.
func help(w io.Writer) {
	fmt.Fprint(w, "Homeground: where to open children's homes, and how the opening goes.\n\nUse: homeground COMMAND [FLAGS]\n\nCommands:\n")
	for _, cmd := range commands() {
		if !cmd.hidden {
			fmt.Fprintf(w, "  %-10s %s\n", cmd.name, cmd.does)
		}
	}
	fmt.Fprint(w, "\nSettings, each a flag and an environment variable (the flag wins):\n")
	for _, s := range new(Config).settings() {
		s.print(w)
	}
	fmt.Fprint(w, "\nhomeground COMMAND --help explains a command's own flags.\n"+
		"Exit status: 0 done, 1 something was rejected, 2 wrong use, 3 Homeground's own fault.\n")
}

// call is one run of a subcommand: its flags, its settings and where it writes.
type call struct {
	command
	args           []string
	flags          *flag.FlagSet // a subcommand adds its own before parse
	config         Config
	log            *slog.Logger
	stdout, stderr io.Writer
}

func newCall(cmd command, args []string, stdout, stderr io.Writer) *call {
	c := &call{command: cmd, args: args, stdout: stdout, stderr: stderr}
	c.flags = flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	c.flags.SetOutput(io.Discard)
	return c
}

// parse reads settings, flags and operands, in any order; what follows "--" is an
// operand. If done, the command has nothing left to do but return the status.
func (c *call) parse() (operands []string, status int, done bool) {
	for _, s := range c.config.settings() {
		if s.takenBy(c.settings) {
			c.flags.StringVar(s.to, s.flag, s.initial(), s.help)
		}
	}
	for rest := c.args; ; {
		err := c.flags.Parse(rest)
		if errors.Is(err, flag.ErrHelp) {
			c.help()
			return nil, statusDone, true
		}
		if err != nil {
			return nil, c.wrongUse("%s", err), true
		}
		left := c.flags.Args()
		if len(left) == 0 || (len(rest) > len(left) && rest[len(rest)-len(left)-1] == "--") {
			operands = append(operands, left...)
			break
		}
		operands, rest = append(operands, left[0]), left[1:]
	}
	if err := c.config.check(); err != nil {
		return nil, c.wrongUse("%s", err), true
	}
	c.log = c.config.logger(c.stderr)
	return operands, 0, false
}

// help explains the command, its own flags and its settings.
func (c *call) help() {
	fmt.Fprintf(c.stdout, "Use: %s\n\n%s\n", strings.TrimSpace("homeground "+c.name+" [FLAGS] "+c.operands), c.does)
	own := false
	c.flags.VisitAll(func(f *flag.Flag) {
		for _, s := range c.settings {
			if s == f.Name {
				return
			}
		}
		if !own {
			fmt.Fprint(c.stdout, "\nFlags:\n")
			own = true
		}
		value, text := flag.UnquoteUsage(f)
		fmt.Fprintf(c.stdout, "  --%s\n      %s\n", strings.TrimSpace(f.Name+" "+strings.ToUpper(value)), text)
	})
	if len(c.settings) == 0 {
		return
	}
	fmt.Fprint(c.stdout, "\nSettings, each a flag and an environment variable (the flag wins):\n")
	for _, s := range new(Config).settings() {
		if s.takenBy(c.settings) {
			s.print(c.stdout)
		}
	}
}

// wrongUse says what is wrong with how the command was called.
func (c *call) wrongUse(format string, args ...any) int {
	fmt.Fprintf(c.stderr, "homeground %s: %s.\nhomeground %s --help explains it.\n", c.name, strings.TrimSuffix(fmt.Sprintf(format, args...), "."), c.name)
	return statusWrongUse
}

// fault says what went wrong that the caller is not to blame for.
func (c *call) fault(err error) int {
	fmt.Fprintf(c.stderr, "homeground %s: %v\n", c.name, err)
	return statusFault
}

// open opens the database as the owner of its tables and brings it up to date.
func (c *call) open(ctx context.Context) (*store.Store, error) {
	s, err := store.Open(ctx, c.config.store(c.log))
	if err != nil {
		return nil, err
	}
	applied, err := s.Migrate(ctx)
	if err != nil {
		s.Close()
		return nil, err
	}
	c.log.Info("database open", "where", s.Where, "migrations_applied", applied)
	return s, nil
}

// openAs brings the database up to date and opens it for a lesser role: what serves and
// imports cannot change what is noted of changes.
func (c *call) openAs(ctx context.Context, role store.Role) (*store.Store, error) {
	owner, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	defer owner.Close()
	return owner.As(ctx, role)
}
