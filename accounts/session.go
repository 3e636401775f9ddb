package accounts

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
)

// A session ends when nothing came from it for sessionIdle, and at sessionLongest in
// any case. One whose times lie in the future, after a clock was set back, has ended;
// clocks of servers may differ by clocksDiffer.
const (
	sessionIdle    = 30 * time.Minute
	sessionLongest = 12 * time.Hour
	clocksDiffer   = time.Minute
	touchedEvery   = time.Minute
)

// Session is what a browser is given when someone signs in. Each sign-in makes a new
// one; what the browser had before is never taken up.
type Session struct {
	Secret string // for the cookie
	CSRF   string // for the pages' writing requests
	User   User
	Ends   time.Time // at the latest
}

var signInFirst = problem.NotSignedIn("Sign in to go on.")

// notRight is said whoever there is and whatever was wrong.
const notRight = "The e-mail address or the password is not right."

// SignIn begins a session. Who is not there, was disabled or has not taken up the
// invitation gets the same answer, after the same time, as with a wrong password. Code
// is that of the second step, asked for once the password was right. It opens
// transactions of its own, since a wrong try is kept though nobody signed in: never
// call it inside Write.
func SignIn(ctx context.Context, db *gorm.DB, email, password, code string, from From, now time.Time) (Session, error) {
	email = foldEmail(email)
	t, err := begin(ctx, db, limits(email, from.Address), now)
	if err != nil {
		return Session{}, err
	}
	if _, err := checkEmail(email); err != nil {
		email = "" // nobody's; what is no text at all never reaches the database
	}
	var u struct {
		ID                  int64
		Name, State, Secret string
	}
	err = db.WithContext(ctx).Raw(`SELECT id, name, state, coalesce(password_hash, '') AS secret FROM users WHERE email = ?`, email).Scan(&u).Error
	if err != nil {
		return Session{}, fmt.Errorf("sign in: %w", err)
	}
	right, err := verifyPassword(ctx, password, u.Secret)
	if err != nil {
		return Session{}, fmt.Errorf("sign in: %w", err)
	}
	if !right || u.State != "active" {
		return Session{}, refuse(ctx, db, t, u.ID, u.Name, from, problem.NotSignedIn(notRight))
	}
	use, second, err := secondStep(ctx, db, u.ID, email, code, from, now)
	if err != nil {
		if freed := t.right(db.WithContext(ctx)); freed != nil { // the password was right
			return Session{}, freed
		}
		return Session{}, err
	}
	by := signingIn(u.ID, u.Name, "password", from)
	var s Session
	err = Write(ctx, db, by, func(tx *gorm.DB) error {
		if err := t.right(tx); err != nil {
			return err
		}
		if err := second.right(tx); err != nil {
			return err
		}
		if err := use(tx); err != nil {
			return err
		}
		// The password was looked at outside: it must be the one that holds now.
		var still int64
		err := tx.Raw(`SELECT id FROM users WHERE id = ? AND state = 'active' AND password_hash = ? FOR SHARE`, u.ID, u.Secret).Scan(&still).Error
		if err != nil {
			return fmt.Errorf("sign in: %w", err)
		}
		if still == 0 {
			return problem.NotSignedIn(notRight)
		}
		s, err = newSession(tx, u.ID, from, now)
		return err
	})
	if p, ok := problem.As(err); ok && len(p.Faults) > 0 { // a wrong code: both tries stay
		return Session{}, refuse(ctx, db, try{append(t.ids, second.ids...)}, u.ID, u.Name, from, p)
	}
	return s, err
}

// signingIn is who acts while a session is being made.
func signingIn(id int64, name, credential string, from From) User {
	return User{ID: id, Name: name, Credential: credential, Origin: "page", Address: from.Address, Request: from.Request}
}

// refuse keeps a wrong try, notes it in the audit, and is the refusal. Nothing that was
// typed is noted: people type their password in the wrong field.
func refuse(ctx context.Context, db *gorm.DB, t try, id int64, label string, from From, refusal *problem.Problem) error {
	if label == "" {
		label = "no account of that name"
	}
	err := Write(ctx, db, signingIn(0, "someone not signed in", "", from), func(tx *gorm.DB) error {
		if err := t.wrong(tx); err != nil {
			return err
		}
		return note(tx, "denied", id, label, "A wrong password or code.")
	})
	if err != nil {
		return err
	}
	return refusal
}

// note writes to the audit what happened to a user that is no change of the record.
func note(tx *gorm.DB, action string, id int64, label, reason string) error {
	e := Event{Action: action, Object: "user", Label: label, Reason: reason}
	if id != 0 {
		e.ObjectID = fmt.Sprint(id)
	}
	return Note(tx.Statement.Context, tx, e)
}

