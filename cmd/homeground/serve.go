package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/appraisal"
	"homeground/cmd/homeground/demo"
	"homeground/demand"
	"homeground/internal/mail"
	"homeground/internal/store"
	"homeground/internal/values"
	"homeground/projects"
	"homeground/server"
)

// finishWithin is how long requests may go on after we were told to stop.
const finishWithin = 10 * time.Second

// serve runs the server until it is told to stop.
func serve(ctx context.Context, c *call) int {
	withDemo := c.flags.Bool("demo", false, "load the demonstration data if the database is empty")
	operands, status, done := c.parse()
	if done {
		return status
	}
	if len(operands) > 0 {
		return c.wrongUse("it takes flags only, not %q", operands[0])
	}
	at, err := c.config.place(*withDemo)
	if err != nil {
		return c.wrongUse("%s", err)
	}
	if at.mail, err = mail.New(c.config.SMTP, c.config.MailFrom); err != nil {
		return c.wrongUse("%s", err)
	}
	listener, err := net.Listen("tcp", c.config.Addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return c.fault(fmt.Errorf("another program serves at %s already: stop it, or choose another port with HOMEGROUND_ADDR", c.config.Addr))
	}
	if err != nil {
		return c.fault(fmt.Errorf("serve at %s: %w", c.config.Addr, err))
	}
	defer listener.Close()
	if err := c.serveOn(ctx, listener, at, *withDemo); err != nil {
		return c.fault(err)
	}
	return statusDone
}

// serveOn opens the database and answers until the context ends.
func (c *call) serveOn(ctx context.Context, listener net.Listener, at place, withDemo bool) error {
	s, demonstration, err := c.openToServe(ctx, withDemo)
	if err != nil {
		return err
	}
	defer s.Close()
	app, err := server.New(server.Config{DB: s.DB, Log: c.log, Version: version(), URL: at.url, Proxies: at.proxies, Demonstration: demonstration, Chromium: c.config.Chromium, Mail: at.mail, Until: ctx})
	if err != nil {
		return err
	}
	if err := c.welcome(ctx, s, listener, at, demonstration); err != nil {
		return err
	}
	go c.keepUp(ctx, s, at, at.home(listener), demonstration)
	failed := make(chan error, 1)
	go func() { failed <- app.Listener(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	c.log.Info("stopping")
	if err := app.ShutdownWithTimeout(finishWithin); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}

// keepUp does what is due by the clock, now and every hour: it keeps when each project is
// likely to open and how it stands, and the highlight reports of each month, and sends the
// week's e-mails. What fails does not keep the rest.
func (c *call) keepUp(ctx context.Context, s *store.Store, at place, home string, demonstration bool) {
	sim, hourly := appraisal.NewSimulator(), time.NewTicker(time.Hour)
	defer hourly.Stop()
	for ctx.Err() == nil {
		now := time.Now()
		today := values.Today(now)
		if err := appraisal.KeepForecasts(ctx, s.DB, sim, today); err != nil && ctx.Err() == nil {
			c.log.Error("the forecasts of projects were not kept", "error", err)
		} else if err := projects.KeepStandings(ctx, s.DB, today); err != nil && ctx.Err() == nil {
			c.log.Error("how projects stand was not kept", "error", err)
		} else if err := server.KeepHighlights(ctx, s.DB, version(), demonstration, now); err != nil && ctx.Err() == nil {
			c.log.Error("the highlight reports of the month were not kept", "error", err)
		}
		if err := server.SendDigests(ctx, s.DB, at.mail, home, now); err != nil && ctx.Err() == nil {
			c.log.Error("not every e-mail of what is due was sent", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-hourly.C:
		}
	}
}

// welcome says where the pages are and how the first person gets in.
func (c *call) welcome(ctx context.Context, s *store.Store, listener net.Listener, at place, demonstration bool) error {
	pages := at.home(listener) + "/"
	code, needed, err := accounts.SetupCode(ctx, s.DB, time.Now())
	if err != nil {
		return err
	}
	how := "Sign in with the account you were invited to."
	switch {
	case demonstration:
		how = "Sign in as one of the demonstration's people: all of it is made up, and only this machine can reach it."
	case needed:
		how = "Nobody has an account yet. Make the first at " + pages + "set-up with the code " + code + ", within an hour."
	}
	fmt.Fprintf(c.stdout, "Homeground %s\n  Pages:     %s\n  Data:      %s\n  %s Ctrl-C stops it.\n", version(), pages, s.Where, how)
	return nil
}

// openToServe brings the database up to date as its owner, and opens it as the server.
// The demonstration's people sign in without a password, so there are none where a real
// person has an account.
func (c *call) openToServe(ctx context.Context, withDemo bool) (s *store.Store, demonstration bool, err error) {
	owner, err := c.open(ctx)
	if err != nil {
		return nil, false, err
	}
	defer owner.Close()
	real, err := accounts.HasAccounts(ctx, owner.DB)
	if err != nil {
		return nil, false, err
	}
	demonstration = withDemo && !real
	if withDemo {
		if _, err := demo.Load(ctx, owner.DB); err != nil {
			return nil, false, err
		}
	}
	err = accounts.Write(ctx, owner.DB, accounts.AtCommand("command line"), func(tx *gorm.DB) error {
		if err := demand.Renew(ctx, tx); err != nil {
			return err
		}
		if demonstration {
			return accounts.MakeDemonstrationUsers(ctx, tx)
		}
		return accounts.EndDemonstration(ctx, tx)
	})
	if err != nil {
		return nil, false, err
	}
	owner.KeepReady(4)
	s, err = owner.As(ctx, store.Server)
	if err == nil && s.Weaker != "" {
		c.log.Warn(s.Weaker)
	}
	return s, demonstration, err
}

// place is where the server is reached, and what it sends e-mail through.
type place struct {
	url     *url.URL
	proxies []netip.Prefix
	mail    *mail.Sender
}

// home is the address people use, without a slash at its end.
func (p place) home(listener net.Listener) string {
	if p.url != nil {
		return p.url.String()
	}
	return "http://" + listener.Addr().String()
}

// place reads where to serve. Where others reach it they need a name and TLS; and the
// demonstration, whose people have no passwords, is for this machine alone.
func (c Config) place(demonstration bool) (p place, err error) {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return p, fmt.Errorf("the address %q cannot be read: write it as 127.0.0.1:8340", c.Addr)
	}
	ip := net.ParseIP(host)
	own := host == "localhost" || (ip != nil && ip.IsLoopback())
	switch {
	case demonstration && (!own || c.URL != ""):
		return p, errors.New("the demonstration's people sign in without a password, so it is for this machine only: leave HOMEGROUND_URL out, and serve at 127.0.0.1")
	case !own && c.URL == "":
		return p, fmt.Errorf("other machines can reach %s: set HOMEGROUND_URL to the address people use, as https://homes.example.org", c.Addr)
	}
	if c.URL != "" {
		if p.url, err = url.Parse(strings.TrimSuffix(c.URL, "/")); err != nil || p.url.Scheme != "https" || p.url.Host == "" || p.url.Path != "" {
			return p, errors.New("HOMEGROUND_URL cannot be read: write it as https://homes.example.org")
		}
	}
	for _, text := range strings.FieldsFunc(c.Proxies, func(r rune) bool { return r == ',' || r == ' ' }) {
		proxy, err := netip.ParsePrefix(text)
		if err != nil {
			return p, fmt.Errorf("HOMEGROUND_PROXIES: %q cannot be read: write it as 10.0.0.1/32", text)
		}
		p.proxies = append(p.proxies, proxy)
	}
	return p, nil
}
