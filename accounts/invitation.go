package accounts

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"homeground/internal/problem"
)

// How long a link may be taken up: by someone new, and by someone who forgot.
const (
	invitationLasts = 7 * 24 * time.Hour
	resetLasts      = time.Hour
)

// Invitation is a link's code. It is shown once; the link is /invitation#CODE, and what
// follows # is never sent to a server, so that it is in no log.
type Invitation struct {
	Code   string    `json:"code"`
	EndsAt time.Time `json:"ends_at"`
}

// Invite makes a user and the link by which they choose a password.
func Invite(ctx context.Context, db *gorm.DB, by User, email, name string, roles []Role, now time.Time) (Person, Invitation, error) {
	var p Person
	var link Invitation
	err := db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		id, err := addUser(tx, email, name, roles)
		if err != nil {
			return err
		}
		if link, err = newLink(tx, id, invitationLasts, now); err != nil {
			return err
		}
		p, err = FindPerson(ctx, tx, id)
		return err
	})
	return p, link, err
}

// addUser writes a user who has been invited, with roles.
func addUser(tx *gorm.DB, email, name string, roles []Role) (int64, error) {
	email, err := checkEmail(email)
	if err != nil {
		return 0, err
	}
	if name, err = checkName(name); err != nil {
		return 0, err
	}
	if roles, err = checkRoles(tx, roles); err != nil {
		return 0, err
	}
	var id int64
	if err := tx.Raw(`INSERT INTO users (email, name) VALUES (?, ?) RETURNING id`, email, name).Scan(&id).Error; err != nil {
		var refused *pgconn.PgError
		if errors.As(err, &refused) && refused.Code == "23505" {
			return 0, problem.Field("email", "Someone with this e-mail address has an account already. Send them a new link instead.")
		}
		return 0, fmt.Errorf("add user: %w", err)
	}
	_, err = writeRoles(tx, id, nil, roles)
	return id, err
}

// ResetLink makes a new link for a user: for one who forgot the password, or who let
// the invitation run out. The link they had before is no more.
func ResetLink(ctx context.Context, db *gorm.DB, id int64, now time.Time) (Invitation, error) {
	var link Invitation
	err := db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		p, err := FindPerson(ctx, tx, id)
		if err != nil {
			return err
		}
		lasts := resetLasts
		switch {
		case p.Demonstration:
			return problem.Conflict("%s belongs to the demonstration and has no password.", p.Name)
		case p.State == "disabled":
			return problem.Conflict("%s is disabled. Enable the account first.", p.Name)
		case p.State == "invited":
			lasts = invitationLasts
		}
		link, err = newLink(tx, id, lasts, now)
		return err
	})
	return link, err
}

func newLink(tx *gorm.DB, user int64, lasts time.Duration, now time.Time) (Invitation, error) {
	link := Invitation{Code: newSecret(), EndsAt: now.Add(lasts)}
	err := tx.Exec(`INSERT INTO invitations (user_id, code_hash, ends_at) VALUES (?, ?, ?)
		ON CONFLICT (user_id) DO UPDATE SET code_hash = excluded.code_hash, ends_at = excluded.ends_at`, user, secretHash(link.Code), link.EndsAt).Error
	if err != nil {
		return link, fmt.Errorf("make a link for user %d: %w", user, err)
	}
	return link, nil
}

var linkEnded = problem.Field("code", "This link has been used or has ended. Ask an administrator for a new one.")

