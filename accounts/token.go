package accounts

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math/big"
	"regexp"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
)

// A token's secret is homeground_, 30 letters and digits at random (178 bits) and the
// CRC-32 of all before in six more: what looks for leaked secrets knows it without
// asking us, and what is mistyped is refused without asking the database.
const (
	tokenPrefix   = "homeground_"
	tokenRandom   = 30
	tokenChecksum = 6
	tokenLongest  = 366 // days
	usedEvery     = time.Minute
)

var tokenForm = regexp.MustCompile(`^` + tokenPrefix + `[0-9A-Za-z]{36}$`)

// Token is what lets a program act as a user, never beyond the user's own rights.
type Token struct {
	ID        int64      `json:"id"`
	UserID    int64      `json:"user_id"`
	UserName  string     `json:"user_name"`
	Name      string     `json:"name"`
	Hint      string     `json:"hint" doc:"Its last four characters"`
	Scope     string     `json:"scope" enum:"read,write,calendar" doc:"calendar: it opens /calendar/ and nothing else"`
	MadeAt    time.Time  `json:"made_at"`
	EndsAt    time.Time  `json:"ends_at"`
	UsedAt    *time.Time `json:"used_at,omitempty" doc:"To the minute"`
	RevokedAt *time.Time `json:"revoked_at,omitempty"`
}

// NewToken is what is asked for.
type NewToken struct {
	Name  string
	Scope string // read, write or calendar
	Days  int    // until it ends
}

// MakeToken makes a token of owner's. The secret is given this once; what is kept
// cannot be turned back. A token makes no tokens: it would outlive its own end.
func MakeToken(ctx context.Context, db *gorm.DB, by User, owner int64, ask NewToken, now time.Time) (t Token, secret string, err error) {
	if by.byToken() {
		return t, "", problem.Deny("A token cannot make tokens. Sign in on the page.")
	}
	name, err := checkName(ask.Name)
	switch {
	case err != nil:
		return t, "", problem.Field("name", "Enter what the token is for, on one line of 200 letters or less.")
	case ask.Scope != "read" && ask.Scope != "write" && ask.Scope != "calendar":
		return t, "", problem.Field("scope", "Choose read, write or calendar.")
	case ask.Days < 1 || ask.Days > tokenLongest:
		return t, "", problem.Field("days", fmt.Sprintf("Enter a number of days from 1 to %d.", tokenLongest))
	}
	secret = newTokenSecret()
	err = db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		p, err := FindPerson(ctx, tx, owner)
		if err != nil {
			return err
		}
		if p.State == "disabled" {
			return problem.Conflict("%s is disabled. Enable the account first.", p.Name)
		}
		var id int64
		err = tx.Raw(`INSERT INTO tokens (user_id, name, secret_hash, hint, scope, made_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`,
			owner, name, secretHash(secret), secret[len(secret)-4:], ask.Scope, now, now.AddDate(0, 0, ask.Days)).Scan(&id).Error
		if err != nil {
			return fmt.Errorf("make a token of user %d: %w", owner, err)
		}
		t, err = token(tx, id)
		return err
	})
	return t, secret, err
}

func (u User) byToken() bool { return strings.HasPrefix(u.Credential, "token ") }

func newTokenSecret() string {
	most := new(big.Int).Exp(big.NewInt(62), big.NewInt(tokenRandom), nil)
	n, _ := rand.Int(rand.Reader, most) // never fails: crypto/rand ends the program instead
	body := tokenPrefix + base62(n, tokenRandom)
	return body + checksum(body)
}

func checksum(body string) string {
	return base62(big.NewInt(int64(crc32.ChecksumIEEE([]byte(body)))), tokenChecksum)
}

func base62(n *big.Int, width int) string {
	text := n.Text(62)
	return strings.Repeat("0", width-len(text)) + text
}

const tokenColumns = `
	SELECT t.id, t.user_id, u.name AS user_name, t.name, t.hint, t.scope, t.made_at, t.ends_at, x.at AS used_at, t.revoked_at
	FROM tokens t JOIN users u ON u.id = t.user_id LEFT JOIN token_uses x ON x.token_id = t.id `

