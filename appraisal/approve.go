package appraisal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/choice"
	"homeground/internal/problem"
	"homeground/projects"
)

// Approve turns a decision's options into projects, all of them or none: each option's
// stages become milestones, at the dates half of the simulated runs reach them by, and its
// cost a budget. The rules are looked at again, as things are now. The version must be the
// decision's own.
func Approve(ctx context.Context, tx *gorm.DB, sim *Simulator, by accounts.User, id int64, version int, now time.Time) (Decided, error) {
	d, wish, err := lockDecision(ctx, tx, id, version)
	if err != nil || d.ApprovedAt != nil {
		return d, err
	}
	wish = Wish{Objective: "places", In: d.Options, Off: wish.Off}
	b, err := prepareBest(ctx, tx, sim, wish)
	if p, ok := problem.As(err); ok {
		return d, problem.Conflict("Decision %d cannot be approved as things are now. %s", d.Number, b.standsAgainst(d.Options, p))
	}
	if err != nil {
		return d, err
	}
	if !b.problem.Keeps(b.problem.In) {
		return d, problem.Conflict("Decision %d cannot be approved: its options together no longer keep the rules.%s", d.Number, b.mended())
	}
	for _, o := range b.options {
		if !slices.Contains(d.Options, o.ID) {
			continue
		}
		if err := makeProject(ctx, tx, sim, b.ranking, o, fmt.Sprintf("Option %s, by the board's decision %d, approved by %s", o.OptionRef, d.Number, by.Name)); err != nil {
			return d, err
		}
	}
	return decidedAs(ctx, tx, id, `approved_by = ?, approved_at = ?`, by.ID, now.UTC().Truncate(time.Second))
}

// Unapprove takes the approval back, and the projects away, as long as nothing has been
// recorded on any of them. The version must be the decision's own.
func Unapprove(ctx context.Context, tx *gorm.DB, sim *Simulator, id int64, version int) (Decided, error) {
	d, _, err := lockDecision(ctx, tx, id, version)
	if err != nil || d.ApprovedAt == nil {
		return d, err
	}
	ranking, err := Rank(ctx, tx, sim, nil)
	if err != nil {
		return d, err
	}
	for _, o := range ranking.Options {
		if slices.Contains(d.Options, o.ID) || !o.Chosen {
			continue
		}
		for _, n := range o.Needs {
			if slices.Contains(d.Options, n.ID) {
				return d, problem.Conflict("Decision %d stays approved: %s, which is a project by another decision, needs %s.", d.Number, o.Name, n.Name)
			}
		}
	}
	for _, o := range ranking.Options {
		if o.ProjectID == nil || !slices.Contains(d.Options, o.ID) {
			continue
		}
		if err := projects.Remove(ctx, tx, *o.ProjectID); err != nil {
			return d, err
		}
		if err := newVersion(tx, o.ID); err != nil {
			return d, err
		}
	}
	return decidedAs(ctx, tx, id, `approved_by = NULL, approved_at = NULL`)
}

// lockDecision makes approvals of a programme's decisions wait in line, and reads one.
func lockDecision(ctx context.Context, tx *gorm.DB, id int64, version int) (Decided, Wish, error) {
	err := tx.WithContext(ctx).Exec(`SELECT 1 FROM programmes WHERE id = (SELECT programme_id FROM decisions WHERE id = ?) FOR UPDATE`, id).Error
	if err != nil {
		return Decided{}, Wish{}, fmt.Errorf("lock programme of decision %d: %w", id, err)
	}
	d, err := ReadDecision(ctx, tx, id)
	if err == nil && d.Version != version {
		err = problem.Overtaken("decision", d.Decided)
	}
	return d.Decided, d.Paper.Wish.wish(), err
}

// decidedAs changes what of a decision may change, and reads it.
func decidedAs(ctx context.Context, tx *gorm.DB, id int64, set string, args ...any) (Decided, error) {
	if err := tx.WithContext(ctx).Exec(`UPDATE decisions SET `+set+`, version = version + 1 WHERE id = ?`, append(args, id)...).Error; err != nil {
		return Decided{}, fmt.Errorf("note the approval of decision %d: %w", id, err)
	}
	rows, err := decisionRows(ctx, tx, `d.id = ?`, id)
	if err != nil {
		return Decided{}, err
	}
	return rows[0].Decided, nil
}

// makeProject makes an option's project. It is refused, by the database too, if the projects
// would pass the award or share a site.
func makeProject(ctx context.Context, tx *gorm.DB, sim *Simulator, r Ranking, o Option, source string) error {
	plan, err := sim.plan(ctx, tx, o, r.Programme)
	if err != nil {
		return err
	}
	_, err = projects.Create(ctx, tx, projects.New{
		Ref: "P-" + strings.TrimPrefix(o.OptionRef, "O-"), ProgrammeID: r.Programme.ID, OptionID: o.ID, Name: o.Name, AuthorityCode: o.AuthorityCode,
		Places: o.Places, CostPence: o.CostLikelyPence, ContingencyPence: o.ContingencyPence, GrantPence: o.GrantPence, StartsOn: o.StartsOn,
		Sites: siteIDs(o.Sites), Plan: plan, Provenance: o.Provenance, Source: source,
	})
	if err != nil {
		return refusal(o, err)
	}
	return newVersion(tx, o.ID)
}

// standsAgainst says of options that cannot be chosen from why not.
func (b BestSet) standsAgainst(options []int64, otherwise *problem.Problem) string {
	var said []string
	for _, id := range options {
		if slices.ContainsFunc(b.options, func(o Option) bool { return o.ID == id }) {
			continue
		}
		if c, err := b.notCandidate(id); err == nil {
			said = append(said, c.Name+": "+c.Text)
		}
	}
	if len(said) == 0 {
		for _, f := range otherwise.Faults {
			said = append(said, f.Text)
		}
	}
	return strings.Join(said, " ")
}

// mended says what single changes would mend a set that breaks the rules.
func (b BestSet) mended() string {
	var said []string
	for _, w := range b.ways(choice.Mends(b.problem)) {
		said = append(said, w.Text)
	}
	if len(said) == 0 {
		return ""
	}
	return " What would mend it: " + strings.Join(said, "; or ") + "."
}
