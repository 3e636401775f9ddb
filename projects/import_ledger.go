package projects

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/values"
)

var (
	categoryWords = importer.NewVocabulary("acquisition", "fees", "works", "furniture", "contingency", "vat")
	capitalWords  = importer.NewVocabulary("capital", "revenue")
)

// importLedger posts what a finance system says was paid. An entry is known by its project
// and its reference there, so that the same file again changes nothing. What was posted is
// never changed: a row that says otherwise is refused.
func importLedger(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	tx = tx.WithContext(ctx)
	projects, err := storedProjects(ctx, tx)
	if err != nil {
		return err
	}
	var list []LedgerEntry
	if err := tx.Raw(`SELECT id, project_id, reference, on_day, pence, category, capital FROM ledger_entries WHERE reference <> ''`).Scan(&list).Error; err != nil {
		return fmt.Errorf("read the references of ledger entries: %w", err)
	}
	known := make(map[string]LedgerEntry, len(list))
	for _, e := range list {
		known[fmt.Sprint(e.ProjectID, " ", e.Reference)] = e
	}
	seen := importer.Firsts{}
	return t.Each(r, func(row importer.Row) error {
		c := importer.ReadCells(row, r)
		project := existing(c, projects)
		e := readLedgerRow(c, values.Today(time.Now()))
		e.ProjectID = project.ID
		was, posted := known[fmt.Sprint(e.ProjectID, " ", e.Reference)]
		if posted && !c.Bad {
			refuseOther(c, was, e)
		}
		if c.Bad || !seen.First(c, "reference", project.ProjectRef+" "+e.Reference) {
			return nil
		}
		if posted {
			r.Unchanged(1)
			return nil
		}
		if err := lockProject(tx, e.ProjectID); err != nil {
			return err
		}
		err := tx.Exec(`INSERT INTO ledger_entries (project_id, kind, category, capital, eligible, on_day, pence, note, reference, by_name, source) VALUES (?, 'payment', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			e.ProjectID, e.Category, e.Capital, e.Eligible, e.On, e.Pence, e.Note, e.Reference, r.By.Name, t.File).Error
		if err != nil {
			return fmt.Errorf("post an imported payment: %w", err)
		}
		r.Accept(1)
		return nil
	})
}

// readLedgerRow is a payment, or below zero a credit note. Capital counts against the grant;
// VAT, which a council recovers, does not.
func readLedgerRow(c *importer.Cells, today values.Date) LedgerEntry {
	e := LedgerEntry{Reference: c.Text("reference", 100), Note: c.Text("description", 500), On: day(c, "date")}
	switch year := e.On.Time().Year(); {
	case e.On.IsZero() && c.Get("date") == "":
		c.Reject("date", "", "the date is missing", "Fill in the day it was paid.")
	case e.On.After(today):
		c.Reject("date", c.Get("date"), "the date is in the future", "Leave the row out until it is paid: what is still to come belongs in the forecast.")
	case !e.On.IsZero() && year < 2000:
		c.Reject("date", c.Get("date"), "the date is before 2000", "Give the day it was paid.")
	}
	if text := c.Text("amount_gbp", 100); text != "" {
		pence, err := values.ParsePounds(strings.ReplaceAll(text, "\u00a0", ""))
		if err != nil || pence == 0 || pence > 100_000_000_000 || pence < -100_000_000_000 {
			c.Reject("amount_gbp", text, "the amount is not a number of pounds with at most two decimals, other than nought", "Write it like 1250.50, or -1250.50 for a credit note.")
		}
		e.Pence = int64(pence)
	}
	c.Text("category", 100)
	e.Category = c.Word("category", categoryWords)
	e.Capital = c.Word("capital_or_revenue", capitalWords) != "revenue"
	e.Eligible = e.Capital && e.Category != "vat"
	return e
}

// refuseOther refuses a row whose reference was posted as something else.
func refuseOther(c *importer.Cells, was, e LedgerEntry) {
	other := func(column, stands string) {
		c.Reject(column, c.Get(column), fmt.Sprintf("reference %s was posted as entry %d with %s, and what was posted is never changed", e.Reference, was.ID, stands),
			fmt.Sprintf("Post a reversal of entry %d, and import this row under a reference of its own.", was.ID))
	}
	if was.Pence != e.Pence {
		other("amount_gbp", values.Pence(was.Pence).Words())
	}
	if was.On != e.On {
		other("date", was.On.Words())
	}
	if was.Category != e.Category {
		other("category", was.Category)
	}
	if was.Capital != e.Capital && c.Get("capital_or_revenue") != "" {
		other("capital_or_revenue", map[bool]string{true: "capital", false: "revenue"}[was.Capital])
	}
}
