package accounts

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
)

const goodPassword = "violin gravel teapot"

var (
	ctx  = context.Background()
	noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	here = From{Address: "192.0.2.7", Agent: "a browser", Request: "r1"}
)

// active makes a user who has taken up the invitation.
func active(t testing.TB, db *gorm.DB, email string, roles ...Role) Person {
	t.Helper()
	var p Person
	var link Invitation
	err := Write(ctx, db, AtCommand("command line"), func(tx *gorm.DB) error {
		var err error
		p, link, err = Invite(ctx, tx, User{}, email, "Robin "+strings.Split(email, "@")[0], roles, noon)
		return err
	})
	if err != nil {
		t.Fatalf("invite %s: %v", email, err)
	}
	if _, err := AcceptInvitation(ctx, db, link.Code, goodPassword, From{}, noon); err != nil {
		t.Fatalf("take up the invitation of %s: %v", email, err)
	}
	if p, err = FindPerson(ctx, db, p.ID); err != nil {
		t.Fatal(err)
	}
	return p
}

func signIn(t testing.TB, db *gorm.DB, email string, at time.Time) Session {
	t.Helper()
	s, err := SignIn(ctx, db, email, goodPassword, "", here, at)
	if err != nil {
		t.Fatalf("sign %s in: %v", email, err)
	}
	return s
}

// wantProblem wants a problem of that kind, with that text somewhere in it.
func wantProblem(t testing.TB, err error, kind problem.Kind, text string) {
	t.Helper()
	p, ok := problem.As(err)
	if !ok || p.Kind != kind || !strings.Contains(p.Error(), text) {
		t.Errorf("got %v, want a problem of kind %d with %q", err, kind, text)
	}
}

