package appraisal

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Choice is the options that are projects, what they cost and what was left out.
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

// ReadChoice is the set of options that are projects now.
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

// lockProgramme makes changes of a programme's options and projects wait in line; read only
// after it.
func lockProgramme(tx *gorm.DB, option int64) error {
	if err := tx.Exec(`SELECT 1 FROM programmes WHERE id = (SELECT programme_id FROM options WHERE id = ?) FOR UPDATE`, option).Error; err != nil {
		return fmt.Errorf("lock programme of option %d: %w", option, err)
	}
	return nil
}

// newVersion notes that an option changed: it became a project, or is none any more.
func newVersion(tx *gorm.DB, option int64) error {
	if err := tx.Exec(`UPDATE options SET version = version + 1 WHERE id = ?`, option).Error; err != nil {
		return fmt.Errorf("note change of option %d: %w", option, err)
	}
	return nil
}

// refusal turns what the database refuses into what a person reads.
func refusal(o Option, err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	switch pg.ConstraintName {
	case "projects_within_award":
		return problem.Conflict("%s cannot become a project: the projects would use more grant than the award.", o.Name)
	case "project_sites_site_id_key":
		return problem.Conflict("%s cannot become a project: another uses its site.", o.Name)
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
