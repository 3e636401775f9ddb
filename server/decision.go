package server

import (
	"context"
	"fmt"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"homeground/appraisal"
	"homeground/internal/problem"
	"homeground/internal/values"
)

func (r *request) decisions(ctx context.Context, _ *struct{}) (*list[appraisal.Decided], error) {
	items, err := appraisal.ReadDecisions(ctx, r.db)
	return listOf(items), err
}

func (r *request) decision(ctx context.Context, in *ByID) (*record[appraisal.Decision], error) {
	d, err := appraisal.ReadDecision(ctx, r.db, in.ID)
	return recordOf(d, d.Version), err
}

// decisionRecord is the very bytes that were frozen and hashed.
func (r *request) decisionRecord(c *fiber.Ctx) error {
	id, err := strconv.ParseInt(c.Params("id"), 10, 64)
	if err != nil {
		return problem.Missing("decision")
	}
	d, record, err := appraisal.ReadRecord(c.UserContext(), r.db, id)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="decision-%d.json"`, d.Number))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(record)
}

func (r *request) decisionNow(ctx context.Context, in *ByID) (*answer[appraisal.Now], error) {
	now, err := appraisal.ReadNow(ctx, r.db, r.sim, in.ID)
	return &answer[appraisal.Now]{now}, err
}

type newDecisionInput struct {
	Body struct {
		Objective  string              `json:"objective" enum:"places,in_time,score,covered"`
		In         []int64             `json:"in,omitempty" maxItems:"50"`
		Out        []int64             `json:"out,omitempty" maxItems:"50"`
		Only       bool                `json:"only,omitempty" doc:"Nothing but what must be in"`
		Off        []string            `json:"off,omitempty" maxItems:"20"`
		Budget     *int64              `json:"budget_pence,omitempty" minimum:"0" maximum:"1000000000000"`
		Chosen     []int64             `json:"chosen" maxItems:"200" doc:"The best set as the board saw it: if it is another by now, nothing is recorded"`
		DecidedOn  values.Date         `json:"decided_on" format:"date"`
		Reasons    string              `json:"reasons" maxLength:"20000"`
		Conditions []string            `json:"conditions,omitempty" maxItems:"100"`
		Dissents   []appraisal.Dissent `json:"dissents,omitempty" maxItems:"100"`
	}
}

// recordDecision reads the paper from a snapshot of its own, and only then writes.
func (r *request) recordDecision(ctx context.Context, in *newDecisionInput) (*answer[appraisal.Decided], error) {
	b := in.Body
	n := appraisal.NewDecision{Wish: appraisal.Wish{Objective: b.Objective, In: b.In, Out: b.Out, Only: b.Only, Off: b.Off, Budget: b.Budget},
		Chosen: b.Chosen, DecidedOn: b.DecidedOn, Reasons: b.Reasons, Conditions: b.Conditions, Dissents: b.Dissents}
	paper, err := appraisal.ReadPaper(ctx, r.server.db, r.sim, n.Wish, r.server.version, r.now())
	if err != nil {
		return nil, err
	}
	d, err := appraisal.RecordDecision(ctx, r.db, paper, r.by, n, r.now())
	return &answer[appraisal.Decided]{d}, err
}

func (r *request) approveDecision(ctx context.Context, in *ByID) (*record[appraisal.Decided], error) {
	d, err := appraisal.Approve(ctx, r.db, r.sim, r.by, in.ID, r.version, r.now())
	return recordOf(d, d.Version), err
}

func (r *request) unapproveDecision(ctx context.Context, in *ByID) (*record[appraisal.Decided], error) {
	d, err := appraisal.Unapprove(ctx, r.db, r.sim, in.ID, r.version)
	return recordOf(d, d.Version), err
}
