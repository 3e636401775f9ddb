package server

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/grants"
	"homeground/internal/problem"
	"homeground/sites"
)

func (r *request) programmes(ctx context.Context, _ *struct{}) (*list[grants.ProgrammeName], error) {
	items, err := grants.Programmes(ctx, r.db)
	return listOf(items), err
}

func (r *request) programme(ctx context.Context, in *ByID) (*record[grants.ProgrammeStanding], error) {
	s, err := grants.Read(ctx, r.db, in.ID, r.today())
	return recordOf(s, s.Version), err
}

type programmeInput struct {
	Body grants.NewProgramme
}

func (r *request) addProgramme(ctx context.Context, in *programmeInput) (*answer[grants.ProgrammeStanding], error) {
	s, err := grants.AddProgramme(ctx, r.db, r.by, in.Body, r.today())
	return &answer[grants.ProgrammeStanding]{s}, err
}

type letterInput struct {
	ByID
	Body grants.LetterWritten
}

func (r *request) recordLetter(ctx context.Context, in *letterInput) (*answer[grants.Letter], error) {
	l, err := grants.RecordLetter(ctx, r.db, r.by, in.ID, r.version, in.Body, r.today())
	return &answer[grants.Letter]{l}, err
}

type paymentInput struct {
	ByID
	Body grants.PaymentWritten
}

func (r *request) recordPayment(ctx context.Context, in *paymentInput) (*answer[grants.Payment], error) {
	p, err := grants.RecordPayment(ctx, r.db, r.by, in.ID, in.Body, r.today())
	return &answer[grants.Payment]{p}, err
}

type repayableInput struct {
	ByID
	grants.RepayableAsked
}

func (r *request) repayable(ctx context.Context, in *repayableInput) (*answer[grants.Repayable], error) {
	a, err := grants.WhatIsRepayable(ctx, r.db, in.ID, in.RepayableAsked, r.today())
	return &answer[grants.Repayable]{a}, err
}

func (r *request) siteRepayable(ctx context.Context, in *repayableInput) (*list[grants.RepayableSite], error) {
	items, err := grants.RepayableForSite(ctx, r.db, in.ID, in.RepayableAsked, r.today())
	return listOf(items), err
}

func (r *request) conditions(ctx context.Context, in *grants.ConditionsAsked) (*list[grants.Condition], error) {
	items, err := grants.Conditions(ctx, r.db, *in, r.today())
	sees := r.by.Extent("condition.read")
	items = slices.DeleteFunc(items, func(c grants.Condition) bool { return !sees.Covers(accounts.Scope{Programmes: []int64{c.ProgrammeID}}) })
	if !sees.All && r.forFunder() {
		for i := range items {
			items[i] = items[i].ForFunder()
		}
	}
	return listOf(items), err
}

// forFunder says that the caller sees of conditions what whoever gives the grant does.
func (r *request) forFunder() bool { return r.by.Extent("evidence.unshared").None() }

func (r *request) condition(ctx context.Context, in *ByID) (*record[grants.ConditionDetail], error) {
	c, err := grants.ReadConditionDetail(ctx, r.db, in.ID, r.today())
	if r.forFunder() {
		c = c.ForFunder()
	}
	return recordOf(c, c.Version), err
}

type conditionInput struct {
	ByID
	Body grants.ConditionWritten
}

func (r *request) addProgrammeCondition(ctx context.Context, in *conditionInput) (*answer[grants.Condition], error) {
	c, err := grants.AddProgrammeCondition(ctx, r.db, in.ID, in.Body, r.today())
	return &answer[grants.Condition]{c}, err
}

func (r *request) addProjectCondition(ctx context.Context, in *conditionInput) (*answer[grants.Condition], error) {
	c, err := grants.AddProjectCondition(ctx, r.db, in.ID, in.Body, r.today())
	return &answer[grants.Condition]{c}, err
}

func (r *request) changeCondition(ctx context.Context, in *conditionInput) (*record[grants.Condition], error) {
	c, err := grants.ChangeCondition(ctx, r.db, in.ID, r.version, in.Body, r.today())
	return recordOf(c, c.Version), err
}

