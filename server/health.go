package server

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"homeground/importer"
)

// alive says that the process answers.
func (s *server) alive(c *fiber.Ctx) error { return c.SendString("ok\n") }

// ready says that the database answers too.
func (s *server) ready(c *fiber.Ctx) error {
	ctx, stop := context.WithTimeout(c.UserContext(), 2*time.Second)
	defer stop()
	if err := s.db.WithContext(ctx).Exec("SELECT 1").Error; err != nil {
		s.log.Warn("not ready", "error", err)
		c.Set(fiber.HeaderRetryAfter, "5")
		return c.Status(fiber.StatusServiceUnavailable).SendString("the database does not answer\n")
	}
	return c.SendString("ok\n")
}

func (s *server) imports(ctx context.Context, _ *struct{}) (*list[importer.Attempt], error) {
	items, err := importer.Attempts(ctx, s.db)
	return listOf(items), err
}
