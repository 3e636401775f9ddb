package server

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"homeground/internal/problem"
	"homeground/internal/tables"
	"homeground/sites"
)

// siteChanged is a site as a change left it. What tells where it is is not kept with the
// answer to a request sent twice: it may be restricted by then.
type siteChanged struct{ sites.Detail }

func (s siteChanged) withoutSecret() any {
	s.OpenPlace, s.Position, s.SiteNotes = sites.OpenPlace{}, nil, nil
	return s
}

func (r *request) changed(ctx context.Context, id int64) (*record[siteChanged], error) {
	detail, err := sites.Read(ctx, r.db, id, sites.Whole)
	return recordOf(siteChanged{detail}, detail.Version), err
}

type addSiteInput struct{ Body sites.NewSite }

func (r *request) addSite(ctx context.Context, in *addSiteInput) (*answer[siteChanged], error) {
	id, err := sites.Add(ctx, r.db, r.by, in.Body, r.today())
	if err != nil {
		return nil, err
	}
	detail, err := sites.Read(ctx, r.db, id, sites.Whole)
	return &answer[siteChanged]{siteChanged{detail}}, err
}

type boundaryInput struct {
	Body struct {
		Boundary json.RawMessage `json:"boundary" doc:"GeoJSON Polygon or MultiPolygon, WGS 84"`
	}
}

func (r *request) previewBoundary(ctx context.Context, in *boundaryInput) (*answer[sites.Outline], error) {
	outline, err := sites.CheckOutline(ctx, r.db, in.Body.Boundary)
	return &answer[sites.Outline]{outline}, err
}

// The box is in the body: an address is kept in logs, and this one may be drawn round a
// restricted home.
type neighboursInput struct {
	Body struct {
		Box    []float64 `json:"box" minItems:"4" maxItems:"4" doc:"West, south, east, north, WGS 84"`
		Except int64     `json:"except,omitempty" doc:"The site that is being drawn"`
	}
}

func (r *request) neighbours(ctx context.Context, in *neighboursInput) (*list[sites.Neighbour], error) {
	items, err := sites.Neighbours(ctx, r.db, in.Body.Box, in.Body.Except)
	return listOf(items), err
}

type changeSiteInput struct {
	ByID
	Body sites.SiteChange
}

func (r *request) changeSite(ctx context.Context, in *changeSiteInput) (*record[siteChanged], error) {
	if err := sites.Edit(ctx, r.db, r.by, in.ID, r.version, in.Body, r.today()); err != nil {
		return nil, err
	}
	return r.changed(ctx, in.ID)
}

type changeExactSiteInput struct {
	ByID
	Body sites.ExactChange
}

func (r *request) changeExactSite(ctx context.Context, in *changeExactSiteInput) (*record[sites.ExactPlace], error) {
	if err := sites.EditExact(ctx, r.db, r.by, in.ID, r.version, in.Body, r.today()); err != nil {
		return nil, err
	}
	place, err := sites.Exact(ctx, r.db, in.ID)
	return recordOf(place, place.Version), err
}

type placesInput struct {
	ByID
	Body sites.PlacesSet
}

func (r *request) setPlaces(ctx context.Context, in *placesInput) (*record[siteChanged], error) {
	if err := sites.SetPlaces(ctx, r.db, r.by, in.ID, r.version, in.Body, r.today()); err != nil {
		return nil, err
	}
	return r.changed(ctx, in.ID)
}

type moveInput struct {
	ByID
	Body sites.NewMove
}

func (r *request) moveSite(ctx context.Context, in *moveInput) (*answer[siteChanged], error) {
	if err := sites.MakeMove(ctx, r.db, in.ID, r.version, in.Body, r.today()); err != nil {
		return nil, err
	}
	detail, err := sites.Read(ctx, r.db, in.ID, sites.Whole)
	return &answer[siteChanged]{siteChanged{detail}}, err
}

// noteMade is a note as it was written; its text is not kept with the answer.
type noteMade struct{ sites.Note }

func (m noteMade) withoutSecret() any {
	m.Text = ""
	return m
}

