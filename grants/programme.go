// Package grants keeps what a funder gave and what it is owed in return: the award,
// its conditions, and the progress that is reported.
//
// Its main types are Programme and Progress. One thing must stay true: the projects
// of a programme never use more grant than its award; the database refuses it too.
package grants

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Programme is one grant, with what its projects use of it.
type Programme struct {
	ID             int64           `json:"id"`
	Name           string          `json:"name"`
	Funder         string          `json:"funder"`
	AwardPence     int64           `json:"award_pence"`
	GrantUsedPence int64           `json:"grant_used_pence"`
	GrantLeftPence int64           `json:"grant_left_pence"`
	OpenBy         values.Date     `json:"open_by" format:"date"`
	SpendBy        values.Date     `json:"spend_by,omitzero" format:"date" doc:"The day its grant has to be spent by"`
	Seed           int64           `json:"-"`
	Dates          []ProgrammeDate `json:"dates" gorm:"-"`
	Provenance     string          `json:"provenance"`
	Version        int             `json:"version"`
}

// ProgrammeDate is a date as a source document gives it, kept even where two disagree.
type ProgrammeDate struct {
	What     string `json:"what"`
	AsGiven  string `json:"as_given"`
	Source   string `json:"source"`
	Conflict string `json:"conflict,omitempty"`
}

// Current is the programme being worked on: the one recorded last.
func Current(ctx context.Context, db *gorm.DB) (Programme, error) {
	var rows []Programme
	err := db.WithContext(ctx).Raw(`
		SELECT p.id, p.name, p.funder, p.award_pence, p.open_by, p.spend_by, p.seed, p.provenance, p.version,
		       u.used AS grant_used_pence, p.award_pence - u.used AS grant_left_pence
		FROM programmes p,
		LATERAL (SELECT coalesce(sum(grant_pence), 0)::bigint AS used FROM projects WHERE programme_id = p.id) u
		ORDER BY p.id DESC LIMIT 1`).Scan(&rows).Error
	if err != nil {
		return Programme{}, fmt.Errorf("read programme: %w", err)
	}
	if len(rows) == 0 {
		return Programme{}, problem.Missing("programme yet: start with the demonstration data, homeground demo")
	}
	p := rows[0]
	p.Dates = []ProgrammeDate{}
	err = db.WithContext(ctx).Raw(`SELECT what, as_given, source, coalesce(conflict, '') AS conflict FROM programme_dates
		WHERE programme_id = ? ORDER BY id`, p.ID).Scan(&p.Dates).Error
	if err != nil {
		return Programme{}, fmt.Errorf("read dates of programme %d: %w", p.ID, err)
	}
	return p, nil
}
