// Package server is all of Homeground's HTTP: the JSON interface under /api/v1, the
// vector tiles, the pages and the two health addresses.
//
// routes.go is the table of every address. A handler reads its input, calls a
// subject's function and answers; it holds no rule and no SQL. One thing must stay
// true: no internal text leaves the process; errors.go is where a failure becomes a
// status.
package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"gorm.io/gorm"

	"homeground/appraisal"
	"homeground/internal/values"
)

// Config is what a server needs.
type Config struct {
	DB      *gorm.DB
	Log     *slog.Logger
	Version string
	Now     func() time.Time // nil: the clock
}

type server struct {
	db    *gorm.DB
	log   *slog.Logger
	sim   *appraisal.Simulator
	tiles *tileCache
	now   func() time.Time
}

const (
	deadline  = 10 * time.Second // of a request
	bodyLimit = 1 << 20          // nothing sent here is larger than a form
)

// New is the server, ready to listen.
func New(cfg Config) (*fiber.App, error) {
	s := &server{db: cfg.DB, log: cfg.Log, sim: appraisal.NewSimulator(), tiles: newTileCache(), now: cfg.Now}
	if s.now == nil {
		s.now = time.Now
	}
	app := fiber.New(fiber.Config{
		AppName: "Homeground", Immutable: true, DisableStartupMessage: true, BodyLimit: bodyLimit,
		ReadTimeout: 15 * time.Second, IdleTimeout: time.Minute, ErrorHandler: s.plainError,
	})
	app.Use(recover.New(), s.number, headers, ownMachineOnly, compress.New(compress.Config{Next: alreadySmall}))
	api := humafiber.New(app, apiConfig(cfg.Version))
	s.routes(app, api)
	return app, nil
}

func apiConfig(version string) huma.Config {
	c := huma.DefaultConfig("Homeground", version)
	c.Info.Description = "Sites, need, options, projects and progress of a programme of children's homes. Money is whole pence, days are ISO 8601, positions are WGS 84 with longitude first. A place that is restricted is given as the centre of its 10 km square."
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "/api/openapi", "", "/api/schemas"
	c.CreateHooks = nil // no $schema member in answers
	return c
}

// number gives every request a number and a deadline. Fiber sets neither.
func (s *server) number(c *fiber.Ctx) error {
	var raw [8]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.WithValue(c.UserContext(), requestKey{}, hex.EncodeToString(raw[:])), deadline)
	defer stop()
	c.SetUserContext(ctx)
	c.Set("X-Request-Id", requestID(ctx))
	return c.Next()
}

// headers are the same on every answer; a handler may say more of its caching.
func headers(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; "+
		"style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Next()
}

// ownMachineOnly keeps other web sites out while there are no accounts: the server is
// reached under a loopback name only, and is changed only from its own pages.
func ownMachineOnly(c *fiber.Ctx) error {
	if !loopback(c.Hostname()) {
		return fiber.NewError(fiber.StatusForbidden, "Until accounts exist Homeground answers only on its own machine, as localhost or 127.0.0.1.")
	}
	if c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead || c.Method() == fiber.MethodOptions {
		return c.Next()
	}
	from, err := url.Parse(c.Get(fiber.HeaderOrigin))
	foreign := c.Get(fiber.HeaderOrigin) != "" && (err != nil || from.Host != string(c.Request().Host()))
	if foreign || c.Get("Sec-Fetch-Site") == "cross-site" {
		return fiber.NewError(fiber.StatusForbidden, "Changes are taken only from Homeground's own pages.")
	}
	return c.Next()
}

func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// alreadySmall keeps tiles and stored pages, which are kept compressed, from being
// compressed again.
func alreadySmall(c *fiber.Ctx) bool {
	return strings.HasPrefix(c.Path(), "/tiles/") || strings.HasPrefix(c.Path(), "/assets/")
}

func (s *server) today() values.Date { return values.Today(s.now()) }