// noted counts entries of the audit.
func noted(t testing.TB, db *gorm.DB, action, object string, id int64) int {
	t.Helper()
	var n int
	err := db.Raw(`SELECT count(*) FROM audit_entries WHERE action = ? AND object = ? AND object_id = coalesce(nullif(?::bigint, 0)::text, '')`, action, object, id).Scan(&n).Error
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSignIn(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example", Role{Role: "property_lead", AuthorityCode: "E10000032"})
	s, _, _ := stepped(t, db, signIn(t, db, " Robin@Council.Example ", noon), noon)
	u, csrf, err := Who(ctx, db, s.Secret, noon)
	if err != nil || u.ID != p.ID || csrf != s.CSRF || u.Email != "robin@council.example" || len(u.Roles) != 1 || u.Roles[0].AuthorityCode != "E10000032" {
		t.Fatalf("the session is of %+v, %q, %v", u, csrf, err)
	}
	if len(s.Secret) != 43 || len(s.CSRF) != 43 || s.Secret == s.CSRF || !strings.HasPrefix(u.Credential, "session ") || strings.Contains(s.Secret, u.Credential[8:]) {
		t.Errorf("secret %q, CSRF %q, credential %q", s.Secret, s.CSRF, u.Credential)
	}
	var kept string
	if err := db.Raw(`SELECT string_agg(t::text, ' ') FROM (SELECT s::text AS t FROM sessions s UNION ALL SELECT u::text FROM users u UNION ALL SELECT e::text FROM audit_entries e UNION ALL SELECT t::text FROM second_steps t) x`).Scan(&kept).Error; err != nil {
		t.Fatal(err)
	}
	if strings.Contains(kept, s.Secret) || strings.Contains(kept, goodPassword) {
		t.Error("the secret or the password is kept as it is")
	}
	if again := signIn(t, db, active(t, db, "kim@council.example").Email, noon); again.Secret == s.Secret || again.CSRF == s.CSRF {
		t.Error("signing in twice gave the same session")
	}
	if n := noted(t, db, "signed_in", "user", p.ID); n != 3 {
		t.Errorf("%d sign-ins are noted, want 3", n)
	}
	if p, err := FindPerson(ctx, db, p.ID); err != nil || p.SignedInAt == nil || !p.SignedInAt.Equal(noon) {
		t.Errorf("signed in at %v, %v", p.SignedInAt, err)
	}
}

// TestSignInRefusalsAreAlike wants the same answer and one hash of the password whoever
// is named.
func TestSignInRefusalsAreAlike(t *testing.T) {
	db := storetest.Open(t)
	active(t, db, "known@council.example")
	gone := active(t, db, "gone@council.example")
	state := "disabled"
	boss := User{ID: 987654, Name: "Boss"}
	if _, err := ChangePerson(ctx, db, boss, gone.ID, gone.Version, PersonChange{State: &state}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Invite(ctx, db, boss, "invited@council.example", "Ivy", nil, noon); err != nil {
		t.Fatal(err)
	}
	if err := MakeDemonstrationUsers(ctx, db); err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{}
	for _, c := range []struct{ name, email, password string }{
		{"wrong password", "known@council.example", goodPassword + "!"},
		{"no such account", "nobody@council.example", goodPassword},
		{"disabled", "gone@council.example", goodPassword},
		{"invited", "invited@council.example", goodPassword},
		{"invited, no password", "invited@council.example", ""},
		{"demonstration", "viewer@demonstration.example", goodPassword},
		{"no address", "", ""},
		{"very long", "known@council.example", strings.Repeat(goodPassword, 100)},
		{"not text", "\x00\xff", "\x00\xff"},
	} {
		before := hashed.Load()
		_, err := SignIn(ctx, db, c.email, c.password, "", here, noon)
		p, ok := problem.As(err)
		if !ok || p.Kind != problem.SignIn {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		texts[p.Text] = true
		if n := hashed.Load() - before; n != 1 {
			t.Errorf("%s: %d hashes were made, want 1", c.name, n)
		}
	}
	if len(texts) != 1 {
		t.Errorf("the answers differ: %v", texts)
	}
}

func TestSessionEnds(t *testing.T) {
	seen := func(times ...time.Duration) []time.Duration { return times }
	every := func(step, until time.Duration) (times []time.Duration) {
		for d := step; d <= until; d += step {
			times = append(times, d)
		}
		return times
	}
	for _, c := range []struct {
		name string
		seen []time.Duration // after signing in
		last time.Duration
		in   bool
	}{
		{"at once", nil, 0, true},
		{"29:59 idle", nil, 30*time.Minute - time.Second, true},
		{"30:00 idle", nil, 30 * time.Minute, false},
		{"29:59 after it was seen", seen(20 * time.Minute), 50*time.Minute - time.Second, true},
		{"30:00 after it was seen", seen(20 * time.Minute), 50 * time.Minute, false},
		{"seen within the minute counts from the first", seen(59 * time.Second), 30*time.Minute + 30*time.Second, false},
		{"11:59:59, always seen", every(20*time.Minute, 11*time.Hour+50*time.Minute), 12*time.Hour - time.Second, true},
		{"12:00:00, always seen", every(20*time.Minute, 11*time.Hour+50*time.Minute), 12 * time.Hour, false},
		{"seen after it ended", seen(31 * time.Minute), 32 * time.Minute, false},
		{"a clock set back half a minute", nil, -30 * time.Second, true},
		{"a clock set back an hour", nil, -time.Hour, false},
		{"a clock set back after it was seen", seen(25 * time.Minute), 5 * time.Minute, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.Open(t)
			active(t, db, "robin@council.example")
			s := signIn(t, db, "robin@council.example", noon)
			for _, d := range c.seen {
				_, _, _ = Who(ctx, db, s.Secret, noon.Add(d))
			}
			_, _, err := Who(ctx, db, s.Secret, noon.Add(c.last))
			if c.in && err != nil {
				t.Errorf("the session ended: %v", err)
			}
			if !c.in {
				wantProblem(t, err, problem.SignIn, "Sign in")
			}
		})
	}
}

func TestSignOut(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example")
	one, two, three := signIn(t, db, p.Email, noon), signIn(t, db, p.Email, noon), signIn(t, db, p.Email, noon)
	out := func(s Session) bool { _, _, err := Who(ctx, db, s.Secret, noon); return err != nil }
	if err := SignOut(ctx, db, one.User, one.Secret); err != nil || !out(one) || out(two) {
		t.Errorf("signing one out: %v", err)
	}
	wantProblem(t, SignOut(ctx, db, one.User, one.Secret), problem.SignIn, "Sign in")
	// The session from taking the invitation up is the third.
	if n, err := EndSessions(ctx, db, p.ID); err != nil || n != 3 || !out(two) || !out(three) {
		t.Errorf("signing out everywhere ended %d, %v", n, err)
	}
	for _, secret := range []string{"", "x", one.Secret, strings.Repeat("a", 43), "\x00"} {
		_, _, err := Who(ctx, db, secret, noon)
		wantProblem(t, err, problem.SignIn, "Sign in")
	}
}

// TestTakenAwayAtOnce wants a role or an account that was taken away to be gone on the
// next look.
func TestTakenAwayAtOnce(t *testing.T) {
	db := storetest.Open(t)
	p := active(t, db, "robin@council.example", Role{Role: "board"}, Role{Role: "viewer"})
	tok, secret, err := MakeToken(ctx, db, User{}, p.ID, NewToken{"script", "read", 1}, noon)
	if err != nil || tok.UserID != p.ID {
		t.Fatal(err)
	}
	s, _, _ := stepped(t, db, signIn(t, db, p.Email, noon), noon)
	if err := db.Exec(`DELETE FROM user_roles WHERE user_id = ? AND role = 'board'`, p.ID).Error; err != nil {
		t.Fatal(err)
	}
	u, _, err := Who(ctx, db, s.Secret, noon)
	byToken, _, err2 := WhoByToken(ctx, db, secret, noon)
	if err != nil || err2 != nil || len(u.Roles) != 1 || len(byToken.Roles) != 1 {
		t.Errorf("the roles are %v and %v, %v, %v", u.Roles, byToken.Roles, err, err2)
	}
	if err := db.Exec(`UPDATE users SET state = 'disabled' WHERE id = ?`, p.ID).Error; err != nil {
		t.Fatal(err)
	}
	_, _, err = Who(ctx, db, s.Secret, noon)
	wantProblem(t, err, problem.SignIn, "")
	_, _, err = WhoByToken(ctx, db, secret, noon)
	wantProblem(t, err, problem.SignIn, "")
}

// TestPeopleAsServer goes the whole way as the role that serves, which owns nothing.
func TestPeopleAsServer(t *testing.T) {
	db := storetest.As(t, storetest.Fresh(t), store.Server).DB
	code, _, err := SetupCode(ctx, db, noon)
	if err != nil {
		t.Fatal(err)
	}
	ada, err := SetUp(ctx, db, code, first, here, noon)
	if err != nil {
		t.Fatal(err)
	}
	p := active(t, db, "robin@council.example", Role{Role: "viewer"})
	fails(t, db, p.Email, 2, here, noon)
	s := signIn(t, db, p.Email, noon)
	if s, err = ChangePassword(ctx, db, s.User, goodPassword, "lantern bicycle fjord", here, noon); err != nil {
		t.Fatal(err)
	}
	err = Write(ctx, db, s.User, func(tx *gorm.DB) error {
		if _, _, err := ClaimKey(ctx, tx, s.User, "key-00001", asked, noon); err != nil {
			return err
		}
		tok, secret, err := MakeToken(ctx, tx, s.User, p.ID, NewToken{"copy", "read", 1}, noon)
		if err != nil {
			return err
		}
		if _, _, err := WhoByToken(ctx, tx, secret, noon); err != nil {
			return err
		}
		if _, err := RevokeToken(ctx, tx, p.ID, tok.ID, noon); err != nil {
			return err
		}
		return KeepAnswer(ctx, tx, s.User, "key-00001", Answer{201, "made"})
	})
	if err != nil {
		t.Fatal(err)
	}
	err = Write(ctx, db, ada.User, func(tx *gorm.DB) error {
		if p, err = FindPerson(ctx, tx, p.ID); err != nil {
			return err
		}
		if p, err = SetRoles(ctx, tx, ada.User, p.ID, p.Version, []Role{{Role: "board"}}); err != nil {
			return err
		}
		p, err = ChangePerson(ctx, tx, ada.User, p.ID, p.Version, PersonChange{State: to("disabled")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(ctx, db, ada.User, func(tx *gorm.DB) error { return SignOut(ctx, tx, ada.User, ada.Secret) }); err != nil {
		t.Fatal(err)
	}
	var actions []string
	if err := db.Raw(`SELECT DISTINCT action FROM audit_entries ORDER BY 1`).Scan(&actions).Error; err != nil || strings.Join(actions, " ") != "added changed denied removed signed_in signed_out" {
		t.Errorf("the audit has %v, %v", actions, err)
	}
	var unnamed int
	if err := db.Raw(`SELECT count(*) FROM audit_entries WHERE user_name = '' OR seq IS NULL`).Scan(&unnamed).Error; err != nil || unnamed != 0 {
		t.Errorf("%d entries name nobody, %v", unnamed, err)
	}
}

func BenchmarkSignInWrong(b *testing.B) {
	db := storetest.Fresh(b).DB
	active(b, db, "robin@council.example")
	for name, email := range map[string]string{"known": "robin@council.example", "unknown": "nobody@council.example"} {
		b.Run(name, func(b *testing.B) {
			times := []time.Duration{}
			at := noon
			for range 200 {
				began := time.Now()
				_, _ = SignIn(ctx, db, email, "not the password", "", here, at)
				times = append(times, time.Since(began))
				at = at.Add(31 * time.Second)
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[100].Microseconds())/1000, "median-ms")
		})
	}
}

func BenchmarkWho(b *testing.B) {
	db := storetest.Fresh(b).DB
	p := active(b, db, "robin@council.example", Role{Role: "viewer"}, Role{Role: "property_lead", AuthorityCode: "E10000032"})
	s := signIn(b, db, p.Email, noon)
	for b.Loop() {
		if _, _, err := Who(ctx, db, s.Secret, noon); err != nil {
			b.Fatal(err)
		}
	}
}
