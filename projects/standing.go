package projects

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Standing is how a project stood on a day; what was not known then is left out.
type Standing struct {
	ProjectID    int64       `json:"-"`
	OnDay        values.Date `json:"on_day" format:"date" doc:"Since when it stood so"`
	Opening      values.Date `json:"opening,omitzero" format:"date"`
	P50          values.Date `json:"p50,omitzero" format:"date"`
	P80          values.Date `json:"p80,omitzero" format:"date" doc:"80 % likely by"`
	Chance       *float64    `json:"chance,omitempty" doc:"Of opening by the day the grant wants"`
	Places       *int        `json:"places,omitempty"`
	BudgetPence  *int64      `json:"budget_pence,omitempty"`
	OutturnPence *int64      `json:"outturn_pence,omitempty"`
	SpentPence   *int64      `json:"spent_pence,omitempty"`
	Delivery     string      `json:"delivery,omitempty" enum:",green,amber_green,amber,amber_red,red"`
	Spend        string      `json:"spend,omitempty" enum:",green,amber_green,amber,amber_red,red"`
	Risk         string      `json:"risk,omitempty" enum:",green,amber_green,amber,amber_red,red"`
	Overall      string      `json:"overall,omitempty" enum:",green,amber_green,amber,amber_red,red" doc:"As overridden"`
	WorkedBack   bool        `json:"worked_back" doc:"Worked out afterwards, from what is still known of that day"`
}

// StandingPair is how a project stood on two days.
type StandingPair struct {
	ProjectID     int64       `json:"project_id"`
	ProjectRef    string      `json:"project_ref"`
	Name          string      `json:"name"`
	AuthorityCode string      `json:"authority_code"`
	AuthorityName string      `json:"authority_name"`
	Hub           string      `json:"hub,omitempty"`
	First         values.Date `json:"first,omitzero" format:"date" doc:"The first day that was kept"`
	Then          *Standing   `json:"then,omitempty" doc:"Left out: nothing was kept yet on that day"`
	Now           *Standing   `json:"now,omitempty"`
	SlippedDays   int         `json:"slipped_days" doc:"How much later it opens on the second day; below 0: sooner"`
}

// Comparison is how projects stood on two days, those that slipped most first.
type Comparison struct {
	From  values.Date    `json:"from" format:"date"`
	To    values.Date    `json:"to" format:"date"`
	Items []StandingPair `json:"items"`
}

// Compare is how one project, or all if project is 0, stood at the end of two days. Of today
// it is as it stands now.
func Compare(ctx context.Context, db *gorm.DB, project int64, from, to, today values.Date) (Comparison, error) {
	c := Comparison{from, to, []StandingPair{}}
	switch {
	case to.IsZero() || to.After(today):
		return c, problem.Field("to", "Choose today or a day before it.")
	case from.IsZero() || !from.Before(to):
		return c, problem.Field("from", "Choose a day before "+to.Words()+".")
	}
	list, err := list(ctx, db, project, today)
	if err != nil {
		return c, err
	}
	then, err := standingsOn(ctx, db, project, from)
	if err != nil {
		return c, err
	}
	now, err := standingsOn(ctx, db, project, to)
	if err != nil {
		return c, err
	}
	first, err := firstStandings(ctx, db, project)
	if err != nil {
		return c, err
	}
	for _, p := range list {
		row := StandingPair{ProjectID: p.ID, ProjectRef: p.ProjectRef, Name: p.Name, AuthorityCode: p.AuthorityCode, AuthorityName: p.AuthorityName, Hub: p.Hub, First: first[p.ID], Then: then[p.ID], Now: now[p.ID]}
		if to == today {
			s := p.standing(today)
			row.Now = &s
		}
		if row.Then != nil && row.Now != nil && !row.Then.Opening.IsZero() && !row.Now.Opening.IsZero() {
			row.SlippedDays = row.Now.Opening.Sub(row.Then.Opening)
		}
		c.Items = append(c.Items, row)
	}
	slices.SortStableFunc(c.Items, func(a, b StandingPair) int { return cmp.Compare(b.SlippedDays, a.SlippedDays) })
	return c, nil
}

// KeepStandings keeps how every project stands, where that has changed. Of a project that has
// none kept yet it works out what is still known of the days of its forecasts.
func KeepStandings(ctx context.Context, db *gorm.DB, today values.Date) error {
	list, err := List(ctx, db, today)
	if err != nil {
		return err
	}
	last, err := standingsOn(ctx, db, 0, today)
	if err != nil {
		return err
	}
	for _, p := range list {
		s, before := p.standing(today), last[p.ID]
		if before == nil {
			if err := workBack(ctx, db, p.ID, today); err != nil {
				return err
			}
		} else if before.same(s) {
			continue
		}
		err := db.WithContext(ctx).Exec(`INSERT INTO standings (project_id, on_day, opening, p50, p80, chance, places, budget_pence, outturn_pence, spent_pence, delivery, spend, risk, overall)
			SELECT id, @OnDay, @Opening, @P50, @P80, @Chance, @Places, @BudgetPence, @OutturnPence, @SpentPence, nullif(@Delivery, ''), nullif(@Spend, ''), nullif(@Risk, ''), nullif(@Overall, '') FROM projects WHERE id = @ProjectID
			ON CONFLICT (project_id, on_day) DO UPDATE SET opening = excluded.opening, p50 = excluded.p50, p80 = excluded.p80, chance = excluded.chance, places = excluded.places, budget_pence = excluded.budget_pence,
				outturn_pence = excluded.outturn_pence, spent_pence = excluded.spent_pence, delivery = excluded.delivery, spend = excluded.spend, risk = excluded.risk, overall = excluded.overall, worked_back = false`, s).Error
		if err != nil {
			return fmt.Errorf("keep how project %d stands: %w", p.ID, err)
		}
	}
	return nil
}

