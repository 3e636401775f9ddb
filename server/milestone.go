package server

import (
	"context"

	"homeground/internal/values"
	"homeground/projects"
)

func (r *request) milestone(ctx context.Context, in *ByID) (*record[projects.Milestone], error) {
	m, err := projects.ReadMilestone(ctx, r.db, in.ID)
	return recordOf(m, m.Version), err
}

type newMilestoneInput struct {
	ByID
	Body projects.NewMilestone
}

func (r *request) addMilestone(ctx context.Context, in *newMilestoneInput) (*answer[projects.Milestone], error) {
	m, err := projects.AddMilestone(ctx, r.db, in.ID, in.Body)
	return &answer[projects.Milestone]{m}, err
}

type milestoneInput struct {
	ByID
	Body projects.MilestoneWritten
}

func (r *request) changeMilestone(ctx context.Context, in *milestoneInput) (*record[projects.Milestone], error) {
	m, err := projects.ChangeMilestone(ctx, r.db, r.by, in.ID, r.version, in.Body, r.today())
	return recordOf(m, m.Version), err
}

func (r *request) removeMilestone(ctx context.Context, in *ByID) (*struct{}, error) {
	return nil, projects.RemoveMilestone(ctx, r.db, in.ID, r.version)
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
	return r.detail(ctx, project)
}

type previewInput struct {
	ByID
	Body struct {
		Forecast values.Date `json:"forecast" format:"date"`
	}
}

func (r *request) previewSlip(ctx context.Context, in *previewInput) (*answer[projects.Preview], error) {
	m, err := projects.ReadMilestone(ctx, r.db, in.ID)
	if err != nil {
		return nil, err
	}
	p, err := projects.PreviewSlips(ctx, r.db, m.ProjectID, []projects.SlipAsked{{Code: m.Code, Forecast: in.Body.Forecast}})
	return &answer[projects.Preview]{p}, err
}

type slipsInput struct {
	ByID
	Body struct {
		Moves  []projects.SlipAsked `json:"moves" maxItems:"200"`
		Reason string               `json:"reason" maxLength:"2000"`
	}
}

func (r *request) slipMilestones(ctx context.Context, in *slipsInput) (*answer[projects.Detail], error) {
	if err := projects.SlipMilestones(ctx, r.db, r.by, in.ID, in.Body.Moves, in.Body.Reason, r.version, r.today()); err != nil {
		return nil, err
	}
	return r.detail(ctx, in.ID)
}

type previewsInput struct {
	ByID
	Body struct {
		Moves []projects.SlipAsked `json:"moves" maxItems:"200"`
	}
}

func (r *request) previewSlips(ctx context.Context, in *previewsInput) (*answer[projects.Preview], error) {
	p, err := projects.PreviewSlips(ctx, r.db, in.ID, in.Body.Moves)
	return &answer[projects.Preview]{p}, err
}

func (r *request) undoSlip(ctx context.Context, in *ByID) (*answer[projects.Detail], error) {
	project, err := projects.UndoSlip(ctx, r.db, r.by, in.ID)
	if err != nil {
		return nil, err
	}
	return r.detail(ctx, project)
}

func (r *request) detail(ctx context.Context, project int64) (*answer[projects.Detail], error) {
	d, err := projects.Read(ctx, r.db, project, r.today())
	return &answer[projects.Detail]{d}, err
}

func (r *request) changeRequest(ctx context.Context, in *ByID) (*record[projects.ChangeRequest], error) {
	c, err := projects.ReadChangeRequest(ctx, r.db, in.ID)
	return recordOf(c, c.Version), err
}

type changeAskedInput struct {
	ByID
	Body projects.ChangeAsked
}

func (r *request) askChange(ctx context.Context, in *changeAskedInput) (*answer[projects.ChangeRequest], error) {
	c, err := projects.AskChange(ctx, r.db, r.by, in.ID, in.Body)
	return &answer[projects.ChangeRequest]{c}, err
}

type decidedInput struct {
	ByID
	Body projects.ChangeDecided
}

func (r *request) decideChange(ctx context.Context, in *decidedInput) (*record[projects.ChangeRequest], error) {
	c, err := projects.DecideChange(ctx, r.db, r.by, in.ID, r.version, in.Body)
	return recordOf(c, c.Version), err
}

func (r *request) withdrawChange(ctx context.Context, in *ByID) (*record[projects.ChangeRequest], error) {
	c, err := projects.WithdrawChange(ctx, r.db, r.by, in.ID, r.version)
	return recordOf(c, c.Version), err
}
