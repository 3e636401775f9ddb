package grants

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/demand"
	"homeground/internal/returns"
	"homeground/internal/values"
	"homeground/projects"
)

// What a return calls things; the words are those of its template.
var (
	ratingWords  = map[string]string{"green": "Green", "amber_green": "Amber/Green", "amber": "Amber", "amber_red": "Amber/Red", "red": "Red"}
	ratingOrder  = []string{"", "green", "amber_green", "amber", "amber_red", "red"}
	quarterWords = []string{"", "Q1 Apr to Jun", "Q2 Jul to Sep", "Q3 Oct to Dec", "Q4 Jan to Mar"}
	kindWords    = map[string]string{"scheduled": "Scheduled", "claimed": "Claimed", "actual": "Paid", "stopped": "Stopped", "refund": "Paid back", "write_off": "Written off"}
	nearWords    = map[string]string{"month": "Within a month", "quarter": "Within three months", "year": "Within a year", "later": "Later"}
)

// period is the first and last day of a quarter of a financial year.
func period(year, quarter int) (from, to values.Date) {
	from = values.NewDate(year, 4, 1).AddMonths(3 * (quarter - 1))
	return from, from.AddMonths(3).AddDays(-1)
}

// periodWords says a quarter as returns do: Q2 2026/27: Jul 2026 - Sep 2026.
func periodWords(year, quarter int) string {
	from, to := period(year, quarter)
	return fmt.Sprintf("Q%d %d/%02d: %s - %s", quarter, year, (year+1)%100, from.Time().Format("Jan 2006"), to.Time().Format("Jan 2006"))
}

// filler fills a return in from the ledger and registers, never from what is typed.
type filler struct {
	ctx      context.Context
	db       *gorm.DB
	ret      Return
	standing ProgrammeStanding
	list     []projects.Project
	profiles map[int64][]Quarter
	today    values.Date
	doc      returns.Document
}

// fill makes the document of a return as it stands today.
func fill(ctx context.Context, db *gorm.DB, r Return, today values.Date) (returns.Document, error) {
	f := filler{ctx: ctx, db: db, ret: r, today: today, doc: returns.Document{Template: r.Template, Sheets: map[string][]returns.Row{}}}
	var err error
	if f.standing, err = Read(ctx, db, r.ProgrammeID, today); err != nil {
		return f.doc, err
	}
	all, err := projects.List(ctx, db, today)
	if err != nil {
		return f.doc, err
	}
	for _, p := range all { // by their references, so that a return is in the same order each time
		if slices.ContainsFunc(f.standing.Projects, func(s ProjectShare) bool { return s.ID == p.ID }) {
			f.list = append(f.list, p)
		}
	}
	slices.SortFunc(f.list, func(a, b projects.Project) int { return strings.Compare(a.ProjectRef, b.ProjectRef) })
	if f.profiles, err = Profiles(ctx, db, r.ProgrammeID, today); err != nil {
		return f.doc, err
	}
	for _, step := range []func() error{f.start, f.progress, f.milestones, f.money, f.changes, f.risks, f.conditions} {
		if err := step(); err != nil {
			return f.doc, err
		}
	}
	return f.doc, nil
}

func (f *filler) put(sheet string, r returns.Row) {
	f.doc.Sheets[sheet] = append(f.doc.Sheets[sheet], r)
}

// text is a text, or nothing; day likewise.
func text(s string) any {
	if s = strings.ReplaceAll(s, "\r\n", "\n"); s == "" {
		return nil
	}
	return s
}

func dayOf(d values.Date) any { return text(d.String()) }

func (f *filler) start() error {
	g := f.standing
	from, to := period(f.ret.Year, f.ret.Quarter)
	illustrative := "No"
	if g.Provenance == "illustrative" || slices.ContainsFunc(f.list, func(p projects.Project) bool { return p.Provenance == "illustrative" }) {
		illustrative = "Yes"
	}
	f.put("start", returns.Row{"programme": text(g.Name), "funder": text(g.Funder), "period": periodWords(f.ret.Year, f.ret.Quarter), "period_from": dayOf(from), "period_to": dayOf(to),
		"due_on": dayOf(f.ret.DueOn), "number": int64(f.ret.Number), "revision": int64(f.ret.Revision), "as_of": dayOf(f.today), "illustrative": illustrative})
	var ends struct{ Works, Opening values.Date }
	err := f.db.WithContext(f.ctx).Raw(`SELECT max(coalesce(m.actual, m.forecast)) FILTER (WHERE m.code = 'M17') AS works, max(coalesce(m.actual, m.forecast)) FILTER (WHERE m.code = 'M24') AS opening
		FROM milestones m JOIN projects p ON p.id = m.project_id WHERE p.programme_id = ?`, g.ID).Scan(&ends).Error
	if err != nil {
		return fmt.Errorf("read when the works of programme %d end: %w", g.ID, err)
	}
	f.put("admin", returns.Row{"award_pence": g.AwardPence, "financial_completion": dayOf(g.SpendBy), "practical_completion": dayOf(ends.Works), "activity_end": dayOf(ends.Opening)})
	return nil
}

