// Package projects follows an option that was chosen: its milestones, money and risks.
//
// Its main types are Project, Milestone and Slip. One thing must stay true: a baseline
// changes only by an approved change request and a slip is never overwritten; history is
// rows, not edits.
//
//	a milestone:  baseline > forecast moved by slips, each with its reason > actual
package projects

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Project is one option being delivered, in one line.
type Project struct {
	ID              int64          `json:"id"`
	ProjectRef      string         `json:"project_ref"`
	Name            string         `json:"name"`
	AuthorityCode   string         `json:"authority_code"`
	AuthorityName   string         `json:"authority_name"`
	Hub             string         `json:"hub,omitempty"`
	OptionID        *int64         `json:"option_id,omitempty"`
	Places          int            `json:"places"`
	BudgetPence     int64          `json:"budget_pence" doc:"Sum of its budget lines"`
	GrantPence      int64          `json:"grant_pence"`
	MatchPence      int64          `json:"match_pence"`
	SpentPence      int64          `json:"spent_pence" doc:"Accrued, kept back and paid, by the ledger"`
	StartsOn        values.Date    `json:"starts_on,omitzero" format:"date"`
	Opening         values.Date    `json:"opening,omitzero" format:"date" doc:"The day of the last milestone, as forecast now"`
	OpeningBaseline values.Date    `json:"opening_baseline,omitzero" format:"date"`
	SlipDays        *int           `json:"slip_days,omitempty" doc:"Opening as forecast, less its baseline"`
	OpenBy          values.Date    `json:"open_by,omitzero" format:"date" doc:"The day its grant wants it open by"`
	NextMilestone   *NextMilestone `json:"next_milestone,omitempty" gorm:"embedded;embeddedPrefix:next_"`
	Site            *SiteOf        `json:"site,omitempty" gorm:"embedded;embeddedPrefix:site_"`
	PlanningStatus  string         `json:"planning_status,omitempty" doc:"Application status of its site"`
	ConditionsDue   int            `json:"conditions_due" doc:"Conditions of its own whose day has come or will within 90 days, not yet met"`
	StartBlocked    int            `json:"start_blocked" doc:"Pre-commencement conditions of planning permission, not discharged, that stand in the way of a start on site"`
	Waiting         int            `json:"waiting" doc:"Change requests and transfers that wait for the board"`
	P50             values.Date    `json:"p50,omitzero" gorm:"-" format:"date" doc:"In the list: by when it is as likely as not to open, as last kept"`
	P80             values.Date    `json:"p80,omitzero" gorm:"-" format:"date" doc:"In the list: by when it is 80 % likely to open"`
	Chance          *float64       `json:"chance,omitempty" gorm:"-" doc:"In the list: of opening by the day the grant wants"`
	OutturnPence    int64          `json:"outturn_pence,omitempty" gorm:"-" doc:"In the list: spent, committed and to come"`
	Ratings         *Ratings       `json:"ratings,omitempty" gorm:"-" doc:"In the list: delivery by the forecast that was last kept"`
	Provenance      string         `json:"provenance"`
	Version         int            `json:"version"`
}

// NextMilestone is the first one not yet reached.
type NextMilestone struct {
	Code     string      `json:"code"`
	Name     string      `json:"name"`
	Forecast values.Date `json:"forecast,omitzero" format:"date"`
}

// SiteOf is the site a project is on, under its public name.
type SiteOf struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// Detail is a project with what its page adds.
type Detail struct {
	Project
	Milestones     []Milestone        `json:"milestones"`
	Slips          []Slip             `json:"slips"`
	ChangeRequests []ChangeRequest    `json:"change_requests"`
	Risks          []Risk             `json:"risks"`
	Conditions     []ConditionSummary `json:"conditions"`
}

// ConditionSummary is a grant condition on this project, as its manager meets it.
type ConditionSummary struct {
	ID      int64       `json:"id"`
	Kind    string      `json:"kind"`
	Text    string      `json:"text"`
	DueOn   values.Date `json:"due_on,omitzero" format:"date"`
	State   string      `json:"state"`
	Version int         `json:"version"`
}

// openingMilestone is the one that says a home is open: the first child placed where
// the plan goes so far, else the last milestone of the plan.
const openingMilestone = `
	LEFT JOIN LATERAL (
	    SELECT coalesce(m.actual, m.forecast) AS forecast, m.baseline FROM milestones m
	    WHERE m.project_id = p.id ORDER BY (m.code = 'M24') DESC, m.position DESC LIMIT 1) opening ON true`

// startBlocked is how many pre-commencement conditions stand in the way of a start on
// site, biodiversity net gain among them: SQL over p.
const startBlocked = `(SELECT count(*) FROM planning_conditions pc JOIN applications pa ON pa.id = pc.application_id JOIN project_sites ps ON ps.site_id = pa.site_id
	WHERE ps.project_id = p.id AND pc.kind = 'pre_commencement' AND pc.state <> 'discharged' AND pc.gain IS DISTINCT FROM 'exempt'
	  AND pa.started_on IS NULL AND pa.status NOT IN ('withdrawn', 'returned', 'closed') AND pa.decision IS DISTINCT FROM 'refused')`

