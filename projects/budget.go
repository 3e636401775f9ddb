package projects

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// FinancialYear is the year that a day's financial year begins in: April to March.
func FinancialYear(day values.Date) int {
	if day.Time().Month() < time.April {
		return day.Time().Year() - 1
	}
	return day.Time().Year()
}

// Head says what money is for: its category, whether it is capital, and whether it is
// eligible, so that it counts against the grant. Only capital is.
type Head struct {
	Category string `json:"category" enum:"acquisition,fees,works,furniture,contingency,vat"`
	Capital  bool   `json:"capital" doc:"Capital; else revenue"`
	Eligible bool   `json:"eligible" doc:"Counts against the grant. VAT that a council recovers does not"`
}

func (h Head) faults() []problem.Fault {
	if h.Eligible && !h.Capital {
		return []problem.Fault{{Field: "eligible", Text: "Only capital counts against the grant: make it capital, or not eligible."}}
	}
	return nil
}

// NewLine is a budget line to be added to a project.
type NewLine struct {
	Head
	Year  int   `json:"year" minimum:"2000" maximum:"2100" doc:"The year its financial year begins in, April to March"`
	Pence int64 `json:"pence" minimum:"0" maximum:"100000000000"`
}

// LineChange is what may change of a budget line; nothing stands for as it is.
type LineChange struct {
	Pence       *int64 `json:"pence,omitempty" minimum:"0" maximum:"100000000000"`
	ToComePence *int64 `json:"to_come_pence,omitempty" minimum:"0" maximum:"100000000000" doc:"What is still to come, above what is spent and committed"`
}

// lockProject makes changes of a project's money or plan wait in line; read only after it.
func lockProject(tx *gorm.DB, id int64) error {
	var found int
	if err := tx.Raw(`SELECT 1 FROM projects WHERE id = ? FOR UPDATE`, id).Scan(&found).Error; err != nil {
		return fmt.Errorf("lock project %d: %w", id, err)
	}
	if found == 0 {
		return problem.Missing("project")
	}
	return nil
}

// AddLine adds a line to a project's budget. Call it in a transaction.
func AddLine(ctx context.Context, tx *gorm.DB, project int64, n NewLine, today values.Date) (Line, error) {
	tx = tx.WithContext(ctx)
	if faults := n.faults(); faults != nil {
		return Line{}, &problem.Problem{Faults: faults}
	}
	if err := lockProject(tx, project); err != nil {
		return Line{}, err
	}
	var id int64
	err := tx.Raw(`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING RETURNING id`, project, n.Category, n.Year, n.Capital, n.Eligible, n.Pence).Scan(&id).Error
	if err != nil {
		return Line{}, fmt.Errorf("add a budget line to project %d: %w", project, err)
	}
	if id == 0 {
		return Line{}, problem.Field("category", "There is a line for this in that year already. Change its amount instead.")
	}
	return readLine(tx, id, today)
}

// ChangeLine changes a line's amount or what is still to come. The version must be the
// line's own. What is to come is kept as what the line will cost in all, so that it falls
// as money is spent. Call it in a transaction.
func ChangeLine(ctx context.Context, tx *gorm.DB, id int64, c LineChange, version int, today values.Date) (Line, error) {
	tx = tx.WithContext(ctx)
	was, err := readLine(tx, id, today)
	if err != nil {
		return was, err
	}
	if err := lockProject(tx, was.ProjectID); err != nil {
		return was, err
	}
	if was, err = readLine(tx, id, today); err != nil {
		return was, err
	}
	if was.Version != version {
		return was, problem.Overtaken("budget line", was)
	}
	pence, expected := was.Pence, was.ExpectedPence
	if c.Pence != nil {
		pence = *c.Pence
	}
	if c.ToComePence != nil {
		if was.Year < FinancialYear(today) && *c.ToComePence > 0 {
			return was, problem.Field("to_come_pence", "This financial year is over, so nothing more comes in it. Put it in a line of a later year.")
		}
		all := was.SpentPence + was.CommittedPence + *c.ToComePence
		expected = &all
	}
	err = tx.Exec(`UPDATE budget_lines SET pence = ?, expected_pence = ?, version = version + 1 WHERE id = ?`, pence, expected, id).Error
	if err != nil {
		return was, fmt.Errorf("change budget line %d: %w", id, err)
	}
	return readLine(tx, id, today)
}

// setBudget gives a project a budget of one line of works, as a file says it in one amount.
func setBudget(tx *gorm.DB, project int64, pence values.Pence, starts values.Date) error {
	err := tx.Exec(`WITH was AS (UPDATE budget_lines SET pence = @pence, version = version + 1 WHERE project_id = @project RETURNING id)
		INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence)
		SELECT @project, 'works', financial_year(coalesce(CAST(@starts AS date), current_date)), true, true, @pence WHERE @pence > 0 AND NOT EXISTS (SELECT FROM was)`,
		map[string]any{"project": project, "pence": int64(pence), "starts": starts}).Error
	if err != nil {
		return fmt.Errorf("write the budget of project %d: %w", project, err)
	}
	return nil
}
