package grants

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

// ConditionMove is one step in the life of a condition.
type ConditionMove struct {
	ID        int64       `json:"id"`
	FromState string      `json:"from_state"`
	ToState   string      `json:"to_state"`
	OnDay     values.Date `json:"on_day" format:"date"`
	Reason    string      `json:"reason"`
	Reference string      `json:"reference,omitempty"`
	Pence     *int64      `json:"pence,omitempty"`
	DueOn     values.Date `json:"due_on,omitzero" format:"date"`
	ByName    string      `json:"by"`
	At        time.Time   `json:"at"`
}

// MoveWritten is what is written of a step.
type MoveWritten struct {
	State     string      `json:"state" enum:"due,evidence_submitted,met,met_late,waived,varied,breached,clawback_notified,clawback_deferred,clawback_paid"`
	OnDay     values.Date `json:"on_day,omitzero" format:"date" doc:"The day it happened; today, if left out"`
	Reason    string      `json:"reason" maxLength:"2000"`
	Reference string      `json:"reference,omitempty" maxLength:"200" doc:"Of the letter that says so: to waive, vary, notify or defer"`
	Pence     *int64      `json:"pence,omitempty" minimum:"0" maximum:"9007199254740991" doc:"What is to be repaid, or was"`
	DueOn     values.Date `json:"due_on,omitzero" format:"date" doc:"Of a variation: its new day; of what is deferred: until then"`
	ProjectID int64       `json:"project_id,omitempty" minimum:"0" doc:"Whose grant was repaid, where the condition binds the whole programme"`
}

// moves are the states that each state may go to. What is settled goes back to due where it
// was settled by mistake.
var moves = map[string][]string{
	"not_due":            {"evidence_submitted", "waived", "varied", "breached"},
	"due":                {"evidence_submitted", "waived", "varied", "breached"},
	"varied":             {"evidence_submitted", "waived", "varied", "breached"},
	"evidence_submitted": {"met", "met_late", "due", "waived", "varied", "breached"},
	"met":                {"due"},
	"met_late":           {"due"},
	"waived":             {"due"},
	"breached":           {"met_late", "waived", "varied", "clawback_notified"},
	"clawback_notified":  {"clawback_deferred", "clawback_paid", "waived", "breached"},
	"clawback_deferred":  {"clawback_notified", "clawback_paid", "waived"},
	"clawback_paid":      {"clawback_notified"},
}

// stateWords says a state in a sentence.
var stateWords = map[string]string{
	"not_due": "not due", "due": "due", "evidence_submitted": "evidence submitted", "met": "met", "met_late": "met late", "waived": "waived", "varied": "varied", "breached": "breached",
	"clawback_notified": "clawback notified", "clawback_deferred": "clawback deferred", "clawback_paid": "clawback paid",
}

// ConditionDetail is a condition with everything that became of it.
type ConditionDetail struct {
	Condition
	Next    []string        `json:"next" doc:"The states it may go to"`
	Moves   []ConditionMove `json:"moves" doc:"The last first"`
	Shown   []EvidenceItem  `json:"shown" doc:"Documents that show it is met"`
	Exposed []Exposed       `json:"exposed" doc:"What is repayable today where it is broken"`
}

// ForFunder is what whoever gives the grant sees of it: each step with its day and letter, not
// why it was taken or by whom, and the documents shared with them.
func (d ConditionDetail) ForFunder() ConditionDetail {
	d.Condition, d.Next, d.Exposed = d.Condition.ForFunder(), []string{}, []Exposed{}
	for i := range d.Moves {
		d.Moves[i].Reason, d.Moves[i].ByName = "", ""
	}
	shared := []EvidenceItem{}
	for _, e := range d.Shown {
		if e.ForFunder() {
			e.ByName, e.Remark, e.Reviewer = "", "", ""
			shared = append(shared, e)
		}
	}
	d.Shown = shared
	return d
}

