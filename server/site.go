package server

import (
	"context"
	"math"

	"github.com/gofiber/fiber/v2"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/appraisal"
	"homeground/demand"
	"homeground/geo"
	"homeground/grants"
	"homeground/internal/problem"
	"homeground/projects"
	"homeground/sites"
)

// summaryBody is the map page's first line and its legend.
type summaryBody struct {
	Programme         *grants.Programme `json:"programme,omitempty"`
	PlacesOpen        int               `json:"places_open"`
	CouncilPlacesOpen int               `json:"council_places_open"`
	HomesOpen         int               `json:"homes_open"`
	Candidates        int               `json:"candidates"`
	Sites             int               `json:"sites"`
	accounts.Region
	demand.Overview
	Unmet        float64 `json:"unmet" doc:"Children who need a home and whom no open home within 20 miles covers, estimated"`
	Illustrative bool    `json:"illustrative" doc:"Some of what is shown is invented for demonstration"`
}

func (r *request) summary(ctx context.Context, _ *struct{}) (*answer[summaryBody], error) {
	var b summaryBody
	programme, err := grants.Current(ctx, r.db)
	switch {
	case err == nil:
		b.Programme = &programme
	case !isProblem(err, problem.NotFound):
		return nil, err
	}
	counts, err := sites.Count(ctx, r.db)
	if err != nil {
		return nil, err
	}
	b.PlacesOpen, b.CouncilPlacesOpen, b.HomesOpen = counts.PlacesOpen, counts.CouncilPlacesOpen, counts.HomesOpen
	b.Candidates, b.Sites, b.Illustrative = counts.Candidates, counts.Sites, counts.Illustrative
	if b.Region, err = accounts.ReadRegion(ctx, r.db); err != nil {
		return nil, err
	}
	if b.Overview, err = demand.Summary(ctx, r.db); err != nil {
		return nil, err
	}
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return nil, err
	}
	b.Unmet = coverage.AllUnmet()
	return &answer[summaryBody]{b}, nil
}

func (r *request) authorities(ctx context.Context, _ *struct{}) (*list[accounts.Authority], error) {
	items, err := accounts.Authorities(ctx, r.db, r.today())
	return listOf(items), err
}

