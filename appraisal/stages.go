package appraisal

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/schedule"
)

// StageGiven is a stage as it is to be. Its code stays when it is renamed: the random
// numbers of its simulation hang on it.
type StageGiven struct {
	Code        string   `json:"code" maxLength:"40" pattern:"^[a-z][a-z0-9_]*$" doc:"Its own short name; of a new stage, any that no other has"`
	Name        string   `json:"name" maxLength:"100"`
	Milestone   string   `json:"milestone" pattern:"^M(0[1-9]|1[0-9]|2[0-7])$" doc:"The milestone that its end reaches"`
	Optimistic  float64  `json:"optimistic"`
	Likely      float64  `json:"likely"`
	Pessimistic float64  `json:"pessimistic"`
	IsEstimate  bool     `json:"is_estimate" doc:"The range is an estimate, without a published source"`
	Chance      float64  `json:"chance"`
	Follows     []Follow `json:"follows" nullable:"false" maxItems:"40"`
}

// mostStages is what an option may have: more would not be read.
const mostStages = 40

func asGiven(t Template) []StageGiven {
	list := make([]StageGiven, len(t.Stages))
	for i, s := range t.Stages {
		list[i] = StageGiven(s)
	}
	return list
}

// SetStages gives an option these stages, in this order, and no others. It must be of the
// version that was read; one that is a project keeps its stages.
func SetStages(ctx context.Context, tx *gorm.DB, sim *Simulator, id int64, version int, stages []StageGiven) error {
	was, err := lockOption(ctx, tx, sim, id, version)
	if err != nil {
		return err
	}
	if was.Chosen {
		return problem.Conflict("%s is a project already: its stages have become milestones. Move those.", was.Name)
	}
	if err := checkStages(stages); err != nil {
		return err
	}
	if err := writeStages(ctx, tx, id, stages); err != nil {
		return err
	}
	return newVersion(tx, id)
}

// checkStages is everything wrong with the stages of an option.
func checkStages(stages []StageGiven) error {
	var f faults
	if len(stages) == 0 {
		f.add("stages", "Give one stage at least.")
	}
	if len(stages) > mostStages {
		f.add("stages", "Give at most %d stages: join those that always run together.", mostStages)
	}
	steps := make([]schedule.Stage, len(stages))
	names := map[string]string{}
	for i, s := range stages {
		at := fmt.Sprintf("stages[%d].", i)
		names[s.Code] = s.Name
		if strings.TrimSpace(s.Name) == "" {
			f.add(at+"name", "Give the stage a name.")
		}
		checkRange(&f, at, s)
		steps[i] = schedule.Stage{Code: s.Code, Milestone: s.Milestone, Optimistic: s.Optimistic, Likely: s.Likely, Pessimistic: s.Pessimistic, Chance: s.Chance}
		for _, l := range s.Follows {
			steps[i].Follows = append(steps[i].Follows, schedule.Link{Code: l.Code, LagWeeks: l.LagWeeks})
		}
	}
	if len(f) > 0 {
		return f.err()
	}
	_, err := schedule.NewNetwork(steps)
	if wrong, ok := err.(schedule.Faults); ok {
		for _, w := range wrong {
			f.add(w.Path, "%s", inNames(w, names))
		}
		return f.err()
	}
	return err
}

// inNames says a fault of a network with the stages' names for their codes.
func inNames(w schedule.Fault, names map[string]string) string {
	value := w.Value
	for code, name := range names {
		if value == code {
			value = name
		}
	}
	if strings.HasSuffix(w.Path, ".follows") {
		said := strings.Split(value, " follows ")
		for i, code := range said {
			if names[code] != "" {
				said[i] = names[code]
			}
		}
		return fmt.Sprintf("Stages cannot wait for one another in a ring: %s. Take one of these links out.", strings.Join(said, " follows "))
	}
	return fmt.Sprintf("%s (%s). %s.", strings.ToUpper(w.Rule[:1])+w.Rule[1:], value, w.Remedy)
}

