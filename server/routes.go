package server

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

// routes is every address there is.
func (s *server) routes(app *fiber.App, api huma.API) {
	get(s, api, "/summary", "summary", "What there is and what is needed, in one answer", s.summary)
	get(s, api, "/authorities", "listAuthorities", "The region's authorities", s.authorities)
	get(s, api, "/sites", "listSites", "The register of sites, under their public names and positions", s.sites)
	get(s, api, "/sites/{id}", "readSite", "One site, with what it reaches and what is proposed for it", s.site)
	get(s, api, "/cells", "listCells", "Small areas with their estimated need and hot-spot class", s.cells)
	get(s, api, "/demand/settings", "readDemandSettings", "The assumptions need is estimated under", s.demandSettings)
	patch(s, api, "/demand/settings", "changeDemandSettings", "Change the assumptions; need and hot-spots follow at once", s.changeDemandSettings)
	get(s, api, "/options", "listOptions", "The options, ranked", s.options)
	get(s, api, "/options/{id}", "readOption", "One option, with its stages and the spread of its opening", s.option)
	patch(s, api, "/stages/{id}", "changeStage", "Change a stage's range; the ranking follows at once", s.changeStage)
	get(s, api, "/choice", "readChoice", "The options marked as chosen, and what is left of the grant", s.choice)
	put(s, api, "/choice/{id}", "chooseOption", "Mark an option as chosen; it becomes a project", s.choose)
	del(s, api, "/choice/{id}", "unchooseOption", "Take the mark away, while the project has no history", s.unchoose)
	get(s, api, "/projects", "listProjects", "The projects, by opening", s.projects)
	get(s, api, "/projects/{id}", "readProject", "One project, with its milestones, slips, risks and conditions", s.project)
	post(s, api, "/milestones/{id}/slips", "slipMilestone", "Move a milestone's forecast, saying why", s.slipMilestone)
	preview(s, api, "/milestones/{id}/slips/preview", "previewSlip", "What moving a forecast would do; nothing is saved", s.previewSlip)
	get(s, api, "/progress", "listProgress", "The table of progress the funder receives", s.progress)
	get(s, api, "/imports", "listImports", "What came in, and what became of it", s.imports)

	app.Get("/api/v1/progress.csv", s.progressCSV)
	app.Get("/tiles/:layers/:z/:x/:y.mvt", s.tile)
	app.Get("/healthz", s.alive)
	app.Get("/readyz", s.ready)
	app.Get("/api/docs", reader(api))
	app.Get("/*", pages())
}

type handler[I, O any] func(context.Context, *I) (*O, error)

func get[I, O any](s *server, api huma.API, path, id, summary string, h handler[I, O]) {
	route(s, api, http.MethodGet, path, id, summary, http.StatusOK, h)
}

func post[I, O any](s *server, api huma.API, path, id, summary string, h handler[I, O]) {
	route(s, api, http.MethodPost, path, id, summary, http.StatusCreated, h)
}

// preview is a POST that makes nothing.
func preview[I, O any](s *server, api huma.API, path, id, summary string, h handler[I, O]) {
	route(s, api, http.MethodPost, path, id, summary, http.StatusOK, h)
}

func put[I, O any](s *server, api huma.API, path, id, summary string, h handler[I, O]) {
	route(s, api, http.MethodPut, path, id, summary, http.StatusOK, h)
}

func patch[I, O any](s *server, api huma.API, path, id, summary string, h handler[I, O]) {
	route(s, api, http.MethodPatch, path, id, summary, http.StatusOK, h)
}

func del[I, O any](s *server, api huma.API, path, id, summary string, h handler[I, O]) {
	route(s, api, http.MethodDelete, path, id, summary, http.StatusOK, h)
}

func route[I, O any](s *server, api huma.API, method, path, id, summary string, status int, h handler[I, O]) {
	huma.Register(api, huma.Operation{
		OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary, DefaultStatus: status,
		Tags: []string{strings.Split(strings.Trim(path, "/"), "/")[0]},
	}, func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, in)
		if err != nil {
			return nil, s.explain(ctx, err)
		}
		return out, nil
	})
}

// answer is a JSON body.
type answer[T any] struct{ Body T }

// list is a JSON list that has one page.
type list[T any] struct {
	Body struct {
		Items []T `json:"items"`
		Total int `json:"total"`
	}
}

func listOf[T any](items []T) *list[T] {
	out := &list[T]{}
	out.Body.Items, out.Body.Total = items, len(items)
	if items == nil {
		out.Body.Items = []T{}
	}
	return out
}

// ByID and Paging are exported only because huma reads no other embedded fields.
type ByID struct {
	ID int64 `path:"id" minimum:"1"`
}

type Paging struct {
	Cursor string `query:"cursor" maxLength:"200" doc:"What the page before gave as next"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}