type sitesInput struct {
	Text      string `query:"q" maxLength:"100"`
	Kind      string `query:"kind" maxLength:"40"`
	Operation string `query:"operation" maxLength:"40"`
	Pipeline  string `query:"pipeline" maxLength:"40"`
	Hub       string `query:"hub" maxLength:"100"`
	Authority string `query:"authority" maxLength:"40" doc:"Code of the owning or host authority"`
	Host      string `query:"host" maxLength:"40" doc:"Code of the authority it stands in"`
	Condition string `query:"condition" enum:"fit,refurbish,life expired,unknown"`
	UseClass  string `query:"use_class" maxLength:"10"`
	Tenure    string `query:"tenure" maxLength:"20"`
	Sector    string `query:"sector" maxLength:"20"`
	Outcome   string `query:"ofsted_outcome" enum:"outstanding,good,requires_improvement,inadequate,none" doc:"Its latest overall judgement"`
	Known     string `query:"known" enum:"occupancy,occupancy_estimated,running_cost,weekly_fee" doc:"Only sites of which this is known; occupancy_estimated: by a percentage only"`
	Stage     string `query:"stage" enum:"homes,candidates,delivery"`
	Ended     bool   `query:"ended" doc:"Those that have ended, which are left out otherwise"`
	Sort      string `query:"sort" maxLength:"20" doc:"name, places, kind, host, operation, pipeline, state, condition, occupied or distance; with - before it the other way"`
	Near      string `query:"near" maxLength:"60" doc:"longitude,latitude: gives the distance to each public position, and what sort=distance is from"`
	Within    int    `query:"within" minimum:"1" maximum:"100" doc:"Miles: only sites whose public position is no farther from near"`
	Cursor    string `query:"cursor" maxLength:"4000" doc:"What the page before gave as next"`
	Limit     int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

func (in *sitesInput) filter(r *request) sites.Filter {
	return sites.Filter{View: r.view(), Text: in.Text, Kind: in.Kind, Operation: in.Operation, Pipeline: in.Pipeline, Hub: in.Hub, Authority: in.Authority,
		Host: in.Host, Condition: in.Condition, UseClass: in.UseClass, Tenure: in.Tenure, Sector: in.Sector, Outcome: in.Outcome, Known: in.Known, Stage: in.Stage, Ended: in.Ended, Sort: in.Sort,
		Near: in.Near, Within: in.Within, Cursor: in.Cursor, Limit: in.Limit}
}

// filterOf is the same filter where huma does not read it: of tiles and files. That it is
// text was seen at the door.
func filterOf(c *fiber.Ctx) (sites.Filter, error) {
	if len(c.Context().QueryArgs().QueryString()) > 1000 {
		return sites.Filter{}, fiber.NewError(fiber.StatusBadRequest, "This filter is too long.")
	}
	return sites.Filter{Text: c.Query("q"), Kind: c.Query("kind"), Operation: c.Query("operation"), Pipeline: c.Query("pipeline"), Hub: c.Query("hub"),
		Authority: c.Query("authority"), Host: c.Query("host"), Condition: c.Query("condition"), UseClass: c.Query("use_class"), Tenure: c.Query("tenure"),
		Sector: c.Query("sector"), Outcome: c.Query("ofsted_outcome"), Known: c.Query("known"), Ended: c.Query("ended") == "true", Near: c.Query("near"), Within: c.QueryInt("within")}, nil
}

type siteListed struct {
	sites.Site
	BestOption *bestOption `json:"best_option,omitempty"`
}

// bestOption is the highest-ranked option that uses a site.
type bestOption struct {
	ID     int64   `json:"id"`
	Name   string  `json:"name"`
	Score  float64 `json:"score"`
	Rank   int     `json:"rank"`
	Places int     `json:"places"`
}

type sitesOutput struct {
	Body struct {
		Items []siteListed `json:"items"`
		Total int          `json:"total"`
		Next  string       `json:"next,omitempty"`
	}
}

func (r *request) sites(ctx context.Context, in *sitesInput) (*sitesOutput, error) {
	page, err := sites.List(ctx, r.db, in.filter(r))
	if err != nil {
		return nil, err
	}
	var best map[int64]*bestOption
	if !r.by.Extent("option.read").None() {
		if best, err = r.bestBySite(ctx); err != nil {
			return nil, err
		}
	}
	out := &sitesOutput{}
	out.Body.Total, out.Body.Next = page.Total, page.Next
	out.Body.Items = make([]siteListed, len(page.Items))
	for i, site := range page.Items {
		out.Body.Items[i] = siteListed{site, best[site.ID]}
	}
	return out, nil
}

func (r *request) bestBySite(ctx context.Context) (map[int64]*bestOption, error) {
	ranking, err := appraisal.Rank(ctx, r.db, r.sim, nil)
	if isProblem(err, problem.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	best := map[int64]*bestOption{}
	for _, o := range ranking.Options {
		for _, at := range o.Sites {
			if best[at.ID] == nil {
				best[at.ID] = &bestOption{o.ID, o.Name, o.Score, o.Rank, o.Places}
			}
		}
	}
	return best, nil
}

type siteBody struct {
	sites.Detail
	Reach   *reach             `json:"reach,omitempty"`
	Options []appraisal.Option `json:"options"`
	Project *projects.Project  `json:"project,omitempty"`
}

// reach is the need within 20 miles of a site's public position, in a straight line.
type reach struct {
	Miles               int      `json:"miles"`
	ChildrenThousandths int64    `json:"children_thousandths" doc:"Looked-after children, estimated, in thousandths"`
	NeedHome            float64  `json:"need_home" doc:"Of these, children who need a place in a home, by the share of each authority"`
	Unmet               float64  `json:"unmet" doc:"Of these, children whom no open home within 20 miles of them covers"`
	Gain                *float64 `json:"gain,omitempty" doc:"Of those, how many the places planned here would cover"`
	Cells               int      `json:"cells"`
	Ring                geo.Ring `json:"ring"`
}

// view is how much of a site the caller sees, whatever right brought them here: a funder
// only whose it is.
func (r *request) view() sites.View {
	e := r.by.Extent("site.read")
	if e.All {
		return sites.Whole
	}
	return sites.FundedBy(e.Programmes)
}

func (r *request) site(ctx context.Context, in *ByID) (*record[siteBody], error) {
	detail, err := sites.Read(ctx, r.db, in.ID, r.view())
	if err != nil {
		return nil, err
	}
	b := siteBody{Detail: detail, Options: []appraisal.Option{}}
	if r.extent.All {
		if b.Reach, err = r.reachOf(ctx, detail); err != nil {
			return nil, err
		}
	}
	if !r.by.Extent("option.read").None() {
		if b.Options, err = r.optionsOf(ctx, in.ID); err != nil {
			return nil, err
		}
	}
	if !r.by.Extent("project.read").None() {
		if b.Project, err = projects.OfSite(ctx, r.db, in.ID, r.today()); err != nil {
			return nil, err
		}
	}
	return recordOf(b, detail.Version), nil
}

// optionsOf are the options that use a site, ranked.
func (r *request) optionsOf(ctx context.Context, site int64) ([]appraisal.Option, error) {
	of := []appraisal.Option{}
	ranking, err := appraisal.Rank(ctx, r.db, r.sim, nil)
	if err != nil && !isProblem(err, problem.NotFound) {
		return nil, err
	}
	for _, o := range ranking.Options {
		for _, at := range o.Sites {
			if at.ID == site {
				of = append(of, o)
			}
		}
	}
	return of, nil
}

// exactSite is a site's own record: the one way to its exact place, and each look at a
// restricted one is recorded with it.
func (r *request) exactSite(ctx context.Context, in *ByID) (out *record[sites.ExactPlace], err error) {
	err = accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) error {
		place, err := sites.Exact(ctx, tx, in.ID)
		out = recordOf(place, place.Version)
		return err
	})
	return out, err
}

