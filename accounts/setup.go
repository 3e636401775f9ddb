package accounts

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
)

const setupLasts = time.Hour

// HasAccounts says whether anybody real has an account: until then the only thing to do
// is to make the first administrator.
func HasAccounts(ctx context.Context, db *gorm.DB) (bool, error) {
	var some bool
	if err := db.WithContext(ctx).Raw(`SELECT EXISTS (SELECT FROM users WHERE NOT demonstration)`).Scan(&some).Error; err != nil {
		return false, fmt.Errorf("see whether there is an account: %w", err)
	}
	return some, nil
}

// SetupCode makes the code with which the first administrator is made, for whoever
// starts the server to read. There is none once there is an account. Codes printed
// before still do, each for its hour: two servers may start at once.
func SetupCode(ctx context.Context, db *gorm.DB, now time.Time) (code string, needed bool, err error) {
	some, err := HasAccounts(ctx, db)
	if err != nil || some {
		return "", false, err
	}
	code = rand.Text()[:20] // 100 random bits in letters and digits that are told apart
	err = db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(`DELETE FROM setup_codes WHERE ends_at <= ?`, now).Error; err != nil {
			return err
		}
		return tx.Exec(`INSERT INTO setup_codes (code_hash, ends_at) VALUES (?, ?)`, secretHash(code), now.Add(setupLasts)).Error
	})
	if err != nil {
		return "", false, fmt.Errorf("make the set-up code: %w", err)
	}
	return code[:5] + "-" + code[5:10] + "-" + code[10:15] + "-" + code[15:], true, nil
}

// FirstAdministrator is what the first person says of themselves.
type FirstAdministrator struct{ Name, Email, Password string }

var alreadySetUp = problem.Conflict("Homeground has been set up already. Sign in, or ask an administrator to invite you.")

// SetUp makes the first administrator, once, and signs them in. Of two at once one does
// it. It opens transactions of its own: never call it inside Write.
func SetUp(ctx context.Context, db *gorm.DB, code string, first FirstAdministrator, from From, now time.Time) (Session, error) {
	some, err := HasAccounts(ctx, db)
	if err != nil {
		return Session{}, err
	}
	if some {
		return Session{}, alreadySetUp
	}
	t, err := begin(ctx, db, limits("(set-up)", from.Address), now) // no e-mail address has brackets and no @
	if err != nil {
		return Session{}, err
	}
	code = strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(code))
	var good bool
	if err := db.WithContext(ctx).Raw(`SELECT EXISTS (SELECT FROM setup_codes WHERE code_hash = ? AND ends_at > ?)`, secretHash(code), now).Scan(&good).Error; err != nil {
		return Session{}, fmt.Errorf("look the set-up code up: %w", err)
	}
	if !good {
		if some, err := HasAccounts(ctx, db); err == nil && some { // another used the code meanwhile
			return Session{}, alreadySetUp
		}
		return Session{}, refuse(ctx, db, t, 0, "a set-up code that is not there", from,
			problem.Field("code", "This is not the code, or it has ended. Start Homeground again and it prints a new one."))
	}
	if err := t.right(db.WithContext(ctx)); err != nil {
		return Session{}, err
	}
	if err := CheckPassword(first.Password, first.Name, first.Email); err != nil {
		return Session{}, err
	}
	kept, err := hashPassword(ctx, first.Password)
	if err != nil {
		return Session{}, err
	}
	var s Session
	err = Write(ctx, db, signingIn(0, strings.TrimSpace(first.Name), "set-up code", from), func(tx *gorm.DB) error {
		// Who comes second waits here, and then finds no code.
		used := tx.Exec(`DELETE FROM setup_codes`)
		if used.Error != nil {
			return fmt.Errorf("use up the set-up code: %w", used.Error)
		}
		if used.RowsAffected == 0 {
			return alreadySetUp
		}
		id, err := addUser(tx, first.Email, first.Name, []Role{{Role: "administrator"}})
		if err != nil {
			return err
		}
		if err := setPassword(ctx, tx, id, kept); err != nil {
			return err
		}
		s, err = newSession(tx, id, from, now)
		return err
	})
	return s, err
}
