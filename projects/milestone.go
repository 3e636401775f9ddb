package projects

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/schedule"
	"homeground/internal/values"
)

// Milestone is one of M01 to M27 in a project's plan, or one of its own, X01 and on.
type Milestone struct {
	ID        int64           `json:"id"`
	ProjectID int64           `json:"-"`
	Code      string          `json:"code"`
	Name      string          `json:"name"`
	Position  int             `json:"position"`
	Baseline  values.Date     `json:"baseline,omitzero" format:"date"`
	Forecast  values.Date     `json:"forecast,omitzero" format:"date"`
	Actual    values.Date     `json:"actual,omitzero" format:"date"`
	SlipDays  *int            `json:"slip_days,omitempty" doc:"Forecast or actual, less baseline"`
	FloatDays *int            `json:"float_days,omitempty" gorm:"-" doc:"Days it can be late before the opening moves; 0 is on the critical path; left out where it cannot move the opening"`
	Owner     string          `json:"owner,omitempty"`
	Evidence  string          `json:"evidence,omitempty" doc:"What shows that it was reached"`
	Follows   []MilestoneLink `json:"follows" gorm:"-"`
	Version   int             `json:"version"`
}

// MilestoneLink says what a milestone waits for, and how long after it work on it starts.
type MilestoneLink struct {
	MilestoneID int64 `json:"milestone_id"`
	LagDays     int   `json:"lag_days,omitempty"`
}

// MilestoneWritten is what a manager writes of a milestone. Its forecast moves by slips.
type MilestoneWritten struct {
	Name     string          `json:"name,omitempty" maxLength:"200" doc:"Of one of the project's own; the 27 keep theirs"`
	Actual   values.Date     `json:"actual,omitzero" format:"date" doc:"The day it was reached; left out when it is not, or no longer"`
	Owner    string          `json:"owner,omitempty" maxLength:"200"`
	Evidence string          `json:"evidence,omitempty" maxLength:"2000"`
	Follows  []MilestoneLink `json:"follows,omitempty" doc:"All that it waits for; left out, as it was"`
	Reason   string          `json:"reason,omitempty" maxLength:"2000" doc:"Needed where the day it was reached changes or is taken back"`
}

// NewMilestone is one to be added to a plan.
type NewMilestone struct {
	Code     string          `json:"code,omitempty" maxLength:"3" doc:"M01 to M27; left out for one of the project's own"`
	Name     string          `json:"name,omitempty" maxLength:"200" doc:"Of one of the project's own"`
	Forecast values.Date     `json:"forecast" format:"date"`
	Owner    string          `json:"owner,omitempty" maxLength:"200"`
	Follows  []MilestoneLink `json:"follows,omitempty"`
}

const milestoneColumns = `SELECT id, project_id, code, name, position, baseline, forecast, actual, owner, evidence, version, coalesce(actual, forecast) - baseline AS slip_days FROM milestones`

// milestones are a project's, in order, with what they wait for and their floats.
func milestones(db *gorm.DB, project int64) ([]Milestone, error) {
	list := []Milestone{}
	if err := db.Raw(milestoneColumns+` WHERE project_id = ? ORDER BY position, id`, project).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read milestones of project %d: %w", project, err)
	}
	links, err := links(db, project)
	if err != nil || len(list) == 0 {
		return list, err
	}
	opening := list[len(list)-1]
	for _, m := range list {
		if m.Code == "M24" {
			opening = m
		}
	}
	floats, err := schedule.Floats(planOf(list), links, opening.ID)
	if err != nil {
		return nil, fmt.Errorf("floats of project %d: %w", project, err)
	}
	for i := range list {
		m := &list[i]
		m.Follows = []MilestoneLink{}
		for _, l := range links {
			if l.Milestone == m.ID {
				m.Follows = append(m.Follows, MilestoneLink{l.Follows, l.LagDays})
			}
		}
		if float, ok := floats[m.ID]; ok {
			m.FloatDays = &float
		}
	}
	return list, nil
}

func links(db *gorm.DB, project int64) ([]schedule.MilestoneLink, error) {
	var list []schedule.MilestoneLink
	err := db.Raw(`SELECT l.milestone_id AS milestone, l.follows_id AS follows, l.lag_days
		FROM milestone_links l JOIN milestones m ON m.id = l.milestone_id WHERE m.project_id = ? ORDER BY 1, 2`, project).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read milestone links of project %d: %w", project, err)
	}
	return list, nil
}

