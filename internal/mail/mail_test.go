package mail

import (
	"strings"
	"testing"
)

// TestNew reads settings: what cannot be is said in words, and never with the password.
func TestNew(t *testing.T) {
	const from = "Homeground <homeground@example.org>"
	for _, c := range []struct{ address, from, wrong string }{
		{"", "", ""}, {"smtp://127.0.0.1:25", from, ""}, {"smtp://user:pa%40ss@mail.example.org", from, ""}, {"smtps://user:pass@mail.example.org:465/", "homeground@example.org", ""},
		{"smtp://127.0.0.1:25", "", "both"}, {"", from, "both"}, {"smtp://127.0.0.1", "not an address", "HOMEGROUND_MAIL_FROM"},
		{"mail.example.org:587", from, "HOMEGROUND_SMTP"}, {"https://user:hunter2@mail.example.org", from, "HOMEGROUND_SMTP"}, {"smtp://user:hunter2@mail.example.org:port", from, "HOMEGROUND_SMTP"},
		{"smtp://user:hunter2%zz@mail.example.org", from, "HOMEGROUND_SMTP"}, {"smtp://user:hunter2@mail.example.org:0", from, "HOMEGROUND_SMTP"}, {"smtp://", from, "HOMEGROUND_SMTP"},
	} {
		s, err := New(c.address, c.from)
		if c.wrong == "" && (err != nil || (s == nil) != (c.address == "")) || c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
			t.Errorf("%q from %q: %v, want %q", c.address, c.from, err, c.wrong)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the password is in %v", err)
		}
	}
}