type noteInput struct {
	ByID
	Body struct {
		Text string `json:"text" maxLength:"10000"`
	}
}

func (r *request) addNote(ctx context.Context, in *noteInput) (*answer[noteMade], error) {
	note, err := sites.AddNote(ctx, r.db, r.by, in.ID, in.Body.Text)
	return &answer[noteMade]{noteMade{note}}, err
}

type portfolioInput struct {
	Hub string `query:"hub" maxLength:"100"`
}

func (r *request) portfolio(ctx context.Context, in *portfolioInput) (*list[sites.Holding], error) {
	items, err := sites.Portfolio(ctx, r.db, in.Hub, nil)
	return listOf(items), err
}

// sitesTable is the register under the list's own filters: of one's own sites only, where
// the right goes no further.
func (r *request) sitesTable(ctx context.Context, c asked) (t tables.Table, err error) {
	f, err := filterOf(c.Ctx)
	if err != nil {
		return t, err
	}
	f.View, f.Own, f.Stage, f.Sort, f.Near, f.File = r.view(), &r.extent, c.Query("stage"), c.Query("sort"), c.Query("near"), true
	if !slices.Contains([]string{"", "homes", "candidates", "delivery"}, f.Stage) {
		return t, problem.Field("stage", "A stage is homes, candidates or delivery.")
	}
	list, err := r.inOrder(ctx, f)
	if err != nil {
		return t, err
	}
	t = sites.Export(list)
	authority, err := r.named(ctx, f.Authority)
	if err != nil {
		return t, err
	}
	host, err := r.named(ctx, f.Host)
	t.About = []tables.Line{
		filterLine("text", f.Text, "stage", f.Stage, "kind", f.Kind, "operation", f.Operation, "pipeline", f.Pipeline, "hub", f.Hub, "owned by or in", authority, "standing in", host,
			"condition", f.Condition, "use class", f.UseClass, "tenure", f.Tenure, "sector", f.Sector, "known", f.Known, "ended", map[bool]string{true: "yes"}[f.Ended], "distance from", f.Near, "no farther than, miles", map[bool]string{true: strconv.Itoa(f.Within)}[f.Within > 0], "Ofsted's latest judgement", f.Outcome),
		orderLine(f.Sort, "what options are proposed for first, then by name"), {Name: "Positions", Text: positionSource}, {Name: "Source", Text: registerSource},
	}
	return r.ownOnly(t, "your own sites only, as far as your right to take them away goes"), err
}

// inOrder is the whole list in the order of its page, where the score of the best option
// is one: it is nowhere in the database.
func (r *request) inOrder(ctx context.Context, f sites.Filter) ([]sites.Site, error) {
	byScore := strings.TrimPrefix(f.Sort, "-") == "score" && !r.by.Extent("option.read").None()
	down := f.Sort == "-score"
	if byScore {
		f.Sort = "name"
	}
	page, err := sites.List(ctx, r.db, f)
	if err != nil || !byScore {
		return page.Items, err
	}
	best, err := r.bestBySite(ctx)
	score := func(s sites.Site) float64 {
		if o := best[s.ID]; o != nil {
			return o.Score
		}
		return -1
	}
	slices.SortStableFunc(page.Items, func(a, b sites.Site) int {
		if down {
			a, b = b, a
		}
		return cmp.Compare(score(a), score(b))
	})
	return page.Items, err
}

// portfolioTable is the portfolio: of one's own sites only, where the right goes no further.
func (r *request) portfolioTable(ctx context.Context, c asked) (tables.Table, error) {
	hub := c.Query("hub")
	list, err := sites.Portfolio(ctx, r.db, hub, &r.extent)
	t := sites.ExportPortfolio(list)
	t.About = []tables.Line{filterLine("hub", hub), {Name: "Rows are", Text: "the region, its hubs and their authorities: do not add them up. An authority’s sites are those that stand in it. Sites that have ended are left out."},
		{Name: "Source", Text: registerSource}}
	return r.ownOnly(t, "your own sites only, as far as your right to take them away goes"), err
}
