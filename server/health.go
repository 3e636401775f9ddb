package server

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
)

// alive says that the process answers.
func (r *request) alive(c *fiber.Ctx) error { return c.SendString("ok\n") }

// ready says that the database answers too.
func (r *request) ready(c *fiber.Ctx) error {
	ctx, stop := context.WithTimeout(c.UserContext(), 2*time.Second)
	defer stop()
	if err := r.db.WithContext(ctx).Exec("SELECT 1").Error; err != nil {
		r.log.Warn("not ready", "error", err)
		c.Set(fiber.HeaderRetryAfter, "5")
		return c.Status(fiber.StatusServiceUnavailable).SendString("the database does not answer\n")
	}
	return c.SendString("ok\n")
}
