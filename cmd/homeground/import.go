package main

import (
	"context"
	"encoding/json"
	"slices"

	"homeground/accounts"
	"homeground/demand"
	"homeground/importer"
	"homeground/internal/store"
	"homeground/projects"
	"homeground/sites"
)

// importKinds is every kind of record that files bring. New outlines also say anew
// which authority each small area is in, and postcodes which postcode district.
func importKinds(said sites.Said) []importer.Kind {
	kinds := slices.Concat(sites.ImportKinds(said), demand.ImportKinds(), projects.ImportKinds())
	for i := range kinds {
		switch kinds[i].Name {
		case "areas":
			kinds[i].After = append(kinds[i].After, demand.Estimates, demand.Disclosure)
		case "postcodes":
			kinds[i].After = append(slices.Clone(kinds[i].After), demand.PostcodeDistricts)
		}
	}
	return kinds
}

// importFiles is homeground import.
func importFiles(ctx context.Context, c *call) int {
	var opts importer.Options
	var format string
	var said sites.Said
	c.flags.StringVar(&opts.As, "as", "", "take every file for this `kind` (sites, projects, milestones, risks, ledger, demand, totals, projections, boundaries, constraints, postcodes, uprns, places) instead of telling it by its content; a file that is not is refused")
	c.flags.BoolVar(&opts.AllOrNothing, "all-or-nothing", false, "write nothing if any row of any file is bad; otherwise good rows are written and bad rows are listed")
	c.flags.BoolVar(&opts.DryRun, "dry-run", false, "say what would be done, and write nothing")
	c.flags.StringVar(&said.Layer, "layer", "", "takes every file for constraints, and says what its areas are where it does not: a `kind` such as conservation_area, flood_zone_3 or green_belt")
	c.flags.StringVar(&said.Covers, "covers", "", "constraints: the `areas` the layer is whole for, by code with commas between, or England; elsewhere sites are not checked against it")
	c.flags.StringVar(&said.Dated, "dated", "", "constraints: the `day` its publisher made it")
	c.flags.StringVar(&said.Source, "source", "", "constraints: its `publisher`; else the file's name")
	c.flags.StringVar(&format, "format", "text", "`form` of what is written to standard output: text, or json (one object, see docs/imports.md)")
	files, status, done := c.parse()
	if done {
		return status
	}
	if format != "text" && format != "json" {
		return c.wrongUse("--format is %q: write text or json", format)
	}
	if said.Layer != "" {
		if opts.As == "" {
			opts.As = "constraints"
		}
		if opts.As != "constraints" {
			return c.wrongUse("--layer is of constraints, and --as says %s", opts.As)
		}
	}
	if len(files) == 0 {
		status := c.wrongUse("name at least one file")
		c.writeResult(importer.Result{Files: []importer.FileResult{}}, format)
		return status
	}
	s, err := c.openAs(ctx, store.Import)
	if err != nil {
		c.writeResult(importer.Failed(files), format)
		return c.fault(err)
	}
	defer s.Close()
	result, err := importer.Run(ctx, s.DB, accounts.AtCommand("import"), importKinds(said), files, opts)
	if writeErr := c.writeResult(result, format); err == nil {
		err = writeErr
	}
	if err != nil {
		return c.fault(err)
	}
	return result.ExitStatus()
}

func (c *call) writeResult(r importer.Result, format string) error {
	if format == "text" {
		return r.WriteText(c.stdout)
	}
	enc := json.NewEncoder(c.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(r)
}
