package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"homeground/grants"
	"homeground/internal/store"
)

// mostVerified is how large a file is that verify reads: no file of a return is larger.
const mostVerified = 100 << 20

// verify is homeground verify: whether a file is a return that was certified here.
func verify(ctx context.Context, c *call) int {
	format := c.flags.String("format", "text", "`form` of the answer on standard output: text or json")
	operands, status, done := c.parse()
	if done {
		return status
	}
	if *format != "text" && *format != "json" {
		return c.wrongUse("--format is %q: write text or json", *format)
	}
	if len(operands) != 1 {
		return c.wrongUse("name one file")
	}
	file, err := os.Open(operands[0])
	if err != nil {
		return c.fault(err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, mostVerified+1))
	if err == nil && len(content) > mostVerified {
		err = fmt.Errorf("%s is larger than 100 MB: no file of a return is", operands[0])
	}
	if err != nil {
		return c.fault(err)
	}
	s, err := store.Open(ctx, c.config.store(c.log)) // as it is: verifying changes nothing
	if err != nil {
		return c.fault(err)
	}
	defer s.Close()
	v, err := grants.Verify(ctx, s.DB, content, nil)
	if err != nil {
		return c.fault(err)
	}
	if *format == "json" {
		err = json.NewEncoder(c.stdout).Encode(v)
	} else {
		fmt.Fprintf(c.stdout, "%s: %s\n", v.Answer, v.Says)
		if v.Certificate != nil {
			fmt.Fprintf(c.stdout, "Certified by %s, %s, on %s.\nFingerprint of the return: %s\n", v.Certificate.ByName, v.Certificate.SignedAs, v.Certificate.At.Format("2 January 2006"), v.Certificate.Hash)
		}
		fmt.Fprintf(c.stdout, "SHA-256 of the file: %s\n", v.Hash)
		for _, d := range v.Differences {
			fmt.Fprintf(c.stdout, "  %s: the file has %q, the return %q\n", d.Place(), d.Theirs, d.Ours)
		}
	}
	if err != nil {
		return c.fault(err)
	}
	if v.Answer == "altered" || v.Answer == "unknown" {
		return statusRejected
	}
	return statusDone
}
