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

// ReturnNote is a question or remark on a return, or the answer to one.
type ReturnNote struct {
	ID        int64     `json:"id"`
	AnswersID int64     `json:"answers_id,omitempty" doc:"The note that this one answers"`
	Text      string    `json:"text"`
	ByName    string    `json:"by"`
	At        time.Time `json:"at"`
}

// NewReturnNote is what somebody asks or says of a return.
type NewReturnNote struct {
	Text      string `json:"text" maxLength:"4000"`
	AnswersID int64  `json:"answers_id,omitempty"`
}

// AddReturnNote notes what somebody asks or says of a return; nothing said is taken back.
// Call it in a transaction.
func AddReturnNote(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, n NewReturnNote, today values.Date) (ReturnDetail, error) {
	d, err := ReadReturn(ctx, tx, by, id, today)
	if err != nil {
		return d, err
	}
	if n.Text = strings.TrimSpace(n.Text); n.Text == "" {
		return d, problem.Field("text", "Write what you ask or say.")
	}
	if n.AnswersID != 0 && !slices.ContainsFunc(d.Notes, func(m ReturnNote) bool { return m.ID == n.AnswersID && m.AnswersID == 0 }) {
		return d, problem.Field("answers_id", "Answer a question or remark on this return.")
	}
	err = tx.WithContext(ctx).Exec(`INSERT INTO return_notes (return_id, answers_id, text, by_id, by_name) VALUES (?, nullif(?, 0), ?, nullif(?, 0), ?)`, id, n.AnswersID, n.Text, by.ID, by.Name).Error
	if err != nil {
		return d, fmt.Errorf("add a note to return %d: %w", id, err)
	}
	d.Notes, err = returnNotes(tx.WithContext(ctx), id)
	return d, err
}

// returnNotes are those of a return, the first first.
func returnNotes(db *gorm.DB, id int64) ([]ReturnNote, error) {
	list := []ReturnNote{}
	if err := db.Raw(`SELECT id, coalesce(answers_id, 0) AS answers_id, text, by_name, at FROM return_notes WHERE return_id = ? ORDER BY id`, id).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read the notes of return %d: %w", id, err)
	}
	return list, nil
}
