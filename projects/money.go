package projects

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Sums are what is derived of a part of a project's money; nothing of it is ever typed.
// Its entries are those that GET /projects/{id}/ledger lists for the same part.
type Sums struct {
	BudgetPence    int64 `json:"budget_pence"`
	SpentPence     int64 `json:"spent_pence" doc:"Accrued, kept back and paid"`
	CommittedPence int64 `json:"committed_pence" doc:"Ordered and not yet spent"`
	ToComePence    int64 `json:"to_come_pence" doc:"Forecast above what is spent and committed"`
	OutturnPence   int64 `json:"outturn_pence" doc:"Spent, committed and to come"`
	OverPence      int64 `json:"over_pence" doc:"Outturn less budget"`
	Entries        int   `json:"entries"`
}

func (s *Sums) add(l Sums) {
	s.BudgetPence += l.BudgetPence
	s.SpentPence += l.SpentPence
	s.CommittedPence += l.CommittedPence
	s.ToComePence += l.ToComePence
	s.OutturnPence += l.OutturnPence
	s.OverPence += l.OverPence
	s.Entries += l.Entries
}

// Line is one of a project's budget lines with what was posted to it. One without a number
// has no budget: something was posted to it all the same.
type Line struct {
	ID        int64 `json:"id,omitempty"`
	ProjectID int64 `json:"project_id"`
	Head      `gorm:"embedded"`
	Year      int `json:"year" doc:"The year its financial year begins in, April to March"`
	Sums      `gorm:"embedded"`
	Pence     int64 `json:"-"`
	// ExpectedPence is what its manager says it will cost in all.
	ExpectedPence *int64 `json:"expected_pence,omitempty" doc:"What it will cost in all, where its manager has said what is to come"`
	Version       int    `json:"version,omitempty"`
}

// CategorySums are those of a category.
type CategorySums struct {
	Category string `json:"category"`
	Sums
}

// YearSums are those of a financial year.
type YearSums struct {
	Year int `json:"year"`
	Sums
}

// KindSums are those of a kind of entry.
type KindSums struct {
	Kind    string `json:"kind"`
	Pence   int64  `json:"pence"`
	Entries int    `json:"entries"`
}

// Month is a month of a project's cash flow: what was paid, or what is expected to be.
type Month struct {
	Month      string `json:"month" doc:"Such as 2026-11"`
	Pence      int64  `json:"pence"`
	Cumulative int64  `json:"cumulative_pence"`
	Forecast   bool   `json:"forecast" doc:"Expected; else spent"`
	Entries    int    `json:"entries"`
}

// Money is a project's money: every total is the sum of its lines and of its ledger.
type Money struct {
	Total      Sums           `json:"total"`
	Categories []CategorySums `json:"categories"`
	Years      []YearSums     `json:"years"`
	Kinds      []KindSums     `json:"kinds"`
	Lines      []Line         `json:"lines"`
	Months     []Month        `json:"months"`
	Grant      Grant          `json:"grant"`
	Funding    []FundingLine  `json:"funding" doc:"What pays for it, the grant first"`
	FundedBy   FundingSums    `json:"funded_by"`
	Transfers  []Transfer     `json:"transfers" doc:"Of its budget lines, the newest first"`

	CarryForwards []CarryForward `json:"carry_forwards" doc:"Years that ended with grant money unspent, and their letters, the last first"`
}

// Grant is how a project's grant stands: only eligible capital counts against it.
type Grant struct {
	Pence        int64 `json:"pence"`
	SpentPence   int64 `json:"spent_pence" doc:"Spent on eligible capital"`
	OutturnPence int64 `json:"outturn_pence" doc:"Outturn of eligible capital"`
}

