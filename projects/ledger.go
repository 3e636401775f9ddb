package projects

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

// LedgerEntry is an entry of a project's ledger. It is never changed: a reversal is an entry of
// its own. An order is a commitment until it is paid off; what is accrued, kept back until
// the end of defects, and paid is spent.
type LedgerEntry struct {
	ID        int64 `json:"id"`
	ProjectID int64 `json:"project_id"`
	Head      `gorm:"embedded"`
	Kind      string      `json:"kind" enum:"commitment,accrual,payment,retention"`
	Year      int         `json:"year" doc:"The year its financial year begins in, April to March"`
	On        values.Date `json:"on_day" gorm:"column:on_day" format:"date"`
	Pence     int64       `json:"pence"`
	Note      string      `json:"note"`
	Reference string      `json:"reference,omitempty" doc:"What it has in the finance system that it was imported from"`
	At        *time.Time  `json:"at,omitempty" doc:"When it was posted; not there where that was not kept"`
	By        string      `json:"by,omitempty" gorm:"column:by_name"`
	Settles   *int64      `json:"settles,omitempty" doc:"The order, accrual or retention that it takes from"`
	Beside    *int64      `json:"beside,omitempty" doc:"The payment that takes it"`
	Reverses  *int64      `json:"reverses,omitempty" doc:"The entry that it reverses"`
	Reversed  *int64      `json:"reversed,omitempty" doc:"The entry that reverses it"`
	Open      int64       `json:"open_pence" doc:"Of an order, accrual or retention: what is not paid off yet"`
}

// Posting is an entry to be posted.
type Posting struct {
	Head
	Kind    string      `json:"kind" enum:"commitment,accrual,payment,retention"`
	On      values.Date `json:"on_day" format:"date"`
	Pence   int64       `json:"pence" minimum:"1" maximum:"100000000000"`
	Note    string      `json:"note" maxLength:"500" doc:"What it is for"`
	Settles *int64      `json:"settles,omitempty" doc:"The order, accrual or retention that it pays off, or a part of it; what it is for is taken from there"`
}

func (p Posting) faults(today values.Date) (list []problem.Fault) {
	wrong := func(field, text string) { list = append(list, problem.Fault{Field: field, Text: text}) }
	switch year := p.On.Time().Year(); {
	case p.On.IsZero():
		wrong("on_day", "Enter the day, like 26/04/2026.")
	case year < 2000 || year > 2100:
		wrong("on_day", "Enter a day between 2000 and 2100.")
	case p.On.After(today):
		wrong("on_day", "Enter a day that is not in the future: what is still to come belongs in the forecast.")
	}
	if p.Pence < 1 {
		wrong("pence", "Enter an amount above nought. To take one back, reverse its entry.")
	}
	if strings.TrimSpace(p.Note) == "" {
		wrong("note", "Say what it is for.")
	}
	if p.Settles != nil && p.Kind == "commitment" {
		wrong("settles", "An order pays nothing off. Choose a payment, an accrual or a retention.")
	}
	return append(list, p.Head.faults()...)
}

const entryColumns = `
	SELECT e.id, e.project_id, e.kind, e.category, e.capital, e.eligible, financial_year(e.on_day) AS year, e.on_day, e.pence, e.note, e.reference, e.at, e.by_name, e.settles, e.beside, e.reverses, r.id AS reversed,
	       CASE WHEN e.kind = 'payment' OR e.settles IS NOT NULL OR e.pence < 0 THEN 0
	            ELSE e.pence + coalesce((SELECT sum(s.pence) FROM ledger_entries s WHERE s.settles = e.id), 0) END AS open
	FROM ledger_entries e LEFT JOIN ledger_entries r ON r.reverses = e.id`

// ReadEntry is one entry.
func ReadEntry(ctx context.Context, db *gorm.DB, id int64) (LedgerEntry, error) {
	var rows []LedgerEntry
	if err := db.WithContext(ctx).Raw(entryColumns+` WHERE e.id = ?`, id).Scan(&rows).Error; err != nil {
		return LedgerEntry{}, fmt.Errorf("read ledger entry %d: %w", id, err)
	}
	if len(rows) == 0 {
		return LedgerEntry{}, problem.Missing("ledger entry")
	}
	return rows[0], nil
}