// newSession begins a session of a user who has shown who they are, and notes it.
func newSession(tx *gorm.DB, user int64, from From, now time.Time) (Session, error) {
	short := make([]byte, 6)
	rand.Read(short)
	s := Session{Secret: newSecret(), CSRF: newSecret(), Ends: now.Add(sessionLongest)}
	err := tx.Exec(`DELETE FROM sessions WHERE made_at <= ? OR seen_at <= ?`, now.Add(-sessionLongest), now.Add(-sessionIdle)).Error
	if err == nil {
		err = tx.Exec(`INSERT INTO sessions (secret_hash, public_id, csrf, user_id, made_at, seen_at, confirmed_at, address, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			secretHash(s.Secret), hex.EncodeToString(short), s.CSRF, user, now, now, now, from.Address, cut(from.Agent, 200)).Error
	}
	if err == nil {
		err = tx.Exec(`INSERT INTO sign_ins (user_id, at) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET at = excluded.at`, user, now).Error
	}
	if err != nil {
		return s, fmt.Errorf("begin a session of user %d: %w", user, err)
	}
	if s.User, _, err = Who(tx.Statement.Context, tx, s.Secret, now); err != nil {
		return s, err
	}
	s.User.Address, s.User.Request = from.Address, from.Request
	return s, note(tx, "signed_in", user, s.User.Name, "Began "+s.User.Credential+".")
}

// cut is the first n bytes of what a browser says of itself, in characters Postgres takes.
func cut(text string, n int) string {
	if len(text) > n {
		text = text[:n]
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == '\uFFFD' {
			return ' '
		}
		return r
	}, text)
}

// rolesOf is the JSON of a user's roles, the same wherever a user is read.
const rolesOf = `(SELECT coalesce(json_agg(json_build_object('role', r.role, 'authority_code', coalesce(r.authority_code, ''),
		'authority_name', coalesce(a.name, ''), 'project_id', coalesce(r.project_id, 0), 'project_name', coalesce(p.name, ''),
		'programme_id', coalesce(r.programme_id, 0), 'programme_name', coalesce(g.name, '')) ORDER BY r.id), '[]')::text
	FROM user_roles r LEFT JOIN authorities a ON a.code = r.authority_code LEFT JOIN projects p ON p.id = r.project_id LEFT JOIN programmes g ON g.id = r.programme_id
	WHERE r.user_id = u.id)`

// Who is the user of a session, with the roles held now, and the session's CSRF token.
// One statement reads session, account and roles, so what was taken away is gone at
// once, on every server. It notes that the session was seen, at most once a minute.
func Who(ctx context.Context, db *gorm.DB, secret string, now time.Time) (User, string, error) {
	return who(ctx, db, secret, now, true)
}

// WhoUnseen is Who for what a page asks of itself: that keeps no session alive.
func WhoUnseen(ctx context.Context, db *gorm.DB, secret string, now time.Time) (User, string, error) {
	return who(ctx, db, secret, now, false)
}

func who(ctx context.Context, db *gorm.DB, secret string, now time.Time, seen bool) (User, string, error) {
	var row struct {
		ID                                 int64
		Name, Email, PublicID, CSRF, Roles string
		Confirmed, StepDue                 bool
	}
	found := db.WithContext(ctx).Raw(`
		WITH touched AS (
		    UPDATE sessions SET seen_at = @now WHERE @seen AND secret_hash = @hash AND seen_at <= @lately
		        AND seen_at > @idle AND made_at > @longest)
		SELECT u.id, u.name, u.email, s.public_id, s.csrf, `+rolesOf+` AS roles,
		    u.demonstration OR s.confirmed_at > @lastly AND s.confirmed_at <= @soon AS confirmed,
		    NOT u.demonstration AND NOT EXISTS (SELECT FROM second_steps x WHERE x.user_id = u.id) AS step_due
		FROM sessions s JOIN users u ON u.id = s.user_id AND u.state = 'active'
		WHERE s.secret_hash = @hash AND s.seen_at > @idle AND s.made_at > @longest AND s.seen_at <= @soon AND s.made_at <= @soon`,
		map[string]any{"hash": secretHash(secret), "now": now, "seen": seen, "lately": now.Add(-touchedEvery), "idle": now.Add(-sessionIdle),
			"longest": now.Add(-sessionLongest), "lastly": now.Add(-confirmedFor), "soon": now.Add(clocksDiffer)}).Scan(&row)
	if found.Error != nil {
		return User{}, "", fmt.Errorf("find the session: %w", found.Error)
	}
	if found.RowsAffected == 0 {
		return User{}, "", signInFirst
	}
	u := User{ID: row.ID, Name: row.Name, Email: row.Email, Credential: "session " + row.PublicID, Origin: "page", Confirmed: row.Confirmed, StepDue: row.StepDue}
	if u.StepDue {
		return u, row.CSRF, nil // with no role
	}
	if err := json.Unmarshal([]byte(row.Roles), &u.Roles); err != nil {
		return User{}, "", fmt.Errorf("read the roles of user %d: %w", row.ID, err)
	}
	return u, row.CSRF, nil
}

// SignOut ends the session by that secret, inside the user's Write.
func SignOut(ctx context.Context, tx *gorm.DB, by User, secret string) error {
	done := tx.WithContext(ctx).Exec(`DELETE FROM sessions WHERE secret_hash = ?`, secretHash(secret))
	if done.Error != nil {
		return fmt.Errorf("sign out: %w", done.Error)
	}
	if done.RowsAffected == 0 {
		return signInFirst
	}
	return note(tx, "signed_out", by.ID, by.Name, "")
}

// EndSessions signs a user out everywhere, inside a Write, and says of how many
// sessions.
func EndSessions(ctx context.Context, tx *gorm.DB, id int64) (int64, error) {
	p, err := FindPerson(ctx, tx, id)
	if err != nil {
		return 0, err
	}
	done := tx.WithContext(ctx).Exec(`DELETE FROM sessions WHERE user_id = ?`, id)
	if done.Error != nil {
		return 0, fmt.Errorf("sign user %d out: %w", id, done.Error)
	}
	if done.RowsAffected == 0 {
		return 0, nil
	}
	return done.RowsAffected, note(tx, "signed_out", id, p.Name, "Everywhere.")
}
