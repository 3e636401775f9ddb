package sites

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

// BankHoliday is one of England and Wales. It is never removed: one that was entered in
// error, or moved by proclamation, is struck out, with the reason, and counts for nothing.
type BankHoliday struct {
	ID            int64       `json:"id"`
	Day           values.Date `json:"day" format:"date"`
	Name          string      `json:"name"`
	Source        string      `json:"source"`
	By            string      `json:"by,omitempty" gorm:"column:by_name" doc:"Who entered it; left out of those the program came with"`
	At            time.Time   `json:"at"`
	Struck        bool        `json:"struck"`
	StruckBecause string      `json:"struck_because,omitempty"`
	Version       int         `json:"version"`
}

// ReadHolidays are the bank holidays in the table by day, those struck out too.
func ReadHolidays(ctx context.Context, db *gorm.DB) ([]BankHoliday, error) {
	list := []BankHoliday{}
	err := db.WithContext(ctx).Raw(`SELECT id, day, name, source, by_name, at, struck, coalesce(struck_because, '') AS struck_because, version FROM bank_holidays ORDER BY day, id`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read bank holidays: %w", err)
	}
	return list, nil
}

// byDay are those that count.
func byDay(list []BankHoliday) Holidays {
	h := Holidays{}
	for _, b := range list {
		if !b.Struck {
			h[b.Day] = b.Name
		}
	}
	return h
}

// NewHoliday is a bank holiday as typed in: one proclaimed, or of a year that is not in
// the table yet.
type NewHoliday struct {
	Day    values.Date `json:"day" format:"date"`
	Name   string      `json:"name" maxLength:"100"`
	Source string      `json:"source" maxLength:"500"`
}

// AddHoliday adds a bank holiday; every clock follows.
func AddHoliday(ctx context.Context, db *gorm.DB, by accounts.User, n NewHoliday, today values.Date) (BankHoliday, error) {
	db = db.WithContext(ctx)
	n.Name, n.Source = strings.TrimSpace(n.Name), strings.TrimSpace(n.Source)
	all, err := ReadHolidays(ctx, db)
	if err != nil {
		return BankHoliday{}, err
	}
	var wrong faults
	switch {
	case n.Day.IsZero():
		wrong.add("day", "Enter the day of the bank holiday.")
	case byDay(all)[n.Day] != "":
		wrong.add("day", n.Day.Words()+" is a bank holiday already: "+byDay(all)[n.Day]+".")
	}
	if n.Name == "" {
		wrong.add("name", "Enter what the bank holiday is called.")
	}
	if n.Source == "" {
		wrong.add("source", "Name the proclamation, or where it is published.")
	}
	if err := wrong.err(); err != nil {
		return BankHoliday{}, err
	}
	var id int64
	err = db.Raw(`INSERT INTO bank_holidays (day, name, source, by_name) VALUES (?, ?, ?, ?) RETURNING id`, n.Day, n.Name, n.Source, by.Name).Scan(&id).Error
	if err != nil {
		return BankHoliday{}, fmt.Errorf("add a bank holiday: %w", err)
	}
	return followHoliday(ctx, db, id, today)
}

// StrikeHoliday strikes a bank holiday out, saying why; every clock follows.
func StrikeHoliday(ctx context.Context, db *gorm.DB, id int64, version int, because string, today values.Date) (BankHoliday, error) {
	db = db.WithContext(ctx)
	if because = strings.TrimSpace(because); because == "" {
		return BankHoliday{}, problem.Field("because", "Say why it is struck out.")
	}
	if err := db.Exec(`SELECT FROM bank_holidays WHERE id = ? FOR UPDATE`, id).Error; err != nil {
		return BankHoliday{}, fmt.Errorf("lock bank holiday %d: %w", id, err)
	}
	is, err := readHoliday(ctx, db, id)
	switch {
	case err != nil:
		return is, err
	case is.Version != version:
		return is, problem.Overtaken("bank holiday", is)
	case is.Struck:
		return is, problem.Conflict("It is struck out already.")
	}
	if err := db.Exec(`UPDATE bank_holidays SET struck = true, struck_because = ?, version = version + 1 WHERE id = ?`, because, id).Error; err != nil {
		return is, fmt.Errorf("strike out bank holiday %d: %w", id, err)
	}
	return followHoliday(ctx, db, id, today)
}

func readHoliday(ctx context.Context, db *gorm.DB, id int64) (BankHoliday, error) {
	all, err := ReadHolidays(ctx, db)
	if err != nil {
		return BankHoliday{}, err
	}
	i := slices.IndexFunc(all, func(b BankHoliday) bool { return b.ID == id })
	if i < 0 {
		return BankHoliday{}, problem.Missing("bank holiday")
	}
	return all[i], nil
}

// followHoliday is a bank holiday as a change left it, once the dates have followed: only
// a period of working days moves for one.
func followHoliday(ctx context.Context, db *gorm.DB, id int64, today values.Date) (BankHoliday, error) {
	rules, err := ReadRules(ctx, db)
	if err != nil {
		return BankHoliday{}, err
	}
	if slices.ContainsFunc(rules, func(r Rule) bool { return r.Unit == "working_days" }) {
		if err := Restand(ctx, db, today); err != nil {
			return BankHoliday{}, err
		}
	}
	return readHoliday(ctx, db, id)
}