// Post adds an entry to a project's ledger. One that pays something off takes as much from
// that, by a second entry beside it: on the same day, or, from an order, on the order's, so
// that its own year is rid of it. Call it in a transaction.
func Post(ctx context.Context, tx *gorm.DB, by accounts.User, project int64, p Posting, today values.Date) (LedgerEntry, error) {
	tx = tx.WithContext(ctx)
	if faults := p.faults(today); faults != nil {
		return LedgerEntry{}, &problem.Problem{Faults: faults}
	}
	if err := lockProject(tx, project); err != nil {
		return LedgerEntry{}, err
	}
	e := LedgerEntry{ProjectID: project, Head: p.Head, Kind: p.Kind, On: p.On, Pence: p.Pence, Note: strings.TrimSpace(p.Note)}
	if p.Settles == nil {
		id, err := insertEntry(tx, by, e)
		if err != nil {
			return e, err
		}
		return ReadEntry(ctx, tx, id)
	}
	from, err := ReadEntry(ctx, tx, *p.Settles)
	if _, missing := problem.As(err); err != nil && !missing {
		return e, err
	}
	switch {
	case from.ProjectID != project:
		return e, problem.Field("settles", "There is no such entry in this project. Choose one of its open orders, accruals or retentions.")
	case from.Open == 0 || from.Kind == p.Kind:
		return e, problem.Field("settles", "That cannot be paid off by this. Choose an order, accrual or retention that is still open.")
	case from.Open < p.Pence:
		return e, problem.Field("pence", fmt.Sprintf("Only %s of it is open. Post that, and what is above it as an entry of its own.", values.Pence(from.Open).Words()))
	}
	e.Head = from.Head
	if e.ID, err = insertEntry(tx, by, e); err != nil {
		return e, err
	}
	taken := LedgerEntry{ProjectID: project, Head: from.Head, Kind: from.Kind, On: p.On, Pence: -p.Pence, Note: "Paid off: " + from.Note, Settles: &from.ID, Beside: &e.ID}
	if from.Kind == "commitment" {
		taken.On = from.On
	}
	if _, err := insertEntry(tx, by, taken); err != nil {
		return e, err
	}
	return ReadEntry(ctx, tx, e.ID)
}

// Reversal says why an entry is taken back, and on which day.
type Reversal struct {
	Reason string      `json:"reason" maxLength:"500"`
	On     values.Date `json:"on_day,omitempty" format:"date" doc:"The day it counts on: today unless said, never before the entry's own. An order is taken back on its own day"`
}

// on is the day that the reversal of an entry bears. Spend that comes back, comes back on
// its own day, so that a year that is over stays as it was. An order is not owed any more,
// in the year it was owed in.
func (v Reversal) on(e LedgerEntry, today values.Date) values.Date {
	switch {
	case e.Kind == "commitment":
		return e.On
	case v.On.IsZero() && e.On.After(today):
		return e.On
	case v.On.IsZero():
		return today
	}
	return v.On
}

func (v Reversal) faults(e LedgerEntry, today values.Date) (list []problem.Fault) {
	if v.Reason == "" {
		list = append(list, problem.Fault{Field: "reason", Text: "Say why it is reversed."})
	}
	switch {
	case v.On.IsZero():
	case e.Kind == "commitment" && v.On != e.On:
		list = append(list, problem.Fault{Field: "on_day", Text: "An order is taken back on its own day, " + e.On.Words() + ". Leave the day out."})
	case e.On.After(v.On):
		list = append(list, problem.Fault{Field: "on_day", Text: "Enter " + e.On.Words() + " or a later day: nothing is reversed before it was posted for."})
	case v.On.After(today) && v.On.After(e.On):
		list = append(list, problem.Fault{Field: "on_day", Text: "Enter a day that is not in the future."})
	}
	return list
}

// Reverse takes an entry back, once, by entries of its own: with what was posted beside it.
// A reversal may itself be reversed. Call it in a transaction.
func Reverse(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, v Reversal, today values.Date) (LedgerEntry, error) {
	tx = tx.WithContext(ctx)
	v.Reason = strings.TrimSpace(v.Reason)
	e, err := ReadEntry(ctx, tx, id)
	if err != nil {
		return e, err
	}
	if err := lockProject(tx, e.ProjectID); err != nil {
		return e, err
	}
	if e, err = ReadEntry(ctx, tx, id); err != nil {
		return e, err
	}
	if faults := v.faults(e, today); faults != nil {
		return e, &problem.Problem{Faults: faults}
	}
	switch {
	case e.Beside != nil:
		return e, problem.Conflict("This was posted together with entry %d. Reverse that one: both go.", *e.Beside)
	case e.Reversed != nil:
		return e, problem.Conflict("Entry %d was reversed already, by entry %d.", e.ID, *e.Reversed)
	}
	if err := accounts.Because(tx, v.Reason); err != nil {
		return e, err
	}
	back := e.turned(v, today)
	if back.ID, err = insertEntry(tx, by, back); err != nil {
		return e, err
	}
	var beside []LedgerEntry
	if err := tx.Raw(entryColumns+` WHERE e.beside = ? ORDER BY e.id`, id).Scan(&beside).Error; err != nil {
		return e, fmt.Errorf("read what was posted with entry %d: %w", id, err)
	}
	taken := []*int64{back.Settles}
	for _, b := range beside {
		also := b.turned(v, today)
		also.Beside, taken = &back.ID, append(taken, also.Settles)
		if _, err := insertEntry(tx, by, also); err != nil {
			return e, err
		}
	}
	for _, id := range taken {
		if id == nil {
			continue
		}
		open, err := openOf(tx, *id)
		if err == nil && open < 0 {
			err = problem.Conflict("Part of this has been paid off since. Reverse those payments first.")
		}
		if err != nil {
			return e, err
		}
	}
	return ReadEntry(ctx, tx, back.ID)
}

