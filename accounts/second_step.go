package accounts

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
	"gorm.io/gorm"

	"homeground/internal/problem"
)

// The second step: six digits that an app on the person's phone makes anew every half
// minute (TOTP, RFC 6238), or one of the recovery codes for a lost phone. Everybody with
// an account of their own has one: until it is set up, a session has no role.
//
//	              sets it up                     gives a code
//	no second step ---------> on, ten recovery codes -------> signed in
//	      ^                        |
//	      +--- an administrator takes it away
const (
	stepSeconds   = 30
	recoveryCodes = 10
	recoveryLong  = 24 // letters and digits: 120 bits
)

// confirmedFor is how long a password once given lets its session do what must be
// confirmed.
const confirmedFor = 5 * time.Minute

// SecondStep is what is known of somebody's second step.
type SecondStep struct {
	Due           bool       `json:"due" doc:"It has to be set up before anything else"`
	Since         *time.Time `json:"since,omitempty"`
	RecoveryCodes int        `json:"recovery_codes" doc:"How many are left"`
}

// SecondStepOf is a user's second step; of somebody of the demonstration it is nil.
func SecondStepOf(ctx context.Context, db *gorm.DB, user int64) (*SecondStep, error) {
	var row struct {
		Demonstration bool
		Since         *time.Time
		Left          int
	}
	err := db.WithContext(ctx).Raw(`SELECT u.demonstration, s.since, coalesce(cardinality(s.recovery_codes), 0) AS left
		FROM users u LEFT JOIN second_steps s ON s.user_id = u.id WHERE u.id = ?`, user).Scan(&row).Error
	if err != nil {
		return nil, fmt.Errorf("read the second step of user %d: %w", user, err)
	}
	if row.Demonstration {
		return nil, nil
	}
	return &SecondStep{row.Since == nil, row.Since, row.Left}, nil
}

// NewStep is a second step that is being set up: what the phone is given.
type NewStep struct {
	Key     string   `json:"key" doc:"For typing in, where the picture cannot be scanned"`
	Address string   `json:"address" doc:"The same as an otpauth address, which opens the app on a phone"`
	QR      []string `json:"qr" doc:"The address as a QR code: rows of 1, dark, and 0, without the quiet zone"`
}

// BeginSecondStep makes the key of a new second step, inside a Write. The one the user
// has goes on until ConfirmSecondStep has seen a code of the new one.
func BeginSecondStep(ctx context.Context, tx *gorm.DB, by User) (NewStep, error) {
	session, err := ownSession(ctx, tx, by)
	if err != nil {
		return NewStep{}, err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "Homeground", AccountName: by.Email})
	if err != nil {
		return NewStep{}, fmt.Errorf("make a second step: %w", err)
	}
	picture, err := qr.Encode(key.URL(), qr.M, qr.Auto)
	if err != nil {
		return NewStep{}, fmt.Errorf("draw a second step: %w", err)
	}
	if err := tx.Exec(`UPDATE sessions SET next_key = ? WHERE public_id = ?`, key.Secret(), session).Error; err != nil {
		return NewStep{}, fmt.Errorf("keep a second step: %w", err)
	}
	step := NewStep{Key: inFours(key.Secret()), Address: key.URL()}
	for y := range picture.Bounds().Dy() {
		row := make([]byte, picture.Bounds().Dx())
		for x := range row {
			row[x] = '0'
			if r, _, _, _ := picture.At(x, y).RGBA(); r == 0 {
				row[x] = '1'
			}
		}
		step.QR = append(step.QR, string(row))
	}
	return step, nil
}

// ownSession is the public name of the session by acts in, which must be of somebody
// with a password.
func ownSession(ctx context.Context, db *gorm.DB, by User) (string, error) {
	session, ok := strings.CutPrefix(by.Credential, "session ")
	if !ok {
		return "", problem.Deny("A token cannot do this. Sign in on the page.")
	}
	p, err := FindPerson(ctx, db, by.ID)
	if err == nil && p.Demonstration {
		err = problem.Conflict("The people of the demonstration have no password and no second step.")
	}
	return session, err
}

