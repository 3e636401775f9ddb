// Package grants keeps what a funder gave and what it is owed in return: the award,
// its conditions, and the progress that is reported.
//
// Its main types are Programme and Progress. One thing must stay true: the projects
// of a programme never use more grant than its award; the database refuses it too.
package grants

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
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

// NewProgramme is a grant as its first letter gives it.
type NewProgramme struct {
	Name   string        `json:"name" maxLength:"200"`
	Funder string        `json:"funder" maxLength:"200" doc:"Who gives it"`
	Letter LetterWritten `json:"letter" doc:"The first letter"`
}

// usualCriteria are what options are scored on until somebody says otherwise: their scales
// are fixed beforehand, and may be changed.
const usualCriteria = `INSERT INTO criteria (programme_id, code, name, unit, worst, best, weight_bp, position, provenance)
	SELECT CAST(@id AS bigint), code, name, unit, worst, best, weight_bp, position, provenance FROM criteria WHERE programme_id = @from
	UNION ALL SELECT CAST(@id AS bigint), given.*, 'typed in' FROM (VALUES ('places', 'Places', 'places', 0, 8, 3500, 1),
	    ('time_to_open', 'Time to open', 'weeks to open, 80 % likely', 208, 26, 3500, 2), ('cost_per_place', 'Cost of a place', 'pounds', 900000, 150000, 2000, 3),
	    ('need_covered', 'Need newly covered', 'children', 0, 8, 1000, 4)) AS given WHERE CAST(@from AS bigint) = 0`

// AddProgramme records a grant by its first letter. The first one is what options are weighed
// for; later ones leave that as it is. Call it in a transaction.
func AddProgramme(ctx context.Context, tx *gorm.DB, by accounts.User, n NewProgramme, today values.Date) (ProgrammeStanding, error) {
	tx = tx.WithContext(ctx)
	n.Name, n.Funder, n.Letter.Kind = strings.TrimSpace(n.Name), strings.TrimSpace(n.Funder), "initial"
	p := problem.Problem{Text: "This grant cannot be recorded as it is."}
	if n.Name == "" {
		p.Add("name", "Give the grant a name.")
	}
	if n.Funder == "" {
		p.Add("funder", "Say who gives it.")
	}
	if n.Letter.OpenBy.IsZero() {
		p.Add("letter.open_by", "Enter the day homes must be open by.")
	}
	if err := p.Found(); err != nil {
		return ProgrammeStanding{}, err
	}
	var from, id int64
	err := tx.Raw(`SELECT coalesce(current_programme(), 0)`).Scan(&from).Error
	if err == nil && from != 0 {
		err = tx.Exec(`UPDATE programmes SET current = true WHERE id = ? AND NOT current`, from).Error
	}
	if err == nil {
		err = tx.Raw(`INSERT INTO programmes (name, funder, award_pence, open_by, current, provenance) VALUES (?, ?, ?, ?, ?, 'typed in') RETURNING id`,
			n.Name, n.Funder, n.Letter.AwardPence, n.Letter.OpenBy, from == 0).Scan(&id).Error
	}
	if err == nil {
		err = tx.Exec(usualCriteria, map[string]any{"id": id, "from": from}).Error
	}
	if err != nil {
		return ProgrammeStanding{}, fmt.Errorf("record programme %q: %w", n.Name, err)
	}
	if _, err := RecordLetter(ctx, tx, by, id, 1, n.Letter, today); err != nil {
		if p, ok := problem.As(err); ok {
			for i := range p.Faults {
				p.Faults[i].Field = "letter." + p.Faults[i].Field
			}
		}
		return ProgrammeStanding{}, err
	}
	return Read(ctx, tx, id, today)
}

// Current is the programme that options are weighed for.
func Current(ctx context.Context, db *gorm.DB) (Programme, error) {
	list, err := programmesWhere(ctx, db, `p.id = current_programme()`)
	if err != nil {
		return Programme{}, err
	}
	if len(list) == 0 {
		return Programme{}, problem.Missing("programme yet: start with the demonstration data, homeground demo")
	}
	return list[0], nil
}

func programmesWhere(ctx context.Context, db *gorm.DB, condition string, args ...any) ([]Programme, error) {
	var list []Programme
	err := db.WithContext(ctx).Raw(`
		SELECT p.id, p.name, p.funder, p.award_pence, p.open_by, p.spend_by, p.seed, p.provenance, p.version,
		       u.used AS grant_used_pence, p.award_pence - u.used AS grant_left_pence
		FROM programmes p,
		LATERAL (SELECT coalesce(sum(grant_pence), 0)::bigint AS used FROM projects WHERE programme_id = p.id) u
		WHERE `+condition, args...).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read programme: %w", err)
	}
	for i := range list {
		list[i].Dates = []ProgrammeDate{}
		err := db.WithContext(ctx).Raw(`SELECT what, as_given, source, coalesce(conflict, '') AS conflict FROM programme_dates
			WHERE programme_id = ? ORDER BY id`, list[i].ID).Scan(&list[i].Dates).Error
		if err != nil {
			return nil, fmt.Errorf("read dates of programme %d: %w", list[i].ID, err)
		}
	}
	return list, nil
}
