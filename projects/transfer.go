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

// Transfer moves budget from one line to another. Made or approved, it has moved; asked, it
// waits for the board.
type Transfer struct {
	ID             int64        `json:"id"`
	From           TransferLine `json:"from" gorm:"embedded;embeddedPrefix:from_"`
	To             TransferLine `json:"to" gorm:"embedded;embeddedPrefix:to_"`
	Pence          int64        `json:"pence"`
	Reason         string       `json:"reason"`
	State          string       `json:"state" enum:"made,asked,approved,refused,withdrawn"`
	AskedBy        string       `json:"asked_by" gorm:"column:asked_by_name"`
	AskedAt        time.Time    `json:"asked_at"`
	DecisionReason string       `json:"decision_reason,omitempty"`
	DecidedBy      string       `json:"decided_by,omitempty" gorm:"column:decided_by_name"`
	DecidedAt      *time.Time   `json:"decided_at,omitempty"`
	Contingency    bool         `json:"contingency" doc:"Contingency is drawn by it"`
	Version        int          `json:"version"`

	AskedByID *int64 `json:"-" gorm:"column:asked_by"`
}

// TransferLine is a budget line that a transfer names.
type TransferLine struct {
	LineID    int64  `json:"line_id" gorm:"column:line"`
	ProjectID int64  `json:"project_id"`
	Project   string `json:"project"`
	Category  string `json:"category"`
	Year      int    `json:"year"`
}

// TransferAsked is what is written of one, by who may change the budget that it is taken from.
type TransferAsked struct {
	ToLine int64  `json:"to_line" minimum:"1" doc:"A budget line of the same project, or of another of its programme"`
	Pence  int64  `json:"pence" minimum:"1" maximum:"100000000000"`
	Reason string `json:"reason" maxLength:"1000"`
}

// TransferDecided is what the board decides of it.
type TransferDecided struct {
	State  string `json:"state" enum:"approved,refused"`
	Reason string `json:"reason" maxLength:"1000"`
}

const transferColumns = `SELECT t.id, t.pence, t.reason, t.state, t.asked_by, t.asked_by_name, t.asked_at, t.decision_reason, t.decided_by_name, t.decided_at, t.version,
	    f.id AS from_line, f.project_id AS from_project_id, fp.name AS from_project, f.category AS from_category, f.year AS from_year,
	    g.id AS to_line, g.project_id AS to_project_id, gp.name AS to_project, g.category AS to_category, g.year AS to_year,
	    f.category = 'contingency' AND g.category <> 'contingency' AS contingency
	FROM transfers t JOIN budget_lines f ON f.id = t.from_line JOIN projects fp ON fp.id = f.project_id JOIN budget_lines g ON g.id = t.to_line JOIN projects gp ON gp.id = g.project_id `

// transfersOf are those from and to a project, the newest first.
func transfersOf(db *gorm.DB, project int64) ([]Transfer, error) {
	list := []Transfer{}
	if err := db.Raw(transferColumns+`WHERE ? IN (f.project_id, g.project_id) ORDER BY t.id DESC`, project).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read the transfers of project %d: %w", project, err)
	}
	return list, nil
}

// ReadTransfer is one of them.
func ReadTransfer(ctx context.Context, db *gorm.DB, id int64) (Transfer, error) {
	var list []Transfer
	if err := db.WithContext(ctx).Raw(transferColumns+`WHERE t.id = ?`, id).Scan(&list).Error; err != nil {
		return Transfer{}, fmt.Errorf("read transfer %d: %w", id, err)
	}
	if len(list) == 0 {
		return Transfer{}, problem.Missing("transfer")
	}
	return list[0], nil
}

// transferring is a budget line as a transfer needs it.
type transferring struct {
	ID, ProjectID, ProgrammeID, Pence, LimitPence int64
	Category                                      string
	Year                                          int
	Capital, Eligible                             bool
}

// lockLines locks the projects of two lines, always in the same order, and reads the lines.
func lockLines(tx *gorm.DB, from, to int64) (a, b transferring, err error) {
	const columns = `SELECT b.id, b.project_id, b.pence, b.category, b.year, b.capital, b.eligible, coalesce(p.programme_id, 0) AS programme_id, coalesce(g.transfer_limit_pence, 0) AS limit_pence
		FROM budget_lines b JOIN projects p ON p.id = b.project_id LEFT JOIN programmes g ON g.id = p.programme_id WHERE b.id IN (?, ?)`
	if err := tx.Exec(`SELECT 1 FROM projects WHERE id IN (SELECT project_id FROM budget_lines WHERE id IN (?, ?)) ORDER BY id FOR UPDATE`, from, to).Error; err != nil {
		return a, b, fmt.Errorf("lock the projects of lines %d and %d: %w", from, to, err)
	}
	var list []transferring
	if err := tx.Raw(columns, from, to).Scan(&list).Error; err != nil {
		return a, b, fmt.Errorf("read lines %d and %d: %w", from, to, err)
	}
	for _, l := range list {
		if l.ID == from {
			a = l
		}
		if l.ID == to {
			b = l
		}
	}
	return a, b, nil
}

