package grants

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/tables"
	"homeground/internal/values"
	"homeground/projects"
)

// Progress is one project's line of the table the funder receives.
type Progress struct {
	ProjectRef      string              `json:"project_ref"`
	Project         string              `json:"project"`
	ProjectID       int64               `json:"project_id"`
	Authority       string              `json:"authority"`
	AuthorityCode   string              `json:"authority_code"`
	Hub             string              `json:"hub,omitempty"`
	Places          int                 `json:"places"`
	GrantPence      int64               `json:"grant_pence"`
	SpentPence      int64               `json:"spent_pence"`
	PlanningStatus  string              `json:"planning_status,omitempty"`
	ConditionsDue   int                 `json:"conditions_due"`
	OpeningBaseline values.Date         `json:"opening_baseline,omitzero" format:"date"`
	Opening         values.Date         `json:"opening,omitzero" format:"date"`
	SlipDays        *int                `json:"slip_days,omitempty"`
	Milestones      []ProgressMilestone `json:"milestones"`
	Provenance      string              `json:"provenance"`
}

// ProgressMilestone is a milestone as reported.
type ProgressMilestone struct {
	Code     string      `json:"code"`
	Name     string      `json:"name"`
	Baseline values.Date `json:"baseline,omitzero" format:"date"`
	Forecast values.Date `json:"forecast,omitzero" format:"date"`
	Actual   values.Date `json:"actual,omitzero" format:"date"`
	SlipDays *int        `json:"slip_days,omitempty"`
}

// ProgressTable is every project's line, as of the given day.
func ProgressTable(ctx context.Context, db *gorm.DB, today values.Date) ([]Progress, error) {
	list, err := projects.List(ctx, db, today)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		ProjectID int64
		ProgressMilestone
	}
	err = db.WithContext(ctx).Raw(`SELECT project_id, code, name, baseline, forecast, actual, coalesce(actual, forecast) - baseline AS slip_days
		FROM milestones ORDER BY project_id, position, id`).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read milestones for progress: %w", err)
	}
	of := map[int64][]ProgressMilestone{}
	for _, r := range rows {
		of[r.ProjectID] = append(of[r.ProjectID], r.ProgressMilestone)
	}
	table := make([]Progress, len(list))
	for i, p := range list {
		table[i] = Progress{
			ProjectRef: p.ProjectRef, Project: p.Name, ProjectID: p.ID, Authority: p.AuthorityName, AuthorityCode: p.AuthorityCode, Hub: p.Hub,
			Places: p.Places, GrantPence: p.GrantPence, SpentPence: p.SpentPence,
			PlanningStatus: p.PlanningStatus, ConditionsDue: p.ConditionsDue,
			OpeningBaseline: p.OpeningBaseline, Opening: p.Opening, SlipDays: p.SlipDays,
			Milestones: of[p.ID], Provenance: p.Provenance,
		}
		if table[i].Milestones == nil {
			table[i].Milestones = []ProgressMilestone{}
		}
	}
	return table, nil
}

// progressRow is a row of the table as a file: a milestone, with its project's figures.
type progressRow struct {
	Progress
	m ProgressMilestone
}

var progressColumns = []tables.Column[progressRow]{
	{Name: "project_ref", Of: func(r progressRow) any { return r.ProjectRef }},
	{Name: "project", Of: func(r progressRow) any { return r.Project }},
	{Name: "authority", Of: func(r progressRow) any { return r.Authority }},
	{Name: "places", Kind: tables.Whole, Of: func(r progressRow) any { return r.Places }},
	{Name: "grant_gbp", Kind: tables.Pounds, Of: func(r progressRow) any { return r.GrantPence }},
	{Name: "spent_gbp", Kind: tables.Pounds, Of: func(r progressRow) any { return r.SpentPence }},
	{Name: "planning_status", Of: func(r progressRow) any { return r.PlanningStatus }},
	{Name: "conditions_due", Kind: tables.Whole, Of: func(r progressRow) any { return r.ConditionsDue }},
	{Name: "opening_baseline", Kind: tables.Day, Of: func(r progressRow) any { return r.OpeningBaseline }},
	{Name: "opening_forecast", Kind: tables.Day, Of: func(r progressRow) any { return r.Opening }},
	{Name: "opening_slip_days", Kind: tables.Whole, Of: func(r progressRow) any { return r.SlipDays }},
	{Name: "milestone", Of: func(r progressRow) any { return r.m.Code }},
	{Name: "milestone_name", Of: func(r progressRow) any { return r.m.Name }},
	{Name: "baseline_date", Kind: tables.Day, Of: func(r progressRow) any { return r.m.Baseline }},
	{Name: "forecast_date", Kind: tables.Day, Of: func(r progressRow) any { return r.m.Forecast }},
	{Name: "actual_date", Kind: tables.Day, Of: func(r progressRow) any { return r.m.Actual }},
	{Name: "slip_days", Kind: tables.Whole, Of: func(r progressRow) any { return r.m.SlipDays }},
	{Name: "provenance", Of: func(r progressRow) any { return r.Provenance }},
}

// Export is the table as a file: a row a milestone. A project without milestones has one.
func Export(table []Progress) tables.Table {
	var rows []progressRow
	for _, p := range table {
		for _, m := range p.Milestones {
			rows = append(rows, progressRow{p, m})
		}
		if len(p.Milestones) == 0 {
			rows = append(rows, progressRow{Progress: p})
		}
	}
	return tables.Of("progress", "Table of progress", progressColumns, tables.Each(rows), nil)
}
