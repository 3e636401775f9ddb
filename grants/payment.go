package grants

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// Payment is an entry of the ledger of what whoever gives the grant pays: what is scheduled
// or claimed, what was paid, stopped, paid back or written off. It is never changed.
type Payment struct {
	ID          int64 `json:"id"`
	ProgrammeID int64 `json:"programme_id"`
	PaymentWritten
	Project    string    `json:"project,omitempty"`
	OpenPence  int64     `json:"open_pence" doc:"Of what is scheduled or claimed: not yet paid or stopped"`
	Provenance string    `json:"provenance"`
	ByName     string    `json:"by"`
	At         time.Time `json:"at"`
}

// PaymentWritten is what is written of one.
type PaymentWritten struct {
	Kind       string      `json:"kind" enum:"scheduled,claimed,actual,stopped,refund,write_off"`
	ProjectID  int64       `json:"project_id,omitempty" minimum:"0" doc:"The project it is for; without one it is not divided among projects"`
	Pence      int64       `json:"pence" minimum:"-9007199254740991" maximum:"9007199254740991" doc:"Below 0: takes back what was entered wrongly"`
	OnDay      values.Date `json:"on_day" format:"date"`
	OfID       int64       `json:"of_id,omitempty" minimum:"0" doc:"The scheduled or claimed payment that it pays or stops, or the entry it takes back"`
	Reason     string      `json:"reason,omitempty" maxLength:"2000"`
	ApprovedBy string      `json:"approved_by,omitempty" maxLength:"200" doc:"Who approved a write-off"`
	Reference  string      `json:"reference,omitempty" maxLength:"200"`
}

const paymentColumns = `
	SELECT m.id, m.programme_id, m.kind, coalesce(m.project_id, 0) AS project_id, coalesce(p.name, '') AS project, m.pence, m.on_day, coalesce(m.of_id, 0) AS of_id, m.reason, m.approved_by,
	       m.reference, m.provenance, m.by_name, m.at,
	       CASE WHEN m.kind IN ('scheduled', 'claimed') AND m.pence > 0 THEN m.pence + coalesce((SELECT sum(CASE WHEN o.kind = m.kind THEN o.pence ELSE -o.pence - coalesce((SELECT sum(b.pence) FROM payments b WHERE b.of_id = o.id), 0) END)
	            FROM payments o WHERE o.of_id = m.id), 0) ELSE 0 END AS open_pence
	FROM payments m LEFT JOIN projects p ON p.id = m.project_id `

// Payments are a programme's, the earliest first.
func Payments(ctx context.Context, db *gorm.DB, programme int64) ([]Payment, error) {
	list := []Payment{}
	if err := db.WithContext(ctx).Raw(paymentColumns+`WHERE m.programme_id = ? ORDER BY m.on_day, m.id`, programme).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read the payments of programme %d: %w", programme, err)
	}
	return list, nil
}

func readPayment(tx *gorm.DB, id int64) (Payment, error) {
	var list []Payment
	if err := tx.Raw(paymentColumns+`WHERE m.id = ?`, id).Scan(&list).Error; err != nil {
		return Payment{}, fmt.Errorf("read payment %d: %w", id, err)
	}
	if len(list) == 0 {
		return Payment{}, problem.Missing("payment")
	}
	return list[0], nil
}

// RecordPayment records one. Call it in a transaction.
func RecordPayment(ctx context.Context, tx *gorm.DB, by accounts.User, programme int64, w PaymentWritten, today values.Date) (Payment, error) {
	tx = tx.WithContext(ctx)
	if err := lockProgramme(tx, programme); err != nil {
		return Payment{}, err
	}
	if err := w.check(tx, programme, today); err != nil {
		return Payment{}, err
	}
	id, err := insertPayment(tx, by, programme, w)
	if err != nil {
		return Payment{}, err
	}
	return readPayment(tx, id)
}

func insertPayment(tx *gorm.DB, by accounts.User, programme int64, w PaymentWritten) (id int64, err error) {
	err = tx.Raw(`INSERT INTO payments (programme_id, project_id, kind, pence, on_day, of_id, reason, approved_by, reference, provenance, by_name)
		VALUES (?, nullif(?, 0), ?, ?, ?, nullif(?, 0), ?, ?, ?, 'typed in', ?) RETURNING id`, programme, w.ProjectID, w.Kind, w.Pence, w.OnDay, w.OfID, w.Reason, w.ApprovedBy, w.Reference, by.Name).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("record a payment of programme %d: %w", programme, err)
	}
	return id, nil
}

