package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"homeground/accounts"
)

const passphrase = "violin gravel teapot"

// invited is somebody real who took up their invitation over HTTP, and has no second
// step yet.
func (d desk) invited(name string, roles ...accounts.Role) person {
	d.t.Helper()
	body, _ := json.Marshal(map[string]any{"email": fmt.Sprintf("real%d@example.org", keys.Add(1)), "name": name, "roles": roles})
	var made struct {
		User       struct{ ID int64 }
		Invitation struct{ Code string }
	}
	d.answered("POST", "/api/v1/users", string(body), &made)
	return d.as(person{}).begun(made.User.ID, "POST", "/api/v1/invitations/accept", fmt.Sprintf(`{"code":%q,"password":%q}`, made.Invitation.Code, passphrase))
}

// signedUp is somebody real with a second step, signed in.
func (d desk) signedUp(name string, roles ...accounts.Role) person {
	d.t.Helper()
	d.who = d.invited(name, roles...)
	var step struct{ Key string }
	d.answered("POST", "/api/v1/second-step", "", &step)
	code, err := totp.GenerateCode(strings.ReplaceAll(step.Key, " ", ""), noon)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.begun(d.who.id, "PUT", "/api/v1/second-step", fmt.Sprintf(`{"code":%q}`, code))
}

// answered asks for what must be given, and reads it.
func (d desk) answered(method, path, body string, into any) (cookie string) {
	d.t.Helper()
	status, h, text := d.ask(method, path, body)
	if status >= 300 {
		d.t.Fatalf("%s %s: %d %s", method, path, status, text)
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		d.t.Fatal(err)
	}
	cookie, _, _ = strings.Cut(strings.TrimPrefix(h.Get("Set-Cookie"), "__Host-homeground="), ";")
	return cookie
}

// begun is a person in the session that an address began.
func (d desk) begun(id int64, method, path, body string) person {
	d.t.Helper()
	var s struct {
		CSRF    string
		Session struct{ CSRF string }
	}
	cookie := d.answered(method, path, body, &s)
	return person{id, cookie, s.CSRF + s.Session.CSRF}
}

// TestSecondStepDue asks every address of somebody who has no second step yet: an
// administrator, who might do everything.
func TestSecondStepDue(t *testing.T) {
	d := open(t)
	new := d.invited("Robin", accounts.Role{Role: "administrator"}, accounts.Role{Role: "board"})
	_, rows := readMatrix(t)
	for i, r := range rows {
		var want []int
		switch {
		case r.cells["anonymous"].other != 401: // anyone's
			continue
		case strings.HasPrefix(r.path, "/tiles/"):
			want = []int{404}
		case strings.HasPrefix(r.path, "/api/v1/session"), strings.HasPrefix(r.path, "/api/v1/second-step"), r.path == "/api/v1/password":
			continue // all that is open to them
		default:
			want = []int{403}
		}
		w := world{desk: d, people: map[string]person{"new": new}}
		if m := w.meet(t, i, r, "new", "absent"); m.status != want[0] {
			t.Errorf("%s %s without a second step: %d, want %d", r.method, r.path, m.status, want[0])
		}
	}
	status, _, body := d.as(new).ask("GET", "/api/v1/session", "")
	if status != 200 || !strings.Contains(body, `"due":true`) || !strings.Contains(body, `"rights":{}`) {
		t.Errorf("the session: %d %s", status, body)
	}
}