// ReadMilestone is one milestone.
func ReadMilestone(ctx context.Context, db *gorm.DB, id int64) (Milestone, error) {
	return milestone(db.WithContext(ctx), id)
}

func milestone(db *gorm.DB, id int64) (Milestone, error) {
	var project int64
	if err := db.Raw(`SELECT project_id FROM milestones WHERE id = ?`, id).Scan(&project).Error; err != nil {
		return Milestone{}, fmt.Errorf("read milestone %d: %w", id, err)
	}
	list, err := milestones(db, project)
	if err != nil {
		return Milestone{}, err
	}
	for _, m := range list {
		if m.ID == id {
			return m, nil
		}
	}
	return Milestone{}, problem.Missing("milestone")
}

// AddMilestone puts one more into a project's plan: without a baseline, for that is set by
// a change request.
func AddMilestone(ctx context.Context, tx *gorm.DB, project int64, n NewMilestone) (Milestone, error) {
	tx = tx.WithContext(ctx)
	if err := lockProject(tx, project); err != nil {
		return Milestone{}, err
	}
	list, err := milestones(tx, project)
	if err != nil {
		return Milestone{}, err
	}
	f := faults{Text: "This milestone cannot be added as it is."}
	n.Name, n.Owner = strings.TrimSpace(n.Name), strings.TrimSpace(n.Owner)
	switch code, known := findMilestone(n.Code); {
	case n.Code == "":
		n.Code = ownCode(list)
		f.name(n.Name, list, 0)
		if n.Code == "" {
			f.add("name", "The project has 99 milestones of its own already.")
		}
	case !known:
		f.add("code", "Choose one of M01 to M27, or give one of the project's own a name.")
	case slices.ContainsFunc(list, func(m Milestone) bool { return m.Code == code }):
		f.add("code", fmt.Sprintf("The plan has %s, %s, already.", code, MilestoneName(code)))
	default:
		n.Code, n.Name = code, MilestoneName(code)
	}
	f.day("forecast", n.Forecast)
	f.links(n.Follows, list, 0)
	if err := f.err(); err != nil {
		return Milestone{}, err
	}
	// It stands after all that it waits for; if for nothing, after what comes before it by day.
	position := 0
	for _, m := range list {
		waits := slices.ContainsFunc(n.Follows, func(l MilestoneLink) bool { return l.MilestoneID == m.ID })
		if waits || len(n.Follows) == 0 && !m.Forecast.After(n.Forecast) {
			position = max(position, m.Position)
		}
	}
	var id int64
	err = tx.Raw(`INSERT INTO milestones (project_id, code, name, position, forecast, owner) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
		project, n.Code, n.Name, position, n.Forecast, n.Owner).Scan(&id).Error
	if err != nil {
		return Milestone{}, fmt.Errorf("add a milestone to project %d: %w", project, err)
	}
	if err := link(tx, id, nil, n.Follows); err != nil {
		return Milestone{}, err
	}
	if err := touch(tx, project); err != nil {
		return Milestone{}, err
	}
	return milestone(tx, id)
}

// ownCode is the first of X01 to X99 that is free, or nothing.
func ownCode(list []Milestone) string {
	for n := 1; n < 100; n++ {
		code := fmt.Sprintf("X%02d", n)
		if !slices.ContainsFunc(list, func(m Milestone) bool { return m.Code == code }) {
			return code
		}
	}
	return ""
}

// ChangeMilestone writes what is known of a milestone, still at the version that was read.
// Where the day it was reached changes, what follows it moves by slips that say so.
func ChangeMilestone(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, w MilestoneWritten, today values.Date) (Milestone, error) {
	tx = tx.WithContext(ctx)
	m, err := lockMilestone(tx, id)
	if err != nil {
		return m, err
	}
	if m.Version != version {
		return m, problem.Overtaken("milestone", m)
	}
	list, err := milestones(tx, m.ProjectID)
	if err != nil {
		return m, err
	}
	if err := w.check(tx, m, list, today); err != nil {
		return m, err
	}
	if err := accounts.Because(tx, w.Reason); err != nil {
		return m, err
	}
	if w.Follows != nil {
		if err := link(tx, id, m.Follows, w.Follows); err != nil {
			return m, err
		}
	}
	if w.Actual != m.Actual {
		if err := reach(tx, by, m, list, w); err != nil {
			return m, err
		}
	}
	err = tx.Exec(`UPDATE milestones SET name = ?, actual = ?, owner = ?, evidence = ?, version = version + 1 WHERE id = ?`, w.Name, w.Actual, w.Owner, w.Evidence, id).Error
	if err != nil {
		return m, fmt.Errorf("change milestone %d: %w", id, err)
	}
	if err := touch(tx, m.ProjectID); err != nil {
		return m, err
	}
	return milestone(tx, id)
}

// reach moves what follows a milestone to where it stands now that it was reached on
// another day than it stood at, or is to come again.
func reach(tx *gorm.DB, by accounts.User, m Milestone, list []Milestone, w MilestoneWritten) error {
	stood, stands := m.Forecast, w.Actual
	if !m.Actual.IsZero() {
		stood = m.Actual
	}
	if stands.IsZero() {
		stands = m.Forecast
	}
	if stands == stood || stands.IsZero() {
		return nil
	}
	plan := slices.Clone(list)
	for i := range plan {
		if plan[i].ID == m.ID {
			plan[i].Forecast, plan[i].Actual = stood, values.Date{}
		}
	}
	moves, err := follow(tx, m.ProjectID, plan, map[int64]values.Date{m.ID: stands})
	if err != nil {
		return err
	}
	reason := w.Reason
	if reason == "" {
		reason = "Reached"
	}
	if err := note(tx, by, moves, 1, reason); err != nil {
		return err
	}
	return moveForecasts(tx, m.ProjectID, moves[1:])
}

// RemoveMilestone takes one out of the plan that has no history: never moved, never
// reached, in no baseline.
func RemoveMilestone(ctx context.Context, tx *gorm.DB, id int64, version int) error {
	tx = tx.WithContext(ctx)
	m, err := lockMilestone(tx, id)
	if err != nil {
		return err
	}
	if m.Version != version {
		return problem.Overtaken("milestone", m)
	}
	var history bool
	if err := tx.Raw(`SELECT EXISTS (SELECT FROM slips WHERE milestone_id = @id) OR EXISTS (SELECT FROM change_request_days WHERE milestone_id = @id)`,
		map[string]any{"id": id}).Scan(&history).Error; err != nil {
		return fmt.Errorf("read history of milestone %d: %w", id, err)
	}
	if history || !m.Baseline.IsZero() || !m.Actual.IsZero() {
		return problem.Conflict("%q has a baseline, has moved or was reached, so it stays: its history is part of the record.", m.Name)
	}
	if err := tx.Exec(`DELETE FROM milestones WHERE id = ?`, id).Error; err != nil {
		return fmt.Errorf("remove milestone %d: %w", id, err)
	}
	return touch(tx, m.ProjectID)
}

// link makes what a milestone waits for what it shall be.
func link(tx *gorm.DB, id int64, before, after []MilestoneLink) error {
	for _, l := range before {
		if !slices.Contains(after, l) {
			if err := tx.Exec(`DELETE FROM milestone_links WHERE milestone_id = ? AND follows_id = ?`, id, l.MilestoneID).Error; err != nil {
				return fmt.Errorf("unlink milestone %d: %w", id, err)
			}
		}
	}
	for _, l := range after {
		if !slices.Contains(before, l) {
			if err := tx.Exec(`INSERT INTO milestone_links (milestone_id, follows_id, lag_days) VALUES (?, ?, ?)`, id, l.MilestoneID, l.LagDays).Error; err != nil {
				return fmt.Errorf("link milestone %d: %w", id, err)
			}
		}
	}
	return nil
}

// check says everything that is wrong with what was written.
func (w *MilestoneWritten) check(tx *gorm.DB, m Milestone, list []Milestone, today values.Date) error {
	w.Name, w.Owner, w.Evidence, w.Reason = strings.TrimSpace(w.Name), strings.TrimSpace(w.Owner), strings.TrimSpace(w.Evidence), strings.TrimSpace(w.Reason)
	f := faults{Text: "This milestone cannot be kept as it is."}
	switch own := m.Code[0] == 'X'; {
	case w.Name == "" || w.Name == m.Name:
		w.Name = m.Name
	case own:
		f.name(w.Name, list, m.ID)
	default:
		f.add("name", fmt.Sprintf("%s is %s in every plan. Add one of the project's own beside it.", m.Code, m.Name))
	}
	if !w.Actual.IsZero() {
		switch {
		case w.Actual.After(today):
			f.add("actual", "This day is still to come. Move the forecast, and record it as reached when it is.")
		default:
			f.day("actual", w.Actual)
		}
		if m.Code == startOnSite && m.Actual.IsZero() {
			var blocked int
			if err := tx.Raw(`SELECT `+startBlocked+` FROM projects p WHERE p.id = ?`, m.ProjectID).Scan(&blocked).Error; err != nil {
				return fmt.Errorf("read what stands in the way of project %d: %w", m.ProjectID, err)
			}
			if blocked > 0 {
				f.add("actual", fmt.Sprintf("Work has not lawfully begun: %d pre-commencement conditions of its planning permission are not discharged. Record on the site's page that they are, then that it started.", blocked))
			}
		}
	}
	if !m.Actual.IsZero() && w.Actual != m.Actual && w.Reason == "" {
		f.add("reason", "Say why the day it was reached changes.")
	}
	if w.Follows != nil {
		f.links(w.Follows, list, m.ID)
	}
	return f.err()
}

// faults gathers all that is wrong with a milestone.
type faults problem.Problem

func (f *faults) add(field, text string) {
	f.Faults = append(f.Faults, problem.Fault{Field: field, Text: text})
}

func (f *faults) err() error {
	if len(f.Faults) == 0 {
		return nil
	}
	p := problem.Problem(*f)
	return &p
}

func (f *faults) day(field string, day values.Date) {
	switch {
	case day.IsZero():
		f.add(field, "Enter the date.")
	case day.Time().Year() < 2000 || day.Time().Year() > 2100:
		f.add(field, "Enter a date between 2000 and 2100.")
	}
}

func (f *faults) name(name string, list []Milestone, id int64) {
	switch {
	case name == "":
		f.add("name", "Say what is to be reached.")
	case slices.ContainsFunc(list, func(m Milestone) bool { return m.ID != id && strings.EqualFold(m.Name, name) }):
		f.add("name", "The plan has a milestone of this name already.")
	}
}

// links looks for what a milestone (0: one to be added) cannot wait for.
func (f *faults) links(follows []MilestoneLink, list []Milestone, id int64) {
	const field = "follows"
	var all []schedule.MilestoneLink
	for _, m := range list {
		if m.ID == id {
			continue
		}
		for _, l := range m.Follows {
			all = append(all, schedule.MilestoneLink{Milestone: m.ID, Follows: l.MilestoneID})
		}
	}
	sound := true
	name := func(id int64) string {
		return list[slices.IndexFunc(list, func(m Milestone) bool { return m.ID == id })].Name
	}
	for i, l := range follows {
		text := ""
		switch {
		case !slices.ContainsFunc(list, func(m Milestone) bool { return m.ID == l.MilestoneID }):
			text = "It waits for a milestone that is not in this plan. Choose another."
		case l.MilestoneID == id:
			text = "It cannot wait for itself."
		case slices.ContainsFunc(follows[:i], func(o MilestoneLink) bool { return o.MilestoneID == l.MilestoneID }):
			text = fmt.Sprintf("It waits for %q twice. Keep one.", name(l.MilestoneID))
		case l.LagDays < -3650 || l.LagDays > 3650:
			text = "Give the days between as a number from −3,650 to 3,650."
		}
		if text != "" {
			f.add(fmt.Sprintf("%s[%d]", field, i), text)
			sound = false
		}
		all = append(all, schedule.MilestoneLink{Milestone: id, Follows: l.MilestoneID})
	}
	if !sound || id == 0 { // nothing waits for one that is not there yet
		return
	}
	if ring := schedule.Ring(planOf(list), all); ring != nil {
		names := make([]string, len(ring))
		for i, one := range ring {
			names[i] = fmt.Sprintf("%q", name(one))
		}
		f.add(field, "These would wait for one another: "+strings.Join(names, ", ")+". Take one of the links away.")
	}
}