// Tokens is the tokens of a user, or of everybody if owner is 0, the newest first;
// revoked and ended ones too.
func Tokens(ctx context.Context, db *gorm.DB, owner int64) ([]Token, error) {
	list := []Token{}
	if err := db.WithContext(ctx).Raw(tokenColumns+`WHERE CAST(? AS bigint) IN (0, t.user_id) ORDER BY t.id DESC`, owner).Scan(&list).Error; err != nil {
		return nil, fmt.Errorf("read tokens: %w", err)
	}
	return list, nil
}

func token(tx *gorm.DB, id int64) (Token, error) {
	var t Token
	found := tx.Raw(tokenColumns+`WHERE t.id = ?`, id).Scan(&t)
	if found.Error != nil {
		return t, fmt.Errorf("read token %d: %w", id, found.Error)
	}
	if found.RowsAffected == 0 {
		return t, problem.Missing("token")
	}
	return t, nil
}

// RevokeToken ends a token of owner's at once, or anybody's if owner is 0. One that is
// revoked stays as it is.
func RevokeToken(ctx context.Context, db *gorm.DB, owner, id int64, now time.Time) (Token, error) {
	var t Token
	err := db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var err error
		if t, err = token(tx, id); err != nil {
			return err
		}
		if owner != 0 && t.UserID != owner {
			return problem.Missing("token")
		}
		err = tx.Exec(`UPDATE tokens SET revoked_at = ?, version = version + 1 WHERE id = ? AND revoked_at IS NULL`, now, id).Error
		if err != nil {
			return fmt.Errorf("revoke token %d: %w", id, err)
		}
		t, err = token(tx, id)
		return err
	})
	return t, err
}

// WhoByToken is the user of a token, with the roles held now, and the token's scope. It
// notes that the token was used, at most once a minute.
func WhoByToken(ctx context.Context, db *gorm.DB, secret string, now time.Time) (User, string, error) {
	refused := problem.NotSignedIn("This token is not known, has ended or was revoked. Make a new one.")
	if !tokenForm.MatchString(secret) || checksum(secret[:len(secret)-tokenChecksum]) != secret[len(secret)-tokenChecksum:] {
		return User{}, "", refused
	}
	var row struct {
		ID, TokenID               int64
		Name, Email, Scope, Roles string
	}
	found := db.WithContext(ctx).Raw(`
		WITH good AS (
		    SELECT t.id AS token_id, t.scope, u.id, u.name, u.email FROM tokens t JOIN users u ON u.id = t.user_id AND u.state = 'active'
		    WHERE t.secret_hash = @hash AND t.revoked_at IS NULL AND t.ends_at > @now AND t.made_at <= @soon),
		used AS (
		    INSERT INTO token_uses AS x (token_id, at) SELECT token_id, CAST(@now AS timestamptz) FROM good
		    WHERE NOT EXISTS (SELECT FROM token_uses n WHERE n.token_id = good.token_id AND n.at > @lately)
		    ON CONFLICT (token_id) DO UPDATE SET at = greatest(x.at, excluded.at))
		SELECT u.token_id, u.scope, u.id, u.name, u.email, `+rolesOf+` AS roles FROM good u`,
		map[string]any{"hash": secretHash(secret), "now": now, "soon": now.Add(clocksDiffer), "lately": now.Add(-usedEvery)}).Scan(&row)
	if found.Error != nil {
		return User{}, "", fmt.Errorf("find the token: %w", found.Error)
	}
	if found.RowsAffected == 0 {
		return User{}, "", refused
	}
	u := User{ID: row.ID, Name: row.Name, Email: row.Email, Credential: fmt.Sprintf("token %d", row.TokenID), Origin: "API"}
	if err := json.Unmarshal([]byte(row.Roles), &u.Roles); err != nil {
		return User{}, "", fmt.Errorf("read the roles of user %d: %w", row.ID, err)
	}
	return u, row.Scope, nil
}
