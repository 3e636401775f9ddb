package store

import (
	"fmt"
	"iter"

	"gorm.io/gorm"
)

// Rows reads the rows of a query one by one, for those that would not fit in memory, such
// as all of England's outlines. An error is the last thing it yields.
func Rows[T any](db, query *gorm.DB) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		rows, err := query.Rows()
		if err != nil {
			yield(none, fmt.Errorf("ask for rows: %w", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var row T
			if err := db.ScanRows(rows, &row); err != nil {
				yield(none, fmt.Errorf("read a row: %w", err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, fmt.Errorf("read rows: %w", err))
		}
	}
}
