package server

import (
	"cmp"
	"context"
	"slices"

	"homeground/accounts"
	"homeground/appraisal"
	"homeground/grants"
	"homeground/internal/tables"
	"homeground/internal/values"
	"homeground/projects"
)

func (r *request) projects(ctx context.Context, _ *struct{}) (*list[projects.Project], error) {
	items, err := projects.List(ctx, r.db, r.today())
	return listOf(items), err
}

type standingsInput struct {
	Project int64       `query:"project" minimum:"1" doc:"One only"`
	From    values.Date `query:"from" format:"date" doc:"Four weeks before the second day, if left out"`
	To      values.Date `query:"to" format:"date" doc:"Today, if left out"`
}

func (r *request) standings(ctx context.Context, in *standingsInput) (*answer[projects.Comparison], error) {
	to := cmp.Or(in.To, r.today())
	c, err := projects.Compare(ctx, r.db, in.Project, cmp.Or(in.From, to.AddDays(-28)), to, r.today())
	return &answer[projects.Comparison]{c}, err
}

func (r *request) project(ctx context.Context, in *ByID) (*record[projects.Detail], error) {
	detail, err := projects.Read(ctx, r.db, in.ID, r.today())
	return recordOf(detail, detail.Version), err
}

func (r *request) forecast(ctx context.Context, in *ByID) (*answer[appraisal.Forecast], error) {
	f, err := appraisal.ReadForecast(ctx, r.db, r.sim, in.ID, r.today())
	return &answer[appraisal.Forecast]{f}, err
}

type riskInput struct {
	ByID
	Body projects.RiskWritten
}

func (r *request) addRisk(ctx context.Context, in *riskInput) (*answer[projects.Risk], error) {
	risk, err := projects.AddRisk(ctx, r.db, in.ID, in.Body)
	return &answer[projects.Risk]{risk}, err
}

func (r *request) risk(ctx context.Context, in *ByID) (*record[projects.Risk], error) {
	risk, err := projects.ReadRisk(ctx, r.db, in.ID)
	return recordOf(risk, risk.Version), err
}

func (r *request) changeRisk(ctx context.Context, in *riskInput) (*record[projects.Risk], error) {
	risk, err := projects.ChangeRisk(ctx, r.db, in.ID, r.version, in.Body)
	return recordOf(risk, risk.Version), err
}

func (r *request) progress(ctx context.Context, _ *struct{}) (*list[grants.Progress], error) {
	items, err := grants.ProgressTable(ctx, r.db, r.today())
	return listOf(items), err
}

// progressTable is the table as a file: of one's own projects only, where the right goes no
// further.
func (r *request) progressTable(ctx context.Context, _ asked) (tables.Table, error) {
	list, err := grants.ProgressTable(ctx, r.db, r.today())
	if !r.extent.All {
		list = slices.DeleteFunc(list, func(p grants.Progress) bool {
			return !r.extent.Covers(accounts.Scope{Authorities: []string{p.AuthorityCode}, Projects: []int64{p.ProjectID}})
		})
	}
	t := grants.Export(list)
	t.About = []tables.Line{{Name: "Rows are", Text: "milestones; each has its project’s figures too, so do not add these up."}, {Name: "Source", Text: "The projects as their managers keep them in Homeground."}}
	return r.ownOnly(t, "your own projects only"), err
}

func (r *request) money(ctx context.Context, in *ByID) (*answer[projects.Money], error) {
	m, err := projects.ReadMoney(ctx, r.db, in.ID, r.today())
	return &answer[projects.Money]{m}, err
}

type ledgerInput struct {
	ByID
	projects.LedgerAsked
}

func (r *request) ledger(ctx context.Context, in *ledgerInput) (*answer[projects.Ledger], error) {
	l, err := projects.ReadLedger(ctx, r.db, in.ID, in.LedgerAsked)
	return &answer[projects.Ledger]{l}, err
}

