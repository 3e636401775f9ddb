package server_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/server"
)

// writing is every address of the description that is not a GET, with a path to try.
func (d desk) writing() (list [][2]string) {
	var doc struct{ Paths map[string]map[string]any }
	d.read("/api/openapi.json", &doc)
	for path, methods := range doc.Paths {
		for method := range methods {
			if method != "get" {
				list = append(list, [2]string{strings.ToUpper(method), strings.NewReplacer("{id}", "1", "{object}", "site").Replace(path)})
			}
		}
	}
	return list
}

// TestForeignPagesChangeNothing tries every writing address without the session's token,
// with another's, from other sites' pages, and as what is not JSON.
func TestForeignPagesChangeNothing(t *testing.T) {
	d := open(t)
	other := d.somebody("Other", accounts.Role{Role: "board"})
	before := d.number(`SELECT count(*) FROM audit_entries WHERE action <> 'denied'`)
	open := map[string]bool{"/api/v1/session": true, "/api/v1/session/demonstration": true, "/api/v1/setup": true, "/api/v1/invitations/accept": true}
	all := d.writing()
	if len(all) < 15 {
		t.Fatalf("%d writing addresses", len(all))
	}
	for _, at := range all {
		for _, c := range []struct {
			name, query string
			headers     []string
			status      int
		}{
			{"no token", "", []string{"X-CSRF-Token", ""}, 403},
			{"another's token", "", []string{"X-CSRF-Token", other.csrf}, 403},
			{"the token in the query", "?X-CSRF-Token=" + d.who.csrf, []string{"X-CSRF-Token", ""}, 403},
			{"a page without an origin", "", []string{"Origin", "null"}, 403},
			{"another site's page", "", []string{"Origin", "https://evil.example"}, 403},
			{"our name at another port", "", []string{"Origin", "http://localhost:8341"}, 403},
			{"cross-site", "", []string{"Sec-Fetch-Site", "cross-site"}, 403},
			{"a sister site", "", []string{"Sec-Fetch-Site", "same-site"}, 403},
			{"as text", "", []string{"Content-Type", "text/plain"}, 415},
			{"as a form", "", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415},
			{"compressed", "", []string{"Content-Encoding", "gzip"}, 415},
		} {
			if status, _, body := d.ask(at[0], at[1]+c.query, "{}", c.headers...); status != c.status {
				t.Errorf("%s %s, %s: %d %s, want %d", at[0], at[1], c.name, status, body, c.status)
			}
		}
		if status, _, _ := d.as(person{}).ask(at[0], at[1], "{}"); status != 401 && !open[at[1]] {
			t.Errorf("%s %s by nobody: %d, want 401", at[0], at[1], status)
		}
	}
	if after := d.number(`SELECT count(*) FROM audit_entries WHERE action <> 'denied'`); after != before {
		t.Errorf("%d things were changed", after-before)
	}
}

// TestHeaders looks at the headers of every kind of answer.
func TestHeaders(t *testing.T) {
	d := open(t)
	_, headers, _ := d.ask("GET", "/tiles/cells/6/31/21.mvt", "")
	for _, c := range []struct {
		name, method, path string
		headers            []string
		status             int
		caching, kind      string
	}{
		{"a page", "GET", "/", nil, 200, "no-cache", "text/html; charset=utf-8"},
		{"an answer", "GET", "/api/v1/summary", nil, 200, "no-store", "application/json"},
		{"not signed in", "GET", "/api/v1/summary", []string{"Cookie", "x=y"}, 401, "no-store", "application/problem+json"},
		{"missing", "GET", "/api/v1/sites/999999", nil, 404, "no-store", "application/problem+json"},
		{"no such address", "GET", "/api/v1/nothing", nil, 404, "no-store", "application/problem+json"},
		{"wrong method", "POST", "/api/v1/summary", nil, 405, "no-store", "application/problem+json"},
		{"a file to take away", "GET", "/api/v1/progress.csv", nil, 200, "no-store", "text/csv; charset=utf-8"},
		{"a tile", "GET", "/tiles/cells/6/31/21.mvt", nil, 200, "private, no-cache", "application/vnd.mapbox-vector-tile"},
		{"a tile seen before", "GET", "/tiles/cells/6/31/21.mvt", []string{"If-None-Match", headers.Get("ETag")}, 304, "private, no-cache", ""},
	} {
		status, h, _ := d.ask(c.method, c.path, "", c.headers...)
		if status != c.status || h.Get("Cache-Control") != c.caching || (c.kind != "" && h.Get("Content-Type") != c.kind) {
			t.Errorf("%s: %d %q %q, want %d %q %q", c.name, status, h.Get("Cache-Control"), h.Get("Content-Type"), c.status, c.caching, c.kind)
		}
		if h.Get("X-Request-Id") == "" {
			t.Errorf("%s has no number", c.name)
		}
		dressed(t, c.name, h)
	}
	at := d.wire()
	conn, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "POST /api/v1/session HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: 2000000\r\n\r\n", at)
	large, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer large.Body.Close()
	dressed(t, "too large", large.Header)
	if large.StatusCode != 413 || large.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("too large: %d %v", large.StatusCode, large.Header)
	}
}

