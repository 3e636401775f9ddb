package main

import (
	"context"
	"fmt"
)

// versionText is set by the build: the commit it was made from.
var versionText string

func version() string {
	if versionText == "" {
		return "(development)"
	}
	return versionText
}

func printVersion(_ context.Context, c *call) int {
	if _, status, done := c.parse(); done {
		return status
	}
	fmt.Fprintln(c.stdout, "homeground", version())
	return statusDone
}
