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

// Milestone is one of M01 to M27 in a project's plan.
type Milestone struct {
	ID        int64       `json:"id"`
	ProjectID int64       `json:"-"`
	Code      string      `json:"code"`
	Name      string      `json:"name"`
	Position  int         `json:"position"`
	Baseline  values.Date `json:"baseline,omitzero" format:"date"`
	Forecast  values.Date `json:"forecast,omitzero" format:"date"`
	Actual    values.Date `json:"actual,omitzero" format:"date"`
	SlipDays  *int        `json:"slip_days,omitempty" doc:"Forecast or actual, less baseline"`
	Follows   []int64     `json:"follows" gorm:"-"`
	Version   int         `json:"version"`
}

// Slip is one move of a forecast. CausedBy is the slip a person made that this one
// followed from; it is left out on that one.
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
}

// Move is one milestone's forecast before and after.
type Move struct {
	ID   int64       `json:"id"`
	Code string      `json:"code"`
	Name string      `json:"name"`
	From values.Date `json:"from,omitzero" format:"date"`
	To   values.Date `json:"to" format:"date"`
}

// Preview is what a slip would do, with nothing saved.
type Preview struct {
	Opening      values.Date `json:"opening,omitzero" format:"date"`
	OpeningWas   values.Date `json:"opening_was,omitzero" format:"date"`
	Moved        []Move      `json:"moved"`
	PastDeadline bool        `json:"past_deadline" doc:"The opening would pass the day the grant wants it open by"`
}

const slipColumns = `
	SELECT s.id, s.milestone_id, m.name AS milestone, s.from_day, s.to_day, s.reason, s.by_name, s.at, s.caused_by
	FROM slips s JOIN milestones m ON m.id = s.milestone_id`

func milestones(db *gorm.DB, project int64) ([]Milestone, error) {
	list := []Milestone{}
	err := db.Raw(`SELECT id, project_id, code, name, position, baseline, forecast, actual, version,
		coalesce(actual, forecast) - baseline AS slip_days FROM milestones WHERE project_id = ? ORDER BY position, id`, project).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read milestones of project %d: %w", project, err)
	}
	links, err := links(db, project)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Follows = []int64{}
		for _, l := range links {
			if l.Milestone == list[i].ID {
				list[i].Follows = append(list[i].Follows, l.Follows)
			}
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

// PreviewSlip is what moving a milestone's forecast would do to those that follow it
// and to the opening. Nothing is written.
func PreviewSlip(ctx context.Context, db *gorm.DB, id int64, forecast values.Date) (Preview, error) {
	db = db.WithContext(ctx)
	m, err := milestone(db, id)
	if err != nil {
		return Preview{}, err
	}
	moves, err := reforecast(db, m, forecast)
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
		WHERE m.project_id = ? ORDER BY (m.code = 'M24') DESC, m.position DESC LIMIT 1`, m.ProjectID).Scan(&now).Error
	if err != nil {
		return Preview{}, fmt.Errorf("preview slip of milestone %d: %w", id, err)
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

// SlipMilestone moves a milestone's forecast, and with it those that follow. Each old
// date is kept in a slip; the first carries the person's reason. The version must be
// the milestone's own: someone else moved it meanwhile otherwise.
func SlipMilestone(ctx context.Context, db *gorm.DB, by accounts.User, id int64, forecast values.Date, reason string, version int) (int64, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return 0, problem.Field("reason", "Say why the date moved.")
	}
	var project int64
	err := db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		// The lock on the project makes two slips of it wait in line; read only after it.
		if err := tx.Exec(`SELECT 1 FROM projects WHERE id = (SELECT project_id FROM milestones WHERE id = ?) FOR UPDATE`, id).Error; err != nil {
			return fmt.Errorf("lock project of milestone %d: %w", id, err)
		}
		m, err := milestone(tx, id)
		if err != nil {
			return err
		}
		project = m.ProjectID
		if version != m.Version {
			return problem.Overtaken("milestone", m)
		}
		moves, err := reforecast(tx, m, forecast)
		if err != nil {
			return err
		}
		if err := accounts.Because(tx, reason); err != nil {
			return err
		}
		return save(tx, by, m, moves, reason)
	})
	return project, err
}

// ReadMilestone is one milestone.
func ReadMilestone(ctx context.Context, db *gorm.DB, id int64) (Milestone, error) {
	return milestone(db.WithContext(ctx), id)
}

func milestone(db *gorm.DB, id int64) (Milestone, error) {
	var rows []Milestone
	err := db.Raw(`SELECT id, project_id, code, name, position, baseline, forecast, actual, version FROM milestones WHERE id = ?`, id).Scan(&rows).Error
	if err != nil {
		return Milestone{}, fmt.Errorf("read milestone %d: %w", id, err)
	}
	if len(rows) == 0 {
		return Milestone{}, problem.Missing("milestone")
	}
	return rows[0], nil
}

// reforecast lists the moves that follow from one new forecast, that one first.
func reforecast(db *gorm.DB, m Milestone, forecast values.Date) ([]Move, error) {
	switch {
	case forecast.IsZero():
		return nil, problem.Field("forecast", "Enter the new forecast date.")
	case forecast.Time().Year() < 2000 || forecast.Time().Year() > 2100:
		return nil, problem.Field("forecast", "Enter a date between 2000 and 2100.")
	case !m.Actual.IsZero():
		return nil, problem.Conflict("%q was reached on %s, so its forecast cannot move.", m.Name, m.Actual.Words())
	case forecast == m.Forecast:
		return nil, problem.Field("forecast", "This is the date it already has. Enter the new forecast date.")
	}
	list, err := milestones(db, m.ProjectID)
	if err != nil {
		return nil, err
	}
	between, err := links(db, m.ProjectID)
	if err != nil {
		return nil, err
	}
	plan := make([]schedule.Milestone, len(list))
	for i, x := range list {
		plan[i] = schedule.Milestone{ID: x.ID, Baseline: x.Baseline, Forecast: x.Forecast, Actual: x.Actual}
	}
	after, err := schedule.Reforecast(plan, between, m.ID, forecast)
	if err != nil {
		return nil, fmt.Errorf("reforecast project %d: %w", m.ProjectID, err)
	}
	moves := []Move{{m.ID, m.Code, m.Name, m.Forecast, forecast}}
	for _, x := range list {
		if to, ok := after[x.ID]; ok && x.ID != m.ID && to != x.Forecast {
			moves = append(moves, Move{x.ID, x.Code, x.Name, x.Forecast, to})
		}
	}
	return moves, nil
}

// save writes the moves and their slips; the others point at the first.
func save(tx *gorm.DB, by accounts.User, m Milestone, moves []Move, reason string) error {
	var first *int64
	for _, move := range moves {
		why := reason
		if first != nil {
			why = "Follows " + m.Name
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
		err = tx.Exec(`UPDATE milestones SET forecast = ?, version = version + 1 WHERE id = ?`, move.To, move.ID).Error
		if err != nil {
			return fmt.Errorf("move milestone %d: %w", move.ID, err)
		}
	}
	if err := tx.Exec(`UPDATE projects SET version = version + 1 WHERE id = ?`, m.ProjectID).Error; err != nil {
		return fmt.Errorf("note change of project %d: %w", m.ProjectID, err)
	}
	return nil
}
