package projects

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/schedule"
	"homeground/internal/values"
)

// Slip is one move of the day a milestone stands at: its forecast, or the day it was
// reached. CausedBy is the slip a person made that this one belongs to; it is left out on
// that one.
type Slip struct {
	ID          int64       `json:"id"`
	MilestoneID int64       `json:"milestone_id"`
	Milestone   string      `json:"milestone"`
	From        values.Date `json:"from,omitzero" gorm:"column:from_day" format:"date"`
	To          values.Date `json:"to" gorm:"column:to_day" format:"date"`
	Reason      string      `json:"reason"`
	By          string      `json:"by" gorm:"column:by_name"`
	At          time.Time   `json:"at"`
	CausedBy    *int64      `json:"caused_by,omitempty"`
	Undoable    bool        `json:"undoable,omitempty" gorm:"-" doc:"Nothing that it moved has moved or been reached since"`
}

// SlipAsked is one milestone's new forecast.
type SlipAsked struct {
	Code     string      `json:"code" doc:"The milestone's, as M17 or X01"`
	Forecast values.Date `json:"forecast" format:"date"`
}

// Move is where one milestone stands before and after.
type Move struct {
	ID   int64       `json:"id"`
	Code string      `json:"code"`
	Name string      `json:"name"`
	From values.Date `json:"from,omitzero" format:"date"`
	To   values.Date `json:"to" format:"date"`
}

// Preview is what slips would do, with nothing saved.
type Preview struct {
	Opening      values.Date `json:"opening,omitzero" format:"date"`
	OpeningWas   values.Date `json:"opening_was,omitzero" format:"date"`
	Moved        []Move      `json:"moved"`
	PastDeadline bool        `json:"past_deadline" doc:"The opening would pass the day the grant wants it open by"`
}

const slipColumns = `
	SELECT s.id, s.milestone_id, m.name AS milestone, s.from_day, s.to_day, s.reason, s.by_name, s.at, s.caused_by
	FROM slips s JOIN milestones m ON m.id = s.milestone_id`

// slipsOf are a project's slips, the newest first.
func slipsOf(db *gorm.DB, project int64, milestones []Milestone) ([]Slip, error) {
	list := []Slip{}
	if err := db.Raw(slipColumns+" WHERE m.project_id = ? ORDER BY s.at DESC, s.id DESC", project).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read slips of project %d: %w", project, err)
	}
	for i := range list {
		list[i].Undoable = list[i].CausedBy == nil && whyNotUndone(list[i].ID, list, milestones) == ""
	}
	return list, nil
}

// PreviewSlips is what moving milestones of a project would do to those that follow them
// and to the opening. Nothing is written.
func PreviewSlips(ctx context.Context, db *gorm.DB, project int64, asked []SlipAsked) (Preview, error) {
	db = db.WithContext(ctx)
	moves, _, err := reforecast(db, project, asked)
	if err != nil {
		return Preview{}, err
	}
	var now struct {
		ID     int64
		Day    values.Date
		OpenBy values.Date
	}
	err = db.Raw(`SELECT m.id, coalesce(m.actual, m.forecast) AS day, pr.open_by FROM milestones m JOIN projects p ON p.id = m.project_id
		LEFT JOIN programmes pr ON pr.id = p.programme_id
		WHERE m.project_id = ? ORDER BY (m.code = 'M24') DESC, m.position DESC LIMIT 1`, project).Scan(&now).Error
	if err != nil {
		return Preview{}, fmt.Errorf("preview slips of project %d: %w", project, err)
	}
	p := Preview{Opening: now.Day, OpeningWas: now.Day, Moved: moves}
	for _, move := range moves {
		if move.ID == now.ID {
			p.Opening = move.To
		}
	}
	p.PastDeadline = !now.OpenBy.IsZero() && p.Opening.After(now.OpenBy)
	return p, nil
}

// slip moves forecasts of a project, all or none, and with them those that follow. Each old
// date is kept in a slip; those asked for carry the person's reason.
func slip(tx *gorm.DB, by accounts.User, project int64, asked []SlipAsked, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return problem.Field("reason", "Say why the date moved.")
	}
	moves, given, err := reforecast(tx, project, asked)
	if err != nil {
		return err
	}
	if err := accounts.Because(tx, reason); err != nil {
		return err
	}
	if err := note(tx, by, moves, given, reason); err != nil {
		return err
	}
	return moveForecasts(tx, project, moves)
}

// SlipMilestone moves one milestone's forecast and answers with its project. The version
// must be the milestone's own: someone else moved it meanwhile otherwise.
func SlipMilestone(ctx context.Context, db *gorm.DB, by accounts.User, id int64, forecast values.Date, reason string, version int) (project int64, err error) {
	err = db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		m, err := lockMilestone(tx, id)
		if err != nil {
			return err
		}
		if project = m.ProjectID; version != m.Version {
			return problem.Overtaken("milestone", m)
		}
		return slip(tx, by, project, []SlipAsked{{m.Code, forecast}}, reason)
	})
	return project, err
}

