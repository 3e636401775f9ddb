package appraisal

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/grants"
	"homeground/internal/problem"
)

// dfe is the funder whose homes Ofsted registers from its priority queue.
const dfe = "Department for Education"

// Propose enters an option with the stages of its route's template, and gives its number.
func Propose(ctx context.Context, tx *gorm.DB, by accounts.User, v OptionFields) (int64, error) {
	programme, err := lockCurrent(ctx, tx)
	if err != nil {
		return 0, err
	}
	d := v.over(draft{DeliveryModel: "authority_run"})
	var f faults
	template, err := templateOf(&f, programme, v.Template)
	if err != nil {
		return 0, err
	}
	if template == nil && v.Template == nil {
		f.add("template", "Say by which route it would open.")
	}
	d.check(&f, programme.AwardPence)
	if err := d.checkRecords(ctx, tx, &f, by, programme.ID, 0); err != nil {
		return 0, err
	}
	if err := f.err(); err != nil {
		return 0, err
	}
	d.Route = template.Route
	id, err := insert(ctx, tx, programme.ID, d, nil, "typed in", "Proposed by "+by.Name)
	if err != nil {
		return 0, err
	}
	if err := d.writeParts(ctx, tx, id); err != nil {
		return 0, err
	}
	return id, writeStages(ctx, tx, id, asGiven(*template))
}