// check tidies what was written, and says everything that is wrong with it.
func (w *PaymentWritten) check(tx *gorm.DB, programme int64, today values.Date) error {
	w.Reason, w.ApprovedBy, w.Reference = strings.TrimSpace(w.Reason), strings.TrimSpace(w.ApprovedBy), strings.TrimSpace(w.Reference)
	p := problem.Problem{Text: "This payment cannot be recorded as it is."}
	var of Payment
	if w.OfID != 0 {
		var err error
		if of, err = readPayment(tx, w.OfID); err != nil && of.ID == 0 {
			if _, user := problem.As(err); !user {
				return err
			}
		}
		if of.ProgrammeID != programme {
			p.Add("of_id", "Choose a payment of this programme.")
			return &p
		}
		if w.ProjectID == 0 {
			w.ProjectID = of.ProjectID
		}
	}
	all, err := paidFor(tx, programme, values.NewDate(9999, 1, 1))
	if err != nil {
		return err
	}
	paid := all[w.ProjectID]
	switch {
	case w.Pence == 0:
		p.Add("pence", "Enter the amount.")
	case w.Pence < 0:
		if err := w.takesBack(tx, of, paid, &p); err != nil {
			return err
		}
	case (w.Kind == "refund" || w.Kind == "write_off") && w.Pence > paid:
		p.Add("pence", "%s was paid and not given back: no more can be paid back or written off.", values.Pence(max(paid, 0)).Words())
	case of.ID != 0 && of.Kind != "scheduled" && of.Kind != "claimed":
		p.Add("of_id", "Only what was scheduled or claimed is paid or stopped.")
	case of.ID != 0 && w.Kind != "actual" && w.Kind != "stopped":
		p.Add("kind", "What was scheduled or claimed is paid or stopped, nothing else.")
	case of.ID != 0 && w.Pence > of.OpenPence:
		p.Add("pence", "%s of that is still to be paid: enter that or less.", values.Pence(of.OpenPence).Words())
	case w.Kind == "stopped" && of.ID == 0:
		p.Add("of_id", "Choose what was scheduled or claimed and is stopped.")
	}
	if w.OnDay.IsZero() || w.OnDay.Time().Year() < 2000 || w.OnDay.Time().Year() > 2100 {
		p.Add("on_day", "Enter a date between 2000 and 2100.")
	} else if w.Kind != "scheduled" && w.OnDay.After(today) {
		p.Add("on_day", "Enter a day that is not after today: what is to come is scheduled.")
	}
	if (w.Kind == "stopped" || w.Kind == "write_off" || w.Pence < 0) && w.Reason == "" {
		p.Add("reason", "Say why.")
	}
	if w.Kind == "write_off" && w.ApprovedBy == "" {
		p.Add("approved_by", "Say who approved it.")
	}
	if w.ProjectID != 0 {
		var known bool
		if err := tx.Raw(`SELECT EXISTS (SELECT FROM projects WHERE id = ? AND programme_id = ?)`, w.ProjectID, programme).Scan(&known).Error; err != nil {
			return fmt.Errorf("look up project %d: %w", w.ProjectID, err)
		}
		if !known {
			p.Add("project_id", "Choose a project that this grant pays for, or none.")
		}
	}
	return p.Found()
}

// takesBack says what is wrong with an entry below 0.
func (w *PaymentWritten) takesBack(tx *gorm.DB, of Payment, paid int64, p *problem.Problem) error {
	if of.ID == 0 {
		p.Add("of_id", "Choose the entry that it takes back.")
		return nil
	}
	if of.Kind != w.Kind || of.ProjectID != w.ProjectID || of.Pence < 0 {
		p.Add("of_id", "What was entered wrongly is taken back by an entry of the same kind, for the same project.")
		return nil
	}
	left := of.OpenPence
	if of.Kind != "scheduled" && of.Kind != "claimed" {
		if err := tx.Raw(`SELECT CAST(? AS bigint) + coalesce(sum(pence), 0) FROM payments WHERE of_id = ?`, of.Pence, of.ID).Scan(&left).Error; err != nil {
			return fmt.Errorf("add up what was taken back of payment %d: %w", of.ID, err)
		}
	}
	if of.Kind == "actual" {
		left = min(left, paid)
	}
	if -w.Pence > left {
		p.Add("pence", "%s of that entry can still be taken back.", values.Pence(max(left, 0)).Words())
	}
	return nil
}

// paidFor is what was paid by the end of a day, less what went back or was written off, by
// project; 0 is what is not divided among projects.
func paidFor(db *gorm.DB, programme int64, day values.Date) (map[int64]int64, error) {
	var rows []struct{ Project, Pence int64 }
	err := db.Raw(`SELECT coalesce(project_id, 0) AS project, sum(CASE kind WHEN 'actual' THEN pence ELSE -pence END) AS pence FROM payments
		WHERE programme_id = ? AND kind IN ('actual', 'refund', 'write_off') AND on_day <= ? GROUP BY 1`, programme, day).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("add up what was paid under programme %d: %w", programme, err)
	}
	paid := map[int64]int64{}
	for _, r := range rows {
		paid[r.Project] = r.Pence
	}
	return paid, nil
}
