package accounts

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
)

// How often a password or a code may be wrong before the next try has to wait.
const (
	failuresWithin  = 5 * time.Minute
	accountFailures = 10 // of one account, from wherever, whether it exists or not
	addressFailures = 50 // from one address, whatever the accounts

	failuresKept = codeFailuresWithin + time.Hour
)

// From is where a request came from.
type From struct {
	Address string
	Agent   string // the browser, as it names itself
	Request string // its number in the log
}

// try is one try of a password or a code. It counts as wrong from the beginning, so
// that a hundred at once are no more than one after another; right takes it back.
type try struct{ ids []int64 }

// limit is how many failures a key may have within a time.
type limit struct {
	key    digest
	of     int
	within time.Duration
	say    string // to who has to wait
}

const waitMinutes = "There were too many wrong tries. Wait a few minutes and try again; an administrator can send a link at once."

func limits(account, address string) []limit {
	var list []limit
	if account != "" {
		list = append(list, limit{secretHash("account " + account), accountFailures, failuresWithin, waitMinutes})
	}
	if address != "" {
		list = append(list, limit{secretHash("address " + address), addressFailures, failuresWithin, waitMinutes})
	}
	// In one order, so that two tries cannot wait for each other.
	slices.SortFunc(list, func(a, b limit) int { return slices.Compare(a.key[:], b.key[:]) })
	return list
}

// begin notes a try, or says how long to wait. Trying while told to wait does not make
// the wait longer. While earlier tries are still looked at, it waits for them.
func begin(ctx context.Context, db *gorm.DB, list []limit, now time.Time) (try, error) {
	for started := time.Now(); ; {
		t, wait, say, pending, err := reserve(ctx, db, list, now)
		if err != nil {
			return t, fmt.Errorf("note a try to sign in: %w", err)
		}
		if wait == 0 {
			return t, nil
		}
		if !pending || time.Since(started) > 5*time.Second {
			return t, problem.Wait(wait, say)
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			return t, fmt.Errorf("wait for other tries to sign in: %w", ctx.Err())
		}
	}
}

// reserve counts a try under all its limits, if none is reached. Otherwise it says how
// long to wait, and whether tries that may yet come right are among those counted.
func reserve(ctx context.Context, db *gorm.DB, list []limit, now time.Time) (t try, wait time.Duration, say string, pending bool, err error) {
	err = db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(`DELETE FROM sign_in_failures WHERE at < ?`, now.Add(-failuresKept)).Error; err != nil {
			return err
		}
		for _, l := range list {
			if err := tx.Exec(`SELECT pg_advisory_xact_lock(?)`, int64(binary.BigEndian.Uint64(l.key[:]))).Error; err != nil {
				return err
			}
			var lately struct {
				Oldest  *time.Time // of the last l.of
				Pending bool
			}
			err := tx.Raw(`
				SELECT CASE WHEN count(*) >= @of THEN min(at) END AS oldest, coalesce(bool_or(NOT ended AND at > @beginning), false) AS pending
				FROM (SELECT at, ended FROM sign_in_failures WHERE key = @key AND at > @since AND at <= @soon ORDER BY at DESC LIMIT @of) lately`,
				map[string]any{"of": l.of, "key": l.key, "since": now.Add(-l.within), "soon": now.Add(time.Minute),
					"beginning": now.Add(-10 * time.Second)}).Scan(&lately).Error
			if err != nil {
				return err
			}
			if lately.Oldest != nil {
				wait, say, pending = max(wait, lately.Oldest.Add(l.within).Sub(now), time.Second), l.say, pending || lately.Pending
			}
		}
		if wait > 0 {
			return nil
		}
		for _, l := range list {
			var id int64
			if err := tx.Raw(`INSERT INTO sign_in_failures (key, at) VALUES (?, ?) RETURNING id`, l.key, now).Scan(&id).Error; err != nil {
				return err
			}
			t.ids = append(t.ids, id)
		}
		return nil
	})
	return t, wait, say, pending, err
}

// right takes the try back.
func (t try) right(tx *gorm.DB) error {
	if len(t.ids) == 0 {
		return nil
	}
	if err := tx.Exec(`DELETE FROM sign_in_failures WHERE id IN ?`, t.ids).Error; err != nil {
		return fmt.Errorf("take back a try to sign in: %w", err)
	}
	return nil
}

// wrong makes it final.
func (t try) wrong(tx *gorm.DB) error {
	if len(t.ids) == 0 {
		return nil
	}
	if err := tx.Exec(`UPDATE sign_in_failures SET ended = true WHERE id IN ?`, t.ids).Error; err != nil {
		return fmt.Errorf("note a wrong try to sign in: %w", err)
	}
	return nil
}
