package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"homeground/internal/store"
)

// Config is everything that can be set from outside. A field is here only if someone
// needs to set it, and settings says how.
type Config struct {
	Addr        string
	URL         string
	Proxies     string
	Data        string
	DatabaseURL string
	OwnerURL    string
	PostgresBin string
	Chromium    string
	SMTP        string
	MailFrom    string
	LogFormat   string
}

// databaseSettings is what every command takes that opens the database.
var databaseSettings = []string{"data", "database-url", "owner-url", "postgres-bin", "log-format"}

// setting is one field of Config as it is set and explained.
type setting struct {
	flag, env string
	initially string // without flag and variable
	shown     string // of initially, for the help, where it depends on the machine
	help      string
	to        *string
}

func (c *Config) settings() []setting {
	return []setting{
		{"addr", "HOMEGROUND_ADDR", "127.0.0.1:8340", "", "where to serve; one that other machines reach needs HOMEGROUND_URL as well", &c.Addr},
		{"url", "HOMEGROUND_URL", "", "this machine only", "the address people use, as https://homes.example.org; a proxy in front of Homeground keeps its certificate", &c.URL},
		{"proxies", "HOMEGROUND_PROXIES", "", "none", "addresses of the proxies in front, as 10.0.0.1/32,10.1.0.0/16: what they say of where a request came from is believed", &c.Proxies},
		{"data", "HOMEGROUND_DATA", defaultData(), "/var/lib/homeground for root, else homeground in $XDG_DATA_HOME or ~/.local/share; make run: data in the checkout",
			"folder of the built-in database", &c.Data},
		{"database-url", "DATABASE_URL", "", "the built-in database", "a PostgreSQL 14 or later with PostGIS 3 or later to use instead, as postgres://user:password@host:5432/name; " +
			"other people of the machine can read flags, so give a password by the variable", &c.DatabaseURL},
		{"owner-url", "HOMEGROUND_OWNER_URL", "", "the user of DATABASE_URL", "the same database for the user who owns its tables and brings them up to date, so that DATABASE_URL can be another's, " +
			"a member of the role homeground_app, who cannot change the record of changes", &c.OwnerURL},
		{"postgres-bin", "HOMEGROUND_POSTGRES_BIN", "", "the usual places", "folder of PostgreSQL's own programs, initdb and postgres", &c.PostgresBin},
		{"chromium", "HOMEGROUND_CHROMIUM", "", "the first that is found", "the Chromium, Chrome or Edge that makes PDFs; without one, papers are HTML only", &c.Chromium},
		{"smtp", "HOMEGROUND_SMTP", "", "no e-mail is sent", "the mail server that the weekly e-mail of what is due goes through, as smtp://user:password@mail.example.org:587 or smtps://; " +
			"other people of the machine can read flags, so give a password by the variable", &c.SMTP},
		{"mail-from", "HOMEGROUND_MAIL_FROM", "", "none", "the address that e-mail is from, as Homeground <homeground@example.org>", &c.MailFrom},
		{"log-format", "HOMEGROUND_LOG_FORMAT", "text", "", "how the log on standard error is written: text or json", &c.LogFormat},
	}
}

func (s setting) takenBy(flags []string) bool { return slices.Contains(flags, s.flag) }

// initial is the value before the flags are read.
func (s setting) initial() string {
	if v := os.Getenv(s.env); v != "" {
		return v
	}
	return s.initially
}

func (s setting) print(w io.Writer) {
	shown := s.shown
	if shown == "" {
		shown = s.initially
	}
	fmt.Fprintf(w, "  --%s VALUE, %s\n      %s%s.\n      Default: %s\n", s.flag, s.env, strings.ToUpper(s.help[:1]), s.help[1:], shown)
}

// defaultData is the data folder where none is set. For root not his home, which
// PostgreSQL's user may not enter.
func defaultData() string {
	if os.Geteuid() == 0 {
		return "/var/lib/homeground"
	}
	if base := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
		return filepath.Join(base, "homeground")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".local", "share", "homeground")
}

// check refuses what cannot be.
func (c Config) check() error {
	if c.OwnerURL != "" && c.DatabaseURL == "" {
		return errors.New("HOMEGROUND_OWNER_URL is given without DATABASE_URL: give both, or neither for the built-in database")
	}
	switch c.LogFormat {
	case "", "text", "json":
		return nil
	}
	return fmt.Errorf("--log-format is %q: write text or json", c.LogFormat)
}

func (c Config) logger(w io.Writer) *slog.Logger {
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

func (c Config) store(log *slog.Logger) store.Config {
	return store.Config{DatabaseURL: c.DatabaseURL, OwnerURL: c.OwnerURL, DataDir: c.Data, PostgresBin: c.PostgresBin, Log: log}
}
