package main

import (
	"context"
	"fmt"

	"homeground/cmd/homeground/demo"
)

// loadDemo puts the demonstration data into a database that has nothing of its own.
func loadDemo(ctx context.Context, c *call) int {
	operands, status, done := c.parse()
	if done {
		return status
	}
	if len(operands) > 0 {
		return c.wrongUse("it takes flags only, not %q", operands[0])
	}
	s, err := c.open(ctx)
	if err != nil {
		return c.fault(err)
	}
	defer s.Close()
	loaded, err := demo.Load(ctx, s.DB)
	if err != nil {
		return c.fault(err)
	}
	if !loaded {
		fmt.Fprintf(c.stdout, "Nothing loaded: there is a programme or a site already. %s\n", s.Where)
		return statusDone
	}
	fmt.Fprintf(c.stdout, "Demonstration data loaded. What is made up in it says so. %s\n", s.Where)
	return statusDone
}
