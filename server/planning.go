package server

import (
	"context"
	"strconv"

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
	Status            string `query:"status" enum:"not_started,pending,invalidated,in_assessment,in_committee,awaiting_determination,determined,returned,withdrawn,closed"`
	Type              string `query:"type" enum:"full,outline,reserved-matters,change-of-use,ldc-existing-use,ldc-prospective-use,prior-approval,lbc,s73,non-material-amendment,approval-condition,reg-3,reg-4,pre-application"`
	Site              int64  `query:"site" minimum:"1" doc:"Number of a site"`
	FallsDue          int    `query:"falls_due" minimum:"1" maximum:"1000" doc:"Only with a decision, a committee, the last day to appeal or of a permission that falls within so many days from today"`
	Text              string `query:"q" maxLength:"100"`
	Sort              string `query:"sort" maxLength:"20" doc:"site, type, planning_authority, status, due or expires; with - before it the other way"`
	Cursor            string `query:"cursor" maxLength:"4000" doc:"What the page before gave as next"`
	Limit             int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

func (in *registerInput) filter(r *request) sites.RegisterFilter {
	return sites.RegisterFilter{View: r.planningView(), Authority: in.Authority, Hub: in.Hub, PlanningAuthority: in.PlanningAuthority, State: in.State, Status: in.Status,
		Type: in.Type, Site: in.Site, FallsDue: in.FallsDue, Text: in.Text, Sort: in.Sort, Cursor: in.Cursor, Limit: in.Limit}
}

// planningView is how much of planning the caller sees, whatever right brought them here.
func (r *request) planningView() sites.View { return planningViewOf(r.by) }

func planningViewOf(user accounts.User) sites.View {
	e := user.Extent("planning.read")
	if e.All {
		return sites.Whole
	}
	return sites.FundedBy(e.Programmes)
}

func (r *request) planningRegister(ctx context.Context, in *registerInput) (*answer[sites.Register], error) {
	register, err := sites.PlanningRegister(ctx, r.db, in.filter(r), r.today())
	return &answer[sites.Register]{register}, err
}

// planningTable is the register as a file, under the page's own filters and order: of
// one's own sites only, where the right goes no further.
func (r *request) planningTable(ctx context.Context, c asked) (t tables.Table, err error) {
	f := sites.RegisterFilter{View: r.planningView(), Authority: c.Query("authority"), Hub: c.Query("hub"), PlanningAuthority: c.Query("planning_authority"),
		State: c.Query("state"), Status: c.Query("status"), Type: c.Query("type"), Text: c.Query("q"), Sort: c.Query("sort"), Only: &r.extent, Placed: true}
	if len(c.Context().QueryArgs().QueryString()) > 1000 {
		return t, problem.Field("q", "Search for something shorter.")
	}
	for name, number := range map[string]func(int){"site": func(n int) { f.Site = int64(n) }, "falls_due": func(n int) { f.FallsDue = n }} {
		n, err := strconv.ParseUint(c.Query(name, "0"), 10, 31)
		if err != nil {
			return t, problem.Field(name, "Enter a whole number.")
		}
		number(int(n))
	}
	register, err := sites.PlanningRegister(ctx, r.db, f, r.today())
	if err != nil {
		return t, err
	}
	authority, err := r.named(ctx, f.Authority)
	t = sites.ExportPlanning(register.Items)
	t.About = []tables.Line{
		filterLine("text", f.Text, "state", f.State, "status", f.Status, "type", f.Type, "site", c.Query("site"), "days within which something falls due", c.Query("falls_due"),
			"planning authority", f.PlanningAuthority, "hub", f.Hub, "owned by or in", authority),
		orderLine(f.Sort, "those longest overdue first"),
		{Name: "Withheld", Text: "Of a restricted site the planning authority and the reference are left out: they would tell where it is."},
		{Name: "Positions", Text: positionSource}, {Name: "Source", Text: registerSource},
	}
	return r.ownOnly(t, "your own sites only, as far as your right to take them away goes"), err
}

type decidersInput struct {
	Deciding bool `query:"deciding" doc:"Only those who decide an application of the register that shows its planning authority"`
}

func (r *request) planningAuthorities(ctx context.Context, in *decidersInput) (*list[sites.PlanningAuthority], error) {
	if in.Deciding {
		items, err := sites.Deciding(ctx, r.db, r.planningView())
		return listOf(items), err
	}
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

type holidayInput struct{ Body sites.NewHoliday }

func (r *request) addHoliday(ctx context.Context, in *holidayInput) (*answer[sites.BankHoliday], error) {
	holiday, err := sites.AddHoliday(ctx, r.db, r.by, in.Body, r.today())
	return &answer[sites.BankHoliday]{holiday}, err
}

func (r *request) strikeHoliday(ctx context.Context, in *strikeInput) (*answer[sites.BankHoliday], error) {
	holiday, err := sites.StrikeHoliday(ctx, r.db, in.ID, r.version, in.Body.Because, r.today())
	return &answer[sites.BankHoliday]{holiday}, err
}

func (r *request) applications(ctx context.Context, in *ByID) (*list[sites.Application], error) {
	items, err := sites.Applications(ctx, r.db, in.ID, r.planningView(), r.today())
	return listOf(items), err
}

type applicationOnInput struct {
	ByID
	On values.Date `query:"on" format:"date" doc:"The day that next, the events that may be recorded, is judged by; today if left out. All else is as of today"`
}

func (r *request) application(ctx context.Context, in *applicationOnInput) (*record[sites.Application], error) {
	on := in.On
	if on.IsZero() {
		on = r.today()
	}
	a, err := sites.ReadApplicationOn(ctx, r.db, in.ID, r.planningView(), r.today(), on)
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
	return r.application(ctx, &applicationOnInput{ByID: in.ByID})
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
	return r.application(ctx, &applicationOnInput{ByID: ByID{id}})
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
