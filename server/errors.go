package server

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"homeground/internal/problem"
)

// This file is the only place where a failure becomes a status.

const wentWrong = "Something went wrong. Nothing was changed. Try again, and if it goes on tell whoever runs Homeground the request number."

// explain turns any error of a handler into what the caller may read. What is not a
// problem is logged with the request's number, and its text stays here.
func (s *server) explain(ctx context.Context, err error) huma.StatusError {
	var status huma.StatusError
	if errors.As(err, &status) {
		return status
	}
	if p, ok := problem.As(err); ok {
		details := make([]error, len(p.Faults))
		for i, f := range p.Faults {
			details[i] = &huma.ErrorDetail{Location: "body." + f.Field, Message: f.Text}
		}
		return huma.NewError(statusOf(p.Kind), p.Text, details...)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.WarnContext(ctx, "request took too long", "request", requestID(ctx))
		return huma.NewError(http.StatusServiceUnavailable, "This took too long and was stopped. Try again in a moment.")
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
	}
	return http.StatusUnprocessableEntity
}

// missing reports whether err says that there is no such record.
func missing(err error) bool {
	p, ok := problem.As(err)
	return ok && p.Kind == problem.NotFound
}

// plainError answers what Fiber itself refuses, and the plain handlers' failures, in
// the same form as the rest.
func (s *server) plainError(c *fiber.Ctx, err error) error {
	status := http.StatusInternalServerError
	text := ""
	var refused *fiber.Error
	if errors.As(err, &refused) {
		status, text = refused.Code, map[int]string{
			http.StatusNotFound:              "There is nothing at this address.",
			http.StatusMethodNotAllowed:      "This address does not take that method.",
			http.StatusRequestEntityTooLarge: "This is larger than may be sent.",
			http.StatusForbidden:             refused.Message,
			http.StatusBadRequest:            refused.Message,
		}[refused.Code]
		if text == "" {
			text = http.StatusText(status)
		}
	} else {
		e := s.explain(c.UserContext(), err)
		status, text = e.GetStatus(), e.Error()
	}
	c.Status(status)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(fiber.Map{"title": http.StatusText(status), "status": status, "detail": text}, "application/problem+json")
}

type requestKey struct{}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}