// ReadConditionDetail is one with its history and what shows it.
func ReadConditionDetail(ctx context.Context, db *gorm.DB, id int64, today values.Date) (ConditionDetail, error) {
	c, err := ReadCondition(ctx, db, id, today)
	if err != nil {
		return ConditionDetail{}, err
	}
	d := ConditionDetail{Condition: c, Next: moves[c.State], Moves: []ConditionMove{}}
	if err := db.WithContext(ctx).Raw(`SELECT * FROM condition_moves WHERE condition_id = ? ORDER BY id DESC`, id).Scan(&d.Moves).Error; err != nil {
		return d, fmt.Errorf("read what became of condition %d: %w", id, err)
	}
	if d.Shown, err = evidenceOf(db.WithContext(ctx), id); err != nil {
		return d, err
	}
	d.Exposed, err = exposedBy(ctx, db, c, today)
	return d, err
}

// MoveCondition takes a condition to another state. A condition that comes round again has
// its next time made when it is met or waived; what is paid back is a payment of its own.
// Call it in a transaction.
func MoveCondition(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, version int, w MoveWritten, today values.Date) (ConditionDetail, error) {
	tx = tx.WithContext(ctx)
	c, err := lockCondition(ctx, tx, id, version, today)
	if err != nil {
		return ConditionDetail{}, err
	}
	if err := lockProgramme(tx, c.ProgrammeID); err != nil {
		return ConditionDetail{}, err
	}
	if w.OnDay.IsZero() {
		w.OnDay = today
	}
	if c.ProjectID != 0 {
		w.ProjectID = c.ProjectID
	}
	w.Reason, w.Reference = strings.TrimSpace(w.Reason), strings.TrimSpace(w.Reference)
	if !slices.Contains(moves[c.State], w.State) {
		return ConditionDetail{}, problem.Conflict("This condition is %s: it cannot become %s from there.", stateWords[c.State], stateWords[w.State])
	}
	if err := w.check(tx, c, today); err != nil {
		return ConditionDetail{}, err
	}
	payment, err := w.settle(tx, by, c)
	if err != nil {
		return ConditionDetail{}, err
	}
	due := c.DueOn
	if w.State == "varied" && !w.DueOn.IsZero() {
		due = w.DueOn
	}
	if err := tx.Exec(`UPDATE conditions SET state = ?, due_on = ?, version = version + 1 WHERE id = ?`, w.State, due, id).Error; err != nil {
		return ConditionDetail{}, fmt.Errorf("move condition %d: %w", id, err)
	}
	err = tx.Exec(`INSERT INTO condition_moves (condition_id, from_state, to_state, on_day, reason, reference, pence, due_on, by_id, by_name, payment_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, nullif(?, 0))`,
		id, c.State, w.State, w.OnDay, w.Reason, w.Reference, w.Pence, w.DueOn, by.ID, by.Name, payment).Error
	if err != nil {
		return ConditionDetail{}, fmt.Errorf("note what became of condition %d: %w", id, err)
	}
	if err := comeRoundAgain(tx, c, w.State); err != nil {
		return ConditionDetail{}, err
	}
	return ReadConditionDetail(ctx, tx, id, today)
}

