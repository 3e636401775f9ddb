package projects

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// New is a project to be made, with its plan.
type New struct {
	Ref, Name, AuthorityCode    string
	ProgrammeID, OptionID       int64
	Places                      int
	CostPence, ContingencyPence int64 // what it is likely to cost, and the part of that kept for the unforeseen
	GrantPence                  int64 // of the programme; the match is the option's
	StartsOn                    values.Date
	Sites                       []int64
	Plan                        []Planned
	Provenance, Source          string
}

// Planned is a milestone of the plan. Follows are positions in the plan, before its own.
type Planned struct {
	Code, Name string
	Baseline   values.Date
	Follows    []PlannedLink
}

// PlannedLink says which milestone comes before, and how long after it work may start.
type PlannedLink struct {
	Position int
	LagDays  int
}

// Create makes a project, its sites and its milestones, forecast at their baseline,
// and takes the sites into delivery. Call it in a transaction.
func Create(ctx context.Context, tx *gorm.DB, n New) (int64, error) {
	tx = tx.WithContext(ctx)
	var id int64
	err := tx.Raw(`INSERT INTO projects (project_ref, programme_id, option_id, name, authority_code, places, starts_on, provenance, source)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		n.Ref, n.ProgrammeID, n.OptionID, n.Name, n.AuthorityCode, n.Places, n.StartsOn, n.Provenance, n.Source).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("create project %s: %w", n.Ref, err)
	}
	err = tx.Exec(`INSERT INTO funding (project_id, source, authority_code, name, pence, secured)
		SELECT ?, source, authority_code, name, amount_pence, secured FROM option_match WHERE option_id = ? ORDER BY id`, id, n.OptionID).Error
	if err == nil {
		err = setGrant(tx, id, values.Pence(n.GrantPence))
	}
	if err != nil {
		return 0, fmt.Errorf("fund project %s: %w", n.Ref, err)
	}
	contingency := min(n.ContingencyPence, n.CostPence)
	err = tx.Exec(`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence)
		SELECT ?, category, ?, true, true, pence FROM (VALUES ('works', CAST(? AS bigint)), ('contingency', CAST(? AS bigint))) AS part (category, pence) WHERE pence > 0`,
		id, FinancialYear(n.StartsOn), n.CostPence-contingency, contingency).Error
	if err != nil {
		return 0, fmt.Errorf("give project %s its budget: %w", n.Ref, err)
	}
	for _, site := range n.Sites {
		if err := tx.Exec(`INSERT INTO project_sites (project_id, site_id) VALUES (?, ?)`, id, site).Error; err != nil {
			return 0, fmt.Errorf("give project %s its site: %w", n.Ref, err)
		}
	}
	err = tx.Exec(`UPDATE sites SET pipeline_before = pipeline, pipeline = 'in_delivery', version = version + 1
		WHERE id IN (SELECT site_id FROM project_sites WHERE project_id = ?)`, id).Error
	if err != nil {
		return 0, fmt.Errorf("take sites of project %s into delivery: %w", n.Ref, err)
	}
	ids := make([]int64, len(n.Plan))
	for i, m := range n.Plan {
		err := tx.Raw(`INSERT INTO milestones (project_id, code, name, position, baseline, forecast) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
			id, m.Code, m.Name, i+1, m.Baseline, m.Baseline).Scan(&ids[i]).Error
		if err != nil {
			return 0, fmt.Errorf("plan milestone %s of project %s: %w", m.Code, n.Ref, err)
		}
		for _, l := range m.Follows {
			err := tx.Exec(`INSERT INTO milestone_links (milestone_id, follows_id, lag_days) VALUES (?, ?, ?)`, ids[i], ids[l.Position], l.LagDays).Error
			if err != nil {
				return 0, fmt.Errorf("link milestone %s of project %s: %w", m.Code, n.Ref, err)
			}
		}
	}
	return id, nil
}

// Remove takes away a project on which nothing was recorded yet: no slip, no spend,
// no date reached, no change or transfer asked for, no payment or condition, no rating said. Its sites go back to where they were. Call it in a transaction.
func Remove(ctx context.Context, tx *gorm.DB, id int64) error {
	tx = tx.WithContext(ctx)
	var p struct {
		Name    string
		History bool
	}
	err := tx.Raw(`SELECT p.name,
		    EXISTS (SELECT 1 FROM slips s JOIN milestones m ON m.id = s.milestone_id WHERE m.project_id = p.id)
		    OR EXISTS (SELECT 1 FROM milestones m WHERE m.project_id = p.id AND m.actual IS NOT NULL)
		    OR EXISTS (SELECT 1 FROM change_requests c WHERE c.project_id = p.id)
		    OR EXISTS (SELECT 1 FROM transfers t JOIN budget_lines b ON b.id IN (t.from_line, t.to_line) WHERE b.project_id = p.id)
		    OR EXISTS (SELECT 1 FROM rating_overrides r WHERE r.project_id = p.id)
		    OR EXISTS (SELECT 1 FROM carry_forwards f WHERE f.project_id = p.id)
		    OR EXISTS (SELECT 1 FROM payments y WHERE y.project_id = p.id)
		    OR EXISTS (SELECT 1 FROM conditions c WHERE c.project_id = p.id)
		    OR EXISTS (SELECT 1 FROM ledger_entries l WHERE l.project_id = p.id) AS history
		FROM projects p WHERE p.id = ? FOR UPDATE OF p`, id).Scan(&p).Error
	if err != nil {
		return fmt.Errorf("read project %d: %w", id, err)
	}
	if p.History {
		return problem.Conflict("%s has already slipped, spent, moved budget, reached a milestone, asked for a change, been paid or given a condition, or been rated by somebody, so it stays chosen: its history is part of the record.", p.Name)
	}
	err = tx.Exec(`UPDATE sites SET pipeline = coalesce(pipeline_before, 'candidate'), pipeline_before = NULL, version = version + 1
		WHERE id IN (SELECT site_id FROM project_sites WHERE project_id = ?)`, id).Error
	if err != nil {
		return fmt.Errorf("put back sites of project %d: %w", id, err)
	}
	if err := tx.Exec(`DELETE FROM projects WHERE id = ?`, id).Error; err != nil {
		return fmt.Errorf("remove project %d: %w", id, err)
	}
	return nil
}