// turned is the reversal of an entry. Of an order, accrual or retention it takes what was
// open, so that more than there is cannot be taken.
func (e LedgerEntry) turned(v Reversal, today values.Date) LedgerEntry {
	back := LedgerEntry{ProjectID: e.ProjectID, Head: e.Head, Kind: e.Kind, On: v.on(e, today), Pence: -e.Pence, Note: v.Reason, Reverses: &e.ID, Settles: e.Settles}
	if back.Settles == nil && e.Kind != "payment" && e.Pence > 0 {
		back.Settles = &e.ID
	}
	return back
}

func openOf(tx *gorm.DB, id int64) (open int64, err error) {
	err = tx.Raw(`SELECT CAST(sum(pence) AS bigint) FROM ledger_entries WHERE id = ? OR settles = ?`, id, id).Scan(&open).Error
	if err != nil {
		err = fmt.Errorf("read what is open of entry %d: %w", id, err)
	}
	return open, err
}

func insertEntry(tx *gorm.DB, by accounts.User, e LedgerEntry) (id int64, err error) {
	err = tx.Raw(`INSERT INTO ledger_entries (project_id, kind, category, capital, eligible, on_day, pence, note, settles, beside, reverses, by_name, source)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Posted') RETURNING id`,
		e.ProjectID, e.Kind, e.Category, e.Capital, e.Eligible, e.On, e.Pence, e.Note, e.Settles, e.Beside, e.Reverses, by.Name).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("post to the ledger of project %d: %w", e.ProjectID, err)
	}
	return id, nil
}

// LedgerAsked narrows a ledger: an empty part asks for all.
type LedgerAsked struct {
	Category string      `query:"category" enum:"acquisition,fees,works,furniture,contingency,vat"`
	Kind     string      `query:"kind" enum:"commitment,accrual,payment,retention"`
	Year     int         `query:"year" doc:"The year a financial year begins in"`
	Month    string      `query:"month" pattern:"^[0-9]{4}-[0-9]{2}$" patternDescription:"a month such as 2026-11"`
	Open     bool        `query:"open" doc:"Only orders, accruals and retentions not yet paid off"`
	Known    values.Date `query:"known" format:"date" doc:"Only what was posted by the end of this day: what was known then"`
	Page     int         `query:"page" minimum:"1" default:"1"`
}

const pageOfLedger = 50

// Ledger is a page of a project's ledger, the newest first, and how many entries and what
// sum the whole has.
type Ledger struct {
	Items []LedgerEntry `json:"items"`
	Total int           `json:"total"`
	Pence int64         `json:"pence" doc:"The sum of all of them, on every page"`
	Page  int           `json:"page"`
	Pages int           `json:"pages"`
}

// ReadLedger is a page of a project's ledger.
func ReadLedger(ctx context.Context, db *gorm.DB, project int64, a LedgerAsked) (Ledger, error) {
	db = db.WithContext(ctx)
	l := Ledger{Items: []LedgerEntry{}, Page: max(a.Page, 1)}
	from, until := "", ""
	if month, err := time.Parse("2006-01", a.Month); err == nil {
		from, until = month.Format(time.DateOnly), month.AddDate(0, 1, 0).Format(time.DateOnly)
	} else if a.Month != "" {
		return l, problem.Field("month", "Ask for a month such as 2026-11.")
	}
	args := map[string]any{"project": project, "category": a.Category, "kind": a.Kind, "year": a.Year, "from": from, "until": until, "open": a.Open, "known": a.Known, "skip": (l.Page - 1) * pageOfLedger, "most": pageOfLedger}
	which := ` FROM (` + entryColumns + ` WHERE e.project_id = @project AND (@category = '' OR e.category = @category) AND (@kind = '' OR e.kind = @kind) AND (@year = 0 OR financial_year(e.on_day) = @year)
		AND (CAST(@known AS date) IS NULL OR coalesce(e.at < (CAST(@known AS date) + 1)::timestamp AT TIME ZONE 'Europe/London', true))
		AND (@from = '' OR e.on_day >= CAST(nullif(@from, '') AS date) AND e.on_day < CAST(nullif(@until, '') AS date))) e WHERE (NOT @open OR open > 0)`
	if err := db.Raw(`SELECT count(*), CAST(coalesce(sum(pence), 0) AS bigint)`+which, args).Row().Scan(&l.Total, &l.Pence); err != nil {
		return l, fmt.Errorf("sum the ledger of project %d: %w", project, err)
	}
	if err := db.Raw(`SELECT *`+which+` ORDER BY on_day DESC, id DESC OFFSET @skip LIMIT @most`, args).Scan(&l.Items).Error; err != nil {
		return l, fmt.Errorf("read the ledger of project %d: %w", project, err)
	}
	l.Pages = max(1, (l.Total+pageOfLedger-1)/pageOfLedger)
	return l, nil
}
