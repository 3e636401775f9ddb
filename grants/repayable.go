package grants

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Exposed is what one condition takes back of one project's grant, or of a site's, on a day.
type Exposed struct {
	ConditionID  int64       `json:"condition_id"`
	Kind         string      `json:"kind"`
	Text         string      `json:"text"`
	Clause       string      `json:"clause,omitempty"`
	ProjectID    int64       `json:"project_id,omitempty"`
	Project      string      `json:"project,omitempty"`
	SiteID       int64       `json:"site_id,omitempty" doc:"Of a condition that binds one site only"`
	Site         string      `json:"site,omitempty"`
	Stated       bool        `json:"stated" doc:"It takes back a stated part, not all that was paid"`
	ExposedPence int64       `json:"exposed_pence" doc:"What it can take back at the most: no more than was paid"`
	Taper        string      `json:"taper"`
	StartsOn     values.Date `json:"starts_on,omitzero" format:"date"`
	Left
}

// RepayableAsked is what would happen, when and under which grant.
type RepayableAsked struct {
	On      values.Date `query:"on" format:"date" doc:"Today, if left out"`
	Trigger string      `query:"trigger" enum:"disposal,transfer,change_of_use,closure,mothball,underuse" default:"closure" doc:"What would happen"`
}

// Repayable is what of a grant would be repayable if something happened on a day.
type Repayable struct {
	On             values.Date        `json:"on" format:"date"`
	Trigger        string             `json:"trigger"`
	Pence          int64              `json:"pence" doc:"All together, if it happened to all of them"`
	PaidPence      int64              `json:"paid_pence" doc:"By that day, less what went back or was written off"`
	UndividedPence int64              `json:"undivided_pence" doc:"The part of it that is not divided among projects"`
	Projects       []RepayableProject `json:"projects"`
	Sites          []RepayableSite    `json:"sites"`
}

// RepayableProject is one project's part; without a project, what is not divided among them.
type RepayableProject struct {
	ProjectID     int64     `json:"project_id,omitempty"`
	Project       string    `json:"project,omitempty"`
	AuthorityCode string    `json:"authority_code,omitempty"`
	PaidPence     int64     `json:"paid_pence"`
	Pence         int64     `json:"pence"`
	Exposed       []Exposed `json:"exposed"`
	HowWorked     string    `json:"how_worked"`
}

// RepayableSite is what would be repayable if it happened to one site: by the conditions that
// bind it alone, and by those of its project, which breaks them whichever of its sites it is.
type RepayableSite struct {
	ProgrammeID int64  `json:"programme_id"`
	Programme   string `json:"programme"`
	SiteID      int64  `json:"site_id"`
	Site        string `json:"site" doc:"Under its public name"`
	RepayableProject
}

// facts are what repayable amounts are worked out from.
type facts struct {
	programme int64
	name      string
	paid      map[int64]int64
	projects  []fundedProject
	sites     []fundedSite
	bound     []Condition
	began     map[[2]any]values.Date // by project and milestone
}

type fundedProject struct {
	ID                  int64
	Name, AuthorityCode string
}

type fundedSite struct {
	ID, ProjectID int64
	Name          string
}

func readFacts(ctx context.Context, db *gorm.DB, programme int64, name string, day values.Date) (f facts, err error) {
	f = facts{programme: programme, name: name, began: map[[2]any]values.Date{}}
	if f.paid, err = paidFor(db.WithContext(ctx), programme, day); err != nil {
		return f, err
	}
	if f.bound, err = conditionsWhere(ctx, db, day, `WHERE c.programme_id = @programme AND c.triggers <> '[]' AND c.state NOT IN @settled`, map[string]any{"programme": programme}); err != nil {
		return f, err
	}
	db = db.WithContext(ctx)
	if err := db.Raw(`SELECT id, name, authority_code FROM projects WHERE programme_id = ? ORDER BY name, id`, programme).Scan(&f.projects).Error; err != nil {
		return f, fmt.Errorf("read the projects of programme %d: %w", programme, err)
	}
	err = db.Raw(`SELECT s.id, coalesce(j.project_id, 0) AS project_id, s.public_name AS name FROM sites s LEFT JOIN project_sites j ON j.site_id = s.id AND j.project_id IN (SELECT id FROM projects WHERE programme_id = @programme)
		WHERE j.project_id IS NOT NULL OR s.id IN (SELECT site_id FROM conditions WHERE programme_id = @programme) ORDER BY s.public_name, s.id`, map[string]any{"programme": programme}).Scan(&f.sites).Error
	if err != nil {
		return f, fmt.Errorf("read the sites of programme %d: %w", programme, err)
	}
	var rows []struct {
		ProjectID int64
		Code      string
		Actual    values.Date
	}
	err = db.Raw(`SELECT project_id, code, actual FROM milestones WHERE actual <= ? AND project_id IN (SELECT id FROM projects WHERE programme_id = ?)`, day, programme).Scan(&rows).Error
	for _, r := range rows {
		f.began[[2]any{r.ProjectID, r.Code}] = r.Actual
	}
	if err != nil {
		return f, fmt.Errorf("read when periods of programme %d began: %w", programme, err)
	}
	return f, nil
}

