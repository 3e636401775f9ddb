package server

import (
	"context"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/tables"
	"homeground/internal/values"
	"homeground/sites"
)

type registerInput struct {
	Authority         string `query:"authority" maxLength:"40" doc:"Code of the owning or host authority"`
	Hub               string `query:"hub" maxLength:"100"`
	PlanningAuthority string `query:"planning_authority" maxLength:"20" doc:"Finds only applications that show theirs"`
	State             string `query:"state" enum:"open,decided,waiting,in_time,due,overdue,appeal,expiring,lapsed,begun,closed"`
	Text              string `query:"q" maxLength:"100"`
	Limit             int    `query:"limit" minimum:"1" maximum:"500" default:"500"`
}

// planningView is how much of planning the caller sees, whatever right brought them here.
func (r *request) planningView() sites.View {
	if r.by.Extent("planning.read").All {
		return sites.Whole
	}
	return sites.Funded
}

func (r *request) planningRegister(ctx context.Context, in *registerInput) (*answer[sites.Register], error) {
	register, err := sites.PlanningRegister(ctx, r.db, sites.RegisterFilter{View: r.planningView(), Authority: in.Authority, Hub: in.Hub,
		PlanningAuthority: in.PlanningAuthority, State: in.State, Text: in.Text, Limit: in.Limit}, r.today())
	return &answer[sites.Register]{register}, err
}

// planningTable is the register as a file: of one's own sites only, where the right goes
// no further.
func (r *request) planningTable(ctx context.Context, c asked) (t tables.Table, err error) {
	f := sites.RegisterFilter{View: r.planningView(), Authority: c.Query("authority"), Hub: c.Query("hub"), PlanningAuthority: c.Query("planning_authority"),
		State: c.Query("state"), Text: c.Query("q"), Only: &r.extent, Placed: true, Limit: 100_000}
	for _, text := range []string{f.Authority, f.Hub, f.PlanningAuthority, f.State, f.Text} {
		if len(text) > 100 {
			return t, problem.Field("q", "Search for something shorter.")
		}
	}
	register, err := sites.PlanningRegister(ctx, r.db, f, r.today())
	if err != nil {
		return t, err
	}
	if err := sites.SortPlanning(register.Items, c.Query("sort")); err != nil {
		return t, err
	}
	authority, err := r.named(ctx, f.Authority)
	t = sites.ExportPlanning(register.Items)
	t.About = []tables.Line{
		filterLine("text", f.Text, "state", f.State, "planning authority", f.PlanningAuthority, "hub", f.Hub, "owned by or in", authority),
		orderLine(c.Query("sort"), "those longest overdue first"),
		{Name: "Withheld", Text: "Of a restricted site the planning authority and the reference are left out: they would tell where it is."},
		{Name: "Positions", Text: positionSource}, {Name: "Source", Text: registerSource},
	}
	return r.ownOnly(t, "your own sites only, as far as your right to take them away goes"), err
}

func (r *request) planningAuthorities(ctx context.Context, _ *struct{}) (*list[sites.PlanningAuthority], error) {
	items, err := sites.PlanningAuthorities(ctx, r.db)
	return listOf(items), err
}

func (r *request) planningRules(ctx context.Context, _ *struct{}) (*list[sites.Rule], error) {
	rules, err := sites.ReadRules(ctx, r.db)
	return listOf(rules.Mark(r.today())), err
}

type ruleInput struct{ Body sites.NewRule }

func (r *request) addRule(ctx context.Context, in *ruleInput) (*answer[sites.Rule], error) {
	rule, err := sites.AddRule(ctx, r.db, in.Body, r.today())
	return &answer[sites.Rule]{rule}, err
}

func (r *request) holidays(ctx context.Context, _ *struct{}) (*list[sites.BankHoliday], error) {
	items, err := sites.ReadHolidays(ctx, r.db)
	return listOf(items), err
}

func (r *request) applications(ctx context.Context, in *ByID) (*list[sites.Application], error) {
	items, err := sites.Applications(ctx, r.db, in.ID, r.planningView(), r.today())
	return listOf(items), err
}

func (r *request) application(ctx context.Context, in *ByID) (*record[sites.Application], error) {
	a, err := sites.ReadApplication(ctx, r.db, in.ID, r.planningView(), r.today())
	return recordOf(a, a.Version), err
}

// exactApplication is the one way to what of an application tells where a restricted
// site is: each look is recorded with it.
func (r *request) exactApplication(ctx context.Context, in *ByID) (out *answer[sites.ExactApplicationPlace], err error) {
	err = accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) error {
		place, err := sites.ExactApplication(ctx, tx, in.ID)
		out = &answer[sites.ExactApplicationPlace]{place}
		return err
	})
	return out, err
}

