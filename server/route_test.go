package server

import (
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// TestAddressesOutsideTheTable: one that is not in the table, or a line with a right
// there is not, stops the server from starting.
func TestAddressesOutsideTheTable(t *testing.T) {
	handler := func(c *fiber.Ctx) error { return nil }
	app := fiber.New()
	s := &server{}
	plain(&table{server: s, app: app}, "GET", "/known/:id", anyone, func(*request, *fiber.Ctx) error { return nil })
	app.Use(handler)
	if err := s.unlisted(app); err != nil {
		t.Errorf("all are in the table: %v", err)
	}
	app.Post("/known/:id", handler)
	if err := s.unlisted(app); err == nil || !strings.Contains(err.Error(), "POST /known/:id") {
		t.Errorf("got %v, want the address outside the table", err)
	}
	s.permit("site.dream of site")
	if len(s.wrong) != 1 || !strings.Contains(s.wrong[0], "site.dream") {
		t.Errorf("%v, want the right that there is not", s.wrong)
	}
}
