package server

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/mail"
	"homeground/internal/problem"
	"homeground/internal/values"
)

const (
	digestHour = 7  // of Monday in the United Kingdom, from when on they are sent
	digestDays = 28 // that it looks ahead
)

// digestSet is how one's weekly e-mail is set, and whether there can be one.
type digestSet struct {
	accounts.Digest
	Possible bool   `json:"possible" doc:"This Homeground sends e-mail"`
	Email    string `json:"email"`
}

func (r *request) digest(ctx context.Context, _ *struct{}) (*answer[digestSet], error) {
	d, err := accounts.ReadDigest(ctx, r.db, r.by.ID)
	return &answer[digestSet]{digestSet{d, r.mail != nil, r.by.Email}}, err
}

type digestInput struct {
	Body struct {
		Weekly bool `json:"weekly"`
	}
}

func (r *request) setDigest(ctx context.Context, in *digestInput) (*answer[digestSet], error) {
	if in.Body.Weekly && r.mail == nil {
		return nil, problem.Conflict("This Homeground sends no e-mail. Whoever runs it can set HOMEGROUND_SMTP.")
	}
	d, err := accounts.SetDigest(ctx, r.db, r.by.ID, in.Body.Weekly, r.today())
	return &answer[digestSet]{digestSet{d, r.mail != nil, r.by.Email}}, err
}

// SendDigests sends each user who asked for it what of their own is overdue and due within
// four weeks: once a week, from Monday morning on. Home is the address people use, without a
// slash at its end. One that cannot be sent does not keep the others.
func SendDigests(ctx context.Context, db *gorm.DB, sender *mail.Sender, home string, now time.Time) error {
	today := values.Today(now)
	monday := accounts.Monday(today)
	if london, err := time.LoadLocation("Europe/London"); err != nil || sender == nil || today == monday && now.In(london).Hour() < digestHour {
		return err
	}
	due, err := accounts.DigestsDue(ctx, db, monday)
	if err != nil {
		return err
	}
	var failed []error
	for _, user := range due {
		err := accounts.SendDigest(ctx, db, user, monday, func(tx *gorm.DB, to accounts.User) error {
			days, err := ownDays(ctx, tx, to, today)
			if err != nil {
				return err
			}
			subject, text := writeDigest(days, home, today)
			if text == "" {
				return nil
			}
			return sender.Send(ctx, mail.Message{To: to.Email, ToName: to.Name, Subject: subject, Text: text, Headers: map[string]string{"List-Unsubscribe": "<" + home + "/account#digest>", "Auto-Submitted": "auto-generated"}})
		})
		if err != nil {
			failed = append(failed, err)
		}
		if ctx.Err() != nil {
			break
		}
	}
	return errors.Join(failed...)
}

// writeDigest is the e-mail of one's days; without text if there is nothing to say.
func writeDigest(days []ownDay, home string, today values.Date) (subject, text string) {
	until := today.AddDays(digestDays)
	var overdue, due []ownDay
	for _, d := range days {
		switch {
		case d.day.Before(today):
			overdue = append(overdue, d)
		case !until.Before(d.day):
			due = append(due, d)
		}
	}
	if len(overdue)+len(due) == 0 {
		return "", ""
	}
	var b strings.Builder
	section := func(title string, list []ownDay) {
		if len(list) == 0 {
			return
		}
		slices.SortStableFunc(list, func(a, b ownDay) int { return a.day.Time().Compare(b.day.Time()) })
		fmt.Fprintf(&b, "%s\n\n", title)
		for _, d := range list {
			fmt.Fprintf(&b, "%s: %s\n%s\n\n", d.day.Words(), d.summary, home+d.address)
		}
	}
	section(fmt.Sprintf("%d overdue", len(overdue)), overdue)
	section(fmt.Sprintf("%d due by %s", len(due), until.Words()), due)
	fmt.Fprintf(&b, "You asked Homeground for this e-mail. To have it no longer: %s/account\n", home)
	var parts []string
	if len(overdue) > 0 {
		parts = append(parts, fmt.Sprintf("%d overdue", len(overdue)))
	}
	if len(due) > 0 {
		parts = append(parts, fmt.Sprintf("%d due by %s", len(due), until.Words()))
	}
	return "Homeground: " + strings.Join(parts, ", "), b.String()
}
