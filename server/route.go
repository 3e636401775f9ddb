package server

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
	"gorm.io/gorm"

	"homeground/accounts"
)

// This file is what every line of the table of routes has in common: whether the caller
// may (right.go), that a change was made to the version that was read, that a creation
// sent twice is one, and that all of a change is one transaction in the caller's name.

// table is the table of routes while it is being made.
type table struct {
	*server
	app *fiber.App
	api huma.API
}

// request is one request as its handler sees it.
type request struct {
	*server
	db      *gorm.DB // of a change: the transaction
	by      accounts.User
	extent  accounts.Extent // how far the right of its line goes
	version int             // of a change: the version it was made to
	visit   *visit
}

type handler[I, O any] func(*request, context.Context, *I) (*O, error)

// What a line needs beside its right.
type needs struct {
	change bool // If-Match
	key    bool // Idempotency-Key
	write  bool // a transaction in the caller's name
}

func get[I, O any](t *table, path, id, summary, right string, h handler[I, O]) {
	route(t, http.MethodGet, path, id, summary, right, http.StatusOK, needs{}, h)
}

// change is of a record there is: it names the version it was made to.
func change[I, O any](t *table, method, path, id, summary, right string, h handler[I, O]) {
	route(t, method, path, id, summary, right, http.StatusOK, needs{change: true, write: true}, h)
}

// create makes a record; sent twice with one key it makes one.
func create[I, O any](t *table, path, id, summary, right string, h handler[I, answer[O]]) {
	route(t, http.MethodPost, path, id, summary, right, http.StatusCreated, needs{key: true, write: true}, once(h))
}

// createOn adds to a record there is: a change of it and a creation.
func createOn[I, O any](t *table, path, id, summary, right string, h handler[I, answer[O]]) {
	route(t, http.MethodPost, path, id, summary, right, http.StatusCreated, needs{change: true, key: true, write: true}, once(h))
}

// act is neither: doing it twice is doing it once.
func act[I, O any](t *table, method, path, id, summary, right string, h handler[I, O]) {
	route(t, method, path, id, summary, right, http.StatusOK, needs{write: true}, h)
}

// own writes nothing, or in transactions of its own: a wrong password is noted though
// nobody signs in.
func own[I, O any](t *table, method, path, id, summary, right string, h handler[I, O]) {
	route(t, method, path, id, summary, right, http.StatusOK, needs{}, h)
}

func route[I, O any](t *table, method, path, id, summary, right string, status int, n needs, h handler[I, O]) {
	s := t.server
	path = "/api/v1" + path
	p := s.permit(right)
	s.list(method, path)
	huma.Register(t.api, huma.Operation{
		OperationID: id, Method: method, Path: path, Summary: summary, DefaultStatus: status, Parameters: n.parameters(),
		Tags:        []string{strings.Split(strings.TrimPrefix(path, "/api/v1/"), "/")[0]},
		Extensions:  map[string]any{"x-right": right},
		Errors:      nil,
		Middlewares: huma.Middlewares{s.gate(t.api, p, n)},
	}, func(ctx context.Context, in *I) (*O, error) {
		v := visitOf(ctx)
		r := &request{server: s, db: s.db, by: v.by, extent: v.extent, version: v.version, visit: v}
		out, err := s.serve(ctx, r, n, func(r *request) (any, error) { return h(r, ctx, in) })
		if err != nil {
			if p.right != anyone { // signing in notes its own failures
				s.noteRefusal(ctx, v, err)
			}
			return nil, s.explain(ctx, err)
		}
		return out.(*O), nil
	})
}

// serve runs a handler: a change wholly in one transaction in the caller's name.
func (s *server) serve(ctx context.Context, r *request, n needs, h func(*request) (any, error)) (out any, err error) {
	if !n.write {
		return h(r)
	}
	err = accounts.Write(ctx, s.db, r.by, func(tx *gorm.DB) error {
		r.db = tx
		out, err = h(r)
		return err
	})
	return out, err
}

// gate lets a request through to its handler, or answers it: before anything of it is
// read, so that who may not do a thing learns nothing from how it is refused.
func (s *server) gate(api huma.API, p permit, n needs) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		v := visitOf(c.Context())
		err := s.admit(c.Context(), v, p, c.Param("id"))
		if err == nil {
			err = n.met(v, c.Header("If-Match"), c.Header("Idempotency-Key"))
		}
		if err == nil {
			next(c)
			return
		}
		s.noteRefusal(c.Context(), v, err)
		e := s.explain(c.Context(), err)
		for name, values := range refusalHeaders(e) {
			c.SetHeader(name, values[0])
		}
		c.SetHeader("Content-Type", "application/problem+json")
		c.SetStatus(e.GetStatus())
		text, _ := json.Marshal(e)
		_, _ = c.BodyWriter().Write(text)
	}
}

