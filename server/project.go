package server

import (
	"bytes"
	"context"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"homeground/accounts"
	"homeground/grants"
	"homeground/internal/values"
	"homeground/projects"
)

func (r *request) projects(ctx context.Context, _ *struct{}) (*list[projects.Project], error) {
	items, err := projects.List(ctx, r.db, r.today())
	return listOf(items), err
}

func (r *request) project(ctx context.Context, in *ByID) (*record[projects.Detail], error) {
	detail, err := projects.Read(ctx, r.db, in.ID, r.today())
	return recordOf(detail, detail.Version), err
}

func (r *request) milestone(ctx context.Context, in *ByID) (*record[projects.Milestone], error) {
	m, err := projects.ReadMilestone(ctx, r.db, in.ID)
	return recordOf(m, m.Version), err
}

type slipInput struct {
	ByID
	Body struct {
		Forecast values.Date `json:"forecast" format:"date"`
		Reason   string      `json:"reason" maxLength:"2000"`
	}
}

func (r *request) slipMilestone(ctx context.Context, in *slipInput) (*answer[projects.Detail], error) {
	project, err := projects.SlipMilestone(ctx, r.db, r.by, in.ID, in.Body.Forecast, in.Body.Reason, r.version)
	if err != nil {
		return nil, err
	}
	detail, err := projects.Read(ctx, r.db, project, r.today())
	return &answer[projects.Detail]{detail}, err
}

type previewInput struct {
	ByID
	Body struct {
		Forecast values.Date `json:"forecast" format:"date"`
	}
}

func (r *request) previewSlip(ctx context.Context, in *previewInput) (*answer[projects.Preview], error) {
	p, err := projects.PreviewSlip(ctx, r.db, in.ID, in.Body.Forecast)
	return &answer[projects.Preview]{p}, err
}

func (r *request) progress(ctx context.Context, _ *struct{}) (*list[grants.Progress], error) {
	items, err := grants.ProgressTable(ctx, r.db, r.today())
	return listOf(items), err
}

// progressCSV is the table to take away: of one's own projects only, where the right goes
// no further. That it was taken is recorded.
func (r *request) progressCSV(c *fiber.Ctx) error {
	ctx := c.UserContext()
	table, err := grants.ProgressTable(ctx, r.db, r.today())
	if err != nil {
		return err
	}
	if !r.extent.All {
		table = slices.DeleteFunc(table, func(p grants.Progress) bool {
			return !r.extent.Covers(accounts.Scope{Authorities: []string{p.AuthorityCode}, Projects: []int64{p.ProjectID}})
		})
	}
	var out bytes.Buffer
	if err := grants.WriteProgressCSV(&out, table); err != nil {
		return err
	}
	err = r.note(ctx, r.by, accounts.Event{Action: "exported", Object: "progress", Label: "Table of progress, CSV, " + strconv.Itoa(len(table)) + " projects"})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Attachment("homeground-progress-" + r.today().String() + ".csv")
	return c.Send(out.Bytes())
}