func (f *filler) progress() error {
	spend, delivery := "", ""
	var next []string
	ids := make([]int64, len(f.list))
	for i, p := range f.list {
		ids[i] = p.ID
	}
	reached := map[int64][2]int{} // milestones reached, and whether the opening was
	var rows []struct {
		ProjectID    int64
		Reached, All int
		Open         bool
	}
	err := f.db.WithContext(f.ctx).Raw(`SELECT project_id, count(*) FILTER (WHERE actual IS NOT NULL) AS reached, count(*) AS all, bool_or(code = 'M24' AND actual IS NOT NULL) AS open FROM milestones WHERE project_id IN ? GROUP BY project_id`, ids).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read what projects of programme %d have reached: %w", f.standing.ID, err)
	}
	for _, r := range rows {
		open := 0
		if r.Open {
			open = 1
		}
		reached[r.ProjectID] = [2]int{r.Reached, open}
	}
	near, err := f.near()
	if err != nil {
		return err
	}
	postcodes, err := f.postcodes()
	if err != nil {
		return err
	}
	for _, p := range f.list {
		parts := map[string]string{}
		var said []string
		for _, r := range p.Ratings.Parts {
			parts[r.Part] = r.Shown()
			if o := r.Override; o != nil {
				said = append(said, fmt.Sprintf("%s: %s, where %s is worked out (%s, %s)", r.Part, ratingWords[o.Rating], ratingWords[r.Computed], o.By, o.Reason))
			}
		}
		spend, delivery = worseOf(spend, parts["spend"]), worseOf(delivery, parts["delivery"])
		status := "Not started"
		switch {
		case reached[p.ID][1] == 1:
			status = "Project complete"
		case reached[p.ID][0] > 0 || p.SpentPence != 0:
			status = "In progress"
		}
		row := returns.Row{"project_ref": p.ProjectRef, "project": text(p.Name), "status": status, "spend_rating": text(ratingWords[parts["spend"]]), "delivery_rating": text(ratingWords[parts["delivery"]]),
			"override": text(strings.Join(said, "; ")), "opening_baseline": dayOf(p.OpeningBaseline), "opening": dayOf(p.Opening)}
		if m := p.NextMilestone; m != nil && m.Code != "" {
			row["next_milestone"], row["next_on"] = text(m.Name), dayOf(m.Forecast)
			if !m.Forecast.IsZero() && m.Forecast.Before(f.today.AddMonths(6)) {
				next = append(next, fmt.Sprintf("%s: %s, %s", p.ProjectRef, m.Name, m.Forecast.Words()))
			}
		}
		f.put("progress", row)
		place := returns.Row{"project_ref": p.ProjectRef, "project": text(p.Name), "authority": text(p.AuthorityName), "authority_code": p.AuthorityCode, "hub": text(p.Hub)}
		if f.ret.Template > 1 {
			place["postcode"] = text(postcodes[p.ID])
		}
		f.put("location", place)
		f.outputs(p, reached[p.ID][1] == 1, near)
	}
	f.put("portfolio", returns.Row{"spend_rating": text(ratingWords[spend]), "delivery_rating": text(ratingWords[delivery]), "milestones": text(strings.Join(next, "\n"))})
	return nil
}

func (f *filler) milestones() error {
	var rows []struct {
		ProjectRef, Project, Code, Name string
		Baseline, Forecast, Actual      values.Date
	}
	err := f.db.WithContext(f.ctx).Raw(`SELECT p.project_ref, p.name AS project, m.code, m.name, m.baseline, m.forecast, m.actual
		FROM milestones m JOIN projects p ON p.id = m.project_id WHERE p.programme_id = ? ORDER BY p.project_ref, m.position, m.code`, f.standing.ID).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read the milestones of programme %d: %w", f.standing.ID, err)
	}
	for _, m := range rows {
		f.put("milestones", returns.Row{"project_ref": m.ProjectRef, "project": text(m.Project), "code": m.Code, "milestone": text(m.Name), "baseline": dayOf(m.Baseline), "forecast": dayOf(m.Forecast), "actual": dayOf(m.Actual)})
	}
	return nil
}