func checkRange(f *faults, at string, s StageGiven) {
	err := Stage{Optimistic: s.Optimistic, Likely: s.Likely, Pessimistic: s.Pessimistic, Chance: s.Chance}.check()
	if p, ok := problem.As(err); ok {
		for _, wrong := range p.Faults {
			f.add(at+wrong.Field, "%s", wrong.Text)
		}
	}
}

// writeStages makes the option's stages these, and writes only what differs.
func writeStages(ctx context.Context, tx *gorm.DB, id int64, stages []StageGiven) error {
	tx = tx.WithContext(ctx)
	codes := []string{""} // IN () is no SQL
	for _, s := range stages {
		codes = append(codes, s.Code)
	}
	if err := tx.Exec(`DELETE FROM option_stages WHERE option_id = ? AND code NOT IN ?`, id, codes).Error; err != nil {
		return fmt.Errorf("write stages of option %d: %w", id, err)
	}
	for i, s := range stages {
		err := tx.Exec(`
			INSERT INTO option_stages AS s (option_id, code, name, milestone, position, optimistic, likely, pessimistic, chance, is_estimate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (option_id, code) DO UPDATE SET name = excluded.name, milestone = excluded.milestone, position = excluded.position, optimistic = excluded.optimistic,
				likely = excluded.likely, pessimistic = excluded.pessimistic, chance = excluded.chance, is_estimate = excluded.is_estimate, version = s.version + 1
			WHERE (s.name, s.milestone, s.position, s.optimistic, s.likely, s.pessimistic, s.chance, s.is_estimate)
				IS DISTINCT FROM (excluded.name, excluded.milestone, excluded.position, excluded.optimistic, excluded.likely, excluded.pessimistic, excluded.chance, excluded.is_estimate)`,
			id, s.Code, strings.TrimSpace(s.Name), s.Milestone, i+1, s.Optimistic, s.Likely, s.Pessimistic, s.Chance, s.IsEstimate).Error
		if err != nil {
			return fmt.Errorf("write stage %s of option %d: %w", s.Code, id, err)
		}
	}
	return writeFollows(tx, id, stages)
}

// writeFollows makes what the stages follow this, and writes only what differs.
func writeFollows(tx *gorm.DB, id int64, stages []StageGiven) error {
	type link struct {
		Stage, Follows string
		LagWeeks       float64
	}
	var were []link
	err := tx.Raw(`SELECT s.code AS stage, f.code AS follows, l.lag_weeks FROM option_stage_links l JOIN option_stages s ON s.id = l.stage_id
		JOIN option_stages f ON f.id = l.follows_id WHERE s.option_id = ?`, id).Scan(&were).Error
	if err != nil {
		return fmt.Errorf("read what stages of option %d follow: %w", id, err)
	}
	var wanted []link
	for _, s := range stages {
		for _, l := range s.Follows {
			wanted = append(wanted, link{s.Code, l.Code, l.LagWeeks})
		}
	}
	const pair = `(SELECT id FROM option_stages WHERE option_id = @id AND code = @stage) AS stage, (SELECT id FROM option_stages WHERE option_id = @id AND code = @follows) AS follows`
	change := func(sql string, list, except []link) error {
		for _, l := range list {
			if slices.Contains(except, l) {
				continue
			}
			if err := tx.Exec(sql, map[string]any{"id": id, "stage": l.Stage, "follows": l.Follows, "lag": l.LagWeeks}).Error; err != nil {
				return fmt.Errorf("write what stages of option %d follow: %w", id, err)
			}
		}
		return nil
	}
	if err := change(`DELETE FROM option_stage_links l USING (SELECT `+pair+`) p WHERE l.stage_id = p.stage AND l.follows_id = p.follows`, were, wanted); err != nil {
		return err
	}
	return change(`INSERT INTO option_stage_links (stage_id, follows_id, lag_weeks) SELECT stage, follows, CAST(@lag AS double precision) FROM (SELECT `+pair+`) p`, wanted, were)
}