// met checks the two headers a change and a creation carry.
func (n needs) met(v *visit, match, key string) error {
	if n.change {
		if match == "" {
			return huma.NewError(http.StatusPreconditionRequired, `Read the record first and send its ETag as If-Match, such as If-Match: "v3", so that nobody's change is overwritten unseen.`)
		}
		if _, err := fmt.Sscanf(match, `"v%d"`, &v.version); err != nil || match != tag(v.version) {
			v.version = -1 // no record's: it was read as something else
		}
	}
	if n.key {
		if key == "" {
			return huma.NewError(http.StatusBadRequest, "Send an Idempotency-Key of your choice, a new one for each thing you make, so that sending twice makes one.")
		}
		v.key = key
	}
	return nil
}

func (n needs) parameters() []*huma.Param {
	var list []*huma.Param
	text := &huma.Schema{Type: huma.TypeString}
	if n.change {
		list = append(list, &huma.Param{Name: "If-Match", In: "header", Required: true, Schema: text, Description: "The ETag of the record as read"})
	}
	if n.key {
		list = append(list, &huma.Param{Name: "Idempotency-Key", In: "header", Required: true, Schema: text, Description: "Of the caller's choice; the same request sent twice with it makes one"})
	}
	return list
}

// once answers a creation that was sent before with what it answered then.
func once[I, O any](h handler[I, answer[O]]) handler[I, answer[O]] {
	return func(r *request, ctx context.Context, in *I) (*answer[O], error) {
		asked, err := json.Marshal(in)
		if err != nil {
			return nil, fmt.Errorf("tell requests apart: %w", err)
		}
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s", r.visit.route, asked))
		before, answered, err := accounts.ClaimKey(ctx, r.db, r.by, r.visit.key, sum[:], r.now())
		if err != nil {
			return nil, err
		}
		if answered {
			out := &answer[O]{}
			return out, json.Unmarshal([]byte(before.Body), &out.Body)
		}
		out, err := h(r, ctx, in)
		if err != nil {
			return nil, err
		}
		var kept any = out.Body
		if secret, ok := kept.(withSecret); ok {
			kept = secret.withoutSecret()
		}
		text, err := json.Marshal(kept)
		if err != nil {
			return nil, fmt.Errorf("keep the answer: %w", err)
		}
		return out, accounts.KeepAnswer(ctx, r.db, r.by, r.visit.key, accounts.Answer{Status: http.StatusCreated, Body: string(text)})
	}
}

// withSecret is an answer that shows a secret once: it is not kept, nor shown again.
type withSecret interface{ withoutSecret() any }

// plain is an address that huma does not serve: tiles, files, pages.
func plain(t *table, method, path, right string, h func(*request, *fiber.Ctx) error) {
	s := t.server
	p := s.permit(right)
	s.list(method, path)
	answer := func(c *fiber.Ctx) error {
		v := visitOf(c.UserContext())
		if err := s.admit(c.UserContext(), v, p, c.Params("id")); err != nil {
			s.noteRefusal(c.UserContext(), v, err)
			return err
		}
		return h(&request{server: s, db: s.db, by: v.by, extent: v.extent, visit: v}, c)
	}
	t.app.Add(method, path, answer)
	if method == http.MethodGet {
		t.app.Add(http.MethodHead, path, answer)
	}
}

// list notes an address as one of the table.
func (s *server) list(method, path string) {
	path = strings.NewReplacer("{", ":", "}", "").Replace(path)
	s.listed = append(s.listed, method+" "+path)
}

// described are huma's own addresses: the description of the interface.
var described = []string{"/api/openapi.json", "/api/openapi.yaml", "/api/openapi-3.0.json", "/api/openapi-3.0.yaml", "/api/schemas/:schema"}

// unlisted names an address that would answer without being in the table.
func (s *server) unlisted(app *fiber.App) error {
	for _, stack := range app.Stack() {
		for _, r := range stack {
			known := slices.Contains(s.listed, r.Method+" "+r.Path) || r.Method == http.MethodHead && slices.Contains(s.listed, "GET "+r.Path)
			if known || slices.Contains(described, r.Path) || r.Path == "/" && r.Name == "" && len(r.Params) == 0 {
				continue
			}
			return fmt.Errorf("the address %s %s is not in the table of routes", r.Method, r.Path)
		}
	}
	return nil
}

// answer is a JSON body.
type answer[T any] struct{ Body T }

// record is a JSON body with its version, which a change of it must name.
type record[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

func recordOf[T any](body T, version int) *record[T] { return &record[T]{tag(version), body} }

func tag(version int) string { return fmt.Sprintf(`"v%d"`, version) }

// list is a JSON list that has one page.
type list[T any] struct {
	Body struct {
		Items []T `json:"items"`
		Total int `json:"total"`
	}
}

func listOf[T any](items []T) *list[T] {
	out := &list[T]{}
	out.Body.Items, out.Body.Total = items, len(items)
	if items == nil {
		out.Body.Items = []T{}
	}
	return out
}

// ByID and Paging are exported only because huma reads no other embedded fields.
type ByID struct {
	ID int64 `path:"id" minimum:"1"`
}

type Paging struct {
	Cursor string `query:"cursor" maxLength:"200" doc:"What the page before gave as next"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}