// lineColumns are the lines of the projects that which lets through, and what was posted to
// none: SQL over @year. What is to come of a year that is over is nothing; money that came
// back is not to come again.
func lineColumns(which string) string {
	return `
	SELECT *, spent_pence + committed_pence + to_come_pence AS outturn_pence, spent_pence + committed_pence + to_come_pence - budget_pence AS over_pence FROM (
	    SELECT *, CASE WHEN year < @year THEN 0 ELSE greatest(coalesce(expected_pence - spent_pence - committed_pence, least(pence, pence - spent_pence - committed_pence)), 0) END AS to_come_pence FROM (
	        SELECT b.id, project_id, category, year, capital, eligible, coalesce(b.pence, 0) AS pence, coalesce(b.pence, 0) AS budget_pence, b.expected_pence, coalesce(b.version, 0) AS version,
	               coalesce(l.spent, 0) AS spent_pence, coalesce(l.committed, 0) AS committed_pence, coalesce(l.entries, 0) AS entries
	        FROM (SELECT * FROM budget_lines ` + which + `) b
	        FULL JOIN (SELECT project_id, category, financial_year(on_day) AS year, capital, eligible, CAST(sum(pence) FILTER (WHERE kind <> 'commitment') AS bigint) AS spent,
	                          CAST(sum(pence) FILTER (WHERE kind = 'commitment') AS bigint) AS committed, count(*) AS entries
	                   FROM ledger_entries ` + which + ` GROUP BY 1, 2, 3, 4, 5) l
	        USING (project_id, category, year, capital, eligible)) posted) summed`
}

const byCategory = ` ORDER BY array_position(ARRAY['acquisition', 'fees', 'works', 'furniture', 'contingency', 'vat'], category), year, capital DESC, eligible DESC`

func lines(db *gorm.DB, project int64, today values.Date) ([]Line, error) {
	list := []Line{}
	err := db.Raw(lineColumns(`WHERE project_id = @project`)+byCategory, map[string]any{"project": project, "year": FinancialYear(today)}).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read the budget lines of project %d: %w", project, err)
	}
	return list, nil
}

func readLine(db *gorm.DB, id int64, today values.Date) (Line, error) {
	var project int64
	if err := db.Raw(`SELECT project_id FROM budget_lines WHERE id = ?`, id).Scan(&project).Error; err != nil {
		return Line{}, fmt.Errorf("read budget line %d: %w", id, err)
	}
	list, err := lines(db, project, today)
	for _, l := range list {
		if l.ID == id {
			return l, nil
		}
	}
	if err == nil {
		err = problem.Missing("budget line")
	}
	return Line{}, err
}

// ReadLine is one budget line.
func ReadLine(ctx context.Context, db *gorm.DB, id int64, today values.Date) (Line, error) {
	return readLine(db.WithContext(ctx), id, today)
}

// ReadMoney is a project's money.
func ReadMoney(ctx context.Context, db *gorm.DB, project int64, today values.Date) (Money, error) {
	db = db.WithContext(ctx)
	m := Money{Categories: []CategorySums{}, Years: []YearSums{}, Kinds: []KindSums{}, Months: []Month{}}
	var p []struct {
		GrantPence int64
		Ends       values.Date
	}
	err := db.Raw(`SELECT p.grant_pence, coalesce(works.day, opening.forecast) AS ends FROM projects p
		LEFT JOIN LATERAL (SELECT coalesce(actual, forecast) AS day FROM milestones WHERE project_id = p.id AND code = 'M17') works ON true`+openingMilestone+` WHERE p.id = ?`, project).Scan(&p).Error
	if err != nil {
		return m, fmt.Errorf("read the money of project %d: %w", project, err)
	}
	if len(p) == 0 {
		return m, problem.Missing("project")
	}
	if m.Lines, err = lines(db, project, today); err != nil {
		return m, err
	}
	m.Grant.Pence = p[0].GrantPence
	if m.Funding, err = funding(db, project); err != nil {
		return m, err
	}
	if m.Transfers, err = transfersOf(db, project); err != nil {
		return m, err
	}
	if m.CarryForwards, err = carryForwards(db, project, today); err != nil {
		return m, err
	}
	m.sum()
	m.fund()
	if err := db.Raw(`SELECT kind, CAST(coalesce(sum(pence), 0) AS bigint) AS pence, count(e.id) AS entries
		FROM unnest(ARRAY['commitment', 'accrual', 'retention', 'payment']) WITH ORDINALITY AS k (kind, place)
		LEFT JOIN (SELECT * FROM ledger_entries WHERE project_id = ?) e USING (kind) GROUP BY kind, place ORDER BY place`, project).Scan(&m.Kinds).Error; err != nil {
		return m, fmt.Errorf("sum the kinds of money of project %d: %w", project, err)
	}
	if err := db.Raw(`SELECT to_char(on_day, 'YYYY-MM') AS month, CAST(sum(pence) AS bigint) AS pence, count(*) AS entries
		FROM ledger_entries WHERE project_id = ? AND kind <> 'commitment' GROUP BY 1 ORDER BY 1`, project).Scan(&m.Months).Error; err != nil {
		return m, fmt.Errorf("sum the months of project %d: %w", project, err)
	}
	m.Months = flow(m.Months, m.Lines, today, p[0].Ends)
	return m, nil
}

