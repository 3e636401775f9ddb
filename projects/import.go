package projects

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/values"
)

// ImportKinds are the templates that bring projects, their milestones, risks and payments.
func ImportKinds() []importer.Kind {
	lacks := func(columns ...string) func(t *importer.Table) []string {
		return func(t *importer.Table) []string { return t.Missing(columns...) }
	}
	// A table of projects is told from one of sites by a column that only projects have.
	isProjects := func(t *importer.Table) bool {
		return t.Has("project_ref", "name", "authority")
	}
	return []importer.Kind{
		{Name: "projects", Order: 60, Recognise: isProjects, Lacks: lacks("project_ref", "name", "authority"), Import: importProjects},
		{Name: "milestones", Order: 70, Recognise: func(t *importer.Table) bool { return t.Has("project_ref", "milestone") },
			Lacks: lacks("project_ref", "milestone"), Import: importMilestones},
		{Name: "risks", Order: 80, Recognise: func(t *importer.Table) bool { return t.Has("project_ref", "risk", "likelihood", "impact") },
			Lacks: lacks("project_ref", "risk", "likelihood", "impact"), Import: importRisks},
		{Name: "ledger", Order: 90, Recognise: func(t *importer.Table) bool { return t.Has("project_ref", "reference", "amount_gbp") },
			Lacks: lacks("project_ref", "reference", "date", "amount_gbp", "category", "description"), Import: importLedger},
	}
}

// stored is a project as an import finds it.
type stored struct {
	ID            int64
	ProjectRef    string
	Name          string
	AuthorityCode string
	BudgetPence   values.Pence
	GrantPence    values.Pence
	SpentPence    values.Pence
	StartsOn      values.Date
	HasProgramme  bool
	InLines       bool // its budget is kept in more than one line
}

// storedProjects are all projects by reference.
func storedProjects(ctx context.Context, tx *gorm.DB) (map[string]stored, error) {
	var list []stored
	err := tx.WithContext(ctx).Raw(`
		SELECT p.id, p.project_ref, p.name, p.authority_code, p.grant_pence, p.starts_on, p.programme_id IS NOT NULL AS has_programme,
		       (SELECT coalesce(sum(pence), 0)::bigint FROM budget_lines b WHERE b.project_id = p.id) AS budget_pence,
		       (SELECT count(*) > 1 FROM budget_lines b WHERE b.project_id = p.id) AS in_lines,
		       coalesce((SELECT sum(pence) FROM ledger_entries l WHERE l.project_id = p.id AND l.kind <> 'commitment'), 0)::bigint AS spent_pence
		FROM projects p`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read projects: %w", err)
	}
	byRef := make(map[string]stored, len(list))
	for _, p := range list {
		byRef[p.ProjectRef] = p
	}
	return byRef, nil
}

// storedSites are the sites by reference, with the project that has each, if one has.
type storedSite struct {
	ID         int64
	SiteRef    string
	ProjectRef string
}

func storedSites(ctx context.Context, tx *gorm.DB) (map[string]storedSite, error) {
	var list []storedSite
	err := tx.WithContext(ctx).Raw(`
		SELECT s.id, s.site_ref, coalesce(p.project_ref, '') AS project_ref
		FROM sites s LEFT JOIN project_sites ps ON ps.site_id = s.id LEFT JOIN projects p ON p.id = ps.project_id`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read the sites of projects: %w", err)
	}
	byRef := make(map[string]storedSite, len(list))
	for _, s := range list {
		byRef[s.SiteRef] = s
	}
	return byRef, nil
}

// A projectRow is one good row of a projects file; nil is a blank cell, which leaves
// what is stored as it is.
type projectRow struct {
	ref, name, authority string
	site                 *storedSite
	budget, grant, spend *values.Pence
	starts               values.Date
}

func importProjects(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	names, err := accounts.ReadNames(ctx, tx)
	if err != nil {
		return err
	}
	known, err := storedProjects(ctx, tx)
	if err != nil {
		return err
	}
	sites, err := storedSites(ctx, tx)
	if err != nil {
		return err
	}
	seen := importer.Firsts{}
	return t.Each(r, func(row importer.Row) error {
		c := importer.ReadCells(row, r)
		p := readProject(c, names, sites)
		was, exists := known[p.ref]
		if exists && was.HasProgramme && p.grant != nil && *p.grant != was.GrantPence {
			c.Reject("grant_gbp", c.Get("grant_gbp"), "the grant of a project that the board chose cannot be changed by an import", "Change the option and choose it again.")
		}
		if was.InLines && p.budget != nil && *p.budget != was.BudgetPence {
			c.Reject("budget_gbp", c.Get("budget_gbp"), "the budget of this project is kept in lines, which one amount cannot change", "Change its budget lines on the project's money page.")
		}
		if c.Bad || !seen.First(c, "project_ref", p.ref) {
			return nil
		}
		changed, err := writeProject(ctx, tx, p, was, exists, t.File)
		if err != nil {
			return err
		}
		if p.site != nil {
			p.site.ProjectRef = p.ref
			sites[p.site.SiteRef] = *p.site
		}
		if changed {
			r.Accept(1)
		} else {
			r.Unchanged(1)
		}
		return nil
	})
}

