package server

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"homeground/accounts"
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
	items, err := sites.Portfolio(ctx, r.db, in.Hub)
	return listOf(items), err
}

func (r *request) sitesCSV(c *fiber.Ctx) error {
	return r.exportSites(c, "csv", "text/csv; charset=utf-8", sites.CSV)
}

func (r *request) sitesGeoJSON(c *fiber.Ctx) error {
	return r.exportSites(c, "geojson", "application/geo+json", sites.GeoJSON)
}

// exportSites is the register to take away under the list's own filters: of one's own
// sites only, where the right goes no further. That it was taken is recorded.
func (r *request) exportSites(c *fiber.Ctx, extension, kind string, format func([]sites.Site) ([]byte, error)) error {
	f, err := filterOf(c)
	if err != nil {
		return err
	}
	f.View, f.Own, f.Stage, f.Sort, f.Near = r.view(), &r.extent, c.Query("stage"), c.Query("sort"), c.Query("near")
	page, err := sites.List(c.UserContext(), r.db, f)
	if err != nil {
		return err
	}
	text, err := format(page.Items)
	if err != nil {
		return err
	}
	err = r.note(c.UserContext(), r.by, accounts.Event{Action: "exported", Object: "sites", Label: fmt.Sprintf("Register of sites, %s, %d sites", extension, len(page.Items))})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Attachment("homeground-sites-" + r.today().String() + "." + extension)
	return c.Send(text)
}
