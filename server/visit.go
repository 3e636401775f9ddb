package server

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"homeground/accounts"
	"homeground/internal/problem"
)

// visit is one request and who makes it. It is made before any handler runs and travels
// in the context, since that is all huma hands on; route.go takes it out, once.
type visit struct {
	number  string
	method  string
	route   string // method and path
	address string
	by      accounts.User // ID 0: nobody has signed in
	secret  string        // of the session
	csrf    string
	scope   string // of a token: read, write or calendar; empty for a session
	known   error  // why the credential that came was not taken
	extent  accounts.Extent
	version int
	key     string
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit {
	v, _ := ctx.Value(visitKey{}).(*visit)
	if v == nil {
		return &visit{}
	}
	return v
}

func requestID(ctx context.Context) string { return visitOf(ctx).number }

const cookieName = "__Host-homeground"

// welcome gives every request a number and a deadline, and finds out who makes it.
func (s *server) welcome(c *fiber.Ctx) error {
	var raw [8]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return err
	}
	v := &visit{number: hex.EncodeToString(raw[:]), method: c.Method(), route: c.Method() + " " + c.Path(), address: s.addressOf(c)}
	if strings.HasPrefix(strings.ToLower(c.Path()), calendarPath) {
		v.route = c.Method() + " " + calendarPath // what follows is a secret
	}
	ctx, stop := context.WithTimeout(context.WithValue(c.UserContext(), visitKey{}, v), deadlineOf(c))
	defer stop()
	c.SetUserContext(ctx)
	c.Set("X-Request-Id", v.number)
	if err := s.rightDoor(c); err != nil {
		return err
	}
	if strings.HasPrefix(c.Path(), "/api/v1/") || strings.HasPrefix(c.Path(), "/tiles/") {
		if err := s.recognise(ctx, c, v); err != nil {
			return err
		}
	}
	return c.Next()
}

// recognise finds out who makes the request, by its token or its session.
func (s *server) recognise(ctx context.Context, c *fiber.Ctx, v *visit) (err error) {
	v.by = accounts.User{Name: "Nobody signed in", Acting: "anonymous", Credential: "none", Origin: "API"}
	header, cookie := c.Get(fiber.HeaderAuthorization), c.Cookies(cookieName)
	switch {
	case header != "":
		secret, _ := strings.CutPrefix(header, "Bearer ")
		var user accounts.User
		if user, v.scope, err = accounts.WhoByToken(ctx, s.db, secret, s.now()); err == nil {
			v.by = user
			v.by.Origin = "API"
		}
	case cookie != "":
		var user accounts.User
		who := accounts.Who
		if c.Path() == livePath {
			who = accounts.WhoUnseen
		}
		if user, v.csrf, err = who(ctx, s.db, cookie, s.now()); err == nil {
			v.by, v.secret = user, cookie
			v.by.Origin = "page"
		}
	}
	v.by.Address, v.by.Request = v.address, v.number
	if isProblem(err, problem.SignIn) {
		v.known, err = err, nil
	}
	if err != nil || v.secret == "" || reads(v.method) {
		return err
	}
	sent := c.Get("X-CSRF-Token")
	if len(sent) == 0 || subtle.ConstantTimeCompare([]byte(sent), []byte(v.csrf)) != 1 {
		return fiber.NewError(http.StatusForbidden, "Changes need the token of this session as X-CSRF-Token: GET /api/v1/session gives it. Reload the page and try again.")
	}
	return nil
}

func reads(method string) bool {
	return method == fiber.MethodGet || method == fiber.MethodHead || method == fiber.MethodOptions
}

// rightDoor keeps other web sites out: the server is reached under its own names only,
// is changed only from its own pages, takes JSON only, and no secret in an address.
func (s *server) rightDoor(c *fiber.Ctx) error {
	if host := c.Hostname(); !loopback(host) && (s.url == nil || !strings.EqualFold(host, s.url.Host)) {
		return fiber.NewError(http.StatusForbidden, "Homeground is not known by this name. Its administrator can set the name people use as HOMEGROUND_URL.")
	}
	for _, name := range []string{"token", "access_token", "api_key", "password", "code"} {
		if c.Context().QueryArgs().Has(name) {
			return fiber.NewError(http.StatusBadRequest, "No secret may stand in an address. Send a token as Authorization: Bearer, and no "+name+" in the query.")
		}
	}
	if chunked(c.Request().Header.RawHeaders()) { // chunks, which a length beside them would contradict
		c.Context().SetConnectionClose()
		return fiber.NewError(http.StatusLengthRequired, "Say how long it is: send a Content-Length, and no chunks.")
	}
	if !isText(c) {
		return fiber.NewError(http.StatusBadRequest, "The address holds a character that is none.")
	}
	if twice(c) {
		return fiber.NewError(http.StatusBadRequest, "Something in the query comes twice. Send each part once.")
	}
	if reads(c.Method()) {
		return nil
	}
	origin := c.Get(fiber.HeaderOrigin)
	from, err := url.Parse(origin)
	site := c.Get("Sec-Fetch-Site")
	if origin != "" && (err != nil || from.Host != string(c.Request().Host())) || site != "" && site != "same-origin" && site != "none" {
		return fiber.NewError(http.StatusForbidden, "Changes are taken only from Homeground's own pages.")
	}
	kind, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";")
	if c.Get(fiber.HeaderContentEncoding) != "" || len(c.Request().Body()) > 0 && !strings.EqualFold(strings.TrimSpace(kind), fiber.MIMEApplicationJSON) {
		return fiber.NewError(http.StatusUnsupportedMediaType, "Send JSON, as Content-Type: application/json, not compressed.")
	}
	return nil
}

// chunked says whether a request said it came in chunks. The parsed headers forget it
// when there were none.
func chunked(headers []byte) bool {
	for line := range bytes.Lines(headers) {
		if name, _, _ := bytes.Cut(line, []byte(":")); bytes.EqualFold(bytes.TrimSpace(name), []byte(fiber.HeaderTransferEncoding)) {
			return true
		}
	}
	return false
}

// isText says whether all that the address says is text that the database can hold.
func isText(c *fiber.Ctx) bool {
	good := func(text []byte) bool { return utf8.Valid(text) && bytes.IndexByte(text, 0) < 0 }
	all := good(c.Context().Path())
	c.Context().QueryArgs().VisitAll(func(name, value []byte) { all = all && good(name) && good(value) })
	return all
}

// twice says whether a part of the query comes more than once, so that it could be read
// in two ways.
func twice(c *fiber.Ctx) bool {
	seen := map[string]bool{}
	again := false
	c.Context().QueryArgs().VisitAll(func(name, _ []byte) {
		again = again || seen[string(name)]
		seen[string(name)] = true
	})
	return again
}

func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// addressOf is where a request came from. What X-Forwarded-For says is believed only as
// far as proxies of ours wrote it: from its end to the first address that is none.
func (s *server) addressOf(c *fiber.Ctx) string {
	here, err := netip.ParseAddr(c.Context().RemoteIP().String())
	if err != nil {
		return ""
	}
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for i := len(hops) - 1; i >= 0 && s.isProxy(here); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		here = next
	}
	return here.Unmap().String()
}

func (s *server) isProxy(a netip.Addr) bool {
	for _, p := range s.proxies {
		if p.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}

// deadlineOf is how long a request may take: recording a decision makes the paper that it
// freezes, and takes as long as a file.
func deadlineOf(c *fiber.Ctx) time.Duration {
	if c.Method() == fiber.MethodPost && c.Path() == "/api/v1/decisions" {
		return fileDeadline
	}
	return deadline
}
