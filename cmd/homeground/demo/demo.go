// Package demo holds the demonstration data and loads it into an empty database.
//
// The data are files to be read and corrected by hand, one for each subject: a .csv
// with the rows and a .sql of the same name that says how they become records. What
// is real, with its source, and what is made up is told in
// docs/demonstration-data.md; what must stay true is that every record says which of
// the two it is, and that no place made up is passed off as a real home's.
package demo

import (
	"bytes"
	"context"
	"embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/demand"
	"homeground/internal/values"
	"homeground/sites"
)

//go:embed *.csv *.sql outlines.geojson
var files embed.FS

// subjects are loaded in this order, as later ones point at earlier ones.
var subjects = []string{
	"authorities", "succession", "outlines", "counts", "settlements",
	"organisations", "sites", "ofsted_events",
	"applications", "application_events", "planning_conditions",
	"programme", "dates", "options", "option_places", "option_match", "option_links", "pledges", "stages",
	"project", "milestones", "slip", "ledger", "risks", "conditions", "payments", "renovation",
}

// loading is the advisory lock that makes two loads at once wait for one another.
const loading = 20261122

// Load puts the demonstration data into the database, all or nothing, and works out
// the need. A database that already has a programme or a site is left as it is, and
// loaded is then false.
func Load(ctx context.Context, db *gorm.DB) (loaded bool, err error) {
	by := accounts.User{Name: "Demonstration data", Acting: "operator", Credential: "command line", Origin: "command line"}
	err = accounts.Write(ctx, db, by, func(tx *gorm.DB) error {
		if err := tx.Exec("SELECT pg_advisory_xact_lock(?)", loading).Error; err != nil {
			return err
		}
		var inUse bool
		if err := tx.Raw("SELECT EXISTS (SELECT FROM programmes) OR EXISTS (SELECT FROM sites)").Scan(&inUse).Error; err != nil || inUse {
			return err
		}
		for _, subject := range subjects {
			if err := load(tx, subject); err != nil {
				return fmt.Errorf("%s: %w", subject, err)
			}
		}
		if err := sites.Restand(ctx, tx, values.Today(time.Now())); err != nil {
			return err
		}
		loaded = true
		return demand.Recompute(ctx, tx)
	})
	if err != nil {
		return false, fmt.Errorf("load demonstration data: %w", err)
	}
	return loaded, nil
}

// load runs a subject's SQL; @rows in it is the subject's rows as JSON.
func load(tx *gorm.DB, subject string) error {
	statement, err := files.ReadFile(subject + ".sql")
	if err != nil {
		return err
	}
	if !bytes.Contains(statement, []byte("@rows")) {
		return tx.Exec(string(statement)).Error
	}
	rows, err := rowsOf(subject)
	if err != nil {
		return err
	}
	return tx.Exec(string(statement), map[string]any{"rows": string(rows)}).Error
}

// rowsOf is what a subject's SQL is given: the rows of its CSV file, or another form
// for the two that have none.
func rowsOf(subject string) ([]byte, error) {
	switch subject {
	case "outlines":
		return files.ReadFile("outlines.geojson")
	case "stages":
		return stages()
	}
	rows, err := readCSV(subject)
	if err != nil {
		return nil, err
	}
	return json.Marshal(rows)
}

// readCSV reads a subject's rows by column; an empty cell is left out, so that it
// becomes NULL.
func readCSV(subject string) ([]map[string]string, error) {
	text, err := files.ReadFile(subject + ".csv")
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line {
			if cell = strings.TrimSpace(cell); cell != "" {
				row[lines[0][i]] = cell
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}