// exposed is what a condition takes back of one project's grant on a day; of project 0, of
// what is not divided.
func (f facts) exposed(c Condition, project fundedProject, day values.Date) Exposed {
	e := Exposed{ConditionID: c.ID, Kind: c.Kind, Text: c.Text, Clause: c.Clause, ProjectID: project.ID, Project: project.Name, SiteID: c.SiteID, Site: c.Site,
		Taper: c.Taper, StartsOn: c.StartsOn, ExposedPence: max(f.paid[project.ID], 0)}
	if c.ExposedPence != nil {
		e.Stated, e.ExposedPence = true, min(*c.ExposedPence, e.ExposedPence)
	}
	if c.StartsAt != "" {
		e.StartsOn = f.began[[2]any{project.ID, c.StartsAt}]
	}
	terms := c.Terms
	terms.StartsOn = e.StartsOn
	e.Left = terms.Of(e.ExposedPence, day)
	return e
}

// binds are the conditions that something breaks if it happens to a project, or to one site
// of it.
func (f facts) binds(project, site int64, trigger string) []Condition {
	var list []Condition
	for _, c := range f.bound {
		ofProject := c.ProjectID == 0 && c.SiteID == 0 || c.ProjectID == project && project != 0
		here := site == 0 && (ofProject || c.ProjectID == 0 && f.siteOf(c.SiteID) == project) || site != 0 && (c.SiteID == site || c.SiteID == 0 && ofProject)
		if here && slices.Contains(c.Triggers, trigger) {
			list = append(list, c)
		}
	}
	return list
}

// siteOf is the project of a site; 0: none of this grant.
func (f facts) siteOf(site int64) int64 {
	for _, s := range f.sites {
		if s.ID == site {
			return s.ProjectID
		}
	}
	return 0
}

// Add adds up what conditions take back of one project's grant. The same pound is not repaid
// twice: parts that are stated add up, of those that take back all the largest counts, and
// the larger of the two, never more than was paid.
func (p *RepayableProject) Add() {
	var parts, whole int64
	for _, e := range p.Exposed {
		if e.Stated {
			parts += e.Pence
		} else {
			whole = max(whole, e.Pence)
		}
	}
	p.Pence = min(max(parts, whole), max(p.PaidPence, 0))
	paid := values.Pence(p.PaidPence).Words()
	switch {
	case p.PaidPence <= 0:
		p.HowWorked = "Nothing of the grant was paid for it."
	case len(p.Exposed) == 0:
		p.HowWorked = fmt.Sprintf("No condition takes any of the %s back.", paid)
	case p.Pence == 0:
		p.HowWorked = fmt.Sprintf("Of the %s paid nothing is repayable any more.", paid)
	case p.Pence == p.PaidPence && max(parts, whole) > p.Pence:
		p.HowWorked = fmt.Sprintf("Its conditions add up to more: no more than the %s paid is repaid.", paid)
	case parts > whole:
		p.HowWorked = fmt.Sprintf("The parts that its conditions take back, of %s paid.", paid)
	default:
		p.HowWorked = fmt.Sprintf("The most that one of its conditions takes back, of %s paid.", paid)
	}
}