// SlipMilestones moves several milestones of a project with one reason. The version must
// be the project's.
func SlipMilestones(ctx context.Context, tx *gorm.DB, by accounts.User, project int64, asked []SlipAsked, reason string, version int, today values.Date) error {
	if err := lockVersion(ctx, tx, project, version, today); err != nil {
		return err
	}
	return slip(tx.WithContext(ctx), by, project, asked, reason)
}

// UndoSlip moves back what a slip moved, by slips of its own, and answers with its project.
// It is refused once something of it has moved or been reached since.
func UndoSlip(ctx context.Context, tx *gorm.DB, by accounts.User, id int64) (project int64, err error) {
	tx = tx.WithContext(ctx)
	var root struct {
		ID, ProjectID int64
		Reason        string
	}
	if err := tx.Raw(`SELECT s.id, m.project_id, s.reason FROM slips s JOIN milestones m ON m.id = s.milestone_id
		WHERE s.id = (SELECT coalesce(caused_by, id) FROM slips WHERE id = ?)`, id).Scan(&root).Error; err != nil {
		return 0, fmt.Errorf("read slip %d: %w", id, err)
	}
	if root.ID == 0 {
		return 0, problem.Missing("slip")
	}
	if err := lockProject(tx, root.ProjectID); err != nil {
		return 0, err
	}
	list, err := milestones(tx, root.ProjectID)
	if err != nil {
		return 0, err
	}
	slips, err := slipsOf(tx, root.ProjectID, list)
	if err != nil {
		return 0, err
	}
	if why := whyNotUndone(root.ID, slips, list); why != "" {
		return 0, problem.Conflict("%s", why)
	}
	var back []Move
	for _, s := range slips {
		switch move := (Move{ID: s.MilestoneID, Name: s.Milestone, From: s.To, To: s.From}); {
		case s.ID == root.ID:
			back = append([]Move{move}, back...)
		case s.CausedBy != nil && *s.CausedBy == root.ID:
			back = append(back, move)
		}
	}
	reason, again := strings.CutPrefix(root.Reason, undone)
	if !again {
		reason = undone + reason
	}
	if err := accounts.Because(tx, reason); err != nil {
		return 0, err
	}
	if err := note(tx, by, back, len(back), reason); err != nil {
		return 0, err
	}
	return root.ProjectID, moveForecasts(tx, root.ProjectID, back)
}

const undone = "Undone: "

// whyNotUndone says what stands in the way of undoing a slip, or nothing.
func whyNotUndone(root int64, slips []Slip, milestones []Milestone) string {
	now := make(map[int64]Milestone, len(milestones))
	for _, m := range milestones {
		now[m.ID] = m
	}
	for _, s := range slips {
		if s.ID != root && (s.CausedBy == nil || *s.CausedBy != root) {
			continue
		}
		switch m := now[s.MilestoneID]; {
		case !m.Actual.IsZero():
			return fmt.Sprintf("%q was reached on %s. Take that back first, beside the milestone.", m.Name, m.Actual.Words())
		case m.Forecast != s.To:
			return fmt.Sprintf("%q has moved since, to %s. Move it from there.", m.Name, orNoDay(m.Forecast))
		case s.From.IsZero():
			return fmt.Sprintf("%q had no date before, so there is none to go back to. Move it to the date that is right.", m.Name)
		}
		for _, later := range slips {
			if later.MilestoneID == s.MilestoneID && later.ID > s.ID && (later.CausedBy == nil || *later.CausedBy != root) {
				return fmt.Sprintf("%q has moved since. Move it to the date that is right.", s.Milestone)
			}
		}
	}
	return ""
}

func orNoDay(d values.Date) string {
	if d.IsZero() {
		return "no date"
	}
	return d.Words()
}

