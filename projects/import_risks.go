package projects

import (
	"context"
	"fmt"
	"strconv"

	"gorm.io/gorm"

	"homeground/importer"
)

// importRisks writes risks, each known by its project and its words.
func importRisks(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	projects, err := storedProjects(ctx, tx)
	if err != nil {
		return err
	}
	seen := importer.Firsts{}
	return t.Each(r, func(row importer.Row) error {
		c := importer.ReadCells(row, r)
		project := existing(c, projects)
		risk := c.Verbatim("risk", 2000)
		likelihood, impact := score(c, "likelihood"), score(c, "impact")
		if c.Bad || !seen.First(c, "risk", project.ProjectRef+" "+risk) {
			return nil
		}
		written := tx.WithContext(ctx).Exec(`
			INSERT INTO risks AS k (project_id, risk, likelihood, impact, owner, provenance, source) VALUES (?, ?, ?, ?, ?, 'imported', ?)
			ON CONFLICT (project_id, risk) DO UPDATE SET likelihood = excluded.likelihood, impact = excluded.impact,
			    owner = coalesce(nullif(excluded.owner, ''), k.owner), source = excluded.source, version = k.version + 1
			WHERE (k.likelihood, k.impact, k.owner) IS DISTINCT FROM (excluded.likelihood, excluded.impact, coalesce(nullif(excluded.owner, ''), k.owner))`,
			project.ID, risk, likelihood, impact, c.Get("owner"), t.File)
		if written.Error != nil {
			return fmt.Errorf("import risk: %w", written.Error)
		}
		if written.RowsAffected > 0 {
			r.Accept(1)
		} else {
			r.Unchanged(1)
		}
		return nil
	})
}

// score is a likelihood or impact from 0 to 4. (Returns to DfE add one.)
func score(c *importer.Cells, column string) int {
	text := c.Text(column, 20)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 4 {
		c.Reject(column, text, "the "+column+" is not a whole number from 0 to 4", "Use 0 (least) to 4 (most).")
	}
	return n
}