func (r *request) removeCondition(ctx context.Context, in *ByID) (*record[grants.Condition], error) {
	c, err := grants.RemoveCondition(ctx, r.db, in.ID, r.version, r.today())
	return recordOf(c, c.Version), err
}

type moveConditionInput struct {
	ByID
	Body grants.MoveWritten
}

func (r *request) moveCondition(ctx context.Context, in *moveConditionInput) (*answer[grants.ConditionDetail], error) {
	c, err := grants.MoveCondition(ctx, r.db, r.by, in.ID, r.version, in.Body, r.today())
	return &answer[grants.ConditionDetail]{c}, err
}

type evidenceInput struct {
	ByID
	Body grants.NewEvidence
}

// addEvidence: what tells where a restricted home is comes from those who may see it.
func (r *request) addEvidence(ctx context.Context, in *evidenceInput) (*answer[grants.EvidenceItem], error) {
	if in.Body.TellsPlace {
		whose, _, err := accounts.ScopeOf(ctx, r.db, "condition", in.ID)
		if err != nil {
			return nil, err
		}
		if !r.by.Extent("site.exact").Covers(whose) {
			return nil, problem.Field("tells_place", "You may not see where this home is. Let somebody who may add this document, or take the place out of it.")
		}
	}
	e, err := grants.AddEvidence(ctx, r.db, r.by, in.ID, in.Body, r.now())
	return &answer[grants.EvidenceItem]{e}, err
}

func (r *request) evidence(ctx context.Context, in *ByID) (*record[grants.EvidenceItem], error) {
	e, err := r.seenEvidence(ctx, in.ID)
	return recordOf(e, e.Version), err
}

func (r *request) seenEvidence(ctx context.Context, id int64) (grants.EvidenceItem, error) {
	e, err := grants.ReadEvidence(ctx, r.db, id)
	if err == nil && r.forFunder() {
		if !e.ForFunder() {
			return grants.EvidenceItem{}, problem.Missing("document")
		}
		e.ByName, e.Remark, e.Reviewer = "", "", ""
	}
	return e, err
}

type reviewInput struct {
	ByID
	Body grants.Review
}

func (r *request) reviewEvidence(ctx context.Context, in *reviewInput) (*record[grants.EvidenceItem], error) {
	e, err := grants.ReviewEvidence(ctx, r.db, r.by, in.ID, r.version, in.Body, r.now())
	return recordOf(e, e.Version), err
}

// evidenceFile hands a document out to be kept. One that tells where a restricted home is
// goes to those with the right to that only, and each look is recorded.
func (r *request) evidenceFile(c *fiber.Ctx) error {
	ctx := c.UserContext()
	id, err := strconv.ParseInt(c.Params("id"), 10, 64)
	if err != nil {
		return problem.Missing("document")
	}
	e, err := r.seenEvidence(ctx, id)
	if err != nil {
		return err
	}
	if e.TellsPlace {
		whose, _, err := accounts.ScopeOf(ctx, r.db, "evidence", id)
		if err != nil {
			return err
		}
		if !r.by.Extent("site.exact").Covers(whose) {
			return problem.Deny("This document tells where a restricted home is: it opens for those with the right to its exact place.")
		}
		r.by.Acting = r.by.Extent("site.exact").Role
		err = accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) error {
			return accounts.Note(ctx, tx, accounts.Event{Action: "looked", Object: "evidence", ObjectID: strconv.FormatInt(id, 10), Label: e.Title, Authorities: whose.Authorities})
		})
		if err != nil {
			return err
		}
	}
	f, err := grants.EvidenceFile(ctx, r.db, id)
	if err != nil {
		return err
	}
	return hand(c, f)
}

// hand gives a file out as it is kept, never to be opened here: nothing in it may run, or
// reach our pages.
func hand(c *fiber.Ctx, f sites.File) error {
	c.Set(fiber.HeaderContentType, f.MediaType)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+plainName(f.FileName)+`"; filename*=UTF-8''`+url.PathEscape(f.FileName))
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; form-action 'none'; frame-ancestors 'none'; sandbox")
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(f.Content)
}
