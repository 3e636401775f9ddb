package server

import (
	"bytes"
	"context"

	"github.com/gofiber/fiber/v2"

	"homeground/accounts"
	"homeground/grants"
	"homeground/internal/values"
	"homeground/projects"
)

func (s *server) projects(ctx context.Context, _ *struct{}) (*list[projects.Project], error) {
	items, err := projects.List(ctx, s.db, s.today())
	return listOf(items), err
}

func (s *server) project(ctx context.Context, in *ByID) (*answer[projects.Detail], error) {
	detail, err := projects.Read(ctx, s.db, in.ID, s.today())
	return &answer[projects.Detail]{detail}, err
}

type slipInput struct {
	ByID
	Body struct {
		Forecast values.Date `json:"forecast" format:"date"`
		Reason   string      `json:"reason" maxLength:"2000"`
		Version  int         `json:"version,omitempty" minimum:"0" doc:"The milestone's version as read; left out, the last change wins"`
	}
}

func (s *server) slipMilestone(ctx context.Context, in *slipInput) (*answer[projects.Detail], error) {
	project, err := projects.SlipMilestone(ctx, s.db, accounts.AtCommand("page"), in.ID, in.Body.Forecast, in.Body.Reason, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return s.project(ctx, &ByID{project})
}

type previewInput struct {
	ByID
	Body struct {
		Forecast values.Date `json:"forecast" format:"date"`
	}
}

func (s *server) previewSlip(ctx context.Context, in *previewInput) (*answer[projects.Preview], error) {
	p, err := projects.PreviewSlip(ctx, s.db, in.ID, in.Body.Forecast)
	return &answer[projects.Preview]{p}, err
}

func (s *server) progress(ctx context.Context, _ *struct{}) (*list[grants.Progress], error) {
	items, err := grants.ProgressTable(ctx, s.db, s.today())
	return listOf(items), err
}

func (s *server) progressCSV(c *fiber.Ctx) error {
	table, err := grants.ProgressTable(c.UserContext(), s.db, s.today())
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := grants.WriteProgressCSV(&out, table); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Attachment("homeground-progress-" + s.today().String() + ".csv")
	return c.Send(out.Bytes())
}