// dressed checks the headers every answer has.
func dressed(t *testing.T, name string, h http.Header) {
	t.Helper()
	policy := h.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("%s: the policy lacks %s: %s", name, want, policy)
		}
	}
	if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "same-origin" || h.Get("Server") != "" || h.Get("Cache-Control") == "" {
		t.Errorf("%s: %v", name, h)
	}
}

// TestStrictTransport: under TLS the browser is told to stay there for a year.
func TestStrictTransport(t *testing.T) {
	d := open(t)
	app, err := server.New(server.Config{DB: d.db, Log: quietLog(), URL: &url.URL{Scheme: "https", Host: "homes.example.org"}, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	d.app = app
	_, h, _ := d.ask("GET", "/healthz", "", "Host", "homes.example.org")
	if h.Get("Strict-Transport-Security") != "max-age=31536000; includeSubDomains" {
		t.Errorf("%q", h.Get("Strict-Transport-Security"))
	}
	if status, _, _ := d.ask("GET", "/healthz", "", "Host", "other.example.org"); status != 403 {
		t.Errorf("by another name: %d", status)
	}
}

// TestSession follows a session's cookie from beginning to end.
func TestSession(t *testing.T) {
	d := open(t)
	who := d.somebody("Sam", accounts.Role{Role: "viewer"})
	given := "I-chose-this-value-before-I-signed-in-00000000"
	status, h, _ := d.as(person{}).ask("POST", "/api/v1/session/demonstration", fmt.Sprintf(`{"id":%d}`, who.id), "Cookie", "__Host-homeground="+given)
	set := h.Get("Set-Cookie")
	if status != 200 {
		t.Fatal(status)
	}
	for _, want := range []string{"__Host-homeground=", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"} {
		if !strings.Contains(set, want) {
			t.Errorf("the cookie lacks %s", want)
		}
	}
	value := strings.TrimPrefix(strings.SplitN(set, ";", 2)[0], "__Host-homeground=")
	if value == given || len(value) < 22 || strings.Contains(set, "Domain") {
		t.Errorf("a session of its own: %d characters", len(value))
	}
	var session struct {
		CSRF   string `json:"csrf"`
		Rights map[string]string
	}
	_, _, body := d.as(person{}).ask("GET", "/api/v1/session", "", "Cookie", "__Host-homeground="+value)
	if err := json.Unmarshal([]byte(body), &session); err != nil || session.CSRF == "" || session.Rights["site.read"] != "all" || session.Rights["people"] != "" {
		t.Fatalf("%s %v", body, err)
	}
	in := d.as(person{who.id, value, session.CSRF})
	if status, h, _ := in.ask("POST", "/api/v1/session/demonstration", fmt.Sprintf(`{"id":%d}`, who.id)); status != 200 || strings.Contains(h.Get("Set-Cookie"), value) {
		t.Errorf("signing in again: %d, the same session", status)
	} else if status, _, _ := in.ask("GET", "/api/v1/sites", ""); status != 401 {
		t.Errorf("the session before: %d, want 401", status)
	} else {
		value = strings.TrimPrefix(strings.SplitN(h.Get("Set-Cookie"), ";", 2)[0], "__Host-homeground=")
		_, _, body = d.as(person{}).ask("GET", "/api/v1/session", "", "Cookie", "__Host-homeground="+value)
		if err := json.Unmarshal([]byte(body), &session); err != nil {
			t.Fatal(err)
		}
		in = d.as(person{who.id, value, session.CSRF})
	}
	if status, _, _ := in.ask("GET", "/api/v1/sites", ""); status != 200 {
		t.Errorf("signed in: %d", status)
	}
	if status, _, body := in.ask("DELETE", "/api/v1/session", ""); status != 200 || !strings.Contains(body, `"signed_in":false`) {
		t.Errorf("signing out: %d %s", status, body)
	}
	if status, _, _ := in.ask("GET", "/api/v1/sites", ""); status != 401 {
		t.Errorf("the old cookie again: %d, want 401", status)
	}
	if strings.Contains(d.log.String(), value) || strings.Contains(d.log.String(), session.CSRF) {
		t.Error("the log holds the session's secret")
	}
}

// TestTakenAwayActsAtOnce takes a role, then the account, away under a session.
func TestTakenAwayActsAtOnce(t *testing.T) {
	d := open(t)
	board := d.somebody("Bo", accounts.Role{Role: "board"})
	ask := func() int { status, _, _ := d.as(board).ask("GET", "/api/v1/options", ""); return status }
	if got := ask(); got != 200 {
		t.Fatal(got)
	}
	roles := func(text string) {
		if status, _, body := d.ask("PUT", fmt.Sprintf("/api/v1/users/%d/roles", board.id), text); status != 200 {
			t.Fatalf("%d %s", status, body)
		}
	}
	roles(`{"roles":[{"role":"viewer"}]}`)
	if got := ask(); got != 404 && got != 401 {
		t.Errorf("without the role: %d", got)
	}
	if status, _, body := d.ask("PATCH", fmt.Sprintf("/api/v1/users/%d", board.id), `{"state":"disabled"}`); status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	if got := ask(); got != 401 {
		t.Errorf("without the account: %d", got)
	}
}

// TestTooOften: whoever asks too often is told when to go on, and forging where one
// comes from changes nothing.
func TestTooOften(t *testing.T) {
	d := open(t)
	app, err := server.New(server.Config{DB: d.db, Log: quietLog(), Rate: 60, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	d.app = app
	var refused int
	for i := range 80 {
		status, h, _ := d.ask("GET", "/api/v1/demand/settings", "", "X-Forwarded-For", fmt.Sprintf("10.0.0.%d", i))
		if status == 429 {
			if refused++; h.Get("Retry-After") == "" {
				t.Fatal("it is not said when to go on")
			}
		}
	}
	if refused != 20 {
		t.Errorf("%d of 80 refused, want 20", refused)
	}
	if status, _, _ := d.ask("GET", "/healthz", ""); status != 200 {
		t.Errorf("health: %d", status)
	}
	var files int
	for range 4 {
		if status, _, _ := d.ask("GET", "/api/v1/progress.csv", ""); status == 429 {
			files++
		}
	}
	if files != 3 {
		t.Errorf("%d of 4 files refused, want 3", files)
	}
}

// TestGuessing: ten wrong passwords for one account, and fifty from one address over
// many, are looked at in five minutes, wherever they say they come from; the owner gets
// in when the time is over.
func TestGuessing(t *testing.T) {
	d := open(t)
	now := noon
	app, err := server.New(server.Config{DB: d.db, Log: quietLog(), Rate: 1e6, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	d.app = app
	const right = "seven grey herons over the weir"
	var invitation accounts.Invitation
	err = accounts.Write(t.Context(), d.db, accounts.AtCommand("command line"), func(tx *gorm.DB) (err error) {
		_, invitation, err = accounts.Invite(t.Context(), tx, accounts.AtCommand("command line"), "owner@example.org", "Owner", []accounts.Role{{Role: "viewer"}}, now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	nobody := d.as(person{})
	if status, _, body := nobody.ask("POST", "/api/v1/invitations/accept", fmt.Sprintf(`{"code":%q,"password":%q}`, invitation.Code, right)); status != 200 {
		t.Fatalf("taking up the invitation: %d %s", status, body)
	}
	n := 0
	sign := func(email, password string) (int, string, string) {
		n++
		status, h, body := nobody.ask("POST", "/api/v1/session", fmt.Sprintf(`{"email":%q,"password":%q}`, email, password), "X-Forwarded-For", fmt.Sprintf("198.51.100.%d", n))
		return status, h.Get("Retry-After"), body
	}
	_, _, unknown := sign("stranger@example.org", "wrong")
	for try := 1; try <= 12; try++ {
		status, after, body := sign("owner@example.org", "wrong")
		if try <= 10 && (status != 401 || body != unknown) || try > 10 && (status != 429 || after == "") {
			t.Errorf("wrong password %d: %d, Retry-After %q, %s", try, status, after, body)
		}
	}
	if status, _, _ := sign("owner@example.org", right); status != 429 {
		t.Errorf("the right one meanwhile: %d, want 429", status)
	}
	now = now.Add(5*time.Minute + time.Second)
	if status, _, body := sign("owner@example.org", right); status != 200 {
		t.Errorf("the right one five minutes later: %d %s", status, body)
	}
	refused := 0
	for i := range 60 {
		if status, _, _ := sign(fmt.Sprintf("person%d@example.net", i), "Summer holiday 2026"); status == 429 {
			refused++
		}
	}
	if refused != 10 {
		t.Errorf("one password over 60 accounts from one address: %d refused, want 10", refused)
	}
}

// TestProxies: X-Forwarded-For is believed as far as our own proxies wrote it.
func TestProxies(t *testing.T) {
	d := open(t)
	app, err := server.New(server.Config{DB: d.db, Log: quietLog(), Now: func() time.Time { return noon }, Proxies: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32"), netip.MustParsePrefix("10.0.0.0/8")}})
	if err != nil {
		t.Fatal(err)
	}
	d.app = app
	for _, c := range []struct{ header, want string }{
		{"", "0.0.0.0"}, {"203.0.113.9", "203.0.113.9"}, {"1.2.3.4, 203.0.113.9, 10.1.2.3", "203.0.113.9"}, {"nonsense, 10.1.2.3", "10.1.2.3"},
	} {
		d.as(person{}).ask("PUT", "/api/v1/password", `{"current":"x","password":"y"}`, "X-Forwarded-For", c.header)
		var got string
		d.db.Raw(`SELECT address FROM audit_entries ORDER BY id DESC LIMIT 1`).Scan(&got)
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.header, got, c.want)
		}
	}
}

// TestTilesOfNowhere: what is no tile is refused with a reason.
func TestTilesOfNowhere(t *testing.T) {
	d := open(t)
	for _, at := range []string{"23/0/0", "30/0/0", "99/0/0", "-1/0/0", "5/32/0", "5/0/32", "5/-1/0", "5/9223372036854775808/0", "1e3/0/0", "NaN/0/0", "5/0/'||pg_sleep(5)||'"} {
		status, _, body := d.ask("GET", "/tiles/cells/"+url.PathEscape(strings.Split(at, "/")[0])+"/"+strings.Join(mapped(strings.Split(at, "/")[1:], url.PathEscape), "/")+".mvt", "")
		if status != 400 && status != 404 || strings.Contains(body, "SQL") {
			t.Errorf("%s: %d %s", at, status, body)
		}
	}
	for _, name := range []string{"cells'", `cells"`, "cells;drop", "cells,", ",", "CELLS", "cells%00"} {
		if status, _, body := d.ask("GET", "/tiles/"+url.PathEscape(name)+"/5/15/10.mvt", ""); status != 404 && status != 400 {
			t.Errorf("%q: %d %s", name, status, body)
		}
	}
	for _, query := range []string{"limit=-1", "limit=1000000000", "limit=NaN", "sort=name;drop", "cursor='||pg_sleep(5)||'", "class=' or 1=1", "limit=5&limit=6"} {
		name, value, _ := strings.Cut(query, "=")
		q := url.QueryEscape(name) + "=" + strings.ReplaceAll(url.QueryEscape(value), "%26limit%3D6", "&limit=6")
		if status, _, body := d.ask("GET", "/api/v1/cells?"+q, ""); status != 422 && status != 400 || strings.Contains(body, "SQL") {
			t.Errorf("%s: %d %s", query, status, body)
		}
	}
}

func mapped(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}

// TestFaultsOfOursTellNothing takes the tables away and asks every address.
func TestFaultsOfOursTellNothing(t *testing.T) {
	d := open(t)
	failed := 0
	_, rows := readMatrix(t)
	for _, r := range rows {
		if strings.Contains(r.path, "openapi") {
			continue
		}
		if err := d.db.SavePoint("whole").Error; err != nil {
			t.Fatal(err)
		}
		err := d.db.Exec(`DROP TABLE demand_settings, programmes, sites, projects, options, option_stages, milestones, imports, tokens, idempotency_keys, areas, demand_cells, authorities CASCADE;
			ALTER TABLE audit_entries RENAME TO gone`).Error
		if err != nil {
			t.Fatal(err)
		}
		path := strings.NewReplacer("{id}", "1", "{z}/{x}/{y}", "6/31/21").Replace(r.path)
		tag := `"v1"`
		if !strings.HasPrefix(r.path, "/api/v1/") || r.method == "GET" {
			tag = ""
		}
		status, _, body := d.send(r.method, path, bodies[r.method+" "+r.path], "If-Match", tag, "X-CSRF-Token", d.who.csrf, "Idempotency-Key", "key-of-its-own")
		if status >= 500 {
			failed++
		}
		if lines := strings.Count(d.log.String(), "level=ERROR"); status >= 500 && lines != 1 {
			t.Errorf("%s: logged %d times", path, lines)
		}
		d.log.Reset()
		if status >= 500 && !strings.Contains(body, "Request ") {
			t.Errorf("%s: no number to find it by: %s", path, body)
		}
		for _, word := range []string{"SQLSTATE", "relation", "SELECT", ".go:", "goroutine", "pgx", "gorm", "/home/", "does not exist"} {
			if strings.Contains(body, word) && status >= 400 {
				t.Errorf("%s: %d, the answer holds %q: %s", path, status, word, body)
			}
		}
		d.db.RollbackTo("whole")
	}
	if failed < 20 {
		t.Errorf("%d of %d went wrong", failed, len(rows))
	}
}

// wire serves the desk at a port, for what a client library would not send.
func (d desk) wire() string {
	d.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		d.t.Fatal(err)
	}
	go d.app.Listener(listener)
	d.t.Cleanup(func() { d.app.ShutdownWithTimeout(time.Second) })
	return listener.Addr().String()
}

// sent writes raw bytes and reads the statuses that come back until the connection ends
// or nothing more comes.
func sent(t *testing.T, at string, parts ...string) (statuses []int, closed bool) {
	t.Helper()
	conn, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	go func() {
		for _, part := range parts {
			if _, err := io.WriteString(conn, part); err != nil {
				return
			}
		}
	}()
	in := bufio.NewReader(conn)
	for {
		conn.SetReadDeadline(time.Now().Add(time.Second))
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			timeout, ok := err.(net.Error)
			return statuses, !(ok && timeout.Timeout())
		}
		statuses = append(statuses, res.StatusCode)
		io.Copy(io.Discard, res.Body)
		res.Body.Close()
	}
}

// TestWhatCannotBeRead sends what can be read in two ways, or not at all.
func TestWhatCannotBeRead(t *testing.T) {
	d := open(t)
	at := d.wire()
	head := "Host: " + at + "\r\nContent-Type: application/json\r\n"
	smuggled := "GET /healthz HTTP/1.1\r\nHost: " + at + "\r\n\r\n"
	for _, c := range []struct {
		name  string
		parts []string
	}{
		{"two lengths", []string{"POST /api/v1/session HTTP/1.1\r\n" + head + "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}" + smuggled}},
		{"length and chunks", []string{"POST /api/v1/session HTTP/1.1\r\n" + head + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled}},
		{"a bare return", []string{"GET /api/v1/session HTTP/1.1\rHost: x\r\n\r\n"}},
		{"a header of 100 kB", []string{"GET /api/v1/session HTTP/1.1\r\nHost: " + at + "\r\nX-Long: " + strings.Repeat("a", 100_000) + "\r\n\r\n"}},
		{"10,000 parameters", []string{"GET /api/v1/session?" + strings.Repeat("a=1&", 10_000) + " HTTP/1.1\r\nHost: " + at + "\r\n\r\n"}},
		{"one parameter twice", []string{"GET /api/v1/session?a=1&a=2 HTTP/1.1\r\nHost: " + at + "\r\n\r\n"}},
		{"50 MB", []string{"POST /api/v1/session HTTP/1.1\r\n" + head + "Content-Length: 52428800\r\n\r\n", strings.Repeat("a", 4<<20)}},
		{"10 GB promised", []string{"POST /api/v1/session HTTP/1.1\r\n" + head + "Content-Length: 10737418240\r\n\r\n{"}},
	} {
		statuses, closed := sent(t, at, c.parts...)
		bad := len(statuses) > 0 && (statuses[0] < 400 || statuses[0] >= 500)
		if bad || len(statuses) > 1 || len(statuses) == 0 && !closed {
			t.Errorf("%s: %v, closed %v", c.name, statuses, closed)
		}
	}
	for _, c := range []struct {
		name, body string
	}{
		{"a member twice", `{"email":"a@example.org","email":"b@example.org","password":"x"}`},
		{"a member twice, escaped", `{"email":"a@example.org","\u0065mail":"b@example.org","password":"x"}`},
		{"nested 10,000 deep", strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000)},
		{"lists 10,000 deep", strings.Repeat(`[`, 10_000) + strings.Repeat("]", 10_000)},
		{"a number for a word", `{"email":1,"password":"x"}`},
		{"a list for an object", `[]`},
		{"more after it", `{"email":"a@example.org","password":"x"}{}`},
		{"a member nobody asked for", `{"email":"a@example.org","password":"x","role":"administrator"}`},
		{"nothing", ``},
	} {
		status, _, body := d.as(person{}).ask("POST", "/api/v1/session", c.body, "Content-Type", "application/json")
		if status != 422 && status != 400 {
			t.Errorf("%s: %d %s", c.name, status, body)
		}
	}
	status, _, body := d.as(person{}).ask("POST", "/api/v1/session", `{"email":"a@example.org","password":["my secret phrase"]}`)
	if status != 422 || strings.Contains(body, "secret phrase") {
		t.Errorf("a fault repeats the password: %d %s", status, body)
	}
}

// TestMassAssignment sends each change what it must not set.
func TestMassAssignment(t *testing.T) {
	d := open(t)
	for _, at := range d.writing() {
		for _, member := range []string{`"id":7`, `"version":99`, `"created_by":1`, `"role":"administrator"`, `"authority_id":1`, `"certified_by":1`, `"sha256":"x"`, `"location_sensitivity":"open"`} {
			status, _, body := d.ask(at[0], at[1], "{"+member+"}")
			allowed := at[1] == "/api/v1/session/demonstration" && strings.HasPrefix(member, `"id"`)
			if status < 400 && !allowed && at[0] != "DELETE" && !strings.HasSuffix(at[1], "/approval") && !strings.HasSuffix(at[1], "/invitations") {
				t.Errorf("%s %s took %s: %d %s", at[0], at[1], member, status, body)
			}
		}
	}
}

// TestPathsTwoWays: an address written in another way is not another way in.
func TestPathsTwoWays(t *testing.T) {
	d := open(t)
	viewer := d.as(d.somebody("Vi", accounts.Role{Role: "viewer"}))
	site := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-10'`)
	exact := fmt.Sprintf("/api/v1/sites/%d/exact", site)
	for _, path := range []string{exact, "/" + exact, exact + "/", exact + ".", strings.ToUpper(exact), strings.Replace(exact, "sites", "%73ites", 1), strings.Replace(exact, "/exact", "%2fexact", 1),
		strings.Replace(exact, "/exact", "%252fexact", 1), "/api/v1/./sites/" + fmt.Sprint(site) + "/exact", "/api/v1/x/../sites/" + fmt.Sprint(site) + "/exact"} {
		status, _, body := viewer.ask("GET", path, "", "X-Original-URL", exact, "X-HTTP-Method-Override", "GET", "X-Rewrite-URL", exact)
		if strings.Contains(body, `"uprn"`) || status == 200 && !strings.Contains(body, "<!doctype html>") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	status, _, _ := viewer.ask("GET", "/api/v1/summary", "", "X-HTTP-Method-Override", "DELETE")
	if status != 200 {
		t.Errorf("overriding the method: %d", status)
	}
}
