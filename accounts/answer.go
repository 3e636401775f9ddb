package accounts

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
)

// answersLast is how long a creation sent again makes no second one. What is written on a
// visit may wait for days; the page sends by itself nothing first sent three weeks ago.
const answersLast = 30 * 24 * time.Hour

// Answer is what a creation was answered.
type Answer struct {
	Status int
	Body   string
}

// ClaimKey takes an idempotency key for a creation, inside the request's Write. request
// is the SHA-256 of what was asked. If the same was asked before, answered is true and
// its answer is the one to give; while it is still being done, ClaimKey waits. If that
// fails its transaction frees the key, and this request does it.
func ClaimKey(ctx context.Context, tx *gorm.DB, by User, key string, request []byte, now time.Time) (a Answer, answered bool, err error) {
	if len(key) < 8 || len(key) > 200 || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return a, false, problem.Field("idempotency_key", "Give the Idempotency-Key as 8 to 200 letters, digits and signs of your own, new for each creation.")
	}
	tx = tx.WithContext(ctx)
	if err := tx.Exec(`DELETE FROM idempotency_keys WHERE user_id = ? AND at <= ?`, by.ID, now.Add(-answersLast)).Error; err != nil {
		return a, false, fmt.Errorf("clear old idempotency keys: %w", err)
	}
	claimed := tx.Exec(`INSERT INTO idempotency_keys (user_id, key, request, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, by.ID, key, request, now)
	if claimed.Error != nil {
		return a, false, fmt.Errorf("claim an idempotency key: %w", claimed.Error)
	}
	if claimed.RowsAffected == 1 {
		return a, false, nil
	}
	var kept struct {
		Request []byte
		Status  int
		Answer  string
	}
	err = tx.Raw(`SELECT request, coalesce(status, 0) AS status, coalesce(answer, '') AS answer FROM idempotency_keys WHERE user_id = ? AND key = ?`, by.ID, key).Scan(&kept).Error
	switch {
	case err != nil:
		return a, false, fmt.Errorf("read an idempotency key: %w", err)
	case !bytes.Equal(kept.Request, request):
		return a, false, problem.Field("idempotency_key", "This Idempotency-Key was used for another request. Give each creation a new one.")
	}
	return Answer{kept.Status, kept.Answer}, true, nil
}

// KeepAnswer keeps what a creation is answered, in the same transaction as the creation.
func KeepAnswer(ctx context.Context, tx *gorm.DB, by User, key string, a Answer) error {
	err := tx.WithContext(ctx).Exec(`UPDATE idempotency_keys SET status = ?, answer = ? WHERE user_id = ? AND key = ?`, a.Status, a.Body, by.ID, key).Error
	if err != nil {
		return fmt.Errorf("keep the answer to an idempotency key: %w", err)
	}
	return nil
}