// TestConfirmed asks every address that is confirmed by password, by an old session,
// after a wrong password, after the right one, and by a token.
func TestConfirmed(t *testing.T) {
	d := open(t)
	ada := d.signedUp("Ada", accounts.Role{Role: "administrator"})
	fin := d.signedUp("Fin", accounts.Role{Role: "finance"})
	tokens := map[person]string{}
	for _, who := range []person{ada, fin} {
		var token struct{ Secret string }
		d.as(who).answered("POST", "/api/v1/tokens", `{"name":"Mine","scope":"write","days":7}`, &token)
		tokens[who] = token.Secret
	}
	checked := d.returnOf(d.number(`INSERT INTO programmes (name, funder, award_pence, open_by, spend_by, provenance) VALUES ('Bare', 'A fund', 100, '2028-01-01', '2027-03-31', 'test') RETURNING id`), 1, "checked")
	var doc struct {
		Paths map[string]map[string]struct {
			Right string `json:"x-right"`
		}
	}
	d.read("/api/openapi.json", &doc)
	someone := d.signedUp("Someone", accounts.Role{Role: "viewer"})
	asked := 0
	for path, methods := range doc.Paths {
		for method, operation := range methods {
			if !strings.HasSuffix(operation.Right, ", confirmed") {
				continue
			}
			asked++
			who, id := ada, someone.id
			if strings.HasPrefix(path, "/api/v1/returns/") {
				who, id = fin, checked
			}
			at := strings.ToUpper(method) + " " + path
			ask := func(headers ...string) (int, string) {
				status, _, body := d.as(who).ask(strings.ToUpper(method), strings.ReplaceAll(path, "{id}", fmt.Sprint(id)), bodies[at], headers...)
				return status, body
			}
			if err := d.db.SavePoint("before").Error; err != nil {
				t.Fatal(err)
			}
			if err := d.db.Exec(`UPDATE sessions SET confirmed_at = ?`, noon.Add(-5*time.Minute)).Error; err != nil {
				t.Fatal(err)
			}
			if status, body := ask(); status != 403 || !strings.Contains(body, `"confirm":"password"`) {
				t.Errorf("%s, unconfirmed: %d %s", at, status, body)
			}
			if status, _, body := d.as(who).ask("POST", "/api/v1/session/confirm", `{"password":"not the password"}`); status != 422 || !strings.Contains(body, "body.password") {
				t.Errorf("a wrong password: %d %s", status, body)
			}
			if status, _ := ask(); status != 403 {
				t.Errorf("%s after a wrong password: %d", at, status)
			}
			if status, _, body := d.as(who).ask("POST", "/api/v1/session/confirm", `{"password":"`+passphrase+`"}`); status != 200 || !strings.Contains(body, `"confirmed":true`) {
				t.Fatalf("the right password: %d %s", status, body)
			}
			if status, body := ask(); status != 200 && status != 201 && status != 409 && !strings.Contains(body, "body.code") {
				t.Errorf("%s, confirmed: %d %s", at, status, body)
			}
			d.db.RollbackTo("before")
			status, _, body := d.as(person{}).ask(strings.ToUpper(method), strings.ReplaceAll(path, "{id}", fmt.Sprint(id)), bodies[at], "Authorization", "Bearer "+tokens[who])
			if status != 403 || strings.Contains(body, `"confirm"`) {
				t.Errorf("%s by a token: %d %s", at, status, body)
			}
		}
	}
	if asked != 8 {
		t.Errorf("%d addresses are confirmed, want 8", asked)
	}
}

// TestCodesInNoLog signs in over HTTP with wrong and right codes, and wants none of what
// was typed in the log.
func TestCodesInNoLog(t *testing.T) {
	d := open(t)
	robin := d.signedUp("Robin", accounts.Role{Role: "viewer"})
	var email string
	if err := d.db.Raw(`SELECT email FROM users WHERE id = ?`, robin.id).Scan(&email).Error; err != nil {
		t.Fatal(err)
	}
	var made struct {
		RecoveryCodes []string `json:"recovery_codes"`
	}
	d.as(robin).answered("POST", "/api/v1/second-step/recovery-codes", "", &made)
	in := func(code string) (int, string) {
		status, _, body := d.as(person{}).ask("POST", "/api/v1/session", fmt.Sprintf(`{"email":%q,"password":%q,"code":%q}`, email, passphrase, code))
		return status, body
	}
	for _, code := range []string{"", "918273", made.RecoveryCodes[0][:20]} {
		if status, body := in(code); status != 401 || !strings.Contains(body, "body.code") {
			t.Errorf("with %q: %d %s", code, status, body)
		}
	}
	if status, body := in(made.RecoveryCodes[0]); status != 200 || !strings.Contains(body, `"signed_in":true`) {
		t.Errorf("with a recovery code: %d %s", status, body)
	}
	if log := d.log.String(); strings.Contains(log, "918273") || strings.Contains(log, made.RecoveryCodes[0][:20]) || strings.Contains(log, passphrase) {
		t.Error("the log holds what was typed")
	}
}
