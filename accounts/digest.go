package accounts

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/values"
)

// Digest is the weekly e-mail of one's own dates, as it is set.
type Digest struct {
	Weekly bool        `json:"weekly" doc:"One asked for it"`
	Week   values.Date `json:"week,omitzero" doc:"The Monday of the last week that is dealt with: it was sent, or there was nothing to say"`
	Failed string      `json:"failed,omitempty" doc:"Why the last could not be sent; it is tried again within the hour"`
}

// Monday is the first day of a day's week.
func Monday(day values.Date) values.Date { return day.AddDays(-int(day.Time().Weekday()+6) % 7) }

// ReadDigest is how a user's is set.
func ReadDigest(ctx context.Context, db *gorm.DB, user int64) (Digest, error) {
	var d Digest
	if err := db.WithContext(ctx).Raw(`SELECT true AS weekly, week, failed FROM digests WHERE user_id = ?`, user).Scan(&d).Error; err != nil {
		return d, fmt.Errorf("read the digest of user %d: %w", user, err)
	}
	return d, nil
}

// SetDigest asks for it, from next Monday on, or no longer.
func SetDigest(ctx context.Context, tx *gorm.DB, user int64, weekly bool, today values.Date) (Digest, error) {
	tx = tx.WithContext(ctx)
	sql, args := `DELETE FROM digests WHERE user_id = ?`, []any{user}
	if weekly {
		sql, args = `INSERT INTO digests (user_id, week) VALUES (?, ?) ON CONFLICT (user_id) DO NOTHING`, []any{user, Monday(today)}
	}
	if err := tx.Exec(sql, args...).Error; err != nil {
		return Digest{}, fmt.Errorf("set the digest of user %d: %w", user, err)
	}
	return ReadDigest(ctx, tx, user)
}

// DigestsDue are the users whose digest of the week that begins on a Monday is still to come.
func DigestsDue(ctx context.Context, db *gorm.DB, monday values.Date) ([]int64, error) {
	var list []int64
	err := db.WithContext(ctx).Raw(`SELECT d.user_id FROM digests d JOIN users u ON u.id = d.user_id AND u.state = 'active' WHERE d.week < ? ORDER BY d.user_id`, monday).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read whose digest is due: %w", err)
	}
	return list, nil
}

// SendDigest has one sent, once: no other server sends it meanwhile. What could not be sent
// stays due, and its user is told.
func SendDigest(ctx context.Context, db *gorm.DB, user int64, monday values.Date, send func(tx *gorm.DB, to User) error) error {
	var failed error
	err := db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		claimed := tx.Exec(`SELECT 1 FROM digests WHERE user_id = ? AND week < ? FOR UPDATE SKIP LOCKED`, user, monday)
		if claimed.Error != nil || claimed.RowsAffected == 0 {
			return claimed.Error
		}
		p, err := FindPerson(ctx, tx, user)
		if err != nil {
			return err
		}
		to := User{ID: p.ID, Name: p.Name, Email: p.Email}
		for _, r := range p.Roles {
			if p.Demonstration || p.SecondStepSince != nil { // else with no role, as where one signs in
				to.Roles = append(to.Roles, r.Role)
			}
		}
		set, args := `week = ?, failed = ''`, []any{monday, user}
		if failed = send(tx, to); failed != nil {
			set, args = `failed = ?`, []any{"The last e-mail could not be sent. Whoever runs Homeground finds the reason in its log.", user}
		}
		return tx.Exec(`UPDATE digests SET `+set+` WHERE user_id = ?`, args...).Error
	})
	if err = errors.Join(err, failed); err != nil {
		return fmt.Errorf("send the digest of user %d: %w", user, err)
	}
	return nil
}