// insert adds the option's own row, with the next free reference.
func insert(ctx context.Context, tx *gorm.DB, programme int64, d draft, copiedFrom *int64, provenance, source string) (id int64, err error) {
	err = tx.WithContext(ctx).Raw(`
		INSERT INTO options (option_ref, programme_id, name, authority_code, route, places, cost_low_pence, cost_likely_pence, cost_high_pence, grant_pence, match_pence,
		                     contingency_pence, delivery_model, proposal, starts_on, notes, copied_from, provenance, source)
		VALUES ((SELECT 'O-' || lpad(CAST(n AS text), greatest(2, length(CAST(n AS text))), '0')
		         FROM (SELECT 1 + coalesce(max(CAST(substring(option_ref FROM '^O-([0-9]{1,9})$') AS integer)), 0) AS n FROM options) last), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		programme, d.Name, d.AuthorityCode, d.Route, d.places(), d.Low, d.Likely, d.High, d.Grant, d.match(),
		d.Contingency, d.DeliveryModel, d.Proposal, d.StartsOn, d.Notes, copiedFrom, provenance, source).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("enter an option: %w", err)
	}
	return id, nil
}

// ChangeOption changes the fields of an option that are given; it must be of the version
// that was read.
func ChangeOption(ctx context.Context, tx *gorm.DB, sim *Simulator, by accounts.User, id int64, version int, v OptionFields) error {
	was, err := lockOption(ctx, tx, sim, id, version)
	if err != nil {
		return err
	}
	programme, err := grants.Current(ctx, tx)
	if err != nil {
		return err
	}
	before := was.draft()
	d := v.over(before)
	var f faults
	template, err := templateOf(&f, programme, v.Template)
	if err != nil {
		return err
	}
	if template != nil {
		d.Route = template.Route
	}
	d.check(&f, programme.AwardPence)
	if err := d.checkRecords(ctx, tx, &f, by, programme.ID, id); err != nil {
		return err
	}
	if was.Chosen {
		if err := d.checkProject(ctx, tx, &f, before, was, template != nil); err != nil {
			return err
		}
	}
	if err := f.err(); err != nil {
		return err
	}
	err = tx.WithContext(ctx).Exec(`UPDATE options SET name = ?, authority_code = ?, route = ?, places = ?, cost_low_pence = ?, cost_likely_pence = ?, cost_high_pence = ?, grant_pence = ?,
		match_pence = ?, contingency_pence = ?, delivery_model = ?, proposal = ?, starts_on = ?, notes = ?, version = version + 1 WHERE id = ?`,
		d.Name, d.AuthorityCode, d.Route, d.places(), d.Low, d.Likely, d.High, d.Grant, d.match(), d.Contingency, d.DeliveryModel, d.Proposal, d.StartsOn, d.Notes, id).Error
	if err != nil {
		return fmt.Errorf("change option %d: %w", id, err)
	}
	if err := d.writeParts(ctx, tx, id); err != nil {
		return err
	}
	if template == nil {
		return nil
	}
	return writeStages(ctx, tx, id, asGiven(*template))
}

// checkProject refuses what contradicts the project that the option has become.
func (d draft) checkProject(ctx context.Context, tx *gorm.DB, f *faults, before draft, was OptionDetail, anew bool) error {
	var project string
	if err := tx.WithContext(ctx).Raw(`SELECT project_ref FROM projects WHERE id = ?`, *was.ProjectID).Scan(&project).Error; err != nil {
		return fmt.Errorf("read the project of option %d: %w", was.ID, err)
	}
	d.fixed(f, before, project)
	if anew && d.Route == before.Route {
		f.add("template", "This option is the project %s already: its stages have become milestones.", project)
	}
	var chosen []int64
	if err := tx.WithContext(ctx).Raw(`SELECT option_id FROM projects WHERE option_id IS NOT NULL`).Scan(&chosen).Error; err != nil {
		return fmt.Errorf("list chosen options: %w", err)
	}
	if slices.ContainsFunc(d.Needs, func(id int64) bool { return !slices.Contains(chosen, id) }) {
		f.add("needs", "This option is the project %s already: it cannot need one that is not chosen.", project)
	}
	if slices.ContainsFunc(d.Excludes, func(id int64) bool { return slices.Contains(chosen, id) }) {
		f.add("excludes", "This option is the project %s already: it cannot exclude one that is chosen too.", project)
	}
	return nil
}

// CopyOption duplicates an option with all that is its, under a name, and gives the copy's
// number. A copy is proposed, whatever became of the other.
func CopyOption(ctx context.Context, tx *gorm.DB, sim *Simulator, by accounts.User, id int64, version int, name string) (int64, error) {
	was, err := lockOption(ctx, tx, sim, id, version)
	if err != nil {
		return 0, err
	}
	d := OptionFields{Name: &name}.over(was.draft())
	if d.Name == "" {
		d.Name = was.Name + ", copy"
	}
	programme, err := grants.Current(ctx, tx)
	if err != nil {
		return 0, err
	}
	made, err := insert(ctx, tx, programme.ID, d, &id, was.Provenance, fmt.Sprintf("Copied from %s by %s. %s", was.OptionRef, by.Name, was.Source))
	if err != nil {
		return 0, err
	}
	if err := d.writeParts(ctx, tx, made); err != nil {
		return 0, err
	}
	stages := make([]StageGiven, len(was.Stages))
	for i, s := range was.Stages {
		stages[i] = StageGiven{s.Code, s.Name, s.Milestone, s.Optimistic, s.Likely, s.Pessimistic, s.IsEstimate, s.Chance, s.Follows}
	}
	return made, writeStages(ctx, tx, made, stages)
}

// SetState withdraws an option, saying why, or brings it back. Nothing of it is deleted.
func SetState(ctx context.Context, tx *gorm.DB, sim *Simulator, id int64, version int, state, reason string) error {
	was, err := lockOption(ctx, tx, sim, id, version)
	if err != nil {
		return err
	}
	reason = *trimmed(&reason)
	switch {
	case state == "withdrawn" && was.Chosen:
		return problem.Conflict("%s is a project already and cannot be withdrawn. Take its mark away first.", was.Name)
	case state == "withdrawn" && reason == "":
		return problem.Field("reason", "Say why it is withdrawn.")
	case state == was.State:
		return problem.Conflict("%s is %s already.", was.Name, state)
	}
	if err := accounts.Because(tx, reason); err != nil {
		return err
	}
	if state == "proposed" {
		reason = ""
	}
	if err := tx.WithContext(ctx).Exec(`UPDATE options SET state = ?, withdrawn_reason = ?, version = version + 1 WHERE id = ?`, state, reason, id).Error; err != nil {
		return fmt.Errorf("set the state of option %d: %w", id, err)
	}
	return nil
}

// lockCurrent reads the current programme, whose options and appraisals change one at a
// time; it is as it is once nobody else changes it.
func lockCurrent(ctx context.Context, tx *gorm.DB) (grants.Programme, error) {
	programme, err := grants.Current(ctx, tx)
	if err != nil {
		return programme, err
	}
	if err := tx.WithContext(ctx).Exec(`SELECT 1 FROM programmes WHERE id = ? FOR UPDATE`, programme.ID).Error; err != nil {
		return programme, fmt.Errorf("lock programme %d: %w", programme.ID, err)
	}
	return grants.Current(ctx, tx)
}

// lockOption reads an option that is to be changed, at the version that was read, while
// nobody else changes one or makes a project of one.
func lockOption(ctx context.Context, tx *gorm.DB, sim *Simulator, id int64, version int) (OptionDetail, error) {
	if err := lockProgramme(tx, id); err != nil {
		return OptionDetail{}, err
	}
	was, err := ReadOption(ctx, tx, sim, id)
	if err == nil && was.Version != version {
		err = problem.Overtaken("option", was)
	}
	return was, err
}

// templateOf finds the template of a code, for who funds the programme; nil without one.
func templateOf(f *faults, programme grants.Programme, code *string) (*Template, error) {
	if code == nil {
		return nil, nil
	}
	templates, err := Templates(programme.Funder == dfe)
	if err != nil {
		return nil, err
	}
	for _, t := range templates {
		if t.Code == *code {
			return &t, nil
		}
	}
	f.add("template", "There is no such route: choose one of the list.")
	return nil, nil
}

// TemplatesNow are the templates for the current programme's funder.
func TemplatesNow(ctx context.Context, db *gorm.DB) ([]Template, error) {
	programme, err := grants.Current(ctx, db)
	if err != nil {
		return nil, err
	}
	return Templates(programme.Funder == dfe)
}

// draft is the option as it is.
func (d OptionDetail) draft() draft {
	out := draft{Name: d.Name, Proposal: d.Proposal, AuthorityCode: d.AuthorityCode, Route: d.Route, DeliveryModel: d.DeliveryModel, Notes: d.Notes, PlacesByType: d.PlacesByType,
		Low: d.CostLowPence, Likely: d.CostLikelyPence, High: d.CostHighPence, Contingency: d.ContingencyPence, Grant: d.GrantPence, StartsOn: d.StartsOn, Sites: siteIDs(d.Sites)}
	if len(out.PlacesByType) == 0 { // recorded before there were types
		out.PlacesByType = []TypedPlaces{{"other", d.Places}}
	}
	for _, m := range d.Match {
		out.Match = append(out.Match, m.Match)
	}
	for _, n := range d.Needs {
		out.Needs = append(out.Needs, n.ID)
	}
	for _, e := range d.Excludes {
		out.Excludes = append(out.Excludes, e.ID)
	}
	return out
}
