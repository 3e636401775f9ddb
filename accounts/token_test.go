package accounts

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
)

func TestToken(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example", Role{Role: "viewer"})
	made, secret, err := MakeToken(ctx, db, User{ID: p.ID}, p.ID, NewToken{" nightly copy ", "read", 30}, noon)
	if err != nil || !tokenForm.MatchString(secret) || made.Name != "nightly copy" || made.Hint != secret[len(secret)-4:] || !made.EndsAt.Equal(noon.AddDate(0, 0, 30)) {
		t.Fatalf("made %+v, %q, %v", made, secret, err)
	}
	var kept string
	err = db.Raw(`SELECT string_agg(t, ' ') FROM (SELECT t::text AS t FROM tokens t UNION ALL SELECT e::text FROM audit_entries e) x`).Scan(&kept).Error
	if err != nil || strings.Contains(kept, secret) || strings.Contains(kept, secret[11:41]) {
		t.Errorf("the secret is kept as it is, %v", err)
	}
	u, scope, err := WhoByToken(ctx, db, secret, noon)
	if err != nil || u.ID != p.ID || scope != "read" || u.Origin != "API" || u.Credential != fmt.Sprintf("token %d", made.ID) || len(u.Roles) != 1 {
		t.Errorf("the token is of %+v, %s, %v", u, scope, err)
	}
	_, _, err = MakeToken(ctx, db, u, p.ID, NewToken{"longer", "write", 366}, noon)
	wantProblem(t, err, problem.Denied, "cannot make tokens")
	used := func(at time.Time) time.Time {
		t.Helper()
		if _, _, err := WhoByToken(ctx, db, secret, at); err != nil {
			t.Fatal(err)
		}
		list, err := Tokens(ctx, db, p.ID)
		if err != nil || len(list) != 1 || list[0].UsedAt == nil {
			t.Fatalf("tokens are %+v, %v", list, err)
		}
		return *list[0].UsedAt
	}
	if got := used(noon.Add(59 * time.Second)); !got.Equal(noon) {
		t.Errorf("within the minute it is used at %s", got)
	}
	if got := used(noon.Add(time.Minute)); !got.Equal(noon.Add(time.Minute)) {
		t.Errorf("a minute later it is used at %s", got)
	}
	used(noon.AddDate(0, 0, 30).Add(-time.Second))
	for name, c := range map[string]struct {
		secret string
		at     time.Time
	}{
		"ended":               {secret, noon.AddDate(0, 0, 30)},
		"before it was made":  {secret, noon.Add(-2 * time.Minute)},
		"another":             {newTokenSecret(), noon},
		"one letter wrong":    {secret[:20] + "~" + secret[21:], noon},
		"its last letter off": {secret[:len(secret)-1], noon},
		"no prefix":           {secret[len(tokenPrefix):], noon},
		"nothing":             {"", noon},
		"not text":            {"homeground_\x00\xff", noon},
	} {
		_, _, err := WhoByToken(ctx, db, c.secret, c.at)
		t.Run(name, func(t *testing.T) { wantProblem(t, err, problem.SignIn, "Make a new one") })
	}
	_, err = RevokeToken(ctx, db, p.ID+1, made.ID, noon)
	wantProblem(t, err, problem.NotFound, "token")
	gone, err := RevokeToken(ctx, db, p.ID, made.ID, noon)
	if err != nil || gone.RevokedAt == nil {
		t.Fatalf("revoked %+v, %v", gone, err)
	}
	if again, err := RevokeToken(ctx, db, 0, made.ID, noon.Add(time.Hour)); err != nil || !again.RevokedAt.Equal(noon) {
		t.Errorf("revoked again %+v, %v", again, err)
	}
	_, _, err = WhoByToken(ctx, db, secret, noon)
	wantProblem(t, err, problem.SignIn, "revoked")
}

func TestTokenRefused(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example")
	for _, c := range []struct {
		name string
		ask  NewToken
		want string
	}{
		{"no name", NewToken{"", "read", 1}, "what the token is for"},
		{"no scope", NewToken{"copy", "", 1}, "read, write or calendar"},
		{"no end", NewToken{"copy", "read", 0}, "1 to 366"},
		{"too long", NewToken{"copy", "read", 367}, "1 to 366"},
	} {
		_, _, err := MakeToken(ctx, db, User{}, p.ID, c.ask, noon)
		t.Run(c.name, func(t *testing.T) { wantProblem(t, err, problem.Invalid, c.want) })
	}
	for _, days := range []int{1, 366} {
		if _, _, err := MakeToken(ctx, db, User{}, p.ID, NewToken{"copy", "write", days}, noon); err != nil {
			t.Errorf("%d days: %v", days, err)
		}
	}
	_, _, err := MakeToken(ctx, db, User{}, 987654, NewToken{"copy", "read", 1}, noon)
	wantProblem(t, err, problem.NotFound, "user")
}

// TestTokenSecretsDiffer wants the checksum to tell any one wrong character, and none of
// a thousand secrets twice.
func TestTokenSecretsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		s := newTokenSecret()
		if !tokenForm.MatchString(s) || seen[s] {
			t.Fatalf("the secret %q", s)
		}
		seen[s] = true
		wrong := []byte(s)
		wrong[15] = map[bool]byte{true: 'b', false: 'a'}[wrong[15] == 'a']
		if checksum(string(wrong[:41])) == s[41:] {
			t.Errorf("%s and %s have one checksum", s, wrong)
		}
	}
}
