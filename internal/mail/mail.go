// Package mail sends e-mail through the mail server of whoever runs Homeground.
//
// It sends plain text to one person at a time. Beyond this machine it speaks TLS only, and
// neither the password nor what is sent is in any error or log.
package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// patience is how long a mail server may take over one e-mail.
const patience = 20 * time.Second

// Sender sends through one mail server. Nil: there is none.
type Sender struct {
	from    string
	host    string
	options []gomail.Option
}

// Message is an e-mail of plain text.
type Message struct {
	To, ToName, Subject, Text string
	Headers                   map[string]string
}

// New is the sender of an address, smtp://user:password@host:port or smtps:// for TLS from the
// first byte; smtp:// begins TLS where it is spoken, and insists on it for any host but this
// one. From is as Homeground <homeground@example.org>. Both empty: nil.
func New(address, from string) (*Sender, error) {
	if address == "" && from == "" {
		return nil, nil
	}
	if address == "" || from == "" {
		return nil, errors.New("e-mail needs both HOMEGROUND_SMTP, the mail server, and HOMEGROUND_MAIL_FROM, the address it is from")
	}
	if err := gomail.NewMsg().From(from); err != nil {
		return nil, fmt.Errorf("HOMEGROUND_MAIL_FROM is %q: write it as Homeground <homeground@example.org>", from)
	}
	wrong := errors.New("HOMEGROUND_SMTP cannot be read: write it as smtp://user:password@mail.example.org:587, or smtps:// where TLS begins at once; what is special in a password as %40 for @")
	u, err := url.Parse(address) // whose error would say the password
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return nil, wrong
	}
	s := &Sender{from: from, host: u.Hostname(), options: []gomail.Option{gomail.WithTimeout(patience)}}
	port, policy := 587, gomail.TLSMandatory
	if ip := net.ParseIP(s.host); s.host == "localhost" || ip != nil && ip.IsLoopback() {
		policy = gomail.TLSOpportunistic
	}
	if u.Scheme == "smtps" {
		port = 465
		s.options = append(s.options, gomail.WithSSL())
	} else {
		s.options = append(s.options, gomail.WithTLSPolicy(policy))
	}
	if u.Port() != "" {
		if port, err = strconv.Atoi(u.Port()); err != nil || port < 1 || port > 65535 {
			return nil, wrong
		}
	}
	s.options = append(s.options, gomail.WithPort(port))
	if password, ok := u.User.Password(); ok {
		s.options = append(s.options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	return s, nil
}

// Send sends one e-mail; once it returns nil, the mail server has taken it.
func (s *Sender) Send(ctx context.Context, m Message) error {
	e := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := e.From(s.from); err != nil {
		return fmt.Errorf("e-mail from %s: %w", s.from, err)
	}
	if err := e.AddToFormat(m.ToName, m.To); err != nil {
		return fmt.Errorf("the e-mail address of %s cannot be written to", m.ToName)
	}
	e.Subject(m.Subject)
	e.SetDate()
	e.SetMessageID()
	e.SetBodyString(gomail.TypeTextPlain, m.Text)
	for name, value := range m.Headers {
		e.SetGenHeader(gomail.Header(name), value)
	}
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return fmt.Errorf("e-mail through %s: %w", s.host, err)
	}
	if err := client.DialAndSendWithContext(ctx, e); err != nil {
		return fmt.Errorf("e-mail through %s: %w", s.host, err)
	}
	return nil
}