// AcceptInvitation sets the password of whose link it is, once, signs them out
// everywhere else, and in here: but not in who has a second step, which a link does not
// stand for; they get no session, and sign in with both. It opens transactions of its own: never call it inside
// Write.
func AcceptInvitation(ctx context.Context, db *gorm.DB, code, password string, from From, now time.Time) (Session, error) {
	t, err := begin(ctx, db, limits("", from.Address), now)
	if err != nil {
		return Session{}, err
	}
	var u struct {
		ID          int64
		Name, Email string
	}
	err = db.WithContext(ctx).Raw(`SELECT u.id, u.name, u.email FROM invitations i JOIN users u ON u.id = i.user_id
		WHERE i.code_hash = ? AND i.ends_at > ? AND u.state <> 'disabled' AND NOT u.demonstration`, secretHash(code), now).Scan(&u).Error
	if err != nil {
		return Session{}, fmt.Errorf("find the link: %w", err)
	}
	if u.ID == 0 {
		return Session{}, refuse(ctx, db, t, 0, "a link that is not there", from, linkEnded)
	}
	if err := t.right(db.WithContext(ctx)); err != nil {
		return Session{}, err
	}
	if err := CheckPassword(password, u.Name, u.Email); err != nil {
		return Session{}, err
	}
	kept, err := hashPassword(ctx, password)
	if err != nil {
		return Session{}, err
	}
	var s Session
	err = Write(ctx, db, signingIn(u.ID, u.Name, "link", from), func(tx *gorm.DB) error {
		used := tx.Exec(`DELETE FROM invitations WHERE code_hash = ?`, secretHash(code))
		if used.Error != nil {
			return fmt.Errorf("use up the link: %w", used.Error)
		}
		if used.RowsAffected == 0 {
			return linkEnded
		}
		if err := setPassword(ctx, tx, u.ID, kept); err != nil {
			return err
		}
		step, err := SecondStepOf(ctx, tx, u.ID)
		if err != nil || !step.Due {
			return err
		}
		s, err = newSession(tx, u.ID, from, now)
		return err
	})
	return s, err
}

// setPassword keeps a new password and ends all sessions, and the link if there is one.
func setPassword(ctx context.Context, tx *gorm.DB, user int64, kept string) error {
	done := tx.Exec(`UPDATE users SET password_hash = ?, state = 'active', version = version + 1 WHERE id = ? AND state <> 'disabled'`, kept, user)
	if done.Error != nil {
		return fmt.Errorf("set the password of user %d: %w", user, done.Error)
	}
	if done.RowsAffected == 0 {
		return linkEnded
	}
	return shutOut(ctx, tx, user)
}

// ChangePassword sets a new password for who knows the one that holds, ends all their
// sessions and begins a new one. It opens transactions of its own: never call it inside
// Write.
func ChangePassword(ctx context.Context, db *gorm.DB, by User, current, password string, from From, now time.Time) (Session, error) {
	if by.byToken() {
		return Session{}, problem.Deny("A token cannot change a password. Sign in on the page.")
	}
	kept, t, err := givenPassword(ctx, db, by, "current", current, from, now)
	if err != nil {
		return Session{}, err
	}
	if err := t.right(db.WithContext(ctx)); err != nil {
		return Session{}, err
	}
	if composed(current) == composed(password) {
		return Session{}, problem.Field("password", "Choose a password other than the one you have.")
	}
	if err := CheckPassword(password, by.Name, by.Email); err != nil {
		return Session{}, err
	}
	anew, err := hashPassword(ctx, password)
	if err != nil {
		return Session{}, err
	}
	var s Session
	err = Write(ctx, db, by, func(tx *gorm.DB) error {
		var still int64
		if err := tx.Raw(`SELECT id FROM users WHERE id = ? AND password_hash = ? FOR UPDATE`, by.ID, kept).Scan(&still).Error; err != nil {
			return fmt.Errorf("change the password of user %d: %w", by.ID, err)
		}
		if still == 0 {
			return problem.Conflict("Your password was changed meanwhile. Sign in with the new one.")
		}
		if err := setPassword(ctx, tx, by.ID, anew); err != nil {
			return err
		}
		s, err = newSession(tx, by.ID, from, now)
		return err
	})
	return s, err
}

// givenPassword checks the password that by, who is signed in, gave in that field: it
// gives what is kept of it and the try to take back, or refuses.
func givenPassword(ctx context.Context, db *gorm.DB, by User, field, password string, from From, now time.Time) (kept string, t try, err error) {
	if t, err = begin(ctx, db, limits(by.Email, from.Address), now); err != nil {
		return "", t, err
	}
	if err := db.WithContext(ctx).Raw(`SELECT coalesce(password_hash, '') FROM users WHERE id = ?`, by.ID).Scan(&kept).Error; err != nil {
		return "", t, fmt.Errorf("read the password of user %d: %w", by.ID, err)
	}
	right, err := verifyPassword(ctx, password, kept)
	if err != nil {
		return "", t, err
	}
	if !right {
		return "", t, refuse(ctx, db, t, by.ID, by.Name, from, problem.Field(field, "This is not your password. Enter the one you sign in with now."))
	}
	return kept, t, nil
}
