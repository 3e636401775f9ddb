package projects

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// Ratings are a project's in five steps, each worked out and, where somebody says otherwise,
// with what they say: both are always shown.
type Ratings struct {
	Overall string   `json:"overall,omitempty" enum:",green,amber_green,amber,amber_red,red" doc:"The worst of its parts, as overridden; empty while none is known"`
	Parts   []Rating `json:"parts" doc:"delivery, spend and risk"`
}

// Rating is one part.
type Rating struct {
	Part     string          `json:"part" enum:"delivery,spend,risk"`
	Computed string          `json:"computed,omitempty" enum:",green,amber_green,amber,amber_red,red" doc:"Empty where it cannot be known"`
	Why      string          `json:"why" doc:"What it is worked out from, in a sentence"`
	Override *RatingOverride `json:"override,omitempty"`
}

// RatingOverride is what somebody says against what is worked out.
type RatingOverride struct {
	Rating string    `json:"rating" enum:"green,amber_green,amber,amber_red,red"`
	Reason string    `json:"reason"`
	By     string    `json:"by" gorm:"column:by_name"`
	At     time.Time `json:"at"`
}

// Shown is what counts: the override, or else what is worked out.
func (r Rating) Shown() string {
	if r.Override != nil {
		return r.Override.Rating
	}
	return r.Computed
}

var ratings = []string{"green", "amber_green", "amber", "amber_red", "red"}

// worse is the worse of two ratings; one that is not known counts for nothing.
func worse(a, b string) string {
	if slices.Index(ratings, b) > slices.Index(ratings, a) {
		return b
	}
	return a
}

// DeliveryRating is by the chance of opening by the deadline: at least 0.9, 0.75, 0.5, 0.25.
func DeliveryRating(chance float64) string {
	for i, least := range []float64{0.9, 0.75, 0.5, 0.25} {
		if chance >= least {
			return ratings[i]
		}
	}
	return "red"
}

// SpendRating is the worse of two. The outturn over the budget: none, up to 2, 5 and 10 %
// of it. The grant not spent by the day it has to be: none, up to 5, 10 and 25 % of it. All in
// pence, exactly; where there is no budget, anything over is red.
func SpendRating(budget, outturn, grant, unspent int64) string {
	over := stepped(outturn-budget, budget, 2, 5, 10)
	return worse(over, stepped(unspent, grant, 5, 10, 25))
}

func stepped(part, of int64, percents ...int64) string {
	if part <= 0 {
		return "green"
	}
	for i, most := range percents {
		if part*100 <= of*most {
			return ratings[i+1]
		}
	}
	return "red"
}

// RatingFacts are what a project's ratings are worked out from.
type RatingFacts struct {
	ProjectID    int64
	Chance       *float64    // of opening by OpenBy; nil: not simulated
	P50, P80     values.Date // by when it is so likely to open; zero: not simulated
	OpenBy       values.Date // zero: no deadline
	SpendBy      values.Date // zero: not given
	BudgetPence  int64
	SpentPence   int64
	OutturnPence int64
	GrantPence   int64
	UnspentPence int64 // of the grant, at the end of the month of SpendBy
	Ends         values.Date
	Risk         string // the worst that is open; empty: none
	Residual     int
	Overrides    map[string]*RatingOverride `gorm:"-"`
}

// Rate is the ratings that the facts give.
func (f RatingFacts) Rate() Ratings {
	delivery := Rating{Part: "delivery"}
	switch {
	case f.OpenBy.IsZero():
		delivery.Why = "There is no day it has to be open by."
	case f.Chance == nil:
		delivery.Why = "Its opening was not simulated: it has no option with stages, or no start."
	default:
		delivery.Computed = DeliveryRating(*f.Chance)
		delivery.Why = fmt.Sprintf("%.0f %% likely to open by %s.", *f.Chance*100, f.OpenBy.Words())
	}
	spend := Rating{Part: "spend", Computed: SpendRating(f.BudgetPence, f.OutturnPence, f.GrantPence, f.UnspentPence)}
	switch over := f.OutturnPence - f.BudgetPence; {
	case f.BudgetPence == 0 && over == 0:
		spend.Computed, spend.Why = "", "It has no budget yet."
	case over > 0:
		spend.Why = fmt.Sprintf("Its outturn is %s over its budget of %s.", values.Pence(over).Words(), values.Pence(f.BudgetPence).Words())
	case over < 0:
		spend.Why = fmt.Sprintf("Its outturn is %s under its budget of %s.", values.Pence(-over).Words(), values.Pence(f.BudgetPence).Words())
	default:
		spend.Why = fmt.Sprintf("Its outturn is its budget of %s.", values.Pence(f.BudgetPence).Words())
	}
	if spend.Computed != "" && f.UnspentPence > 0 {
		spend.Why += fmt.Sprintf(" %s of its grant would not be spent by %s.", values.Pence(f.UnspentPence).Words(), f.SpendBy.Words())
	}
	risk := Rating{Part: "risk", Computed: RiskRating(f.Residual), Why: "No risk is open."}
	if f.Risk != "" {
		risk.Why = fmt.Sprintf("The worst open risk scores %d of 16: %s.", f.Residual, strings.TrimRight(f.Risk, ". "))
	}
	r := Ratings{Parts: []Rating{delivery, spend, risk}}
	for i := range r.Parts {
		r.Parts[i].Override = f.Overrides[r.Parts[i].Part]
		r.Overall = worse(r.Overall, r.Parts[i].Shown())
	}
	return r
}

