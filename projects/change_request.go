package projects

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// ChangeRequest asks the board for what a manager may not do alone: new baselines, and more
// or fewer places or pounds than were approved.
type ChangeRequest struct {
	ID     int64 `json:"id"`
	Number int   `json:"number" doc:"1, 2, 3 in its project"`
	ChangeAsked
	Days           []Move     `json:"days" gorm:"-" doc:"The baselines it asks for"`
	AskedBy        string     `json:"asked_by" gorm:"column:asked_by_name"`
	AskedAt        time.Time  `json:"asked_at"`
	State          string     `json:"state" enum:"asked,approved,refused,withdrawn"`
	DecisionReason string     `json:"decision_reason,omitempty"`
	DecidedBy      string     `json:"decided_by,omitempty" gorm:"column:decided_by_name"`
	DecidedAt      *time.Time `json:"decided_at,omitempty"`
	Version        int        `json:"version"`

	ProjectID int64  `json:"-"`
	AskedByID *int64 `json:"-" gorm:"column:asked_by"`
}

// ChangeAsked is what a manager writes of it.
type ChangeAsked struct {
	Title      string `json:"title" maxLength:"200"`
	Reason     string `json:"reason" maxLength:"2000"`
	Rebaseline bool   `json:"rebaseline,omitempty" gorm:"-" doc:"The baseline of each milestone still to come shall be its forecast as it is now"`
	Places     int    `json:"places,omitempty" minimum:"-1000" maximum:"1000" doc:"More, or below zero fewer, than the project has"`
	Pence      int64  `json:"pence,omitempty" minimum:"-100000000000" maximum:"100000000000" doc:"More, or below zero less, than its budget"`
}

// ChangeDecided is what the board decides of it.
type ChangeDecided struct {
	State  string `json:"state" enum:"approved,refused"`
	Reason string `json:"reason" maxLength:"2000"`
}

const changeRequestColumns = `SELECT id, project_id, number, title, reason, places, pence, asked_by, asked_by_name, asked_at, state, decision_reason, decided_by_name, decided_at, version FROM change_requests`

// changeRequestsOf are a project's, the newest first.
func changeRequestsOf(db *gorm.DB, project int64) ([]ChangeRequest, error) {
	list := []ChangeRequest{}
	if err := db.Raw(changeRequestColumns+` WHERE project_id = ? ORDER BY number DESC`, project).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read change requests of project %d: %w", project, err)
	}
	var days []struct {
		ChangeRequestID int64
		Move            `gorm:"embedded"`
	}
	err := db.Raw(`SELECT d.change_request_id, m.id, m.code, m.name, d.from_day AS "from", d.to_day AS "to" FROM change_request_days d
		JOIN change_requests c ON c.id = d.change_request_id JOIN milestones m ON m.id = d.milestone_id WHERE c.project_id = ? ORDER BY m.position, m.id`, project).Scan(&days).Error
	if err != nil {
		return nil, fmt.Errorf("read baselines asked for of project %d: %w", project, err)
	}
	for i := range list {
		list[i].Days = []Move{}
		for _, d := range days {
			if d.ChangeRequestID == list[i].ID {
				list[i].Days = append(list[i].Days, d.Move)
			}
		}
		list[i].Rebaseline = len(list[i].Days) > 0
	}
	return list, nil
}

// ReadChangeRequest is one change request.
func ReadChangeRequest(ctx context.Context, db *gorm.DB, id int64) (ChangeRequest, error) {
	db = db.WithContext(ctx)
	var project int64
	if err := db.Raw(`SELECT project_id FROM change_requests WHERE id = ?`, id).Scan(&project).Error; err != nil {
		return ChangeRequest{}, fmt.Errorf("read change request %d: %w", id, err)
	}
	list, err := changeRequestsOf(db, project)
	if err != nil {
		return ChangeRequest{}, err
	}
	if i := slices.IndexFunc(list, func(c ChangeRequest) bool { return c.ID == id }); i >= 0 {
		return list[i], nil
	}
	return ChangeRequest{}, problem.Missing("change request")
}

// AskChange asks the board for a change of a project.
func AskChange(ctx context.Context, tx *gorm.DB, by accounts.User, project int64, a ChangeAsked) (ChangeRequest, error) {
	tx = tx.WithContext(ctx)
	a.Title, a.Reason = strings.TrimSpace(a.Title), strings.TrimSpace(a.Reason)
	if err := lockProject(tx, project); err != nil {
		return ChangeRequest{}, err
	}
	list, err := milestones(tx, project)
	if err != nil {
		return ChangeRequest{}, err
	}
	var places int
	if err := tx.Raw(`SELECT places FROM projects WHERE id = ?`, project).Scan(&places).Error; err != nil {
		return ChangeRequest{}, fmt.Errorf("read places of project %d: %w", project, err)
	}
	f := faults{Text: "This change cannot be asked for as it is."}
	if a.Title == "" {
		f.add("title", "Say what is to change.")
	}
	if a.Reason == "" {
		f.add("reason", "Say why, for the board to decide by.")
	}
	if places+a.Places < 0 {
		f.add("places", fmt.Sprintf("The project has %d places: no more can be taken away.", places))
	}
	var days []Move
	for _, m := range list {
		if a.Rebaseline && m.Actual.IsZero() && !m.Forecast.IsZero() && m.Forecast != m.Baseline {
			days = append(days, Move{m.ID, m.Code, m.Name, m.Baseline, m.Forecast})
		}
	}
	switch {
	case a.Rebaseline && len(days) == 0:
		f.add("rebaseline", "Every milestone still to come stands at its baseline. Move the forecasts first.")
	case !a.Rebaseline && a.Places == 0 && a.Pence == 0:
		f.add("rebaseline", "Say what it changes: the baselines, the places or the money.")
	}
	if err := f.err(); err != nil {
		return ChangeRequest{}, err
	}
	var asker *int64
	if by.ID != 0 {
		asker = &by.ID
	}
	var id int64
	err = tx.Raw(`INSERT INTO change_requests (project_id, number, title, reason, places, pence, asked_by, asked_by_name)
		SELECT @project, count(*) + 1, @title, @reason, @places, @pence, @asker, @name FROM change_requests WHERE project_id = @project RETURNING id`,
		map[string]any{"project": project, "title": a.Title, "reason": a.Reason, "places": a.Places, "pence": a.Pence, "asker": asker, "name": by.Name}).Scan(&id).Error
	if err != nil {
		return ChangeRequest{}, fmt.Errorf("ask for a change of project %d: %w", project, err)
	}
	for _, d := range days {
		if err := tx.Exec(`INSERT INTO change_request_days (change_request_id, milestone_id, from_day, to_day) VALUES (?, ?, ?, ?)`, id, d.ID, d.From, d.To).Error; err != nil {
			return ChangeRequest{}, fmt.Errorf("ask for a baseline of milestone %d: %w", d.ID, err)
		}
	}
	return ReadChangeRequest(ctx, tx, id)
}

