package appraisal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
	"homeground/projects"
)

// Choice is the set marked as chosen, what it costs and what was left out.
type Choice struct {
	AwardPence     int64       `json:"award_pence"`
	GrantUsedPence int64       `json:"grant_used_pence"`
	GrantLeftPence int64       `json:"grant_left_pence"`
	MatchPence     int64       `json:"match_pence"`
	Places         int         `json:"places"`
	OpenInTime     float64     `json:"open_in_time" doc:"Places times each option's chance of opening by the day, summed"`
	OpenBy         values.Date `json:"open_by" format:"date"`
	Hubs           []HubShare  `json:"hubs"`
	Chosen         []Option    `json:"chosen"`
	LeftOut        []Option    `json:"left_out"`
}

// HubShare is what the set brings to one hub; every hub is listed, also with nothing.
type HubShare struct {
	Hub     string `json:"hub"`
	Options int    `json:"options"`
	Places  int    `json:"places"`
}

// ReadChoice is the set as marked now.
func ReadChoice(ctx context.Context, db *gorm.DB, sim *Simulator) (Choice, error) {
	ranking, err := Rank(ctx, db, sim, nil)
	if err != nil {
		return Choice{}, err
	}
	p := ranking.Programme
	c := Choice{AwardPence: p.AwardPence, GrantUsedPence: p.GrantUsedPence, GrantLeftPence: p.GrantLeftPence, OpenBy: p.OpenBy,
		Chosen: []Option{}, LeftOut: []Option{}}
	if err := db.WithContext(ctx).Raw(`SELECT name AS hub FROM hubs ORDER BY name`).Scan(&c.Hubs).Error; err != nil {
		return c, fmt.Errorf("list hubs: %w", err)
	}
	for _, o := range ranking.Options {
		if !o.Chosen {
			c.LeftOut = append(c.LeftOut, o)
			continue
		}
		c.Chosen = append(c.Chosen, o)
		c.Places += o.Places
		c.MatchPence += o.MatchPence
		c.OpenInTime += float64(o.Places) * o.Opening.Chance
		for i := range c.Hubs {
			if c.Hubs[i].Hub == o.Hub {
				c.Hubs[i].Options++
				c.Hubs[i].Places += o.Places
			}
		}
	}
	return c, nil
}

// Choose marks an option as chosen and makes its project: its stages become
// milestones, at the dates half of the simulated runs reach them by. It is refused,
// by the database too, if the projects would pass the award or share a site. The
// version must be the option's own.
func Choose(ctx context.Context, db *gorm.DB, sim *Simulator, by accounts.User, id int64, version int) error {
	return db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := lockProgramme(tx, id); err != nil {
			return err
		}
		ranking, err := Rank(ctx, tx, sim, nil)
		if err != nil {
			return err
		}
		o, err := ranking.optionByID(id)
		if err != nil {
			return err
		}
		switch {
		case o.Version != version:
			return problem.Overtaken("option", o)
		case o.Chosen:
			return nil
		case o.withdrawn():
			return problem.Conflict("%s cannot be chosen: it is withdrawn. Bring it back first.", o.Name)
		case o.Blocked != "":
			return problem.Conflict("%s cannot be chosen. %s", o.Name, o.Blocked)
		}
		plan, err := sim.plan(ctx, tx, o, ranking.Programme)
		if err != nil {
			return err
		}
		_, err = projects.Create(ctx, tx, projects.New{
			Ref: "P-" + strings.TrimPrefix(o.OptionRef, "O-"), ProgrammeID: ranking.Programme.ID, OptionID: o.ID, Name: o.Name, AuthorityCode: o.AuthorityCode,
			Places: o.Places, BudgetPence: o.CostLikelyPence, GrantPence: o.GrantPence, MatchPence: o.MatchPence, StartsOn: o.StartsOn,
			Sites: siteIDs(o.Sites), Plan: plan, Provenance: o.Provenance, Source: "Option " + o.OptionRef + ", marked as chosen by " + by.Name,
		})
		if err != nil {
			return refusal(o, err)
		}
		return newVersion(tx, o.ID)
	})
}

// lockProgramme makes two choices at once wait in line; read only after it.
func lockProgramme(tx *gorm.DB, option int64) error {
	if err := tx.Exec(`SELECT 1 FROM programmes WHERE id = (SELECT programme_id FROM options WHERE id = ?) FOR UPDATE`, option).Error; err != nil {
		return fmt.Errorf("lock programme of option %d: %w", option, err)
	}
	return nil
}

func newVersion(tx *gorm.DB, option int64) error {
	if err := tx.Exec(`UPDATE options SET version = version + 1 WHERE id = ?`, option).Error; err != nil {
		return fmt.Errorf("note change of option %d: %w", option, err)
	}
	return nil
}

// Unchoose takes the mark and the project away again, as long as nothing has been
// recorded on the project: after that it is history, and stays. The version must be the
// option's own.
func Unchoose(ctx context.Context, db *gorm.DB, sim *Simulator, id int64, version int) error {
	return db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := lockProgramme(tx, id); err != nil {
			return err
		}
		ranking, err := Rank(ctx, tx, sim, nil)
		if err != nil {
			return err
		}
		o, err := ranking.optionByID(id)
		switch {
		case err != nil:
			return err
		case o.Version != version:
			return problem.Overtaken("option", o)
		case o.ProjectID == nil:
			return nil
		}
		for _, other := range ranking.Options {
			if other.Chosen && slices.ContainsFunc(other.Needs, func(n Linked) bool { return n.ID == id }) {
				return problem.Conflict("%s cannot be left out while %s is chosen, which needs it.", o.Name, other.Name)
			}
		}
		if err := projects.Remove(ctx, tx, *o.ProjectID); err != nil {
			return err
		}
		return newVersion(tx, id)
	})
}

// refusal turns what the database refuses into what a person reads.
func refusal(o Option, err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	switch pg.ConstraintName {
	case "projects_within_award":
		return problem.Conflict("%s cannot be chosen: the chosen options would use more grant than the award.", o.Name)
	case "project_sites_site_id_key":
		return problem.Conflict("%s cannot be chosen: another chosen option uses its site.", o.Name)
	}
	return err
}

func siteIDs(list []OptionSite) []int64 {
	ids := make([]int64, len(list))
	for i, s := range list {
		ids[i] = s.ID
	}
	return ids
}
