package grants

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
	"homeground/projects"
)

// ProgrammeStanding is how a programme stands: what was awarded, spent, paid and matched, and what
// would be repayable.
type ProgrammeStanding struct {
	Programme
	MatchPence    int64            `json:"match_pence" doc:"Match that the last letter asks for"`
	Payment       string           `json:"payment,omitempty" enum:"arrears,advance"`
	SpentPence    int64            `json:"spent_pence" doc:"Of the grant, by today"`
	OutturnPence  int64            `json:"outturn_pence" doc:"Of the grant: spent, ordered and to come"`
	PaidPence     int64            `json:"paid_pence" doc:"By whoever gives the grant, less what went back or was written off"`
	SecuredPence  int64            `json:"secured_pence" doc:"Match that is promised in writing, in cash or in kind"`
	PledgedPence  int64            `json:"pledged_pence" doc:"Match that is not"`
	ClosurePence  int64            `json:"closure_pence" doc:"Repayable if every home that it paid for closed today"`
	ConditionsDue int              `json:"conditions_due" doc:"Due within four weeks, or overdue"`
	Overdue       int              `json:"conditions_overdue"`
	Breached      int              `json:"conditions_breached" doc:"Broken, with whatever clawback followed not paid yet"`
	Letters       []Letter         `json:"letters" doc:"The last first"`
	Years         []YearStanding   `json:"years"`
	Quarters      []Quarter        `json:"quarters" doc:"Of all its projects together, none left out"`
	Projects      []ProjectShare   `json:"projects"`
	Match         []MatchStanding  `json:"match" doc:"By who gives it"`
	Payments      []Payment        `json:"payments" doc:"The earliest first"`
	PaidBy        map[string]int64 `json:"payment_sums" doc:"Pence by kind of payment"`
}

// YearStanding is a financial year of a programme: what was to be spent, what is, what was paid.
type YearStanding struct {
	Year          int    `json:"year"`
	AwardPence    *int64 `json:"award_pence,omitempty" doc:"What of the award falls in it by the last letter"`
	SpentPence    int64  `json:"spent_pence" doc:"Of the grant, actual"`
	ForecastPence int64  `json:"forecast_pence" doc:"Of the grant: ordered or to come"`
	PaidPence     int64  `json:"paid_pence"`
}

// ProjectShare is a project's part of a grant.
type ProjectShare struct {
	ID            int64  `json:"id"`
	Name          string `json:"name"`
	AuthorityCode string `json:"authority_code"`
	AuthorityName string `json:"authority_name"`
	Places        int    `json:"places"`
	GrantPence    int64  `json:"grant_pence" doc:"Given to it"`
	SpentPence    int64  `json:"spent_pence" doc:"Of that grant"`
	OutturnPence  int64  `json:"outturn_pence" doc:"Of that grant"`
	PaidPence     int64  `json:"paid_pence"`
	ClosurePence  int64  `json:"closure_pence" doc:"Repayable if it closed today"`
	Overall       string `json:"overall,omitempty" doc:"Its rating"`
	Provenance    string `json:"provenance"`
}

// MatchStanding is the match of one who gives it.
type MatchStanding struct {
	AuthorityCode string `json:"authority_code,omitempty"`
	Name          string `json:"name"`
	PledgePence   *int64 `json:"pledge_pence,omitempty" doc:"What an authority has pledged to the programme"`
	SecuredPence  int64  `json:"secured_pence"`
	PledgedPence  int64  `json:"pledged_pence" doc:"Given to projects but not secured"`
	InKindPence   int64  `json:"in_kind_pence" doc:"The part of both that is no cash"`
}

// ProgrammeName is a programme in a list of them.
type ProgrammeName struct {
	ID         int64  `json:"id"`
	Name       string `json:"name"`
	Funder     string `json:"funder"`
	AwardPence int64  `json:"award_pence"`
	Projects   int    `json:"projects"`
	Current    bool   `json:"current" doc:"The one options are weighed for"`
	Provenance string `json:"provenance"`
}

// Programmes are all there are, the one being worked on first.
func Programmes(ctx context.Context, db *gorm.DB) ([]ProgrammeName, error) {
	list := []ProgrammeName{}
	err := db.WithContext(ctx).Raw(`SELECT g.id, g.name, g.funder, g.award_pence, g.provenance, (SELECT count(*) FROM projects WHERE programme_id = g.id) AS projects,
		g.id = current_programme() AS current FROM programmes g ORDER BY g.id = current_programme() DESC, g.id DESC`).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("list programmes: %w", err)
	}
	return list, nil
}

// Read is how one programme stands.
func Read(ctx context.Context, db *gorm.DB, id int64, today values.Date) (ProgrammeStanding, error) {
	g, err := read(ctx, db, id)
	if err != nil {
		return ProgrammeStanding{}, err
	}
	s := ProgrammeStanding{Programme: g, Years: []YearStanding{}, PaidBy: map[string]int64{}}
	one := db.WithContext(ctx)
	if s.Letters, err = letters(one, id); err != nil {
		return s, err
	}
	if s.Payments, err = Payments(ctx, db, id); err != nil {
		return s, err
	}
	profiles, err := Profiles(ctx, db, id, today)
	if err != nil {
		return s, err
	}
	s.Quarters = together(profiles)
	repayable, err := WhatIsRepayable(ctx, db, id, RepayableAsked{On: today, Trigger: "closure"}, today)
	if err != nil {
		return s, err
	}
	s.ClosurePence, s.PaidPence = repayable.Pence, repayable.PaidPence
	if err := s.share(ctx, db, profiles, repayable, today); err != nil {
		return s, err
	}
	if err := s.match(one); err != nil {
		return s, err
	}
	s.byYear()
	conditions, err := Conditions(ctx, db, ConditionsAsked{Programme: id}, today)
	for _, c := range conditions {
		if c.State == "due" || c.Overdue {
			s.ConditionsDue++
		}
		if c.Overdue {
			s.Overdue++
		}
		if c.State == "breached" || c.State == "clawback_notified" || c.State == "clawback_deferred" {
			s.Breached++
		}
	}
	return s, err
}

