package server

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"homeground/internal/problem"
)

// This file is the only place where a failure becomes a status.

const wentWrong = "Something went wrong. Nothing was changed. Try again, and if it goes on tell whoever runs Homeground the request number."

const nothingHere = "There is nothing at this address."

// refusal is an error as it is answered, with what some kinds carry besides.
type refusal struct {
	huma.ErrorModel
	Current any           `json:"current,omitempty"` // the record as it is now
	Confirm string        `json:"confirm,omitempty"` // by what the caller can go on: password
	after   time.Duration // when to try again
}

// GetHeaders are the headers that go with the error.
func (r *refusal) GetHeaders() http.Header {
	h := http.Header{}
	if r.after > 0 {
		h.Set(fiber.HeaderRetryAfter, strconv.Itoa(int(r.after.Seconds())+1))
	}
	if r.Status == http.StatusUnauthorized {
		h.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="Homeground"`)
	}
	return h
}

// explain turns any error of a handler into what the caller may read. What is not a
// problem is logged with the request's number, and its text stays here.
func (s *server) explain(ctx context.Context, err error) huma.StatusError {
	var status huma.StatusError
	if errors.As(err, &status) {
		return status
	}
	if p, ok := problem.As(err); ok {
		r := &refusal{Current: p.Current, after: p.After}
		r.Status, r.Detail = statusOf(p.Kind), p.Text
		r.Title = http.StatusText(r.Status)
		if p.Kind == problem.Unconfirmed {
			r.Confirm = "password"
		}
		for _, f := range p.Faults {
			r.Errors = append(r.Errors, &huma.ErrorDetail{Location: "body." + f.Field, Message: f.Text})
		}
		return r
	}
	var refused *fiber.Error
	if errors.As(err, &refused) {
		return huma.NewError(refused.Code, refused.Message)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.WarnContext(ctx, "request took too long", "request", requestID(ctx))
		return &refusal{ErrorModel: huma.ErrorModel{Status: http.StatusServiceUnavailable, Title: http.StatusText(http.StatusServiceUnavailable),
			Detail: "This took too long and was stopped. Try again in a moment."}, after: 2 * time.Second}
	}
	s.log.ErrorContext(ctx, "request failed", "request", requestID(ctx), "error", err)
	return huma.NewError(http.StatusInternalServerError, wentWrong+" Request "+requestID(ctx)+".")
}

func statusOf(k problem.Kind) int {
	switch k {
	case problem.NotFound:
		return http.StatusNotFound
	case problem.Clash:
		return http.StatusConflict
	case problem.Denied, problem.Unconfirmed:
		return http.StatusForbidden
	case problem.SignIn:
		return http.StatusUnauthorized
	case problem.TooMany:
		return http.StatusTooManyRequests
	case problem.Stale:
		return http.StatusPreconditionFailed
	case problem.Lacking:
		return http.StatusServiceUnavailable
	}
	return http.StatusUnprocessableEntity
}

// refusedWith is the status of what a caller is refused with; 0 for a fault of ours.
func refusedWith(err error) int {
	var status huma.StatusError
	var plain *fiber.Error
	p, ok := problem.As(err)
	switch {
	case errors.As(err, &status):
		return status.GetStatus()
	case ok:
		return statusOf(p.Kind)
	case errors.As(err, &plain):
		return plain.Code
	}
	return 0
}

// refusalHeaders are the headers that go with an error.
func refusalHeaders(err error) http.Header {
	var h huma.HeadersError
	if errors.As(err, &h) {
		return h.GetHeaders()
	}
	return nil
}

// isProblem says whether err is a problem of that kind.
func isProblem(err error, kind problem.Kind) bool {
	p, ok := problem.As(err)
	return ok && p.Kind == kind
}

// plainError answers what Fiber itself refuses, and the plain handlers' failures, in
// the same form as the rest.
func (s *server) plainError(c *fiber.Ctx, err error) error {
	var refused *fiber.Error
	var e huma.StatusError
	if errors.As(err, &refused) {
		e = huma.NewError(refused.Code, plainText(refused))
	} else {
		e = s.explain(c.UserContext(), err)
	}
	for name, values := range refusalHeaders(e) {
		c.Set(name, values[0])
	}
	s.dress(c)
	c.Status(e.GetStatus())
	return c.JSON(e, "application/problem+json")
}

// plainText is what a reader is told of Fiber's own refusals.
func plainText(e *fiber.Error) string {
	switch e.Code {
	case http.StatusNotFound:
		return nothingHere
	case http.StatusMethodNotAllowed:
		return "This address does not take that method."
	case http.StatusRequestEntityTooLarge:
		return "This is larger than may be sent."
	case http.StatusForbidden, http.StatusBadRequest, http.StatusUnsupportedMediaType, http.StatusTooManyRequests, http.StatusLengthRequired:
		return e.Message
	}
	return http.StatusText(e.Code)
}
