package main

import (
	"context"

	"homeground/internal/store"
)

// keep is the hidden command that runs the built-in database; internal/store starts it.
func keep(_ context.Context, c *call) int { return store.Keep(c.args) }