// share fills in the projects, and what they have of the grant.
func (s *ProgrammeStanding) share(ctx context.Context, db *gorm.DB, profiles map[int64][]Quarter, r Repayable, today values.Date) error {
	s.Projects = []ProjectShare{}
	err := db.WithContext(ctx).Raw(`SELECT p.id, p.name, p.authority_code, a.name AS authority_name, p.places, p.grant_pence, p.provenance FROM projects p JOIN authorities a ON a.code = p.authority_code
		WHERE p.programme_id = ? ORDER BY p.grant_pence DESC, p.name, p.id`, s.ID).Scan(&s.Projects).Error
	if err != nil {
		return fmt.Errorf("read the projects of programme %d: %w", s.ID, err)
	}
	facts, err := projects.ReadRatingFacts(ctx, db, 0, today)
	if err != nil {
		return err
	}
	of := map[int64]RepayableProject{}
	for _, p := range r.Projects {
		of[p.ProjectID] = p
	}
	for i := range s.Projects {
		p := &s.Projects[i]
		for _, q := range profiles[p.ID] {
			p.SpentPence += q.GrantSpent
			p.OutturnPence += q.GrantPence
		}
		s.SpentPence, s.OutturnPence = s.SpentPence+p.SpentPence, s.OutturnPence+p.OutturnPence
		p.PaidPence, p.ClosurePence = of[p.ID].PaidPence, of[p.ID].Pence
		f := facts[p.ID]
		rated := f.Rate()
		p.Overall = rated.Overall
	}
	return nil
}

// match fills in who gives match: what authorities pledged, and what projects have of each.
func (s *ProgrammeStanding) match(db *gorm.DB) error {
	s.Match = []MatchStanding{}
	err := db.Raw(`
		WITH given AS (
		    SELECT f.authority_code, CASE WHEN f.authority_code IS NULL THEN f.name ELSE '' END AS name, sum(f.pence) FILTER (WHERE f.secured) AS secured, sum(f.pence) FILTER (WHERE NOT f.secured) AS pledged, sum(f.pence) FILTER (WHERE f.in_kind) AS in_kind
		    FROM funding f JOIN projects p ON p.id = f.project_id WHERE p.programme_id = @id AND f.source <> 'grant' GROUP BY 1, 2),
		pledges AS (SELECT authority_code, '' AS name, amount_pence FROM match_pledges WHERE programme_id = @id)
		SELECT coalesce(g.authority_code, l.authority_code, '') AS authority_code, coalesce(a.name, g.name) AS name, l.amount_pence AS pledge_pence,
		       coalesce(g.secured, 0) AS secured_pence, coalesce(g.pledged, 0) AS pledged_pence, coalesce(g.in_kind, 0) AS in_kind_pence
		FROM given g FULL JOIN pledges l ON l.authority_code = g.authority_code LEFT JOIN authorities a ON a.code = coalesce(g.authority_code, l.authority_code)
		ORDER BY coalesce(g.secured, 0) + coalesce(g.pledged, 0) DESC, 2`, map[string]any{"id": s.ID}).Scan(&s.Match).Error
	if err != nil {
		return fmt.Errorf("read the match of programme %d: %w", s.ID, err)
	}
	for _, m := range s.Match {
		s.SecuredPence, s.PledgedPence = s.SecuredPence+m.SecuredPence, s.PledgedPence+m.PledgedPence
	}
	return nil
}

// byYear adds quarters and payments up by financial year, none left out between the first
// and the last.
func (s *ProgrammeStanding) byYear() {
	years := map[int]*YearStanding{}
	first, last := 9999, 0
	at := func(year int) *YearStanding {
		if years[year] == nil {
			years[year] = &YearStanding{Year: year}
		}
		first, last = min(first, year), max(last, year)
		return years[year]
	}
	if len(s.Letters) > 0 {
		s.MatchPence, s.Payment = s.Letters[0].MatchPence, s.Letters[0].Payment
		for _, y := range s.Letters[0].Years {
			at(y.Year).AwardPence = &y.Pence
		}
	}
	for _, q := range s.Quarters {
		y := at(q.Year)
		y.SpentPence += q.GrantSpent
		y.ForecastPence += q.CommittedPence + q.ToComePence
	}
	for _, p := range s.Payments {
		s.PaidBy[p.Kind] += p.Pence
		switch p.Kind {
		case "actual":
			at(projects.FinancialYear(p.OnDay)).PaidPence += p.Pence
		case "refund", "write_off":
			at(projects.FinancialYear(p.OnDay)).PaidPence -= p.Pence
		}
	}
	for year := first; year <= last; year++ {
		s.Years = append(s.Years, *at(year))
	}
}

func read(ctx context.Context, db *gorm.DB, id int64) (Programme, error) {
	list, err := programmesWhere(ctx, db, `p.id = ?`, id)
	if err != nil {
		return Programme{}, err
	}
	if len(list) == 0 {
		return Programme{}, problem.Missing("programme")
	}
	return list[0], nil
}
