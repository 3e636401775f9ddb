package grants

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/internal/values"
	"homeground/projects"
)

// Quarter is what a project spends in a quarter of a financial year, or all projects of a
// programme: what the grant pays and what match does. What was spent is actual; what is
// ordered or to come is forecast.
type Quarter struct {
	Year           int   `json:"year" doc:"The year its financial year begins in, April to March"`
	Quarter        int   `json:"quarter" doc:"1 is April to June"`
	SpentPence     int64 `json:"spent_pence" doc:"Actual"`
	CommittedPence int64 `json:"committed_pence" doc:"Of the grant, forecast: ordered"`
	ToComePence    int64 `json:"to_come_pence" doc:"Of the grant, forecast: not yet ordered"`
	GrantSpent     int64 `json:"grant_spent_pence" doc:"Of the grant, actual"`
	GrantPence     int64 `json:"grant_pence" doc:"Of the grant: spent, committed and to come"`
	SecuredPence   int64 `json:"secured_pence" doc:"Of match that is secured"`
	UnsecuredPence int64 `json:"unsecured_pence" doc:"Of match that is not secured, or of nothing yet"`
	MatchPence     int64 `json:"match_pence" doc:"Both"`
	RevenuePence   int64 `json:"revenue_pence" doc:"The part of it that is revenue, which the grant never pays"`
}

// quarterOf is the financial year and quarter of a month.
func quarterOf(month int) (year, quarter int) {
	n := month - 3 // April is the first
	return n / 12, n%12/3 + 1
}

// source is what pays for a project.
type source struct{ Grant, Secured int64 }

// quarters turns the months of one project into its quarters. Eligible capital uses the
// grant first, in the order it is spent, up to all of it; the rest is match, of which what is
// secured is used first. A reversal gives back what it takes back.
func quarters(flows []projects.Flow, s source) []Quarter {
	flows = slices.Clone(flows)
	slices.SortStableFunc(flows, func(a, b projects.Flow) int { return cmp.Compare(a.Month, b.Month) })
	list := []Quarter{}
	var eligible, all, grant, secured int64 // so far
	add := func(q *Quarter, pence int64, counts bool) (ofGrant int64) {
		all += pence
		if counts {
			eligible += pence
		}
		nowGrant := min(max(eligible, 0), s.Grant)
		nowSecured := min(max(all-nowGrant, 0), s.Secured)
		ofGrant = nowGrant - grant
		ofSecured := nowSecured - secured
		q.GrantPence += ofGrant
		q.SecuredPence += ofSecured
		q.UnsecuredPence += pence - ofGrant - ofSecured
		q.MatchPence += pence - ofGrant
		grant, secured = nowGrant, nowSecured
		return ofGrant
	}
	for from := 0; from < len(flows); {
		to := from
		for to < len(flows) && flows[to].Month == flows[from].Month {
			to++
		}
		year, quarter := quarterOf(flows[from].Month)
		if n := len(list); n == 0 || list[n-1].Year != year || list[n-1].Quarter != quarter {
			list = append(list, Quarter{Year: year, Quarter: quarter})
		}
		q := &list[len(list)-1]
		for _, f := range flows[from:to] { // what was spent comes before what is to be
			q.SpentPence += f.SpentPence
			q.GrantSpent += add(q, f.SpentPence, f.Capital && f.Eligible)
		}
		for _, f := range flows[from:to] {
			q.CommittedPence += add(q, f.CommittedPence, f.Capital && f.Eligible)
		}
		for _, f := range flows[from:to] {
			q.ToComePence += add(q, f.ToComePence, f.Capital && f.Eligible)
			if !f.Capital {
				q.RevenuePence += f.SpentPence + f.CommittedPence + f.ToComePence
			}
		}
		from = to
	}
	return list
}

// Profiles are the quarters of each project of a programme, by project.
func Profiles(ctx context.Context, db *gorm.DB, programme int64, today values.Date) (map[int64][]Quarter, error) {
	flows, err := projects.Flows(ctx, db, programme, today)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		ID, Grant, Secured int64
	}
	err = db.WithContext(ctx).Raw(`SELECT p.id, p.grant_pence AS "grant", coalesce((SELECT sum(pence) FROM funding f WHERE f.project_id = p.id AND f.source <> 'grant' AND f.secured AND NOT f.in_kind), 0) AS secured
		FROM projects p WHERE p.programme_id = ?`, programme).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read what pays for the projects of programme %d: %w", programme, err)
	}
	of := map[int64][]projects.Flow{}
	for _, f := range flows {
		of[f.ProjectID] = append(of[f.ProjectID], f)
	}
	list := map[int64][]Quarter{}
	for _, r := range rows {
		list[r.ID] = quarters(of[r.ID], source{r.Grant, r.Secured})
	}
	return list, nil
}

// together adds the quarters of projects up, each quarter from the first to the last.
func together(profiles map[int64][]Quarter) []Quarter {
	sums := map[[2]int]Quarter{}
	first, last := [2]int{9999, 1}, [2]int{0, 1}
	for _, list := range profiles {
		for _, q := range list {
			at := [2]int{q.Year, q.Quarter}
			if slices.Compare(at[:], first[:]) < 0 {
				first = at
			}
			if slices.Compare(at[:], last[:]) > 0 {
				last = at
			}
			s := sums[at]
			s.SpentPence += q.SpentPence
			s.CommittedPence += q.CommittedPence
			s.ToComePence += q.ToComePence
			s.GrantSpent += q.GrantSpent
			s.GrantPence += q.GrantPence
			s.SecuredPence += q.SecuredPence
			s.UnsecuredPence += q.UnsecuredPence
			s.MatchPence += q.MatchPence
			s.RevenuePence += q.RevenuePence
			sums[at] = s
		}
	}
	list := []Quarter{}
	for at := first; slices.Compare(at[:], last[:]) <= 0; {
		s := sums[at]
		s.Year, s.Quarter = at[0], at[1]
		list = append(list, s)
		if at[1]++; at[1] > 4 {
			at = [2]int{at[0] + 1, 1}
		}
	}
	return list
}