// ConfirmSecondStep turns the second step on that the session set up, if the code is of
// it, with new recovery codes, shown this once. All sessions of the user end and a new
// one begins: it may do more. It opens transactions of its own: never call it inside
// Write.
func ConfirmSecondStep(ctx context.Context, db *gorm.DB, by User, code string, from From, now time.Time) (Session, []string, error) {
	session, err := ownSession(ctx, db, by)
	if err != nil {
		return Session{}, nil, err
	}
	var key string
	if err := db.WithContext(ctx).Raw(`SELECT coalesce((SELECT next_key FROM sessions WHERE public_id = ?), '')`, session).Scan(&key).Error; err != nil {
		return Session{}, nil, fmt.Errorf("read the second step being set up: %w", err)
	}
	if key == "" {
		return Session{}, nil, problem.Conflict("Begin setting the second step up again: the key is no longer there.")
	}
	step, err := stepOf(key, code, now)
	if err != nil {
		return Session{}, nil, err
	}
	if step == 0 {
		return Session{}, nil, problem.Field("code", "This is not the code the app shows now. Check that the phone's clock is right, and enter the six digits anew.")
	}
	codes, kept := newRecoveryCodes()
	var s Session
	err = Write(ctx, db, by, func(tx *gorm.DB) error {
		err := tx.Exec(`INSERT INTO second_steps (user_id, key, since, last_step, recovery_codes) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (user_id) DO UPDATE SET key = excluded.key, since = excluded.since, last_step = excluded.last_step, recovery_codes = excluded.recovery_codes`,
			by.ID, key, now, step, kept).Error
		if err != nil {
			return fmt.Errorf("turn the second step of user %d on: %w", by.ID, err)
		}
		if _, err := EndSessions(ctx, tx, by.ID); err != nil {
			return err
		}
		s, err = newSession(tx, by.ID, from, now)
		return err
	})
	return s, codes, err
}

// MakeRecoveryCodes makes ten new recovery codes for by, shown this once, inside a Write.
// The old ones end.
func MakeRecoveryCodes(ctx context.Context, tx *gorm.DB, by User) ([]string, error) {
	if _, err := ownSession(ctx, tx, by); err != nil {
		return nil, err
	}
	codes, kept := newRecoveryCodes()
	done := tx.WithContext(ctx).Exec(`UPDATE second_steps SET recovery_codes = ? WHERE user_id = ?`, kept, by.ID)
	if done.Error != nil {
		return nil, fmt.Errorf("keep new recovery codes of user %d: %w", by.ID, done.Error)
	}
	if done.RowsAffected == 0 {
		return nil, problem.Conflict("Set your second step up first.")
	}
	return codes, nil
}

// ResetSecondStep takes somebody's second step away, who lost phone and recovery codes,
// and signs them out everywhere, inside a Write; they set up a new one when they next
// sign in. It says of how many sessions.
func ResetSecondStep(ctx context.Context, tx *gorm.DB, by User, id int64) (int64, error) {
	if by.ID == id {
		return 0, problem.Deny("Nobody takes their own second step away. Set up another phone instead, or ask another administrator.")
	}
	p, err := FindPerson(ctx, tx, id)
	if err != nil {
		return 0, err
	}
	done := tx.WithContext(ctx).Exec(`DELETE FROM second_steps WHERE user_id = ?`, id)
	if done.Error != nil {
		return 0, fmt.Errorf("take the second step of user %d away: %w", id, done.Error)
	}
	if done.RowsAffected == 0 {
		return 0, problem.Conflict("%s has no second step.", p.Name)
	}
	return EndSessions(ctx, tx, id)
}

// Limits on codes: a code has a million values and three hold at a time, so who knows the
// password may not try for long; the recovery codes, which nobody guesses, stay open.
const (
	codeFailures       = 20
	codeFailuresWithin = 24 * time.Hour
	waitForCode        = "There were too many wrong codes. Enter one of your recovery codes, or ask an administrator to take your second step away; the app's codes are taken again tomorrow."
)

// codeWanted asks for the code, of somebody whose password was right.
func codeWanted(text string) *problem.Problem {
	p := problem.NotSignedIn(text)
	p.Faults = []problem.Fault{{Field: "code", Text: text}}
	return p
}

const (
	enterCode = "Enter the code from your authenticator app."
	wrongCode = "This is not the code the app shows now, or it was used already. Wait for the next one, or enter a recovery code."
)

