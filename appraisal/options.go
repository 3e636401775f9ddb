// Package appraisal ranks the options and keeps what the board chose.
//
// Its main types are Option and Choice. One thing must stay true: criteria have fixed
// scales, so adding or removing an option never reorders the rest.
package appraisal

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/demand"
	"homeground/geo"
	"homeground/grants"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// Option is a proposal for one site, for several together or for none yet, with when
// it would open and how it scores.
type Option struct {
	ID                int64        `json:"id"`
	OptionRef         string       `json:"option_ref"`
	Name              string       `json:"name"`
	AuthorityCode     string       `json:"authority_code"`
	AuthorityName     string       `json:"authority_name"`
	Hub               string       `json:"hub,omitempty"`
	Route             string       `json:"route"`
	Places            int          `json:"places"`
	CostLowPence      int64        `json:"cost_low_pence"`
	CostLikelyPence   int64        `json:"cost_likely_pence"`
	CostHighPence     int64        `json:"cost_high_pence"`
	CostPerPlacePence int64        `json:"cost_per_place_pence" doc:"Likely cost by places, to the nearest penny"`
	GrantPence        int64        `json:"grant_pence"`
	MatchPence        int64        `json:"match_pence"`
	Proposal          string       `json:"proposal,omitempty" doc:"What is proposed"`
	DeliveryModel     string       `json:"delivery_model" enum:"authority_run,partnership,procured"`
	ContingencyPence  int64        `json:"contingency_pence" doc:"A part of the likely cost"`
	State             string       `json:"state" enum:"proposed,withdrawn" doc:"A withdrawn option is neither ranked nor chosen"`
	WithdrawnReason   string       `json:"withdrawn_reason,omitempty"`
	CopiedFrom        *int64       `json:"copied_from,omitempty" doc:"The option it was duplicated from"`
	NeedCovered       float64      `json:"need_covered" gorm:"-" doc:"Children who need a home and have no place within 20 miles that it would give one; from its sites' public positions, or else spread over the authority"`
	StartsOn          values.Date  `json:"starts_on" format:"date"`
	Opening           Opening      `json:"opening" gorm:"-"`
	Score             float64      `json:"score" gorm:"-"`
	Rank              int          `json:"rank" gorm:"-"`
	Parts             []Part       `json:"parts" gorm:"-"`
	Sites             []OptionSite `json:"sites" gorm:"-"`
	Needs             []Linked     `json:"needs" gorm:"-" doc:"Prerequisites: to be chosen with it, or projects already"`
	Excludes          []Linked     `json:"excludes" gorm:"-" doc:"Options that it cannot be chosen with"`
	Chosen            bool         `json:"chosen"`
	ProjectID         *int64       `json:"project_id,omitempty"`
	Blocked           string       `json:"blocked,omitempty" gorm:"-" doc:"Why it cannot be a project as things are now"`
	Provenance        string       `json:"provenance"`
	Source            string       `json:"source"`
	Notes             string       `json:"notes,omitempty"`
	Version           int          `json:"version"`
}

// Opening is when an option would open, by simulation.
type Opening struct {
	P10    values.Date `json:"p10" format:"date"`
	P50    values.Date `json:"p50" format:"date"`
	P80    values.Date `json:"p80" format:"date"`
	P90    values.Date `json:"p90" format:"date"`
	Chance float64     `json:"chance" doc:"Share of runs open by the programme's date"`
}

// OptionSite is a site the option uses, under its public name.
type OptionSite struct {
	ID        int64       `json:"id"`
	Name      string      `json:"name"`
	Kind      string      `json:"kind,omitempty"`
	Operation string      `json:"operation"`
	Pipeline  string      `json:"pipeline"`
	Position  *geo.LonLat `json:"position,omitempty"`

	demand.ProposedAt `json:"-"`
}

// Ranking is every option in order, with the criteria it was ranked by; withdrawn ones
// apart, without a rank.
type Ranking struct {
	Programme grants.Programme
	Options   []Option
	Withdrawn []Option
	Criteria  []Criterion
	Lead      string
	Appraisal Appraisal // whose criteria they are; without a number: the programme's own
}

// Rank scores and orders every option of the current programme under the weights, in
// basis points by criterion code; nil weights are the board's own.
func Rank(ctx context.Context, db *gorm.DB, sim *Simulator, weights map[string]int) (Ranking, error) {
	return RankBy(ctx, db, sim, 0, weights)
}

// RankBy ranks by one of the programme's appraisals; by 0 as Rank does.
func RankBy(ctx context.Context, db *gorm.DB, sim *Simulator, appraisal int64, weights map[string]int) (Ranking, error) {
	programme, err := grants.Current(ctx, db)
	if err != nil {
		return Ranking{}, err
	}
	base, err := appraisalBy(ctx, db, programme.ID, appraisal)
	if err != nil {
		return Ranking{}, err
	}
	criteria, err := Reweigh(base.Criteria, weights)
	if err != nil {
		return Ranking{}, err
	}
	options, err := options(ctx, db, sim, programme)
	if err != nil {
		return Ranking{}, err
	}
	for i := range options {
		o := &options[i]
		o.Parts, o.Score, err = Score(o.measures(), criteria)
		if err != nil {
			return Ranking{}, fmt.Errorf("score option %d: %w", o.ID, err)
		}
	}
	withdrawn := slices.DeleteFunc(slices.Clone(options), Option.proposed)
	options = slices.DeleteFunc(options, Option.withdrawn)
	order(options)
	block(options, programme)
	return Ranking{programme, options, withdrawn, criteria, Lead(options), base}, nil
}

