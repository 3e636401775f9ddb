package projects

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// FundingLine is a part of what pays for a project.
type FundingLine struct {
	ID        int64 `json:"id"`
	ProjectID int64 `json:"project_id"`
	FundingWritten
	AuthorityName string `json:"authority_name,omitempty"`
	Version       int    `json:"version"`
}

// FundingWritten is what is written of it. The grant is written by the board's decision, or
// an import.
type FundingWritten struct {
	Source        string      `json:"source" enum:"grant,authority,nhs,government,charity,company,other"`
	AuthorityCode string      `json:"authority_code,omitempty" doc:"Whose match it is, of an authority"`
	Name          string      `json:"name,omitempty" maxLength:"200" doc:"Who gives it, of any other"`
	Pence         int64       `json:"pence" minimum:"0" maximum:"100000000000"`
	Secured       bool        `json:"secured" doc:"Promised in writing; else only said"`
	InKind        bool        `json:"in_kind" doc:"Land, a building or work worth so much; else cash"`
	ValuedBy      string      `json:"valued_by,omitempty" maxLength:"200" doc:"Who valued what is given in kind"`
	ValuedOn      values.Date `json:"valued_on,omitzero" format:"date"`
	Note          string      `json:"note,omitempty" maxLength:"500"`
}

// FundingSums are what pays for a project: each is a sum of its lines.
type FundingSums struct {
	GrantPence     int64 `json:"grant_pence"`
	SecuredPence   int64 `json:"secured_pence" doc:"Match that is promised in writing, in cash or in kind: only this counts"`
	PledgedPence   int64 `json:"pledged_pence" doc:"Match that is not"`
	InKindPence    int64 `json:"in_kind_pence" doc:"The part of the match that is no cash"`
	ShortPence     int64 `json:"short_pence" doc:"Budget less the grant and all match in cash; below 0: more than the budget"`
	UnsecuredPence int64 `json:"unsecured_pence" doc:"Budget less the grant and the secured match in cash; below 0: more than the budget"`
}

// tidy drops what a line of its source does not have, and says what is missing.
func (w *FundingWritten) tidy(tx *gorm.DB, today values.Date) error {
	w.Name, w.ValuedBy, w.Note = strings.TrimSpace(w.Name), strings.TrimSpace(w.ValuedBy), strings.TrimSpace(w.Note)
	if w.Source == "authority" {
		w.Name = ""
	} else {
		w.AuthorityCode = ""
	}
	if !w.InKind {
		w.ValuedBy, w.ValuedOn = "", values.Date{}
	}
	var faults []problem.Fault
	add := func(wrong bool, field, text string) {
		if wrong {
			faults = append(faults, problem.Fault{Field: field, Text: text})
		}
	}
	add(w.Source == "grant", "source", "A project's grant comes from the board's decision or an import. Choose who gives the match.")
	add(w.Source == "authority" && w.AuthorityCode == "", "authority_code", "Choose the authority whose match it is.")
	if w.AuthorityCode != "" {
		var known bool
		if err := tx.Raw(`SELECT EXISTS (SELECT FROM authorities WHERE code = ?)`, w.AuthorityCode).Scan(&known).Error; err != nil {
			return fmt.Errorf("look up authority %q: %w", w.AuthorityCode, err)
		}
		add(!known, "authority_code", "Choose an authority that is there: "+w.AuthorityCode+" is not.")
	}
	add(w.Source != "authority" && w.Source != "grant" && w.Name == "", "name", "Say who gives it.")
	add(w.InKind && w.ValuedBy == "", "valued_by", "Say who valued what is given in kind.")
	add(w.InKind && w.ValuedOn.IsZero(), "valued_on", "Enter the day it was valued.")
	add(w.InKind && w.ValuedOn.After(today), "valued_on", "Enter a day that is not after today.")
	if faults != nil {
		return &problem.Problem{Faults: faults}
	}
	return nil
}

const fundingColumns = `SELECT f.id, f.project_id, f.source, coalesce(f.authority_code, '') AS authority_code, coalesce(a.name, '') AS authority_name, f.name, f.pence, f.secured, f.in_kind, f.valued_by, f.valued_on, f.note, f.version
	FROM funding f LEFT JOIN authorities a ON a.code = f.authority_code `

// funding is a project's, the grant first and then the largest.
func funding(db *gorm.DB, project int64) ([]FundingLine, error) {
	list := []FundingLine{}
	if err := db.Raw(fundingColumns+`WHERE f.project_id = ? ORDER BY f.source <> 'grant', f.pence DESC, f.id`, project).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read what pays for project %d: %w", project, err)
	}
	return list, nil
}

