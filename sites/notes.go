package sites

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
)

// Note is what somebody wrote of a site. It is never changed.
type Note struct {
	ID     int64     `json:"id"`
	Text   string    `json:"text"`
	ByName string    `json:"by_name"`
	At     time.Time `json:"at"`
}

// AddNote writes a note.
func AddNote(ctx context.Context, tx *gorm.DB, by accounts.User, id int64, text string) (Note, error) {
	n := Note{Text: strings.TrimSpace(text), ByName: by.Name}
	if n.Text == "" {
		return n, problem.Field("text", "Write the note.")
	}
	err := tx.WithContext(ctx).Raw(`INSERT INTO site_notes (site_id, text, by_name) VALUES (?, ?, ?) RETURNING id, at`, id, n.Text, n.ByName).Row().Scan(&n.ID, &n.At)
	if err != nil {
		return n, fmt.Errorf("add a note to site %d: %w", id, err)
	}
	return n, nil
}

// openNotes are the notes of an open site, newest first; none of a restricted one.
func openNotes(ctx context.Context, db *gorm.DB, id int64) ([]Note, error) {
	list := []Note{}
	err := db.WithContext(ctx).Raw(`SELECT id, text, by_name, at FROM open_site_notes WHERE site_id = ? ORDER BY id DESC`, id).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read the notes of site %d: %w", id, err)
	}
	return list, nil
}