func (o Option) proposed() bool { return o.State != "withdrawn" }

func (o Option) withdrawn() bool { return !o.proposed() }

// measures are what the criteria read. Time to open is weeks from the option's start
// to the day it is 80 % likely to be open by.
func (o Option) measures() map[string]float64 {
	return map[string]float64{
		"places":         float64(o.Places),
		"time_to_open":   float64(o.Opening.P80.Sub(o.StartsOn)) / 7,
		"cost_per_place": float64(o.CostLikelyPence) / 100 / float64(o.Places),
		"need_covered":   o.NeedCovered,
	}
}

func options(ctx context.Context, db *gorm.DB, sim *Simulator, programme grants.Programme) ([]Option, error) {
	var list []Option
	err := db.WithContext(ctx).Raw(`
		SELECT o.id, o.option_ref, o.name, o.authority_code, a.name AS authority_name, coalesce(h.name, '') AS hub, o.route, o.places,
		       o.cost_low_pence, o.cost_likely_pence, o.cost_high_pence, round(o.cost_likely_pence::numeric / o.places)::bigint AS cost_per_place_pence,
		       o.grant_pence, o.match_pence, o.starts_on, o.provenance, o.source, o.notes, o.version,
		       o.proposal, o.delivery_model, o.contingency_pence, o.state, o.withdrawn_reason, o.copied_from,
		       p.id IS NOT NULL AS chosen, p.id AS project_id
		FROM options o
		JOIN authorities a ON a.code = o.authority_code
		LEFT JOIN hubs h ON h.id = a.hub_id
		LEFT JOIN projects p ON p.option_id = o.id
		WHERE o.programme_id = ? ORDER BY o.id`, programme.ID).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("list options: %w", err)
	}
	sites, err := sitesOf(ctx, db)
	if err != nil {
		return nil, err
	}
	stages, err := stagesOf(ctx, db, programme.ID)
	if err != nil {
		return nil, err
	}
	needs, excludes, err := links(ctx, db, programme.ID)
	if err != nil {
		return nil, err
	}
	coverage, err := sim.Coverer.Now(ctx, db)
	if err != nil {
		return nil, err
	}
	for i := range list {
		o := &list[i]
		o.Needs, o.Excludes = append([]Linked{}, needs[o.ID]...), append([]Linked{}, excludes[o.ID]...)
		if o.Sites = sites[o.ID]; o.Sites == nil {
			o.Sites = []OptionSite{}
		}
		o.NeedCovered, _ = coverage.Gain(o.proposedPlaces())
	}
	return list, sim.openAll(ctx, list, stages, programme)
}

// proposedPlaces are the places it would open: at its sites, or somewhere in its authority.
func (o Option) proposedPlaces() demand.Proposal {
	p := demand.Proposal{Places: o.Places}
	for _, s := range o.Sites {
		p.Sites = append(p.Sites, s.ProposedAt)
	}
	if len(p.Sites) == 0 {
		p.Sites = []demand.ProposedAt{{Authority: o.AuthorityCode}}
	}
	return p
}

func sitesOf(ctx context.Context, db *gorm.DB) (map[int64][]OptionSite, error) {
	var rows []struct {
		OptionID int64
		OptionSite
	}
	err := db.WithContext(ctx).Raw(`
		SELECT os.option_id, s.id, s.public_name AS name, coalesce(s.kind, '') AS kind, s.operation, s.pipeline,
		       lon_lat(s.public_position) AS position, ST_X(s.public_position) AS easting, ST_Y(s.public_position) AS northing, coalesce(s.host_authority, '') AS authority
		FROM option_sites os JOIN sites s ON s.id = os.site_id ORDER BY os.option_id, s.id`).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read sites of options: %w", err)
	}
	of := map[int64][]OptionSite{}
	for _, r := range rows {
		of[r.OptionID] = append(of[r.OptionID], r.OptionSite)
	}
	return of, nil
}

// block says of each option that is no project why it cannot be one now.
func block(options []Option, programme grants.Programme) {
	taken := map[int64]string{}
	for _, o := range options {
		if o.Chosen {
			for _, s := range o.Sites {
				taken[s.ID] = o.Name
			}
		}
	}
	for i := range options {
		o := &options[i]
		if o.Chosen {
			continue
		}
		for _, s := range o.Sites {
			if other, ok := taken[s.ID]; ok {
				o.Blocked = fmt.Sprintf("%s is already used by %s.", s.Name, other)
			}
		}
		if o.Blocked == "" {
			o.Blocked = o.standsAgainst()
		}
		if over := o.GrantPence - programme.GrantLeftPence; o.Blocked == "" && over > 0 {
			o.Blocked = fmt.Sprintf("It asks for %s more grant than is left.", values.Pence(over).Words())
		}
	}
}

// Proposals are the places that the options of these numbers would open.
func Proposals(ctx context.Context, db *gorm.DB, sim *Simulator, ids []int64) ([]demand.Proposal, error) {
	ranking, err := Rank(ctx, db, sim, nil)
	if err != nil {
		return nil, err
	}
	var list []demand.Proposal
	for _, id := range ids {
		o, err := ranking.optionByID(id)
		if err != nil {
			return nil, err
		}
		list = append(list, o.proposedPlaces())
	}
	return list, nil
}

// optionByID finds one option, ranked or withdrawn.
func (r Ranking) optionByID(id int64) (Option, error) {
	for _, list := range [][]Option{r.Options, r.Withdrawn} {
		for _, o := range list {
			if o.ID == id {
				return o, nil
			}
		}
	}
	return Option{}, problem.Missing("option")
}