func worseOf(a, b string) string {
	if slices.Index(ratingOrder, b) > slices.Index(ratingOrder, a) {
		return b
	}
	return a
}

// postcodes are by project those of its open sites; of a restricted one, whose area it is in.
func (f *filler) postcodes() (map[int64]string, error) {
	var rows []struct {
		ProjectID int64
		Postcodes string
	}
	err := f.db.WithContext(f.ctx).Raw(`SELECT project_id, string_agg(DISTINCT place, '; ' ORDER BY place) AS postcodes FROM (
			SELECT ps.project_id, CASE s.location_sensitivity WHEN 'open' THEN here.postcode ELSE 'restricted: ' || coalesce(a.name, 'authority not known') END COLLATE "C" AS place
			FROM project_sites ps JOIN projects p ON p.id = ps.project_id JOIN sites s ON s.id = ps.site_id LEFT JOIN open_sites here ON here.id = s.id LEFT JOIN authorities a ON a.code = s.host_authority
			WHERE p.programme_id = ?) places WHERE place <> '' GROUP BY project_id`, f.standing.ID).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the postcodes of programme %d: %w", f.standing.ID, err)
	}
	list := map[int64]string{}
	for _, r := range rows {
		list[r.ProjectID] = r.Postcodes
	}
	return list, nil
}

// near is by project how many children who need a place in a home are estimated to live
// within 20 miles of the public position of its site, of several sites the one with the most.
// Template 1 has no place for it.
func (f *filler) near() (map[int64]int64, error) {
	if f.ret.Template < 2 {
		return nil, nil
	}
	var at []struct{ ProjectID, SiteID int64 }
	err := f.db.WithContext(f.ctx).Raw(`SELECT ps.project_id, ps.site_id FROM project_sites ps JOIN projects p ON p.id = ps.project_id JOIN sites s ON s.id = ps.site_id
		WHERE p.programme_id = ? AND s.public_position IS NOT NULL ORDER BY 1, 2`, f.standing.ID).Scan(&at).Error
	if err != nil {
		return nil, fmt.Errorf("read the sites of programme %d: %w", f.standing.ID, err)
	}
	ids := make([]int64, len(at))
	for i, a := range at {
		ids[i] = a.SiteID
	}
	reach, err := demand.ReachTogether(f.ctx, f.db, ids, demand.TwentyMiles)
	if err != nil {
		return nil, err
	}
	near := map[int64]int64{}
	for i, a := range at {
		near[a.ProjectID] = max(near[a.ProjectID], int64(reach.Sites[i].Reaches.NeedHome))
	}
	return near, nil
}

// outputs are what a project makes in the quarter it opens. Children are those who can be
// placed within 20 miles, never more than its places: a forecast even of an open home, for no
// child is recorded here.
func (f *filler) outputs(p projects.Project, open bool, near map[int64]int64) {
	if p.Opening.IsZero() {
		return
	}
	year, quarter := quarterOf(projects.MonthOf(p.Opening))
	actual := "Forecast"
	if open {
		actual = "Actual"
	}
	put := func(output, actual string, n int64) {
		f.put("outputs", returns.Row{"project_ref": p.ProjectRef, "project": text(p.Name), "output": output, "year": projects.YearWords(year), "quarter": quarterWords[quarter], "actual": actual, "value": n})
	}
	put("Places created", actual, int64(p.Places))
	put("Homes opened", actual, 1)
	if n, ok := near[p.ID]; ok {
		put("Children within 20 miles", "Forecast", min(n, int64(p.Places)))
	}
}

func (f *filler) money() error {
	_, ends := period(f.ret.Year, f.ret.Quarter)
	for _, p := range f.list {
		for _, q := range f.profiles[p.ID] {
			if q.SpentPence == 0 && q.GrantPence == 0 && q.MatchPence == 0 {
				continue
			}
			actual := "Forecast"
			if _, to := period(q.Year, q.Quarter); !to.After(ends) && to.Before(f.today) {
				actual = "Actual"
			}
			f.put("finances", returns.Row{"project_ref": p.ProjectRef, "project": text(p.Name), "year": projects.YearWords(q.Year), "quarter": quarterWords[q.Quarter], "actual": actual, "spent_pence": q.SpentPence,
				"grant_committed_pence": q.GrantSpent + q.CommittedPence, "grant_uncommitted_pence": q.ToComePence, "grant_pence": q.GrantPence, "secured_pence": q.SecuredPence,
				"unsecured_pence": q.UnsecuredPence, "match_pence": q.MatchPence, "revenue_pence": q.RevenuePence})
		}
	}
	row := returns.Row{"year": projects.YearWords(f.ret.Year), "grant_pence": int64(0)}
	for _, y := range f.standing.Years {
		if y.Year == f.ret.Year {
			row["grant_pence"] = y.SpentPence + y.ForecastPence
			if y.AwardPence != nil {
				row["award_pence"], row["underspend_pence"] = *y.AwardPence, *y.AwardPence-y.SpentPence-y.ForecastPence
			}
		}
	}
	f.put("underspend", row)
	from, to := period(f.ret.Year, f.ret.Quarter)
	for _, p := range f.standing.Payments {
		if !p.OnDay.Before(from) && !p.OnDay.After(to) {
			f.put("payments", returns.Row{"on_day": dayOf(p.OnDay), "kind": kindWords[p.Kind], "project": text(p.Project), "amount_pence": p.Pence, "reference": text(p.Reference)})
		}
	}
	return nil
}

