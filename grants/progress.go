package grants

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"gorm.io/gorm"

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

// ProgressColumns are the headings of the table as CSV: one row a milestone, with
// its project's figures on each.
var ProgressColumns = []string{"project_ref", "project", "authority", "places", "grant_gbp", "spent_gbp", "planning_status", "conditions_due",
	"opening_baseline", "opening_forecast", "opening_slip_days",
	"milestone", "milestone_name", "baseline_date", "forecast_date", "actual_date", "slip_days", "provenance"}

// WriteProgressCSV writes the table as CSV. A project without milestones has one row.
func WriteProgressCSV(w io.Writer, table []Progress) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(ProgressColumns); err != nil {
		return err
	}
	for _, p := range table {
		list := p.Milestones
		if len(list) == 0 {
			list = []ProgressMilestone{{}}
		}
		for _, m := range list {
			err := out.Write([]string{values.Neutral(p.ProjectRef), values.Neutral(p.Project), values.Neutral(p.Authority), strconv.Itoa(p.Places),
				values.Pence(p.GrantPence).String(), values.Pence(p.SpentPence).String(), values.Neutral(p.PlanningStatus), strconv.Itoa(p.ConditionsDue),
				p.OpeningBaseline.String(), p.Opening.String(), number(p.SlipDays),
				m.Code, values.Neutral(m.Name), m.Baseline.String(), m.Forecast.String(), m.Actual.String(), number(m.SlipDays), values.Neutral(p.Provenance)})
			if err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}