// of works one project's part out, or that of one of its sites.
func (f facts) of(project fundedProject, site int64, ask RepayableAsked) RepayableProject {
	p := RepayableProject{ProjectID: project.ID, Project: project.Name, AuthorityCode: project.AuthorityCode, PaidPence: f.paid[project.ID], Exposed: []Exposed{}}
	for _, c := range f.binds(project.ID, site, ask.Trigger) {
		p.Exposed = append(p.Exposed, f.exposed(c, project, ask.On))
	}
	p.Add()
	return p
}

// ofSite works out what a site's part is.
func (f facts) ofSite(s fundedSite, ask RepayableAsked) RepayableSite {
	project := fundedProject{}
	if i := slices.IndexFunc(f.projects, func(p fundedProject) bool { return p.ID == s.ProjectID }); i >= 0 {
		project = f.projects[i]
	}
	return RepayableSite{ProgrammeID: f.programme, Programme: f.name, SiteID: s.ID, Site: s.Name, RepayableProject: f.of(project, s.ID, ask)}
}

// WhatIsRepayable is what of a programme's grant would be repayable if something happened,
// by project and by site.
func WhatIsRepayable(ctx context.Context, db *gorm.DB, programme int64, ask RepayableAsked, today values.Date) (Repayable, error) {
	if ask.On.IsZero() {
		ask.On = today
	}
	var name []string
	if err := db.WithContext(ctx).Raw(`SELECT name FROM programmes WHERE id = ?`, programme).Scan(&name).Error; err != nil {
		return Repayable{}, fmt.Errorf("read programme %d: %w", programme, err)
	}
	if len(name) == 0 {
		return Repayable{}, problem.Missing("programme")
	}
	f, err := readFacts(ctx, db, programme, name[0], ask.On)
	if err != nil {
		return Repayable{}, err
	}
	r := Repayable{On: ask.On, Trigger: ask.Trigger, UndividedPence: f.paid[0], Projects: []RepayableProject{}, Sites: []RepayableSite{}}
	list := f.projects
	if f.paid[0] != 0 {
		list = append(slices.Clone(list), fundedProject{})
	}
	for _, p := range list {
		one := f.of(p, 0, ask)
		r.Pence, r.PaidPence = r.Pence+one.Pence, r.PaidPence+one.PaidPence
		r.Projects = append(r.Projects, one)
	}
	for _, s := range f.sites {
		r.Sites = append(r.Sites, f.ofSite(s, ask))
	}
	return r, nil
}

// RepayableForSite is what of every grant would be repayable if something happened to a site.
func RepayableForSite(ctx context.Context, db *gorm.DB, site int64, ask RepayableAsked, today values.Date) ([]RepayableSite, error) {
	if ask.On.IsZero() {
		ask.On = today
	}
	var programmes []struct {
		ID   int64
		Name string
	}
	err := db.WithContext(ctx).Raw(`SELECT id, name FROM programmes WHERE id IN (SELECT programme_id FROM conditions WHERE site_id = @site
		UNION SELECT programme_id FROM projects p JOIN project_sites j ON j.project_id = p.id WHERE j.site_id = @site) ORDER BY id`, map[string]any{"site": site}).Scan(&programmes).Error
	if err != nil {
		return nil, fmt.Errorf("find the grants of site %d: %w", site, err)
	}
	list := []RepayableSite{}
	for _, p := range programmes {
		f, err := readFacts(ctx, db, p.ID, p.Name, ask.On)
		if err != nil {
			return nil, err
		}
		for _, s := range f.sites {
			if s.ID == site {
				list = append(list, f.ofSite(s, ask))
			}
		}
	}
	return list, nil
}

// exposedBy is what one condition takes back today, of each project that it binds.
func exposedBy(ctx context.Context, db *gorm.DB, c Condition, today values.Date) ([]Exposed, error) {
	list := []Exposed{}
	if len(c.Triggers) == 0 || slices.Contains(settled, c.State) {
		return list, nil
	}
	f, err := readFacts(ctx, db, c.ProgrammeID, c.Programme, today)
	if err != nil {
		return list, err
	}
	for _, p := range append(f.projects, fundedProject{}) {
		bound := c.ProjectID == p.ID || c.ProjectID == 0 && (c.SiteID == 0 || f.siteOf(c.SiteID) == p.ID)
		if bound && f.paid[p.ID] != 0 {
			list = append(list, f.exposed(c, p, today))
		}
	}
	return list, nil
}
