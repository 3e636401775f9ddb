package server_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"homeground/accounts"
	"homeground/internal/mail"
	"homeground/server"
)

// catcher is a mail server that keeps what it is given.
type catcher struct {
	lock   sync.Mutex
	caught []caught
	refuse bool
}

type caught struct{ to, text string }

func (c *catcher) NewSession(*smtp.Conn) (smtp.Session, error) { return &catching{catcher: c}, nil }

type catching struct {
	*catcher
	to string
}

func (c *catching) Mail(string, *smtp.MailOptions) error { return nil }
func (c *catching) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	return nil
}
func (c *catching) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.refuse {
		return &smtp.SMTPError{Code: 451, Message: "Not now"}
	}
	c.caught = append(c.caught, caught{c.to, string(text)})
	return err
}
func (c *catching) Reset()        {}
func (c *catching) Logout() error { return nil }

func (c *catcher) take() []caught {
	c.lock.Lock()
	defer c.lock.Unlock()
	list := c.caught
	c.caught = nil
	return list
}

// catch runs a catcher on this machine, and gives a sender through it.
func catch(t *testing.T) (*catcher, *mail.Sender) {
	t.Helper()
	c := &catcher{}
	s := smtp.NewServer(c)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(listener) }()
	t.Cleanup(func() { _ = s.Close() })
	sender, err := mail.New("smtp://"+listener.Addr().String(), "Homeground <homeground@example.org>")
	if err != nil {
		t.Fatal(err)
	}
	return c, sender
}

// TestDigest sends who asked for it what of their own is overdue and due: on Monday morning,
// once, however often and from however many servers it is tried; what could not be sent is
// sent later, and its user is told meanwhile.
func TestDigest(t *testing.T) {
	d := open(t)
	box, sender := catch(t)
	project := d.number(`SELECT min(id) FROM projects`)
	ma := d.as(d.somebody("Zoë Ma", accounts.Role{Role: "project_manager", ProjectID: project}))
	none := d.as(d.somebody("No dates", accounts.Role{Role: "viewer"}))
	gone := d.as(d.somebody("Gone", accounts.Role{Role: "project_manager", ProjectID: project}))
	d.as(d.somebody("Did not ask", accounts.Role{Role: "project_manager", ProjectID: project}))
	d.number(`UPDATE milestones SET actual = NULL, forecast = '2026-11-29', name = 'Overdue; first' WHERE id = (SELECT min(id) FROM milestones WHERE project_id = ? AND code <> 'M24') RETURNING id`, project)
	d.number(`UPDATE milestones SET forecast = '2026-12-28', name = 'Just in time' WHERE id = (SELECT max(id) FROM milestones WHERE project_id = ? AND code <> 'M24' AND actual IS NULL) RETURNING id`, project)
	d.number(`UPDATE milestones SET forecast = '2026-12-29', name = 'A day too far' WHERE id = (SELECT max(id) FROM milestones WHERE project_id = ? AND code <> 'M24' AND actual IS NULL AND name <> 'Just in time') RETURNING id`, project)
	for _, who := range []desk{ma, none, gone} {
		if status, _, body := who.ask("PUT", "/api/v1/digest", `{"weekly":true}`); status != 200 || !strings.Contains(body, `"week":"2026-11-16"`) {
			t.Fatal(status, body)
		}
	}
	d.number(`UPDATE users SET state = 'disabled' WHERE id = ? RETURNING id`, gone.who.id)
	send := func(at time.Time) error {
		return server.SendDigests(t.Context(), d.db, sender, "https://homes.example.org", at)
	}
	monday := time.Date(2026, 11, 30, 6, 59, 0, 0, time.UTC)
	for _, early := range []time.Time{noon, time.Date(2026, 11, 23, 6, 59, 0, 0, time.UTC), time.Date(2026, 11, 22, 23, 59, 0, 0, time.UTC)} {
		if err := send(early); err != nil || len(box.take()) > 0 {
			t.Fatalf("sent at %s: %v", early, err)
		}
	}
	if err := send(monday); err != nil { // of the week before: the server stood still
		t.Fatal(err)
	}
	if list := box.take(); len(list) != 0 {
		t.Fatal("before seven, ", list)
	}
	box.refuse = true
	failed := send(monday.Add(time.Minute))
	if failed == nil || !strings.Contains(failed.Error(), "Not now") {
		t.Errorf("refused: %v", failed)
	}
	if _, _, body := ma.ask("GET", "/api/v1/digest", ""); !strings.Contains(body, `"failed":"The last e-mail could not be sent`) || !strings.Contains(body, `"week":"2026-11-16"`) {
		t.Error(body)
	}
	box.refuse = false
	if err := send(monday.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := send(monday.Add(2 * time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	list := box.take()
	if len(list) != 1 || list[0].to != d.text(`SELECT email FROM users WHERE id = ?`, ma.who.id) {
		t.Fatalf("%d e-mails: %+v", len(list), list)
	}
	m, err := netmail.ReadMessage(strings.NewReader(list[0].text))
	if err != nil {
		t.Fatal(err)
	}
	if to, err := netmail.ParseAddress(m.Header.Get("To")); err != nil || to.Name != "Zoë Ma" {
		t.Error(to, err)
	}
	if m.Header.Get("Date") == "" || m.Header.Get("Message-Id") == "" || m.Header.Get("Auto-Submitted") != "auto-generated" || m.Header.Get("List-Unsubscribe") != "<https://homes.example.org/account#digest>" {
		t.Error(m.Header)
	}
	text, _ := io.ReadAll(m.Body)
	text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("=\r\n"), nil), []byte("\r\n"), []byte("\n"))
	for _, want := range []string{fmt.Sprintf("29 November 2026: Overdue; first (%s)\nhttps://homes.example.org/projects/%d\n", d.text(`SELECT name FROM projects WHERE id = ?`, project), project), " due by 28 December 2026\n", "28 December 2026: Just in time", "https://homes.example.org/account\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if strings.Contains(string(text), "A day too far") || strings.Index(string(text), "overdue") > strings.Index(string(text), " due by ") {
		t.Errorf("%s", text)
	}
	for _, who := range []desk{ma, none} { // with nothing to say, none; and not tried again
		if _, _, body := who.ask("GET", "/api/v1/digest", ""); !strings.Contains(body, `"week":"2026-11-30"`) || strings.Contains(body, "failed") {
			t.Error(body)
		}
	}

	// The next week's, on the Thursday, since nobody ran the server before; then no more.
	if err := send(time.Date(2026, 12, 10, 3, 0, 0, 0, time.UTC)); err != nil || len(box.take()) != 1 {
		t.Errorf("the next week: %v", err)
	}
	if status, _, body := ma.ask("PUT", "/api/v1/digest", `{"weekly":false}`); status != 200 || !strings.Contains(body, `"weekly":false`) {
		t.Error(status, body)
	}
	if err := send(time.Date(2026, 12, 15, 12, 0, 0, 0, time.UTC)); err != nil || len(box.take()) != 0 {
		t.Errorf("after it was asked for no more: %v", err)
	}
}