// secondStep checks the second step of a user whose password was right. What it gives is
// done in the transaction that signs them in: it uses the code up, so that of two
// requests with one code one comes in.
func secondStep(ctx context.Context, db *gorm.DB, user int64, email, code string, from From, now time.Time) (use func(tx *gorm.DB) error, t try, err error) {
	var kept struct {
		Key      string
		LastStep int64
	}
	found := db.WithContext(ctx).Raw(`SELECT key, last_step FROM second_steps WHERE user_id = ?`, user).Scan(&kept)
	if found.Error != nil {
		return nil, t, fmt.Errorf("read the second step of user %d: %w", user, found.Error)
	}
	recovery := strings.NewReplacer("-", "", " ", "", "0", "O", "1", "I").Replace(strings.ToUpper(code)) // there is no 0 or 1 in one
	switch {
	case found.RowsAffected == 0:
		return func(*gorm.DB) error { return nil }, t, nil
	case strings.TrimSpace(code) == "":
		return nil, t, codeWanted(enterCode)
	case len(recovery) == recoveryLong:
		return usedUp(user, "One was used to sign in.", `UPDATE second_steps SET recovery_codes = array_remove(recovery_codes, @hash) WHERE user_id = @user AND recovery_codes @> ARRAY[CAST(@hash AS bytea)]`,
			map[string]any{"user": user, "hash": secretHash(recovery)}), t, nil
	}
	if t, err = begin(ctx, db, []limit{{secretHash("code " + email), codeFailures, codeFailuresWithin, waitForCode}}, now); err != nil {
		return nil, t, err
	}
	step, err := stepOf(kept.Key, code, now)
	if err != nil {
		return nil, t, err
	}
	return usedUp(user, "", `UPDATE second_steps SET last_step = @step WHERE user_id = @user AND last_step < @step AND key = @key`,
		map[string]any{"user": user, "step": step, "key": kept.Key}), t, nil
}

func usedUp(user int64, because, sql string, args map[string]any) func(tx *gorm.DB) error {
	return func(tx *gorm.DB) error {
		if err := Because(tx, because); err != nil {
			return err
		}
		done := tx.Exec(sql, args)
		if done.Error != nil {
			return fmt.Errorf("use up a code of user %d: %w", user, done.Error)
		}
		if done.RowsAffected == 0 {
			return codeWanted(wrongCode)
		}
		return nil
	}
}

// stepOf is the half minute whose code this is - now's, the one before or the one after,
// since clocks differ - or 0.
func stepOf(key, code string, now time.Time) (int64, error) {
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	var step int64
	for _, aside := range []time.Duration{-stepSeconds * time.Second, 0, stepSeconds * time.Second} {
		at := now.Add(aside)
		want, err := totp.GenerateCodeCustom(key, at, totp.ValidateOpts{Period: stepSeconds, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, fmt.Errorf("work the code out: %w", err)
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step = at.Unix() / stepSeconds
		}
	}
	return step, nil
}

// newRecoveryCodes are codes to show, and what is kept of them.
func newRecoveryCodes() (codes []string, kept hashes) {
	for range recoveryCodes {
		code := rand.Text()[:recoveryLong]
		codes = append(codes, strings.ToLower(strings.ReplaceAll(inFours(code), " ", "-")))
		kept = append(kept, secretHash(code))
	}
	return codes, kept
}

func inFours(text string) string {
	var parts []string
	for ; len(text) > 4; text = text[4:] {
		parts = append(parts, text[:4])
	}
	return strings.Join(append(parts, text), " ")
}

// hashes is a bytea[] of PostgreSQL.
type hashes []digest

// Value is the array as the database reads it.
func (h hashes) Value() (driver.Value, error) {
	parts := make([]string, len(h))
	for i, d := range h {
		parts[i] = `"\\x` + hex.EncodeToString(d[:]) + `"`
	}
	return "{" + strings.Join(parts, ",") + "}", nil
}

// ConfirmPassword notes that by, whose session it is, gave their password just now. It
// opens transactions of its own: never call it inside Write.
func ConfirmPassword(ctx context.Context, db *gorm.DB, by User, password string, from From, now time.Time) error {
	session, err := ownSession(ctx, db, by)
	if err != nil {
		return err
	}
	_, t, err := givenPassword(ctx, db, by, "password", password, from, now)
	if err != nil {
		return err
	}
	return Write(ctx, db, by, func(tx *gorm.DB) error {
		if err := t.right(tx); err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE sessions SET confirmed_at = ? WHERE public_id = ?`, now, session).Error; err != nil {
			return fmt.Errorf("confirm a session of user %d: %w", by.ID, err)
		}
		return note(tx, "confirmed", by.ID, by.Name, "")
	})
}