// fund adds a project's funding up.
func (m *Money) fund() {
	for _, l := range m.Funding {
		switch {
		case l.Source == "grant":
			m.FundedBy.GrantPence += l.Pence
		case l.Secured:
			m.FundedBy.SecuredPence += l.Pence
		default:
			m.FundedBy.PledgedPence += l.Pence
		}
		if l.InKind {
			m.FundedBy.InKindPence += l.Pence
			continue
		}
		m.FundedBy.ShortPence -= l.Pence
		if l.Secured {
			m.FundedBy.UnsecuredPence -= l.Pence
		}
	}
	m.FundedBy.ShortPence += m.Total.BudgetPence
	m.FundedBy.UnsecuredPence += m.Total.BudgetPence
}

// ReadFunding is one line.
func ReadFunding(ctx context.Context, db *gorm.DB, id int64) (FundingLine, error) {
	var list []FundingLine
	if err := db.WithContext(ctx).Raw(fundingColumns+`WHERE f.id = ?`, id).Scan(&list).Error; err != nil {
		return FundingLine{}, fmt.Errorf("read funding line %d: %w", id, err)
	}
	if len(list) == 0 {
		return FundingLine{}, problem.Missing("funding line")
	}
	return list[0], nil
}

// AddFunding adds a line of match to a project. Call it in a transaction.
func AddFunding(ctx context.Context, tx *gorm.DB, project int64, w FundingWritten, today values.Date) (FundingLine, error) {
	tx = tx.WithContext(ctx)
	if err := w.tidy(tx, today); err != nil {
		return FundingLine{}, err
	}
	if err := lockProject(tx, project); err != nil {
		return FundingLine{}, err
	}
	id, err := writeFunding(tx, project, w)
	if err != nil {
		return FundingLine{}, err
	}
	return ReadFunding(ctx, tx, id)
}

func writeFunding(tx *gorm.DB, project int64, w FundingWritten) (id int64, err error) {
	err = tx.Raw(`INSERT INTO funding (project_id, source, authority_code, name, pence, secured, in_kind, valued_by, valued_on, note) VALUES (?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		project, w.Source, w.AuthorityCode, w.Name, w.Pence, w.Secured, w.InKind, w.ValuedBy, w.ValuedOn, w.Note).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("fund project %d: %w", project, err)
	}
	return id, nil
}

// ChangeFunding changes a line of match; nothing more comes of it when its amount is nought.
// The version must be the line's own. Call it in a transaction.
func ChangeFunding(ctx context.Context, tx *gorm.DB, id int64, w FundingWritten, version int, today values.Date) (FundingLine, error) {
	tx = tx.WithContext(ctx)
	was, err := ReadFunding(ctx, tx, id)
	if err != nil {
		return was, err
	}
	if err := lockProject(tx, was.ProjectID); err != nil {
		return was, err
	}
	if was, err = ReadFunding(ctx, tx, id); err != nil {
		return was, err
	}
	if was.Version != version {
		return was, problem.Overtaken("funding line", was)
	}
	if was.Source == "grant" {
		return was, problem.Conflict("A project's grant comes from the board's decision or an import. It is not changed here.")
	}
	if err := w.tidy(tx, today); err != nil {
		return was, err
	}
	err = tx.Exec(`UPDATE funding SET source = ?, authority_code = nullif(?, ''), name = ?, pence = ?, secured = ?, in_kind = ?, valued_by = ?, valued_on = ?, note = ?, version = version + 1 WHERE id = ?`,
		w.Source, w.AuthorityCode, w.Name, w.Pence, w.Secured, w.InKind, w.ValuedBy, w.ValuedOn, w.Note, id).Error
	if err != nil {
		return was, fmt.Errorf("change funding line %d: %w", id, err)
	}
	return ReadFunding(ctx, tx, id)
}

// setGrant gives a project its grant in one line, as a file says it in one amount.
func setGrant(tx *gorm.DB, project int64, pence values.Pence) error {
	err := tx.Exec(`WITH was AS (UPDATE funding SET pence = @pence, version = version + 1 WHERE project_id = @project AND source = 'grant' RETURNING id)
		INSERT INTO funding (project_id, source, pence, secured) SELECT @project, 'grant', @pence, true WHERE @pence > 0 AND NOT EXISTS (SELECT FROM was)`,
		map[string]any{"project": project, "pence": int64(pence)}).Error
	if err != nil {
		return fmt.Errorf("write the grant of project %d: %w", project, err)
	}
	return nil
}