// AskTransfer moves budget from a line, at once up to the limit of its programme, above it
// when the board approves. Call it in a transaction.
func AskTransfer(ctx context.Context, tx *gorm.DB, by accounts.User, line int64, a TransferAsked) (Transfer, error) {
	tx = tx.WithContext(ctx)
	a.Reason = strings.TrimSpace(a.Reason)
	from, to, err := lockLines(tx, line, a.ToLine)
	if err != nil {
		return Transfer{}, err
	}
	if from.ID == 0 {
		return Transfer{}, problem.Missing("budget line")
	}
	f := faults{Text: "This transfer cannot be made as it is."}
	switch {
	case to.ID == 0:
		f.add("to_line", "Choose a budget line to give it to.")
	case to.ID == from.ID:
		f.add("to_line", "Choose another line than the one it is taken from.")
	case to.ProjectID != from.ProjectID && (from.ProgrammeID == 0 || to.ProgrammeID != from.ProgrammeID):
		f.add("to_line", "Choose a line of a project that the same programme pays for.")
	}
	if a.Pence > from.Pence {
		f.add("pence", fmt.Sprintf("The line has %s: no more can be taken from it.", values.Pence(from.Pence).Words()))
	}
	if a.Reason == "" {
		f.add("reason", "Say why.")
	}
	if err := f.err(); err != nil {
		return Transfer{}, err
	}
	state := "made"
	if from.ProgrammeID != 0 && a.Pence > from.LimitPence {
		state = "asked"
	}
	var asker *int64
	if by.ID != 0 {
		asker = &by.ID
	}
	var id int64
	err = tx.Raw(`INSERT INTO transfers (from_line, to_line, pence, reason, state, asked_by, asked_by_name) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		from.ID, to.ID, a.Pence, a.Reason, state, asker, by.Name).Scan(&id).Error
	if err != nil {
		return Transfer{}, fmt.Errorf("write a transfer from line %d: %w", line, err)
	}
	if state == "made" {
		if err := move(tx, from.ID, to.ID, a.Pence); err != nil {
			return Transfer{}, err
		}
	}
	return ReadTransfer(ctx, tx, id)
}

// move moves budget between two lines that are locked.
func move(tx *gorm.DB, from, to, pence int64) error {
	err := tx.Exec(`UPDATE budget_lines SET pence = pence + CASE id WHEN @to THEN CAST(@pence AS bigint) ELSE -CAST(@pence AS bigint) END, version = version + 1 WHERE id IN (@from, @to)`,
		map[string]any{"from": from, "to": to, "pence": pence}).Error
	if err != nil {
		return fmt.Errorf("move %d pence from line %d to line %d: %w", pence, from, to, err)
	}
	return nil
}

// DecideTransfer approves or refuses a transfer that waits. Whoever asked for it does not
// decide on it. Call it in a transaction.
func DecideTransfer(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, d TransferDecided) (Transfer, error) {
	tx = tx.WithContext(ctx)
	t, err := lockTransfer(ctx, tx, id, version)
	if err != nil {
		return t, err
	}
	d.Reason = strings.TrimSpace(d.Reason)
	f := faults{Text: "This cannot be decided as it is."}
	if !slices.Contains([]string{"approved", "refused"}, d.State) {
		f.add("state", "Approve it or refuse it.")
	}
	if d.Reason == "" {
		f.add("reason", "Say why.")
	}
	if err := f.err(); err != nil {
		return t, err
	}
	if by.ID != 0 && t.AskedByID != nil && *t.AskedByID == by.ID {
		return t, problem.Deny("You asked for this transfer. Another member of the board decides on it.")
	}
	if d.State == "approved" {
		from, _, err := lockLines(tx, t.From.LineID, t.To.LineID)
		if err != nil {
			return t, err
		}
		if from.Pence < t.Pence {
			return t, problem.Conflict("The line has %s by now, and this would take %s. Refuse it, and have a smaller one asked for.", values.Pence(from.Pence).Words(), values.Pence(t.Pence).Words())
		}
		if err := move(tx, t.From.LineID, t.To.LineID, t.Pence); err != nil {
			return t, err
		}
	}
	if err := accounts.Because(tx, d.Reason); err != nil {
		return t, err
	}
	return closeTransfer(ctx, tx, by, id, d.State, d.Reason)
}

// WithdrawTransfer takes one back that waits. Call it in a transaction.
func WithdrawTransfer(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int) (Transfer, error) {
	tx = tx.WithContext(ctx)
	if t, err := lockTransfer(ctx, tx, id, version); err != nil {
		return t, err
	}
	return closeTransfer(ctx, tx, by, id, "withdrawn", "")
}

// lockTransfer locks one that waits, under its version.
func lockTransfer(ctx context.Context, tx *gorm.DB, id int64, version int) (Transfer, error) {
	if err := tx.Exec(`SELECT 1 FROM transfers WHERE id = ? FOR UPDATE`, id).Error; err != nil {
		return Transfer{}, fmt.Errorf("lock transfer %d: %w", id, err)
	}
	t, err := ReadTransfer(ctx, tx, id)
	switch {
	case err != nil:
		return t, err
	case t.Version != version:
		return t, problem.Overtaken("transfer", t)
	case t.State != "asked":
		return t, problem.Conflict("This transfer does not wait for the board: it is %s.", t.State)
	}
	return t, nil
}

func closeTransfer(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, state, reason string) (Transfer, error) {
	err := tx.Exec(`UPDATE transfers SET state = ?, decision_reason = ?, decided_by_name = ?, decided_at = now(), version = version + 1 WHERE id = ?`, state, reason, by.Name, id).Error
	if err != nil {
		return Transfer{}, fmt.Errorf("close transfer %d: %w", id, err)
	}
	return ReadTransfer(ctx, tx, id)
}