// DecideChange approves or refuses a change request: never who asked for it. Approved, its
// baselines and places are the project's.
func DecideChange(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, d ChangeDecided) (ChangeRequest, error) {
	tx = tx.WithContext(ctx)
	c, err := lockChange(ctx, tx, id, version)
	if err != nil {
		return c, err
	}
	d.Reason = strings.TrimSpace(d.Reason)
	f := faults{Text: "This cannot be decided as it is."}
	if d.State != "approved" && d.State != "refused" {
		f.add("state", "Approve it or refuse it.")
	}
	if d.Reason == "" {
		f.add("reason", "Say why.")
	}
	if err := f.err(); err != nil {
		return c, err
	}
	if by.ID != 0 && c.AskedByID != nil && *c.AskedByID == by.ID {
		return c, problem.Deny("You asked for this change. Another member of the board decides on it.")
	}
	if err := accounts.Because(tx, d.Reason); err != nil {
		return c, err
	}
	if err := closeChange(tx, by, c, d.State, d.Reason); err != nil {
		return c, err
	}
	if d.State == "approved" {
		if err := c.apply(tx); err != nil {
			return c, err
		}
	}
	return ReadChangeRequest(ctx, tx, id)
}

// WithdrawChange takes a change request back before it is decided.
func WithdrawChange(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int) (ChangeRequest, error) {
	tx = tx.WithContext(ctx)
	c, err := lockChange(ctx, tx, id, version)
	if err != nil {
		return c, err
	}
	if err := closeChange(tx, by, c, "withdrawn", ""); err != nil {
		return c, err
	}
	return ReadChangeRequest(ctx, tx, id)
}

// lockChange is a change request that waits for its decision, its project locked.
func lockChange(ctx context.Context, tx *gorm.DB, id int64, version int) (ChangeRequest, error) {
	c, err := ReadChangeRequest(ctx, tx, id)
	if err != nil {
		return c, err
	}
	if err := lockProject(tx, c.ProjectID); err != nil {
		return c, err
	}
	if c, err = ReadChangeRequest(ctx, tx, id); err != nil {
		return c, err
	}
	switch {
	case c.Version != version:
		return c, problem.Overtaken("change request", c)
	case c.State != "asked":
		return c, problem.Conflict("Change request %d was %s already. Ask for another.", c.Number, c.State)
	}
	return c, nil
}

func closeChange(tx *gorm.DB, by accounts.User, c ChangeRequest, state, reason string) error {
	err := tx.Exec(`UPDATE change_requests SET state = ?, decision_reason = ?, decided_by_name = ?, decided_at = now(), version = version + 1 WHERE id = ?`, state, reason, by.Name, c.ID).Error
	if err != nil {
		return fmt.Errorf("decide change request %d: %w", c.ID, err)
	}
	return nil
}

// apply makes what was approved the project's, unless what it was asked of has changed.
func (c ChangeRequest) apply(tx *gorm.DB) error {
	list, err := milestones(tx, c.ProjectID)
	if err != nil {
		return err
	}
	baselines := map[int64]values.Date{}
	for _, m := range list {
		baselines[m.ID] = m.Baseline
	}
	for _, d := range c.Days {
		if baselines[d.ID] != d.From {
			return problem.Conflict("The baseline of %q has changed since this was asked for, to %s. Refuse it, and ask for it anew.", d.Name, orNoDay(baselines[d.ID]))
		}
		if err := tx.Exec(`UPDATE milestones SET baseline = ?, version = version + 1 WHERE id = ?`, d.To, d.ID).Error; err != nil {
			return fmt.Errorf("set baseline of milestone %d: %w", d.ID, err)
		}
	}
	var kept int64
	if err := tx.Raw(`UPDATE projects SET places = places + ?, version = version + 1 WHERE id = ? AND places + ? >= 0 RETURNING id`, c.Places, c.ProjectID, c.Places).Scan(&kept).Error; err != nil {
		return fmt.Errorf("change places of project %d: %w", c.ProjectID, err)
	}
	if kept == 0 {
		return problem.Conflict("The project has fewer places now than this would take away. Refuse it, and ask for it anew.")
	}
	return nil
}