// sum adds the lines up: each part of the money is the sum of its lines.
func (m *Money) sum() {
	years := map[int]*Sums{}
	first, last := 0, 0
	for _, l := range m.Lines {
		m.Total.add(l.Sums)
		if n := len(m.Categories); n == 0 || m.Categories[n-1].Category != l.Category {
			m.Categories = append(m.Categories, CategorySums{Category: l.Category})
		}
		m.Categories[len(m.Categories)-1].add(l.Sums)
		if years[l.Year] == nil {
			years[l.Year] = &Sums{}
		}
		years[l.Year].add(l.Sums)
		if first == 0 || l.Year < first {
			first = l.Year
		}
		last = max(last, l.Year)
		if l.Eligible {
			m.Grant.SpentPence += l.SpentPence
			m.Grant.OutturnPence += l.OutturnPence
		}
	}
	for year := first; year <= last && first > 0; year++ {
		if years[year] != nil {
			m.Years = append(m.Years, YearSums{year, *years[year]})
		}
	}
}

// flow is the cash flow month by month with none left out. What of a line is committed or
// to come is spread evenly from this month, or its year's first, to the end of the works
// within its year, or of the year where that is sooner; a year that is over falls to this month.
func flow(spent []Month, lines []Line, today, ends values.Date) []Month {
	actual, forecast := map[int]Month{}, map[int]int64{}
	first, last := monthOf(today), monthOf(today)
	for _, s := range spent {
		var year, month int
		_, _ = fmt.Sscanf(s.Month, "%d-%d", &year, &month)
		n := year*12 + month - 1
		actual[n] = s
		first, last = min(first, n), max(last, n)
	}
	for _, l := range lines {
		l.spread(today, ends, func(n int, pence int64) {
			forecast[n] += pence
			first, last = min(first, n), max(last, n)
		})
	}
	list := []Month{}
	var cumulative int64
	for n := first; n <= last && (len(actual) > 0 || len(forecast) > 0); n++ {
		month := fmt.Sprintf("%04d-%02d", n/12, n%12+1)
		if s, ok := actual[n]; ok || n < monthOf(today) {
			cumulative += s.Pence
			list = append(list, Month{Month: month, Pence: s.Pence, Cumulative: cumulative, Entries: s.Entries})
		}
		if pence, ok := forecast[n]; ok || n > monthOf(today) {
			cumulative += pence
			list = append(list, Month{Month: month, Pence: pence, Cumulative: cumulative, Forecast: true})
		}
	}
	return list
}

// spread gives each month, numbered, what of a line is committed or to come in it.
func (l Line) spread(today, ends values.Date, to func(month int, pence int64)) {
	left := l.CommittedPence + l.ToComePence
	if left == 0 {
		return
	}
	from := max(monthOf(today), l.Year*12+3)
	until := l.Year*12 + 14
	if end := monthOf(ends); !ends.IsZero() && end >= from {
		until = min(until, end)
	}
	until = max(until, from)
	for n := from; n <= until; n++ {
		months, part := int64(until-from+1), int64(n-from+1)
		to(n, left*part/months-left*(part-1)/months)
	}
}

// monthOf numbers the months there are.
func monthOf(day values.Date) int { return day.Time().Year()*12 + int(day.Time().Month()) - 1 }