// reforecast lists the moves that follow from new forecasts, those asked for first, and how
// many of them were asked for.
func reforecast(db *gorm.DB, project int64, asked []SlipAsked) (moves []Move, given int, err error) {
	list, err := milestones(db, project)
	if err != nil {
		return nil, 0, err
	}
	known := make(map[string]Milestone, len(list))
	for _, m := range list {
		known[m.Code] = m
	}
	to := make(map[int64]values.Date, len(asked))
	p := &problem.Problem{Kind: problem.Invalid, Text: "These dates cannot be kept."}
	for i, a := range asked {
		m, ok := known[a.Code]
		_, twice := to[m.ID]
		text := ""
		switch {
		case !ok:
			text = "There is no such milestone in this project."
		case twice:
			text = fmt.Sprintf("%q is here twice. Give it one date.", m.Name)
		case a.Forecast.IsZero():
			text = "Enter the new forecast date."
		case a.Forecast.Time().Year() < 2000 || a.Forecast.Time().Year() > 2100:
			text = "Enter a date between 2000 and 2100."
		case !m.Actual.IsZero():
			return nil, 0, problem.Conflict("%q was reached on %s, so its forecast cannot move.", m.Name, m.Actual.Words())
		case a.Forecast == m.Forecast:
			text = "This is the date it already has. Enter the new forecast date."
		}
		to[m.ID] = a.Forecast
		if text == "" {
			continue
		}
		field := "forecast"
		if len(asked) > 1 {
			field = fmt.Sprintf("moves[%d].forecast", i)
		}
		p.Faults = append(p.Faults, problem.Fault{Field: field, Text: text})
	}
	switch {
	case len(asked) == 0:
		return nil, 0, problem.Field("moves", "Give at least one milestone a new date.")
	case len(p.Faults) == 1:
		return nil, 0, problem.Field(p.Faults[0].Field, p.Faults[0].Text)
	case len(p.Faults) > 1:
		return nil, 0, p
	}
	moves, err = follow(db, project, list, to)
	return moves, len(to), err
}

// follow is where milestones go, those of to first, and all that follow them after.
func follow(db *gorm.DB, project int64, list []Milestone, to map[int64]values.Date) ([]Move, error) {
	between, err := links(db, project)
	if err != nil {
		return nil, err
	}
	after, err := schedule.Reforecast(planOf(list), between, to)
	if err != nil {
		return nil, fmt.Errorf("reforecast project %d: %w", project, err)
	}
	var moves, others []Move
	for _, m := range list {
		day, ok := after[m.ID]
		switch _, given := to[m.ID]; {
		case given:
			moves = append(moves, Move{m.ID, m.Code, m.Name, m.Forecast, day})
		case ok && day != m.Forecast:
			others = append(others, Move{m.ID, m.Code, m.Name, m.Forecast, day})
		}
	}
	return append(moves, others...), nil
}

func planOf(list []Milestone) []schedule.Milestone {
	plan := make([]schedule.Milestone, len(list))
	for i, m := range list {
		plan[i] = schedule.Milestone{ID: m.ID, Baseline: m.Baseline, Forecast: m.Forecast, Actual: m.Actual}
	}
	return plan
}

// note writes the slips of moves: the first of them is what the others belong to, and the
// first so many carry the person's reason.
func note(tx *gorm.DB, by accounts.User, moves []Move, given int, reason string) error {
	var first *int64
	names := make([]string, given)
	for i, move := range moves[:given] {
		names[i] = move.Name
	}
	for i, move := range moves {
		why := reason
		if i >= given {
			why = "Follows " + strings.Join(names, ", ")
		}
		var id int64
		err := tx.Raw(`INSERT INTO slips (milestone_id, from_day, to_day, reason, caused_by, by_name) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
			move.ID, move.From, move.To, why, first, by.Name).Scan(&id).Error
		if err != nil {
			return fmt.Errorf("note slip of milestone %d: %w", move.ID, err)
		}
		if first == nil {
			first = &id
		}
	}
	return nil
}

// moveForecasts writes the moves into the plan.
func moveForecasts(tx *gorm.DB, project int64, moves []Move) error {
	for _, move := range moves {
		if err := tx.Exec(`UPDATE milestones SET forecast = ?, version = version + 1 WHERE id = ?`, move.To, move.ID).Error; err != nil {
			return fmt.Errorf("move milestone %d: %w", move.ID, err)
		}
	}
	return touch(tx, project)
}

// touch makes the project a new version, which says that its plan is not what was read.
func touch(tx *gorm.DB, project int64) error {
	if err := tx.Exec(`UPDATE projects SET version = version + 1 WHERE id = ?`, project).Error; err != nil {
		return fmt.Errorf("note change of project %d: %w", project, err)
	}
	return nil
}

// lockVersion locks a project that must still be at the version that was read.
func lockVersion(ctx context.Context, tx *gorm.DB, project int64, version int, today values.Date) error {
	if err := lockProject(tx.WithContext(ctx), project); err != nil {
		return err
	}
	d, err := Read(ctx, tx, project, today)
	if err == nil && d.Version != version {
		err = problem.Overtaken("project", d)
	}
	return err
}

// lockMilestone is a milestone, read once its project is locked.
func lockMilestone(tx *gorm.DB, id int64) (Milestone, error) {
	if err := tx.Exec(`SELECT 1 FROM projects WHERE id = (SELECT project_id FROM milestones WHERE id = ?) FOR UPDATE`, id).Error; err != nil {
		return Milestone{}, fmt.Errorf("lock project of milestone %d: %w", id, err)
	}
	return milestone(tx, id)
}