// changes are the transfers of budget between projects.
func (f *filler) changes() error {
	var rows []struct {
		ID                  int64
		FromName, ToName    string
		Pence               int64
		Reason, State       string
		AskedDay, DecideDay values.Date
	}
	err := f.db.WithContext(f.ctx).Raw(`SELECT t.id, pf.name AS from_name, pt.name AS to_name, t.pence, t.reason, t.state, CAST(t.asked_at AT TIME ZONE 'Europe/London' AS date) AS asked_day, CAST(t.decided_at AT TIME ZONE 'Europe/London' AS date) AS decide_day
		FROM transfers t JOIN budget_lines a ON a.id = t.from_line JOIN budget_lines b ON b.id = t.to_line JOIN projects pf ON pf.id = a.project_id JOIN projects pt ON pt.id = b.project_id
		WHERE a.project_id <> b.project_id AND pf.programme_id = ? ORDER BY t.id`, f.standing.ID).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read what projects of programme %d moved: %w", f.standing.ID, err)
	}
	for _, r := range rows {
		day := r.DecideDay
		if day.IsZero() {
			day = r.AskedDay
		}
		f.put("changes", returns.Row{"number": r.ID, "from_project": text(r.FromName), "to_project": text(r.ToName), "amount_pence": r.Pence, "why": text(r.Reason), "state": strings.ToUpper(r.State[:1]) + r.State[1:], "on_day": dayOf(day)})
	}
	return nil
}

// risks are those that are not over, the worst first; the register counts from 0, a return
// from 1.
func (f *filler) risks() error {
	var rows []struct {
		ProjectRef, Name, Risk, Mitigation, Proximity, Owner string
		Likelihood, Impact                                   int64
		LikelihoodAfter, ImpactAfter                         *int64
	}
	err := f.db.WithContext(f.ctx).Raw(`SELECT p.project_ref, p.name, r.risk, r.mitigation, coalesce(r.proximity, '') AS proximity, r.owner, r.likelihood + 1 AS likelihood, r.impact + 1 AS impact, r.likelihood_after + 1 AS likelihood_after, r.impact_after + 1 AS impact_after
		FROM risks r JOIN projects p ON p.id = r.project_id WHERE p.programme_id = ? AND r.state <> 'closed'
		ORDER BY p.project_ref COLLATE "C", coalesce(r.likelihood_after * r.impact_after, r.likelihood * r.impact) DESC, r.id`, f.standing.ID).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read the risks of programme %d: %w", f.standing.ID, err)
	}
	for _, r := range rows {
		row := returns.Row{"project_ref": r.ProjectRef, "project": text(r.Name), "risk": text(r.Risk), "likelihood": r.Likelihood, "impact": r.Impact, "mitigation": text(r.Mitigation), "proximity": text(nearWords[r.Proximity]), "owner": text(r.Owner)}
		if r.LikelihoodAfter != nil && r.ImpactAfter != nil {
			row["likelihood_after"], row["impact_after"] = *r.LikelihoodAfter, *r.ImpactAfter
		}
		f.put("risks", row)
	}
	return nil
}

func (f *filler) conditions() error {
	list, err := Conditions(f.ctx, f.db, ConditionsAsked{Programme: f.standing.ID}, f.today)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b Condition) int { return int(a.ID - b.ID) })
	for _, c := range list {
		binds := "The whole grant"
		switch {
		case c.Site != "":
			binds = c.Site
		case c.Project != "":
			binds = c.Project
		}
		f.put("conditions", returns.Row{"number": c.ID, "kind": strings.ReplaceAll(c.Kind, "_", " "), "condition": text(c.Text), "clause": text(c.Clause), "binds": binds, "due_on": dayOf(c.DueOn), "state": stateWords[c.State], "evidence": int64(c.Evidence)})
	}
	return nil
}