const projectColumns = `
	SELECT p.id, p.project_ref, p.name, p.authority_code, a.name AS authority_name, coalesce(h.name, '') AS hub, p.option_id,
	       p.places, p.grant_pence, p.match_pence, p.starts_on, p.provenance, p.version, pr.open_by,
	       opening.forecast AS opening, opening.baseline AS opening_baseline, opening.forecast - opening.baseline AS slip_days,
	       next.code AS next_code, next.name AS next_name, next.forecast AS next_forecast,
	       site.id AS site_id, site.public_name AS site_name, coalesce(site.application_status, '') AS planning_status,
	       (SELECT count(*) FROM conditions c WHERE c.project_id = p.id AND c.due_on <= CAST(@today AS date) + 90
	           AND c.state IN ('not_due', 'due', 'evidence_submitted', 'breached')) AS conditions_due,
	       (SELECT count(*) FROM change_requests q WHERE q.project_id = p.id AND q.state = 'asked')
	           + (SELECT count(*) FROM transfers t JOIN budget_lines f ON f.id = t.from_line WHERE f.project_id = p.id AND t.state = 'asked') AS waiting,
	       ` + startBlocked + ` AS start_blocked
	FROM projects p
	JOIN authorities a ON a.code = p.authority_code
	LEFT JOIN hubs h ON h.id = a.hub_id
	LEFT JOIN programmes pr ON pr.id = p.programme_id
	LEFT JOIN LATERAL (SELECT s.id, s.public_name, s.application_status FROM sites s JOIN project_sites ps ON ps.site_id = s.id WHERE ps.project_id = p.id ORDER BY s.id LIMIT 1) site ON true
	LEFT JOIN LATERAL (SELECT m.code, m.name, m.forecast FROM milestones m
	    WHERE m.project_id = p.id AND m.actual IS NULL ORDER BY m.forecast NULLS LAST, m.position LIMIT 1) next ON true` + openingMilestone

// oneWhere is SQL for the projects that a condition over p finds, a few, each with its sums;
// the list of all has them from its budget lines, which it reads in one pass.
func oneWhere(condition string) string {
	return `SELECT q.*, coalesce((SELECT sum(pence) FROM budget_lines b WHERE b.project_id = q.id), 0) AS budget_pence,
		coalesce((SELECT sum(pence) FROM ledger_entries l WHERE l.project_id = q.id AND l.kind <> 'commitment'), 0) AS spent_pence
		FROM (` + projectColumns + ` WHERE ` + condition + `) q`
}

// List is every project, by opening and then name.
func List(ctx context.Context, db *gorm.DB, today values.Date) ([]Project, error) {
	return list(ctx, db, 0, today)
}

// list is one project as the list has it, or all of them if project is 0.
func list(ctx context.Context, db *gorm.DB, project int64, today values.Date) ([]Project, error) {
	list, which := []Project{}, "" // no condition for all: the planner would take it for a few
	if project != 0 {
		which = " WHERE p.id = @project"
	}
	err := db.WithContext(ctx).Raw(projectColumns+which+" ORDER BY opening.forecast NULLS LAST, p.name, p.id",
		map[string]any{"project": project, "today": today}).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("list projects: %w", err)
	}
	facts, err := ReadRatingFacts(ctx, db, project, today)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].tidy()
		f := facts[list[i].ID]
		rated := f.Rate()
		list[i].P50, list[i].P80, list[i].Chance, list[i].Ratings = f.P50, f.P80, f.Chance, &rated
		list[i].BudgetPence, list[i].SpentPence, list[i].OutturnPence = f.BudgetPence, f.SpentPence, f.OutturnPence
	}
	return list, nil
}

// Read is one project with its milestones, slips, risks and conditions.
func Read(ctx context.Context, db *gorm.DB, id int64, today values.Date) (Detail, error) {
	db = db.WithContext(ctx)
	var rows []Project
	if err := db.Raw(oneWhere("p.id = @id"), map[string]any{"id": id, "today": today}).Scan(&rows).Error; err != nil {
		return Detail{}, fmt.Errorf("read project %d: %w", id, err)
	}
	if len(rows) == 0 {
		return Detail{}, problem.Missing("project")
	}
	d := Detail{Project: rows[0], Conditions: []ConditionSummary{}}
	d.tidy()
	var err error
	if d.Milestones, err = milestones(db, id); err != nil {
		return d, err
	}
	if d.Slips, err = slipsOf(db, id, d.Milestones); err != nil {
		return d, err
	}
	if d.ChangeRequests, err = changeRequestsOf(db, id); err != nil {
		return d, err
	}
	if d.Risks, err = risksOf(db, id); err != nil {
		return d, err
	}
	if err := db.Raw(`SELECT id, kind, text, due_on, state, version FROM conditions WHERE project_id = ?
		ORDER BY due_on NULLS LAST, id`, id).Scan(&d.Conditions).Error; err != nil {
		return d, fmt.Errorf("read conditions of project %d: %w", id, err)
	}
	return d, nil
}

// tidy drops the parts an outer join left empty.
func (p *Project) tidy() {
	if p.NextMilestone != nil && p.NextMilestone.Code == "" {
		p.NextMilestone = nil
	}
	if p.Site != nil && p.Site.ID == 0 {
		p.Site = nil
	}
}

// OfSite is the project on a site, or nil.
func OfSite(ctx context.Context, db *gorm.DB, site int64, today values.Date) (*Project, error) {
	var rows []Project
	err := db.WithContext(ctx).Raw(oneWhere("p.id IN (SELECT project_id FROM project_sites WHERE site_id = @site)"),
		map[string]any{"site": site, "today": today}).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read project of site %d: %w", site, err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	rows[0].tidy()
	return &rows[0], nil
}
