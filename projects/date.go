package projects

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/values"
)

// Date is a day in somebody's calendar.
type Date struct {
	Kind      string // milestone, opening, risk or condition
	ID        int64
	ProjectID int64
	Project   string
	Name      string
	Day       values.Date
}

// dateRights is the right by which a date is one's own: the openings are everyone's who
// sees projects.
var dateRights = map[string]string{"milestone": "milestone.write", "opening": "project.read", "risk": "risk.write", "condition": "budget.write"}

// Dates are the days that are a user's own, the earliest first: milestones to come, risks
// to be looked at again and grant conditions due of the projects they keep, and the opening
// of every project they see.
func Dates(ctx context.Context, db *gorm.DB, user accounts.User) ([]Date, error) {
	var rows []struct {
		Date
		AuthorityCode string
		Funded        bool
	}
	err := db.WithContext(ctx).Raw(`
		WITH days AS (
		    SELECT CASE code WHEN 'M24' THEN 'opening' ELSE 'milestone' END AS kind, id, project_id, name, forecast AS day FROM milestones WHERE actual IS NULL AND forecast IS NOT NULL
		    UNION ALL
		    SELECT 'risk', id, project_id, risk, review_on FROM risks WHERE state <> 'closed' AND review_on IS NOT NULL
		    UNION ALL
		    SELECT 'condition', id, project_id, text, due_on FROM conditions WHERE due_on IS NOT NULL AND state IN ('not_due', 'due', 'breached'))
		SELECT days.*, p.name AS project, p.authority_code, p.programme_id IS NOT NULL AND p.grant_pence > 0 AS funded FROM days JOIN projects p ON p.id = days.project_id
		ORDER BY day, p.name, days.name, kind, days.id`).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the dates of user %d: %w", user.ID, err)
	}
	extents := map[string]accounts.Extent{}
	for kind, right := range dateRights {
		extents[kind] = user.Extent(right)
	}
	list := []Date{}
	for _, row := range rows {
		if extents[row.Kind].Covers(accounts.Scope{Authorities: []string{row.AuthorityCode}, Projects: []int64{row.ProjectID}, Funded: row.Funded}) {
			list = append(list, row.Date)
		}
	}
	return list, nil
}
