package server

import (
	"context"
	"strconv"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

type auditInput struct {
	Text     string      `query:"q" maxLength:"100"`
	User     string      `query:"user" maxLength:"100" doc:"A user's number, or part of a name"`
	Object   string      `query:"object" maxLength:"40" doc:"A kind of record"`
	ObjectID string      `query:"object_id" maxLength:"100"`
	Action   string      `query:"action" maxLength:"40"`
	From     values.Date `query:"from" format:"date"`
	To       values.Date `query:"to" format:"date"`
	Paging
}

func (r *request) audit(ctx context.Context, in *auditInput) (*answer[accounts.AuditPage], error) {
	page, err := accounts.Search(ctx, r.db, r.by, accounts.AuditFilter{Text: in.Text, User: in.User, Object: in.Object, ObjectID: in.ObjectID,
		Action: in.Action, From: in.From, To: in.To, Cursor: in.Cursor, Limit: in.Limit})
	return &answer[accounts.AuditPage]{page}, err
}

type historyInput struct {
	Object string      `path:"object" maxLength:"40"`
	ID     int64       `path:"id" minimum:"1"`
	Since  values.Date `query:"since" format:"date" doc:"Only from that day on"`
}

// history is what happened to one record, for those it is one of their own to.
func (r *request) history(ctx context.Context, in *historyInput) (*list[accounts.Entry], error) {
	if accounts.Scoped(in.Object) {
		whose, found, err := accounts.ScopeOf(ctx, r.db, in.Object, in.ID)
		if err != nil {
			return nil, err
		}
		if !found || !r.extent.Covers(whose) {
			return nil, problem.Missing(in.Object)
		}
	} else if in.Object == "user" && r.by.Extent("people").None() {
		return nil, problem.Missing(in.Object)
	}
	entries, err := accounts.History(ctx, r.db, r.by, in.Object, strconv.FormatInt(in.ID, 10), in.Since)
	if err == nil && len(entries) == 0 && !accounts.Scoped(in.Object) {
		return nil, problem.Missing(in.Object)
	}
	return listOf(entries), err
}

// note records what is no change of a record: an export, a refusal.
func (s *server) note(ctx context.Context, by accounts.User, e accounts.Event) error {
	return accounts.Write(ctx, s.db, by, func(tx *gorm.DB) error { return accounts.Note(ctx, tx, e) })
}
