package projects

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/values"
)

var milestoneCodeIs = regexp.MustCompile(`^M(0?[1-9]|1[0-9]|2[0-7])$`)

// findMilestone is the code, M01 to M27, that a cell names by code or name in any case.
func findMilestone(text string) (string, bool) {
	if m := milestoneCodeIs.FindStringSubmatch(strings.ToUpper(text)); m != nil {
		n, _ := strconv.Atoi(m[1])
		return fmt.Sprintf("M%02d", n), true
	}
	key := importer.Normal(text)
	for i, name := range MilestoneNames {
		if importer.Normal(name) == key {
			return fmt.Sprintf("M%02d", i+1), true
		}
	}
	return "", false
}

// startOnSite is the milestone that planning conditions may stand in the way of.
const startOnSite = "M16"

// A plannedDay is a milestone as an import finds it.
type plannedDay struct {
	ID                         int64
	ProjectID                  int64
	Code                       string
	Baseline, Forecast, Actual values.Date
}

// importMilestones writes the three dates. A baseline is set once and never changed; a
// forecast that moves leaves a slip behind; the file states each milestone's own dates,
// so those that follow are not moved by it.
func importMilestones(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	projects, err := storedProjects(ctx, tx)
	if err != nil {
		return err
	}
	var list []plannedDay
	if err := tx.WithContext(ctx).Raw(`SELECT id, project_id, code, baseline, forecast, actual FROM milestones`).Scan(&list).Error; err != nil {
		return fmt.Errorf("read milestones: %w", err)
	}
	known := make(map[string]plannedDay, len(list))
	for _, m := range list {
		known[fmt.Sprint(m.ProjectID, m.Code)] = m
	}
	var blocked []struct {
		ID         int64
		Conditions int
	}
	if err := tx.WithContext(ctx).Raw(`SELECT id, ` + startBlocked + ` AS conditions FROM projects p`).Scan(&blocked).Error; err != nil {
		return fmt.Errorf("read what stands in the way of a start: %w", err)
	}
	inTheWay := make(map[int64]int, len(blocked))
	for _, b := range blocked {
		inTheWay[b.ID] = b.Conditions
	}
	seen := importer.Firsts{}
	return t.Each(r, func(row importer.Row) error {
		c := importer.ReadCells(row, r)
		project := existing(c, projects)
		code := ""
		if text := c.Text("milestone", 100); text != "" {
			var ok bool
			if code, ok = findMilestone(text); !ok {
				c.Reject("milestone", text, "the milestone is not one of the 27 known", "Use a code from M01 to M27, or its name, such as Start on site.")
			}
		}
		was := known[fmt.Sprint(project.ID, code)]
		now := was
		now.ProjectID, now.Code = project.ID, code
		for _, d := range []struct {
			column string
			into   *values.Date
		}{{"baseline_date", &now.Baseline}, {"forecast_date", &now.Forecast}, {"actual_date", &now.Actual}} {
			if given := day(c, d.column); !given.IsZero() {
				*d.into = given
			}
		}
		if !was.Baseline.IsZero() && now.Baseline != was.Baseline {
			c.Reject("baseline_date", c.Get("baseline_date"), "the baseline is "+was.Baseline.Words()+", and a baseline is never changed by an import", "Leave the cell blank, and move the forecast.")
		}
		if n := inTheWay[project.ID]; code == startOnSite && now.Actual != was.Actual && n > 0 {
			c.Reject("actual_date", c.Get("actual_date"), fmt.Sprintf("work has not lawfully begun: %d pre-commencement conditions of its planning permission are not discharged", n),
				"Record on the site's page that they are discharged, then import the start again.")
		}
		if c.Bad || !seen.First(c, "milestone", project.ProjectRef+" "+code) {
			return nil
		}
		if now.Forecast.IsZero() {
			now.Forecast = now.Baseline
		}
		if now == was {
			r.Unchanged(1)
			return nil
		}
		r.Accept(1)
		return writeMilestone(ctx, tx, was, now, t.File, r)
	})
}

// existing is the project a row belongs to.
func existing(c *importer.Cells, projects map[string]stored) stored {
	ref := c.Text("project_ref", 100)
	p, ok := projects[ref]
	if !ok && ref != "" {
		c.Reject("project_ref", ref, "there is no such project", "Import the project first.")
	}
	return p
}

func writeMilestone(ctx context.Context, tx *gorm.DB, was, now plannedDay, source string, r *importer.Report) error {
	tx = tx.WithContext(ctx)
	if was.ID == 0 {
		position, _ := strconv.Atoi(now.Code[1:])
		err := tx.Exec(`INSERT INTO milestones (project_id, code, name, position, baseline, forecast, actual) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			now.ProjectID, now.Code, MilestoneName(now.Code), position, now.Baseline, now.Forecast, now.Actual).Error
		if err != nil {
			return fmt.Errorf("import milestone: %w", err)
		}
		return nil
	}
	if !was.Forecast.IsZero() && now.Forecast != was.Forecast {
		err := tx.Exec(`INSERT INTO slips (milestone_id, from_day, to_day, reason, by_name) VALUES (?, ?, ?, ?, ?)`,
			was.ID, was.Forecast, now.Forecast, "Imported from "+source, r.By.Name).Error
		if err != nil {
			return fmt.Errorf("note imported slip: %w", err)
		}
	}
	err := tx.Exec(`UPDATE milestones SET baseline = ?, forecast = ?, actual = ?, version = version + 1 WHERE id = ?`,
		now.Baseline, now.Forecast, now.Actual, was.ID).Error
	if err != nil {
		return fmt.Errorf("import milestone: %w", err)
	}
	return nil
}