type postInput struct {
	ByID
	Body projects.Posting
}

func (r *request) post(ctx context.Context, in *postInput) (*answer[projects.LedgerEntry], error) {
	e, err := projects.Post(ctx, r.db, r.by, in.ID, in.Body, r.today())
	return &answer[projects.LedgerEntry]{e}, err
}

type reverseInput struct {
	ByID
	Body projects.Reversal
}

func (r *request) reverse(ctx context.Context, in *reverseInput) (*answer[projects.LedgerEntry], error) {
	e, err := projects.Reverse(ctx, r.db, r.by, in.ID, in.Body, r.today())
	return &answer[projects.LedgerEntry]{e}, err
}

type carryInput struct {
	ByID
	Body projects.CarryWritten
}

func (r *request) recordCarryForward(ctx context.Context, in *carryInput) (*answer[projects.CarryLetter], error) {
	l, err := projects.RecordCarryForward(ctx, r.db, r.by, in.ID, in.Body, r.today())
	return &answer[projects.CarryLetter]{l}, err
}

type fundingInput struct {
	ByID
	Body projects.FundingWritten
}

func (r *request) addFunding(ctx context.Context, in *fundingInput) (*answer[projects.FundingLine], error) {
	line, err := projects.AddFunding(ctx, r.db, in.ID, in.Body, r.today())
	return &answer[projects.FundingLine]{line}, err
}

func (r *request) fundingLine(ctx context.Context, in *ByID) (*record[projects.FundingLine], error) {
	line, err := projects.ReadFunding(ctx, r.db, in.ID)
	return recordOf(line, line.Version), err
}

func (r *request) changeFunding(ctx context.Context, in *fundingInput) (*record[projects.FundingLine], error) {
	line, err := projects.ChangeFunding(ctx, r.db, in.ID, in.Body, r.version, r.today())
	return recordOf(line, line.Version), err
}

type transferInput struct {
	ByID
	Body projects.TransferAsked
}

func (r *request) askTransfer(ctx context.Context, in *transferInput) (*answer[projects.Transfer], error) {
	t, err := projects.AskTransfer(ctx, r.db, r.by, in.ID, in.Body)
	return &answer[projects.Transfer]{t}, err
}

func (r *request) transfer(ctx context.Context, in *ByID) (*record[projects.Transfer], error) {
	t, err := projects.ReadTransfer(ctx, r.db, in.ID)
	return recordOf(t, t.Version), err
}

type transferDecidedInput struct {
	ByID
	Body projects.TransferDecided
}

func (r *request) decideTransfer(ctx context.Context, in *transferDecidedInput) (*record[projects.Transfer], error) {
	t, err := projects.DecideTransfer(ctx, r.db, r.by, in.ID, r.version, in.Body)
	return recordOf(t, t.Version), err
}

func (r *request) withdrawTransfer(ctx context.Context, in *ByID) (*record[projects.Transfer], error) {
	t, err := projects.WithdrawTransfer(ctx, r.db, r.by, in.ID, r.version)
	return recordOf(t, t.Version), err
}

func (r *request) budgetLine(ctx context.Context, in *ByID) (*record[projects.Line], error) {
	l, err := projects.ReadLine(ctx, r.db, in.ID, r.today())
	return recordOf(l, l.Version), err
}

type lineInput struct {
	ByID
	Body projects.NewLine
}

func (r *request) addLine(ctx context.Context, in *lineInput) (*answer[projects.Line], error) {
	l, err := projects.AddLine(ctx, r.db, in.ID, in.Body, r.today())
	return &answer[projects.Line]{l}, err
}

type lineChangeInput struct {
	ByID
	Body projects.LineChange
}

func (r *request) changeLine(ctx context.Context, in *lineChangeInput) (*record[projects.Line], error) {
	l, err := projects.ChangeLine(ctx, r.db, in.ID, in.Body, r.version, r.today())
	return recordOf(l, l.Version), err
}
