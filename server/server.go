// Package server is all of Homeground's HTTP: the JSON interface under /api/v1, the
// vector tiles, the pages and the two health addresses.
//
// routes.go is the table of every address. A handler reads its input, calls a
// subject's function and answers; it holds no rule and no SQL. One thing must stay
// true: no internal text leaves the process; errors.go is where a failure becomes a
// status.
package server

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/limiter"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"gorm.io/gorm"

	"homeground/appraisal"
	"homeground/demand"
	"homeground/internal/mail"
	"homeground/internal/print"
	"homeground/internal/tables"
	"homeground/internal/values"
)

// Config is what a server needs.
type Config struct {
	DB            *gorm.DB // as the server's own database role
	Log           *slog.Logger
	Version       string
	URL           *url.URL         // the address people use; nil on the loopback only
	Proxies       []netip.Prefix   // whose X-Forwarded-For is believed
	Demonstration bool             // its people sign in from a list, without a password
	Chromium      string           // what makes PDFs; empty: the first that is found
	Mail          *mail.Sender     // nil: no e-mail
	Until         context.Context  // streams end with it; nil: none
	LiveFor       time.Duration    // a stream of what changes; 0: 45 seconds
	Rate          int              // requests a minute a caller; 0: 600
	Now           func() time.Time // nil: the clock
}

type server struct {
	db            *gorm.DB
	log           *slog.Logger
	sim           *appraisal.Simulator
	cohorts       *demand.Cohorts
	tiles         *tileCache
	url           *url.URL
	proxies       []netip.Prefix
	demonstration bool
	version       string
	now           func() time.Time
	mail          *mail.Sender
	liveFor       time.Duration
	until         context.Context
	files         chan struct{} // a place for each that is being written
	printer       *print.Printer

	listed []string // the addresses of the table of routes
	wrong  []string // what is wrong with it
}

const (
	deadline  = 10 * time.Second // of a request
	bodyLimit = 1 << 20          // nothing sent here is larger than a form
)

// New is the server, ready to listen. A table of routes with an unknown right, or an
// address outside the table, is an error.
func New(cfg Config) (*fiber.App, error) {
	s := &server{db: cfg.DB, log: cfg.Log, sim: appraisal.NewSimulator(), cohorts: demand.NewCohorts(), tiles: newTileCache(), now: cfg.Now,
		url: cfg.URL, proxies: cfg.Proxies, demonstration: cfg.Demonstration, version: cfg.Version, files: make(chan struct{}, filesAtOnce), printer: print.New(cfg.Chromium),
		mail: cfg.Mail, liveFor: cmp.Or(cfg.LiveFor, liveFor), until: cfg.Until}
	if s.now == nil {
		s.now = time.Now
	}
	if s.until == nil {
		s.until = context.Background()
	}
	app := fiber.New(fiber.Config{
		AppName: "Homeground", Immutable: true, DisableStartupMessage: true, BodyLimit: bodyLimit, ReadBufferSize: 16 << 10,
		ReadTimeout: 15 * time.Second, WriteTimeout: time.Minute, IdleTimeout: time.Minute, ErrorHandler: s.plainError,
	})
	app.Use(recover.New(), s.headers, s.welcome, s.limit(cfg.Rate), compress.New(compress.Config{Next: alreadySmall}))
	quiet()
	api := humafiber.New(app, apiConfig(cfg.Version))
	s.routes(app, api)
	if err := s.unlisted(app); err != nil {
		return nil, err
	}
	if len(s.wrong) > 0 {
		return nil, fmt.Errorf("table of routes: %s", strings.Join(s.wrong, ", "))
	}
	return app, nil
}

// quiet makes huma's faults say what is wrong without repeating what was sent, which may
// be a password.
var quiet = sync.OnceFunc(func() {
	made := huma.NewErrorWithContext
	huma.NewErrorWithContext = func(ctx huma.Context, status int, text string, errs ...error) huma.StatusError {
		e := made(ctx, status, text, errs...)
		if model, ok := e.(*huma.ErrorModel); ok {
			for _, detail := range model.Errors {
				detail.Value = nil
			}
		}
		return e
	}
})

func apiConfig(version string) huma.Config {
	c := huma.DefaultConfig("Homeground", version)
	c.Info.Description = "Sites, need, options, projects and progress of a programme of children's homes. Money is whole pence, days are ISO 8601, positions are WGS 84 with longitude first. A place that is restricted is given as the centre of its 10 km square."
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "/api/openapi", "", "/api/schemas"
	c.CreateHooks = nil // no $schema member in answers
	c.Formats = map[string]huma.Format{"application/json": strictJSON, "json": strictJSON}
	c.DefaultFormat = "application/json"
	return c
}

// headers are the same on every answer; a handler may say more of its caching.
func (s *server) headers(c *fiber.Ctx) error {
	s.dress(c)
	return c.Next()
}

// dress sets them; also on what is refused before it is read, which meets no handler.
func (s *server) dress(c *fiber.Ctx) {
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; "+
		"style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), geolocation=(self), microphone=()")
	if s.url != nil && s.url.Scheme == "https" {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
}

// limit slows down whoever asks more often than anyone needs to: a user, or an address
// where nobody has signed in. Tiles and pages count apart, since one map asks for many;
// what is taken away as a file, least often.
func (s *server) limit(rate int) fiber.Handler {
	if rate == 0 {
		rate = 600
	}
	counters := map[string]fiber.Handler{}
	for _, path := range []string{"/api/v1/x.csv", "/api/v1/x", "/"} {
		name, most := classOf(path, rate)
		counters[name] = limiter.New(limiter.Config{Max: most, Expiration: time.Minute, LimiterMiddleware: limiter.SlidingWindow{},
			KeyGenerator: func(c *fiber.Ctx) string {
				v := visitOf(c.UserContext())
				if v.by.ID == 0 {
					return v.address
				}
				return strconv.FormatInt(v.by.ID, 10)
			},
			LimitReached: func(*fiber.Ctx) error {
				return fiber.NewError(http.StatusTooManyRequests, "That is more than anyone needs in a minute. Wait a moment, then go on.")
			}})
	}
	return func(c *fiber.Ctx) error {
		name, _ := classOf(c.Path(), rate)
		return counters[name](c)
	}
}

// classOf is what an address counts as, and how often a minute that may be asked for.
func classOf(path string, rate int) (name string, most int) {
	switch {
	case isFile(path):
		return "files", max(1, rate/60)
	case strings.HasPrefix(path, "/api/v1/"):
		return "api", rate
	}
	return "pages", 5 * rate
}

// isFile says whether an address is of a table as a file, or of a paper.
func isFile(path string) bool {
	_, ok := tables.FormatOf(strings.TrimPrefix(filepath.Ext(path), "."))
	return strings.HasPrefix(path, "/api/v1/") && (ok || isPaper(path))
}

// isPaper says whether an address is of a board paper.
func isPaper(path string) bool {
	return strings.HasPrefix(path, "/api/v1/choice/paper") || strings.HasPrefix(path, "/api/v1/decisions/") && strings.Contains(path, "/paper/")
}

// alreadySmall keeps tiles, stored pages, workbooks and PDFs, which are kept compressed, from
// being compressed again, and what is said as it happens from being kept back.
func alreadySmall(c *fiber.Ctx) bool {
	return c.Path() == livePath || strings.HasPrefix(c.Path(), "/tiles/") || strings.HasPrefix(c.Path(), "/assets/") || strings.HasSuffix(c.Path(), ".xlsx") || strings.HasSuffix(c.Path(), "/paper/pdf")
}

func (s *server) today() values.Date { return values.Today(s.now()) }