// standing is how a project of the list stands today.
func (p Project) standing(today values.Date) Standing {
	s := Standing{ProjectID: p.ID, OnDay: today, Opening: p.Opening, P50: p.P50, P80: p.P80, Chance: p.Chance, Places: &p.Places,
		BudgetPence: &p.BudgetPence, OutturnPence: &p.OutturnPence, SpentPence: &p.SpentPence, Overall: p.Ratings.Overall}
	for _, r := range p.Ratings.Parts {
		switch r.Part {
		case "delivery":
			s.Delivery = r.Shown()
		case "spend":
			s.Spend = r.Shown()
		case "risk":
			s.Risk = r.Shown()
		}
	}
	return s
}

// same says whether nothing has changed but the day.
func (s Standing) same(o Standing) bool {
	return s.Opening == o.Opening && s.P50 == o.P50 && s.P80 == o.P80 && equal(s.Chance, o.Chance) && equal(s.Places, o.Places) &&
		equal(s.BudgetPence, o.BudgetPence) && equal(s.OutturnPence, o.OutturnPence) && equal(s.SpentPence, o.SpentPence) &&
		s.Delivery == o.Delivery && s.Spend == o.Spend && s.Risk == o.Risk && s.Overall == o.Overall && !s.WorkedBack && !o.WorkedBack
}

func equal[T comparable](a, b *T) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}

// workBack keeps what is still known of the days on which a project's forecast was worked
// back: the opening by its slips, the money by the days of its entries. Its budget, places,
// risks and what was said of it then are not.
func workBack(ctx context.Context, db *gorm.DB, project int64, today values.Date) error {
	db = db.WithContext(ctx)
	var list []Standing
	err := db.Raw(`SELECT f.project_id, f.on_day, f.p50, f.p80, f.chance,
		    CASE WHEN m.actual <= f.on_day THEN m.actual ELSE coalesce((SELECT s.from_day FROM slips s
		        WHERE s.milestone_id = m.id AND CAST(s.at AT TIME ZONE 'Europe/London' AS date) > f.on_day ORDER BY s.at, s.id LIMIT 1), m.forecast) END AS opening,
		    coalesce((SELECT sum(pence) FROM ledger_entries l WHERE l.project_id = f.project_id AND l.kind <> 'commitment' AND l.on_day <= f.on_day), 0) AS spent_pence
		FROM forecasts f LEFT JOIN LATERAL (SELECT * FROM milestones m WHERE m.project_id = f.project_id ORDER BY (m.code = 'M24') DESC, m.position DESC LIMIT 1) m ON true
		WHERE f.project_id = ? AND f.worked_back AND f.on_day < ? ORDER BY f.on_day`, project, today).Scan(&list).Error
	if err != nil {
		return fmt.Errorf("work out how project %d stood: %w", project, err)
	}
	for _, s := range list {
		if s.Chance != nil {
			s.Delivery = DeliveryRating(*s.Chance)
		}
		err := db.Exec(`INSERT INTO standings (project_id, on_day, opening, p50, p80, chance, spent_pence, delivery, worked_back)
			SELECT id, @OnDay, @Opening, @P50, @P80, @Chance, @SpentPence, nullif(@Delivery, ''), true FROM projects WHERE id = @ProjectID ON CONFLICT DO NOTHING`, s).Error
		if err != nil {
			return fmt.Errorf("keep how project %d stood: %w", project, err)
		}
	}
	return nil
}

// standingsOn is how each project, or one, stood at the end of a day, as far as it was kept.
func standingsOn(ctx context.Context, db *gorm.DB, project int64, day values.Date) (map[int64]*Standing, error) {
	var list []Standing
	err := db.WithContext(ctx).Raw(`SELECT DISTINCT ON (project_id) project_id, on_day, opening, p50, p80, chance, places, budget_pence, outturn_pence, spent_pence,
		    coalesce(delivery, '') AS delivery, coalesce(spend, '') AS spend, coalesce(risk, '') AS risk, coalesce(overall, '') AS overall, worked_back
		FROM standings WHERE on_day <= @day AND CAST(@project AS bigint) IN (0, project_id) ORDER BY project_id, on_day DESC`,
		map[string]any{"project": project, "day": day}).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read how projects stood on %s: %w", day, err)
	}
	stood := make(map[int64]*Standing, len(list))
	for _, s := range list {
		stood[s.ProjectID] = &s
	}
	return stood, nil
}

// firstStandings is the first day that was kept of each project, or one.
func firstStandings(ctx context.Context, db *gorm.DB, project int64) (map[int64]values.Date, error) {
	var list []Standing
	err := db.WithContext(ctx).Raw(`SELECT project_id, min(on_day) AS on_day FROM standings WHERE CAST(@project AS bigint) IN (0, project_id) GROUP BY project_id`,
		map[string]any{"project": project}).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read the first days kept of projects: %w", err)
	}
	first := make(map[int64]values.Date, len(list))
	for _, s := range list {
		first[s.ProjectID] = s.OnDay
	}
	return first, nil
}