// check says everything that is wrong with a step.
func (w MoveWritten) check(tx *gorm.DB, c Condition, today values.Date) error {
	var has struct {
		Waiting, Accepted int
		Submitted         values.Date
	}
	err := tx.Raw(`SELECT (SELECT count(*) FROM evidence WHERE condition_id = @id AND verdict = '') AS waiting, (SELECT count(*) FROM evidence WHERE condition_id = @id AND verdict = 'accepted') AS accepted,
		(SELECT on_day FROM condition_moves WHERE condition_id = @id AND to_state = 'evidence_submitted' ORDER BY id DESC LIMIT 1) AS submitted`, map[string]any{"id": c.ID}).Scan(&has).Error
	if err != nil {
		return fmt.Errorf("read what shows that condition %d is met: %w", c.ID, err)
	}
	p := problem.Problem{Text: "This cannot be recorded as it is."}
	if w.Reason == "" {
		p.Add("reason", "Say why.")
	}
	if w.OnDay.After(today) || w.OnDay.Time().Year() < 2000 {
		p.Add("on_day", "Enter the day it happened, not after today.")
	}
	if slices.Contains([]string{"waived", "varied", "clawback_notified", "clawback_deferred"}, w.State) && w.Reference == "" {
		p.Add("reference", "Give the letter that says so.")
	}
	switch w.State {
	case "evidence_submitted":
		if has.Waiting+has.Accepted == 0 {
			p.Add("state", "Add the document that shows it is met first.")
		}
	case "met", "met_late":
		late := !c.DueOn.IsZero() && (c.State == "breached" || has.Submitted.After(c.DueOn))
		switch {
		case has.Accepted == 0:
			p.Add("state", "Somebody else than who added it has to accept a document that shows it is met first.")
		case w.State == "met" && late:
			p.Add("state", "What shows it came after %s, the day it was due: it is met late.", c.DueOn.Words())
		case w.State == "met_late" && !late:
			p.Add("state", "What shows it came in time: it is met, not met late.")
		}
	case "clawback_notified":
		if w.Pence == nil || *w.Pence == 0 {
			p.Add("pence", "Enter how much is to be repaid.")
		}
	case "clawback_deferred":
		if !w.DueOn.After(today) {
			p.Add("due_on", "Enter the day it is deferred to, after today.")
		}
	case "clawback_paid":
		paid, err := paidFor(tx, c.ProgrammeID, today)
		if err != nil {
			return err
		}
		if w.Pence == nil || *w.Pence == 0 {
			p.Add("pence", "Enter how much was repaid.")
		} else if *w.Pence > paid[w.ProjectID] {
			p.Add("pence", "%s was paid and not given back: no more can be repaid.", values.Pence(max(paid[w.ProjectID], 0)).Words())
		}
	case "varied":
		if !w.DueOn.IsZero() && (w.DueOn.Time().Year() < 2000 || w.DueOn.Time().Year() > 2100) {
			p.Add("due_on", "Enter a date between 2000 and 2100.")
		}
	}
	return p.Found()
}

// settle makes the payment that a step stands for: what is paid back under a condition, or
// what was entered as paid back by mistake.
func (w MoveWritten) settle(tx *gorm.DB, by accounts.User, c Condition) (payment int64, err error) {
	n := PaymentWritten{Kind: "refund", ProjectID: w.ProjectID, OnDay: w.OnDay, Reason: w.Reason, Reference: w.Reference}
	switch {
	case w.State == "clawback_paid":
		n.Pence = *w.Pence
	case c.State == "clawback_paid":
		var was PaymentWritten
		err := tx.Raw(`SELECT p.id AS of_id, -p.pence AS pence, coalesce(p.project_id, 0) AS project_id FROM condition_moves m JOIN payments p ON p.id = m.payment_id WHERE m.condition_id = ? AND m.to_state = 'clawback_paid' ORDER BY m.id DESC LIMIT 1`, c.ID).Scan(&was).Error
		if err != nil {
			return 0, fmt.Errorf("find what was repaid under condition %d: %w", c.ID, err)
		}
		n.OfID, n.Pence, n.ProjectID = was.OfID, was.Pence, was.ProjectID
	default:
		return 0, nil
	}
	return insertPayment(tx, by, c.ProgrammeID, n)
}

// comeRoundAgain makes the next time of a condition that repeats.
func comeRoundAgain(tx *gorm.DB, c Condition, state string) error {
	if c.RepeatsMonths == 0 || c.DueOn.IsZero() || !slices.Contains(settled, state) {
		return nil
	}
	var made bool
	if err := tx.Raw(`SELECT EXISTS (SELECT FROM conditions WHERE before_id = ?)`, c.ID).Scan(&made).Error; err != nil || made {
		return err
	}
	w := c.ConditionWritten
	w.DueOn = c.DueOn.AddMonths(c.RepeatsMonths)
	if last := c.DueOn.AddDays(1).Time().Day() == 1; last { // a month's last day stays one
		w.DueOn = values.NewDate(c.DueOn.Time().Year(), 1, 31).AddMonths(int(c.DueOn.Time().Month()) - 1 + c.RepeatsMonths)
	}
	_, err := insertCondition(tx, c.ProgrammeID, c.ProjectID, c.ID, w, c.Provenance)
	return err
}