func (r *request) reachOf(ctx context.Context, site sites.Detail) (*reach, error) {
	ring, err := sites.Ring(ctx, r.db, site.ID, demand.TwentyMiles)
	if err != nil || ring == nil {
		return nil, err
	}
	within, err := demand.Reach(ctx, r.db, site.ID, demand.TwentyMiles)
	if err != nil {
		return nil, err
	}
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return nil, err
	}
	b := &reach{Miles: 20, ChildrenThousandths: within.ChildrenThousandths, NeedHome: math.Round(within.NeedHome*10) / 10,
		Unmet: coverage.UnmetWithin(within.Easting, within.Northing, demand.TwentyMiles), Cells: within.Cells, Ring: ring}
	if site.PlacesPlanned != nil && site.Operation != "open" {
		at := demand.ProposedAt{Easting: &within.Easting, Northing: &within.Northing}
		if gain, ok := coverage.Gain(demand.Proposal{Places: *site.PlacesPlanned, Sites: []demand.ProposedAt{at}}); ok {
			b.Gain = &gain
		}
	}
	return b, nil
}

type constraintsBody struct {
	Items    []sites.Constraint `json:"items"`
	Withheld bool               `json:"withheld" doc:"The site is restricted, and you have no right to its exact place: what it lies in would tell it"`
}

func (r *request) constraints(ctx context.Context, in *ByID) (*answer[constraintsBody], error) {
	b := constraintsBody{Items: []sites.Constraint{}}
	may, err := r.seesPlace(ctx, "site", in.ID, in.ID)
	if err != nil || !may || r.by.Extent("site.map").None() {
		b.Withheld = true
		return &answer[constraintsBody]{b}, err
	}
	r.by.Acting = r.by.Extent("site.read").Role
	err = accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) (err error) {
		b.Items, err = sites.Constraints(ctx, tx, in.ID)
		return err
	})
	return &answer[constraintsBody]{b}, err
}