func readProject(c *importer.Cells, names *accounts.Names, sites map[string]storedSite) projectRow {
	p := projectRow{ref: c.Text("project_ref", 100), name: c.Verbatim("name", 500)}
	if text := c.Text("authority", 200); text != "" {
		var ok bool
		if p.authority, ok = names.Find(text); !ok {
			c.Reject("authority", text, "the authority is not known", "Give the name or code of a children's-services authority in England, such as West Sussex or E10000032.")
		}
	}
	p.budget, p.grant, p.spend = amount(c, "budget_gbp"), amount(c, "grant_gbp"), amount(c, "spend_gbp")
	p.starts = day(c, "start_date")
	if ref := c.Get("site_ref"); ref != "" {
		switch site, ok := sites[ref]; {
		case !ok:
			c.Warn("site_ref", ref, "there is no such site: the project was taken without it", "Import the site, then this file again.")
		case site.ProjectRef != "" && site.ProjectRef != p.ref:
			c.Reject("site_ref", ref, "the site is already in project "+site.ProjectRef, "A site has one project at a time: leave it out, or end the other.")
		default:
			p.site = &site
		}
	}
	return p
}

// amount is an amount of pounds, not below zero, or nil for a blank cell.
func amount(c *importer.Cells, column string) *values.Pence {
	text := c.Get(column)
	if text == "" {
		return nil
	}
	pence, err := values.ParsePounds(strings.ReplaceAll(text, "\u00a0", ""))
	switch {
	case err != nil:
		c.Reject(column, text, "the amount in "+column+" is not a number of pounds with at most two decimals", "Write it like 300000.50.")
	case pence < 0:
		c.Reject(column, text, "the amount in "+column+" is below zero", "Give the amount itself; reversals are posted in the ledger.")
	}
	return &pence
}

// day is a date as typed in England or as ISO, or no day for a blank cell.
func day(c *importer.Cells, column string) values.Date {
	text := c.Get(column)
	if text == "" {
		return values.Date{}
	}
	d, err := values.TypedDate(text)
	if err != nil || d.Time().Year() < 1990 || d.Time().Year() > 2100 {
		c.Reject(column, text, "the date is not one: DD/MM/YYYY or YYYY-MM-DD is needed", "A spreadsheet's day number, a month over 12 or a day that does not exist is not guessed at.")
	}
	return d
}

// writeProject makes or changes one project, and says whether it did.
func writeProject(ctx context.Context, tx *gorm.DB, p projectRow, was stored, exists bool, source string) (bool, error) {
	tx = tx.WithContext(ctx)
	now := was
	now.Name, now.AuthorityCode = p.name, p.authority
	for _, money := range []struct {
		from *values.Pence
		into *values.Pence
	}{{p.budget, &now.BudgetPence}, {p.grant, &now.GrantPence}, {p.spend, &now.SpentPence}} {
		if money.from != nil {
			*money.into = *money.from
		}
	}
	if !p.starts.IsZero() {
		now.StartsOn = p.starts
	}
	changed := !exists || now != was
	var err error
	switch {
	case !exists:
		err = tx.Raw(`INSERT INTO projects (project_ref, name, authority_code, starts_on, provenance, source)
			VALUES (?, ?, ?, ?, 'imported', ?) RETURNING id`, p.ref, now.Name, now.AuthorityCode, now.StartsOn, source).Scan(&now.ID).Error
	case changed:
		err = tx.Exec(`UPDATE projects SET name = ?, authority_code = ?, starts_on = ?, source = ?, version = version + 1 WHERE id = ?`,
			now.Name, now.AuthorityCode, now.StartsOn, source, now.ID).Error
	}
	if err != nil {
		return false, fmt.Errorf("write project: %w", err)
	}
	if now.GrantPence != was.GrantPence {
		if err := setGrant(tx, now.ID, now.GrantPence); err != nil {
			return false, err
		}
	}
	if now.BudgetPence != was.BudgetPence {
		if err := setBudget(tx, now.ID, now.BudgetPence, now.StartsOn); err != nil {
			return false, err
		}
	}
	if difference := now.SpentPence - was.SpentPence; difference != 0 {
		note := "Spend to date as imported"
		if difference < 0 {
			note = "Correction: the imported spend to date is lower than what was posted"
		}
		if err := tx.Exec(`INSERT INTO ledger_entries (project_id, on_day, pence, note, source) VALUES (?, current_date, ?, ?, ?)`, now.ID, difference, note, source).Error; err != nil {
			return false, fmt.Errorf("post imported spend: %w", err)
		}
	}
	if p.site != nil && p.site.ProjectRef == "" {
		if err := tx.Exec(`INSERT INTO project_sites (project_id, site_id) VALUES (?, ?)`, now.ID, p.site.ID).Error; err != nil {
			return false, fmt.Errorf("give an imported project its site: %w", err)
		}
		changed = true
	}
	return changed, nil
}
