package projects

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// Pace is how long reaching a milestone was planned to take and took, over all projects
// of an authority that reached it: from the last milestone it waited for, or the start.
type Pace struct {
	Code          string
	AuthorityCode string
	AuthorityName string
	Milestones    int
	PlannedDays   int
	TookDays      int
}

// Paces are those of every authority and milestone reached so far, where both the plan
// and what came of it are known of the milestone and of all it waited for.
func Paces(ctx context.Context, db *gorm.DB) ([]Pace, error) {
	var list []Pace
	err := db.WithContext(ctx).Raw(`
		WITH waited AS (
		    SELECT l.milestone_id, max(f.baseline) AS baseline, max(f.actual) AS actual, bool_and(f.baseline IS NOT NULL AND f.actual IS NOT NULL) AS known
		    FROM milestone_links l JOIN milestones f ON f.id = l.follows_id GROUP BY l.milestone_id
		), reached AS (
		    SELECT m.code, p.authority_code,
		           m.baseline - CASE WHEN w.milestone_id IS NULL THEN p.starts_on ELSE w.baseline END AS planned,
		           m.actual - CASE WHEN w.milestone_id IS NULL THEN p.starts_on ELSE w.actual END AS took
		    FROM milestones m JOIN projects p ON p.id = m.project_id LEFT JOIN waited w ON w.milestone_id = m.id
		    WHERE m.baseline IS NOT NULL AND m.actual IS NOT NULL AND coalesce(w.known, p.starts_on IS NOT NULL)
		)
		SELECT r.code, r.authority_code, a.name AS authority_name, count(*) AS milestones, sum(r.planned) AS planned_days, sum(r.took) AS took_days
		FROM reached r JOIN authorities a ON a.code = r.authority_code
		WHERE r.planned > 0 AND r.took >= 0
		GROUP BY r.code, r.authority_code, a.name ORDER BY r.code, r.authority_code`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read what past milestones took: %w", err)
	}
	return list, nil
}
