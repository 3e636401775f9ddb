package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"

	"homeground/cmd/homeground/demo"
	"homeground/internal/store"
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
	if err := loopbackOnly(c.config.Addr); err != nil {
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
	if err := c.serveOn(ctx, listener, *withDemo); err != nil {
		return c.fault(err)
	}
	return statusDone
}

// serveOn opens the database and answers until the context ends.
func (c *call) serveOn(ctx context.Context, listener net.Listener, withDemo bool) error {
	s, err := c.openToServe(ctx, withDemo)
	if err != nil {
		return err
	}
	defer s.Close()
	app, err := server.New(server.Config{DB: s.DB, Log: c.log, Version: version()})
	if err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "Homeground %s\n  Pages:     http://%s/\n  Data:      %s\n  Until accounts exist it serves only this machine. Ctrl-C stops it.\n",
		version(), listener.Addr(), s.Where)
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

// openToServe brings the database up to date as its owner, and opens it as the server.
func (c *call) openToServe(ctx context.Context, withDemo bool) (*store.Store, error) {
	owner, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	defer owner.Close()
	if withDemo {
		if _, err := demo.Load(ctx, owner.DB); err != nil {
			return nil, err
		}
	}
	s, err := owner.As(ctx, store.Server)
	if err == nil && s.Weaker != "" {
		c.log.Warn(s.Weaker)
	}
	return s, err
}

// loopbackOnly refuses an address that others could reach: nobody is asked who he is.
func loopbackOnly(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("the address %q cannot be read: write it as 127.0.0.1:8340", addr)
	}
	ip := net.ParseIP(host)
	if host == "localhost" || (ip != nil && ip.IsLoopback()) {
		return nil
	}
	return fmt.Errorf("the address %s can be reached from other machines, and until accounts exist Homeground serves only this one: use 127.0.0.1, localhost or [::1]", addr)
}
