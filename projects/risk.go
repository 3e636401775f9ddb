package projects

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Risk is scored likelihood 0-4 times impact 0-4, before anything is done about it and, once
// that was judged, after. An issue is a risk that has happened.
type Risk struct {
	ID int64 `json:"id"`
	RiskWritten
	Milestone    string `json:"milestone,omitempty" doc:"The name of the milestone it would hit"`
	LineCategory string `json:"line_category,omitempty" doc:"Of the budget line it would hit"`
	LineYear     int    `json:"line_year,omitempty"`
	Residual     int    `json:"residual" doc:"Likelihood times impact after what is done about it, else before; of an issue as if it were certain; 0 once closed"`
	Rating       string `json:"rating" enum:"green,amber_green,amber,amber_red,red" doc:"By its residual: below 3, 6, 9, 12, or more"`
	Version      int    `json:"version"`
}

// RiskWritten is what a manager writes of a risk.
type RiskWritten struct {
	Risk            string      `json:"risk" maxLength:"2000"`
	State           string      `json:"state" enum:"open,issue,closed" doc:"An issue has happened; a closed one is over"`
	Likelihood      int         `json:"likelihood" doc:"0 to 4, before anything is done about it"`
	Impact          int         `json:"impact" doc:"0 to 4"`
	Mitigation      string      `json:"mitigation,omitempty" maxLength:"2000" doc:"What is done about it"`
	LikelihoodAfter *int        `json:"likelihood_after,omitempty" doc:"0 to 4, with that done"`
	ImpactAfter     *int        `json:"impact_after,omitempty" doc:"0 to 4"`
	Proximity       string      `json:"proximity,omitempty" enum:",month,quarter,year,later" doc:"How soon it may happen: within a month, three months, a year, or later"`
	Owner           string      `json:"owner,omitempty" maxLength:"200"`
	ReviewOn        values.Date `json:"review_on,omitzero" format:"date" doc:"The day it is looked at again"`
	MilestoneID     int64       `json:"milestone_id,omitempty" doc:"The milestone of the project that it would hit"`
	LineID          int64       `json:"line_id,omitempty" doc:"The budget line of the project that it would hit"`
}

// riskColumns read a risk. What has happened is certain.
const riskColumns = `SELECT id, risk, state, likelihood, impact, mitigation, likelihood_after, impact_after, coalesce(proximity, '') AS proximity, owner, review_on, version,
	coalesce(milestone_id, 0) AS milestone_id, coalesce((SELECT name FROM milestones WHERE id = milestone_id), '') AS milestone, coalesce(line_id, 0) AS line_id,
	coalesce((SELECT category FROM budget_lines WHERE id = line_id), '') AS line_category, coalesce((SELECT year FROM budget_lines WHERE id = line_id), 0) AS line_year,
	` + residual + ` AS residual FROM risks`

// residual is what is left of a risk: SQL.
const residual = `CASE state WHEN 'closed' THEN 0 WHEN 'issue' THEN 4 ELSE coalesce(likelihood_after, likelihood) END * coalesce(impact_after, impact)`

// RiskRating is a rating by what is left of a risk, 0 to 16.
func RiskRating(residual int) string {
	for _, r := range []struct {
		below int
		name  string
	}{{3, "green"}, {6, "amber_green"}, {9, "amber"}, {12, "amber_red"}} {
		if residual < r.below {
			return r.name
		}
	}
	return "red"
}

// risksOf are a project's risks, the worst first, those that are over last.
func risksOf(db *gorm.DB, project int64) ([]Risk, error) {
	list := []Risk{}
	if err := db.Raw(riskColumns+` WHERE project_id = ? ORDER BY state = 'closed', residual DESC, likelihood * impact DESC, id`, project).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read risks of project %d: %w", project, err)
	}
	for i := range list {
		list[i].Rating = RiskRating(list[i].Residual)
	}
	return list, nil
}

// AddRisk adds a risk to a project.
func AddRisk(ctx context.Context, tx *gorm.DB, project int64, w RiskWritten) (Risk, error) {
	tx = tx.WithContext(ctx)
	if err := w.check(tx, project, 0); err != nil {
		return Risk{}, err
	}
	var id int64
	err := tx.Raw(`INSERT INTO risks (project_id, risk, state, likelihood, impact, mitigation, likelihood_after, impact_after, proximity, owner, review_on, milestone_id, line_id, provenance, source)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?, nullif(?, 0), nullif(?, 0), 'typed in', 'entered by hand') RETURNING id`,
		project, w.Risk, w.State, w.Likelihood, w.Impact, w.Mitigation, w.LikelihoodAfter, w.ImpactAfter, w.Proximity, w.Owner, w.ReviewOn, w.MilestoneID, w.LineID).Scan(&id).Error
	if err != nil {
		return Risk{}, fmt.Errorf("add a risk to project %d: %w", project, err)
	}
	return ReadRisk(ctx, tx, id)
}

