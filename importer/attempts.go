package importer

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// An Attempt is one file that somebody tried to bring in, and what became of it.
type Attempt struct {
	ID        int64     `json:"id"`
	At        time.Time `json:"at"`
	By        string    `json:"by" gorm:"column:by_name"`
	File      string    `json:"file"`
	SHA256    string    `json:"sha256" gorm:"column:sha256"`
	Bytes     int64     `json:"bytes"`
	Kind      string    `json:"kind"`
	Accepted  int       `json:"accepted"`
	Rejected  int       `json:"rejected"`
	Unchanged int       `json:"unchanged"`
	Outcome   string    `json:"outcome" enum:"imported,nothing new,refused"`
	Warnings  []string  `json:"warnings" gorm:"serializer:json" doc:"What followed from it that somebody should look at"`
}

// Attempts are the last thousand, newest first.
func Attempts(ctx context.Context, db *gorm.DB) ([]Attempt, error) {
	list := []Attempt{}
	err := db.WithContext(ctx).Raw(`SELECT id, at, by_name, file, sha256, bytes, kind, accepted, rejected, unchanged, outcome, to_json(warnings) AS warnings
		FROM imports ORDER BY id DESC LIMIT 1000`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("list imports: %w", err)
	}
	return list, nil
}

// Latest is the number of the last attempt, 0 when there was none: what is made from
// imported files is the same while it is.
func Latest(ctx context.Context, db *gorm.DB) (int64, error) {
	var id int64
	if err := db.WithContext(ctx).Raw(`SELECT coalesce(max(id), 0) FROM imports`).Scan(&id).Error; err != nil {
		return 0, fmt.Errorf("find the last import: %w", err)
	}
	return id, nil
}