type applicationInput struct {
	ByID
	Body sites.ApplicationChange
}

// applicationNow answers a change with the application as it is then.
func (r *request) applicationNow(ctx context.Context, id int64, err error) (*answer[sites.Application], error) {
	if err != nil {
		return nil, err
	}
	a, err := sites.ReadApplication(ctx, r.db, id, r.planningView(), r.today())
	return &answer[sites.Application]{a}, err
}

func (r *request) addApplication(ctx context.Context, in *applicationInput) (*answer[sites.Application], error) {
	id, err := sites.AddApplication(ctx, r.db, in.ID, in.Body, r.today())
	return r.applicationNow(ctx, id, err)
}

func (r *request) changeApplication(ctx context.Context, in *applicationInput) (*record[sites.Application], error) {
	if err := sites.ChangeApplication(ctx, r.db, in.ID, r.version, in.Body, r.today()); err != nil {
		return nil, err
	}
	return r.application(ctx, &in.ByID)
}

type eventInput struct {
	ByID
	Body struct {
		OnDay   values.Date `json:"on_day" format:"date"`
		Kind    string      `json:"kind" enum:"pre_application_advice,submitted,received,invalidated,validated,consultation_started,consultation_ended,information_requested,information_received,committee,extension_agreed,decided,details_submitted,details_approved,withdrawn,returned,appeal_lodged,appeal_validated,appeal_started,appeal_determined,development_started,closed"`
		Outcome string      `json:"outcome,omitempty" enum:"granted,refused,not_required,allowed,dismissed,split,withdrawn" doc:"Of a decision and of an appeal determined"`
		ToDay   values.Date `json:"to_day,omitzero" format:"date" doc:"Of an extension: to when. Of a permission: the day it expires, where it says so"`
		Note    string      `json:"note,omitempty" maxLength:"4000"`
	}
}

func (r *request) addEvent(ctx context.Context, in *eventInput) (*answer[sites.Application], error) {
	e := sites.Event{OnDay: in.Body.OnDay, Kind: in.Body.Kind, Outcome: in.Body.Outcome, ToDay: in.Body.ToDay, Note: in.Body.Note}
	err := sites.AddEvent(ctx, r.db, r.by, in.ID, r.version, e, r.today())
	return r.applicationNow(ctx, in.ID, err)
}

type strikeInput struct {
	ByID
	Body struct {
		Because string `json:"because" maxLength:"1000"`
	}
}

func (r *request) strikeEvent(ctx context.Context, in *strikeInput) (*answer[sites.Application], error) {
	id, err := sites.StrikeEvent(ctx, r.db, in.ID, r.version, in.Body.Because, r.today())
	return r.applicationNow(ctx, id, err)
}

type planningConditionInput struct {
	ByID
	Body sites.PlanningConditionChange
}

func (r *request) addPlanningCondition(ctx context.Context, in *planningConditionInput) (*answer[sites.Application], error) {
	err := sites.AddCondition(ctx, r.db, in.ID, r.version, in.Body, r.today())
	return r.applicationNow(ctx, in.ID, err)
}

func (r *request) changePlanningCondition(ctx context.Context, in *planningConditionInput) (*record[sites.Application], error) {
	id, err := sites.ChangeCondition(ctx, r.db, in.ID, r.version, in.Body)
	if err != nil {
		return nil, err
	}
	return r.application(ctx, &ByID{id})
}

type routesInput struct {
	ByID
	Works string `query:"works" enum:"none,internal,external,extension,new_build" default:"none"`
}

type routesBody struct {
	sites.Footing
	Items []sites.PossibleRoute `json:"items"`
	Total int                   `json:"total"`
	Says  string                `json:"says"`
}

func (r *request) possibleRoutes(ctx context.Context, in *routesInput) (*answer[routesBody], error) {
	footing, routes, err := sites.PossibleRoutes(ctx, r.db, in.ID, in.Works)
	return &answer[routesBody]{routesBody{footing, routes, len(routes), "These routes may be open; which one is, the planning authority can say. This is no legal advice."}}, err
}

type precedentInput struct{ Body sites.Precedent }

func (r *request) addPrecedent(ctx context.Context, in *precedentInput) (*answer[sites.Precedent], error) {
	p, err := sites.AddPrecedent(ctx, r.db, r.by, in.Body)
	return &answer[sites.Precedent]{p}, err
}
