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
	Kind      string // milestone, opening, risk, condition or return
	ID        int64
	ProjectID int64  // none of what is a whole grant's
	Project   string // or the grant
	Name      string
	Day       values.Date
}

// dateRights is the right by which a date is one's own: the openings are everyone's who
// sees projects.
var dateRights = map[string]string{"milestone": "milestone.write", "opening": "project.read", "risk": "risk.write", "condition": "condition.write", "return": "return.check"}

// Dates are the days that are a user's own, the earliest first: milestones to come, risks
// to be looked at again and grant conditions due of the projects they keep, the opening of
// every project they see; of whole grants the conditions due and returns not yet submitted.
func Dates(ctx context.Context, db *gorm.DB, user accounts.User) ([]Date, error) {
	var rows []struct {
		Date
		AuthorityCode *string
		ProgrammeID   int64
	}
	err := db.WithContext(ctx).Raw(`
		WITH days AS (
		    SELECT CASE code WHEN 'M24' THEN 'opening' ELSE 'milestone' END AS kind, id, project_id, 0::bigint AS programme_id, name, forecast AS day FROM milestones WHERE actual IS NULL AND forecast IS NOT NULL
		    UNION ALL
		    SELECT 'risk', id, project_id, 0, risk, review_on FROM risks WHERE state <> 'closed' AND review_on IS NOT NULL
		    UNION ALL
		    SELECT 'condition', id, project_id, programme_id, text, due_on FROM conditions WHERE due_on IS NOT NULL AND state IN ('not_due', 'due', 'varied', 'breached')
		    UNION ALL
		    SELECT 'return', id, NULL, programme_id, 'Return ' || number || CASE WHEN revision > 0 THEN ', revision ' || revision ELSE '' END, due_on FROM returns WHERE state IN ('draft', 'checked', 'certified'))
		SELECT kind, days.id, coalesce(project_id, 0) AS project_id, days.name, day, coalesce(p.name, g.name) AS project, p.authority_code, coalesce(CASE WHEN p.id IS NULL THEN g.id WHEN p.grant_pence > 0 THEN p.programme_id END, 0) AS programme_id
		FROM days LEFT JOIN projects p ON p.id = days.project_id LEFT JOIN programmes g ON g.id = days.programme_id
		ORDER BY day, project, days.name, kind, days.id`).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the dates of user %d: %w", user.ID, err)
	}
	extents := map[string]accounts.Extent{}
	for kind, right := range dateRights {
		extents[kind] = user.Extent(right)
	}
	list := []Date{}
	for _, row := range rows {
		var whose accounts.Scope
		if row.ProgrammeID != 0 {
			whose.Programmes = []int64{row.ProgrammeID}
		}
		if row.ProjectID != 0 && row.AuthorityCode != nil {
			whose.Authorities, whose.Projects = []string{*row.AuthorityCode}, []int64{row.ProjectID}
		}
		if extents[row.Kind].Covers(whose) {
			list = append(list, row.Date)
		}
	}
	return list, nil
}
