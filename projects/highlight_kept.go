package projects

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// KeptHighlight is the highlight report of a month, as it was made then.
type KeptHighlight struct {
	ID        int64       `json:"id"`
	ProjectID int64       `json:"project_id,omitempty" doc:"Left out: of all projects"`
	Month     values.Date `json:"month" format:"date" doc:"Its first day"`
	Title     string      `json:"title"`
	SHA256    string      `json:"sha256" gorm:"column:sha256" doc:"Of the page, in hexadecimal"`
	MadeAt    time.Time   `json:"made_at"`
	Page      []byte      `json:"-"`
}

// HighlightsToKeep are the projects whose report of a month is not kept, 0 for that of all.
// A project whose grant is closed has none any more.
func HighlightsToKeep(ctx context.Context, db *gorm.DB, month values.Date) (list []int64, err error) {
	err = db.WithContext(ctx).Raw(`SELECT id FROM (SELECT 0 AS id UNION ALL
		    SELECT id FROM projects p WHERE NOT EXISTS (SELECT FROM milestones m WHERE m.project_id = p.id AND m.code = 'M27' AND m.actual IS NOT NULL)) p
		WHERE NOT EXISTS (SELECT FROM highlight_reports h WHERE coalesce(h.project_id, 0) = p.id AND h.month = ?) ORDER BY id DESC`, month).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read which highlight reports to keep: %w", err)
	}
	return list, nil
}

// KeepHighlight keeps a report, unless that of its month is kept already.
func KeepHighlight(ctx context.Context, db *gorm.DB, k KeptHighlight) error {
	err := db.WithContext(ctx).Exec(`INSERT INTO highlight_reports (project_id, month, title, page, hash, made_at)
		SELECT nullif(?, 0), ?, ?, page, sha256(page), ? FROM (SELECT ?::bytea AS page) p WHERE ? = 0 OR EXISTS (SELECT FROM projects WHERE id = ?)
		ON CONFLICT DO NOTHING`, k.ProjectID, k.Month, k.Title, k.MadeAt, k.Page, k.ProjectID, k.ProjectID).Error
	if err != nil {
		return fmt.Errorf("keep %q: %w", k.Title, err)
	}
	return nil
}

// KeptHighlights are the reports that are kept of a project, or of all projects together if
// project is 0, the newest first.
func KeptHighlights(ctx context.Context, db *gorm.DB, project int64) ([]KeptHighlight, error) {
	list := []KeptHighlight{}
	err := db.WithContext(ctx).Raw(`SELECT id, coalesce(project_id, 0) AS project_id, month, title, encode(hash, 'hex') AS sha256, made_at FROM highlight_reports
		WHERE coalesce(project_id, 0) = ? ORDER BY month DESC`, project).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("list kept highlight reports: %w", err)
	}
	return list, nil
}

// ReadKeptHighlight is one of them with its page.
func ReadKeptHighlight(ctx context.Context, db *gorm.DB, id int64) (KeptHighlight, error) {
	var list []KeptHighlight
	err := db.WithContext(ctx).Raw(`SELECT id, coalesce(project_id, 0) AS project_id, month, title, encode(hash, 'hex') AS sha256, made_at, page FROM highlight_reports WHERE id = ?`, id).Scan(&list).Error
	switch {
	case err != nil:
		return KeptHighlight{}, fmt.Errorf("read highlight report %d: %w", id, err)
	case len(list) == 0:
		return KeptHighlight{}, problem.Missing("highlight report")
	}
	return list[0], nil
}