// ReadRisk is one risk.
func ReadRisk(ctx context.Context, db *gorm.DB, id int64) (Risk, error) {
	var rows []Risk
	if err := db.WithContext(ctx).Raw(riskColumns+` WHERE id = ?`, id).Scan(&rows).Error; err != nil {
		return Risk{}, fmt.Errorf("read risk %d: %w", id, err)
	}
	if len(rows) == 0 {
		return Risk{}, problem.Missing("risk")
	}
	rows[0].Rating = RiskRating(rows[0].Residual)
	return rows[0], nil
}

// ChangeRisk writes a risk anew, still at the version that was read. Nothing of it is lost:
// what it was stays in the record of changes.
func ChangeRisk(ctx context.Context, tx *gorm.DB, id int64, version int, w RiskWritten) (Risk, error) {
	tx = tx.WithContext(ctx)
	var project int64
	if err := tx.Raw(`SELECT project_id FROM risks WHERE id = ? FOR UPDATE`, id).Scan(&project).Error; err != nil {
		return Risk{}, fmt.Errorf("lock risk %d: %w", id, err)
	}
	r, err := ReadRisk(ctx, tx, id)
	if err != nil {
		return r, err
	}
	if r.Version != version {
		return r, problem.Overtaken("risk", r)
	}
	if err := w.check(tx, project, id); err != nil {
		return r, err
	}
	err = tx.Exec(`UPDATE risks SET risk = ?, state = ?, likelihood = ?, impact = ?, mitigation = ?, likelihood_after = ?, impact_after = ?, proximity = nullif(?, ''),
		owner = ?, review_on = ?, milestone_id = nullif(?, 0), line_id = nullif(?, 0), version = version + 1 WHERE id = ?`,
		w.Risk, w.State, w.Likelihood, w.Impact, w.Mitigation, w.LikelihoodAfter, w.ImpactAfter, w.Proximity, w.Owner, w.ReviewOn, w.MilestoneID, w.LineID, id).Error
	if err != nil {
		return r, fmt.Errorf("change risk %d: %w", id, err)
	}
	return ReadRisk(ctx, tx, id)
}

// check says everything that is wrong with what was written.
func (w *RiskWritten) check(tx *gorm.DB, project, id int64) error {
	w.Risk, w.Mitigation, w.Owner = strings.TrimSpace(w.Risk), strings.TrimSpace(w.Mitigation), strings.TrimSpace(w.Owner)
	p := &problem.Problem{Kind: problem.Invalid, Text: "This risk cannot be kept as it is."}
	fault := func(field, text string) { p.Faults = append(p.Faults, problem.Fault{Field: field, Text: text}) }
	if w.Risk == "" {
		fault("risk", "Say what may happen.")
	} else {
		var twice bool
		if err := tx.Raw(`SELECT EXISTS (SELECT FROM risks WHERE project_id = ? AND risk = ? AND id <> ?)`, project, w.Risk, id).Scan(&twice).Error; err != nil {
			return fmt.Errorf("look for a risk of project %d: %w", project, err)
		}
		if twice {
			fault("risk", "The project has a risk in these words already: change that one, or say how this differs.")
		}
	}
	if !slices.Contains([]string{"open", "issue", "closed"}, w.State) {
		fault("state", "Choose whether it is open, has happened, or is over.")
	}
	scored := func(field string, n *int) {
		if n != nil && (*n < 0 || *n > 4) {
			fault(field, "Choose 0 to 4.")
		}
	}
	scored("likelihood", &w.Likelihood)
	scored("impact", &w.Impact)
	scored("likelihood_after", w.LikelihoodAfter)
	scored("impact_after", w.ImpactAfter)
	switch {
	case w.LikelihoodAfter == nil && w.ImpactAfter != nil:
		fault("likelihood_after", "Give both likelihood and impact with it done, or neither.")
	case w.LikelihoodAfter != nil && w.ImpactAfter == nil:
		fault("impact_after", "Give both likelihood and impact with it done, or neither.")
	case w.LikelihoodAfter != nil && w.Mitigation == "":
		fault("mitigation", "Say what is done about it.")
	}
	if !w.ReviewOn.IsZero() && (w.ReviewOn.Time().Year() < 2000 || w.ReviewOn.Time().Year() > 2100) {
		fault("review_on", "Enter a date between 2000 and 2100.")
	}
	for _, hit := range []struct {
		field, table, text string
		id                 int64
	}{{"milestone_id", "milestones", "Choose a milestone of this project, or none.", w.MilestoneID}, {"line_id", "budget_lines", "Choose a budget line of this project, or none.", w.LineID}} {
		if hit.id == 0 {
			continue
		}
		var own bool
		if err := tx.Raw(`SELECT EXISTS (SELECT FROM `+hit.table+` WHERE id = ? AND project_id = ?)`, hit.id, project).Scan(&own).Error; err != nil {
			return fmt.Errorf("look for what a risk of project %d would hit: %w", project, err)
		}
		if !own {
			fault(hit.field, hit.text)
		}
	}
	if len(p.Faults) > 0 {
		return p
	}
	return nil
}