// ReadRatingFacts are those of one project, or of all if project is 0, by project. The
// chance is as it was last kept.
func ReadRatingFacts(ctx context.Context, db *gorm.DB, project int64, today values.Date) (map[int64]RatingFacts, error) {
	db = db.WithContext(ctx)
	which := `WHERE project_id = @project`
	if project == 0 {
		which = `WHERE CAST(@project AS bigint) = 0`
	}
	args := map[string]any{"project": project, "year": FinancialYear(today)}
	var list []RatingFacts
	err := db.Raw(`SELECT p.id AS project_id, p.grant_pence, pr.open_by, pr.spend_by, kept.chance, kept.p50, kept.p80, coalesce(works.day, opening.forecast) AS ends, coalesce(worst.risk, '') AS risk, coalesce(worst.residual, 0) AS residual
		FROM projects p LEFT JOIN programmes pr ON pr.id = p.programme_id
		LEFT JOIN LATERAL (SELECT chance, p50, p80 FROM forecasts WHERE project_id = p.id ORDER BY on_day DESC LIMIT 1) kept ON true
		LEFT JOIN LATERAL (SELECT coalesce(actual, forecast) AS day FROM milestones WHERE project_id = p.id AND code = 'M17') works ON true
		LEFT JOIN LATERAL (SELECT risk, `+residual+` AS residual FROM risks WHERE project_id = p.id AND state <> 'closed' ORDER BY residual DESC, likelihood * impact DESC, id LIMIT 1) worst ON true
		`+openingMilestone+` WHERE CAST(@project AS bigint) IN (0, p.id)`, args).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("read what ratings are worked out from: %w", err)
	}
	facts := make(map[int64]RatingFacts, len(list))
	for _, f := range list {
		f.UnspentPence, f.Overrides = f.GrantPence, map[string]*RatingOverride{}
		facts[f.ProjectID] = f
	}
	var money []Line
	if err := db.Raw(lineColumns(which), args).Scan(&money).Error; err != nil {
		return nil, fmt.Errorf("read the money that ratings are worked out from: %w", err)
	}
	for _, l := range money {
		f := facts[l.ProjectID]
		f.BudgetPence += l.BudgetPence
		f.SpentPence += l.SpentPence
		f.OutturnPence += l.OutturnPence
		if l.Eligible && l.Capital {
			f.UnspentPence -= l.SpentPence
			l.spread(today, f.Ends, func(month int, pence int64) {
				if month <= monthOf(f.SpendBy) {
					f.UnspentPence -= pence
				}
			})
		}
		facts[l.ProjectID] = f
	}
	var said []struct {
		ProjectID int64
		Part      string
		RatingOverride
	}
	err = db.Raw(`SELECT DISTINCT ON (project_id, part) project_id, part, coalesce(rating, '') AS rating, reason, by_name, at FROM rating_overrides `+which+` ORDER BY project_id, part, id DESC`, args).Scan(&said).Error
	if err != nil {
		return nil, fmt.Errorf("read overridden ratings: %w", err)
	}
	for _, s := range said {
		if s.Rating != "" {
			facts[s.ProjectID].Overrides[s.Part] = &s.RatingOverride
		}
	}
	for id, f := range facts {
		if f.SpendBy.IsZero() || f.UnspentPence < 0 {
			f.UnspentPence = 0
			facts[id] = f
		}
	}
	return facts, nil
}

// OverrideAsked is what somebody says of a part of a project's rating.
type OverrideAsked struct {
	Part   string `json:"part" enum:"delivery,spend,risk"`
	Rating string `json:"rating,omitempty" enum:",green,amber_green,amber,amber_red,red" doc:"Left out: what was said before is taken back"`
	Reason string `json:"reason" maxLength:"500" doc:"In a sentence"`
}

// Override records what somebody says against what is worked out, or that they take it back.
// Call it in a transaction.
func Override(ctx context.Context, tx *gorm.DB, by accounts.User, project int64, o OverrideAsked) error {
	tx = tx.WithContext(ctx)
	if o.Reason = strings.TrimSpace(o.Reason); o.Reason == "" {
		return problem.Field("reason", "Say why, in a sentence.")
	}
	if err := lockProject(tx, project); err != nil {
		return err
	}
	var now string
	if err := tx.Raw(`SELECT coalesce(rating, '') FROM rating_overrides WHERE project_id = ? AND part = ? ORDER BY id DESC LIMIT 1`, project, o.Part).Scan(&now).Error; err != nil {
		return fmt.Errorf("read the overridden ratings of project %d: %w", project, err)
	}
	if now == "" && o.Rating == "" {
		return problem.Conflict("Nobody says otherwise of this part. There is nothing to take back.")
	}
	if err := tx.Exec(`INSERT INTO rating_overrides (project_id, part, rating, reason, by_name) VALUES (?, ?, nullif(?, ''), ?, ?)`, project, o.Part, o.Rating, o.Reason, by.Name).Error; err != nil {
		return fmt.Errorf("override a rating of project %d: %w", project, err)
	}
	return nil
}
