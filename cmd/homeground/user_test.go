package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"homeground/accounts"
	"homeground/internal/store"
)

// TestUserAndToken does what an operator does, one after the other, and asks the
// database what became of it.
func TestUserAndToken(t *testing.T) {
	dir := dataFolder(t)
	t.Setenv("HOMEGROUND_DATA", dir)
	do := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		var out, errs output
		if got := run(t.Context(), args, &out, &errs); got != want {
			t.Fatalf("homeground %s: status %d, want %d: %s%s", strings.Join(args, " "), got, want, out.String(), errs.String())
		}
		return out.String(), errs.String()
	}
	says := func(text, where string) {
		t.Helper()
		if !strings.Contains(where, text) {
			t.Errorf("got %q, want it to say %q", where, text)
		}
	}
	out, _ := do(0, "user", "add", "--email", "Ada@council.example", "--name", "Ada Byron", "--role", "administrator", "--role", "property_lead:West Sussex")
	says("Ada Byron <ada@council.example> is invited. Administrator; Property lead, West Sussex.", out)
	code := regexp.MustCompile(`/invitation#([\w-]{43})\n`).FindStringSubmatch(out)
	if code == nil {
		t.Fatalf("no link in %q", out)
	}
	do(0, "user", "add", "--email", "robin@council.example", "--name", "Robin", "--role", "viewer")

	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"user", "add", "--email", "robin@council.example", "--name", "R"}, "has an account already"},
		{[]string{"user", "add", "--email", "robin", "--name", "R"}, "e-mail address"},
		{[]string{"user", "add", "--email", "r@council.example", "--name", "R", "--role", "property_lead:Wessex"}, `no authority "Wessex"`},
		{[]string{"user", "add", "--email", "r@council.example", "--name", "R", "--role", "project_manager:P-99"}, `no project "P-99"`},
		{[]string{"user", "add", "--email", "r@council.example", "--name", "R", "--role", "king"}, "one of the roles"},
		{[]string{"user", "reset-second-step", "robin@council.example"}, "no second step"},
		{[]string{"user", "disable", "eve@council.example"}, "no such user"},
		{[]string{"token", "add", "--user", "eve@council.example", "--name", "x"}, "no such user"},
		{[]string{"token", "add", "--user", "robin@council.example", "--name", "x", "--days", "367"}, "1 to 366"},
		{[]string{"token", "revoke", "4711"}, "no such token"},
	} {
		out, errs := do(1, c.args...)
		says(c.want, errs)
		if out != "" {
			t.Errorf("%v wrote %q", c.args, out)
		}
	}

	out, _ = do(0, "user", "roles", "robin@council.example", "--role", "board", "--role", "exact_locations:E10000014")
	says("Board member; Exact locations, Hampshire", out)
	out, _ = do(0, "user", "link", "robin@council.example")
	says("/invitation#", out)
	out, _ = do(0, "user", "disable", "robin@council.example")
	says("is disabled", out)
	_, errs := do(1, "user", "link", "robin@council.example")
	says("Enable the account first", errs)
	out, _ = do(0, "user", "enable", "robin@council.example")
	says("is invited", out) // never had a password
	out, _ = do(0, "user", "list")
	says("ada@council.example", out)
	says("never", out)

	secret, errs := do(0, "token", "add", "--user", "ada@council.example", "--name", "nightly copy", "--scope", "read", "--days", "90")
	if !regexp.MustCompile(`^homeground_[0-9A-Za-z]{36}\n$`).MatchString(secret) || strings.Contains(errs, strings.TrimSpace(secret)) {
		t.Errorf("standard output is %q, standard error %q", secret, errs)
	}
	out, _ = do(0, "token", "list")
	says("nightly copy", out)

	s, err := store.Open(t.Context(), store.Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	session, err := accounts.AcceptInvitation(t.Context(), s.DB, code[1], "violin gravel teapot", accounts.From{Address: "192.0.2.7"}, time.Now())
	if err != nil || session.User.Name != "Ada Byron" {
		t.Fatalf("taking up the link: %+v, %v", session.User, err)
	}
	if u, _, err := accounts.WhoByToken(t.Context(), s.DB, strings.TrimSpace(secret), time.Now()); err != nil || u.ID != session.User.ID {
		t.Errorf("the token is of %+v, %v", u, err)
	}
	_, errs = do(1, "user", "disable", "ada@council.example")
	says("last active administrator", errs)
	out, _ = do(0, "token", "revoke", "1")
	says("nightly copy, of Ada Byron is revoked", out)
	if _, _, err := accounts.WhoByToken(t.Context(), s.DB, strings.TrimSpace(secret), time.Now()); err == nil {
		t.Error("a revoked token is taken")
	}
	var unnamed int
	err = s.DB.Raw(`SELECT count(*) FROM audit_entries WHERE credential = 'command line' AND (origin <> 'command line' OR user_name NOT LIKE '%at the command line')`).Scan(&unnamed).Error
	var noted int
	if err == nil {
		err = s.DB.Raw(`SELECT count(*) FROM audit_entries WHERE credential = 'command line' AND object IN ('user', 'user_role', 'invitation', 'token')`).Scan(&noted).Error
	}
	if err != nil || unnamed != 0 || noted < 10 {
		t.Errorf("%d entries of the command line, %d of them without a name, %v", noted, unnamed, err)
	}
}

func TestUserWrongUse(t *testing.T) {
	for _, args := range [][]string{
		{"user"}, {"user", "burn"}, {"user", "disable"}, {"user", "disable", "a@b", "c@d"}, {"user", "list", "x"}, {"user", "--role"},
		{"token"}, {"token", "burn"}, {"token", "revoke"}, {"token", "revoke", "x"}, {"token", "list", "x"}, {"token", "add", "x"}, {"token", "add", "--days", "x"},
	} {
		var out, errs output
		if got := run(t.Context(), args, &out, &errs); got != 2 || out.String() != "" || !strings.Contains(errs.String(), "--help explains it") {
			t.Errorf("homeground %v: status %d, %q, %q", args, got, out.String(), errs.String())
		}
	}
}
