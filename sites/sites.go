// Package sites keeps the register of homes, land and buildings: what each is, whose
// it is, where it may be shown, and its lawful use.
//
// Its main type is Site. One thing must stay true: everything shared is drawn and
// computed from the public position and goes by the public name and reference; what
// tells where a restricted site is leaves only by Exact, which the database notes.
//
//	operation:  not_a_home   open <-> suspended   mothballed   closed
//	pipeline:   none > idea > screening > candidate > shortlisted > approved
//	            > in_delivery > awaiting_registration > done
//	            side exits: rejected, withdrawn, lost_to_market
package sites

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// Site is a site as everyone may see it: its public name and its public position.
type Site struct {
	ID               int64       `json:"id"`
	SiteRef          string      `json:"site_ref" doc:"Its reference; of a restricted site one of our own, since the source's may tell the place"`
	Name             string      `json:"name"`
	Kind             string      `json:"kind,omitempty"`
	Operation        string      `json:"operation"`
	Pipeline         string      `json:"pipeline"`
	OwnerAuthority   string      `json:"owner_authority,omitempty"`
	OwnerName        string      `json:"owner_name,omitempty"`
	HostAuthority    string      `json:"host_authority"`
	HostName         string      `json:"host_name"`
	Hub              string      `json:"hub,omitempty"`
	Sector           string      `json:"sector,omitempty"`
	PlacesRegistered *int        `json:"places_registered,omitempty"`
	PlacesPlanned    *int        `json:"places_planned,omitempty"`
	Position         *geo.LonLat `json:"position,omitempty" doc:"Public position, WGS 84, longitude first"`
	PositionKind     string      `json:"position_kind" enum:"exact,square,none" doc:"square: the position is the centre of a 10 km square"`
	Square           string      `json:"square,omitempty" doc:"The 10 km square of the national grid, as in SU 75"`
	SquareRing       geo.Ring    `json:"square_ring,omitempty"`
	Provenance       string      `json:"provenance"`
	Version          int         `json:"version"`
}

// Detail is a site with what its page adds.
type Detail struct {
	Site
	Organisation      string      `json:"organisation,omitempty"`
	Ownership         string      `json:"ownership,omitempty"`
	Tenure            string      `json:"tenure,omitempty"`
	UseClass          string      `json:"use_class,omitempty"`
	LawfulUse         string      `json:"lawful_use"`
	ApplicationStatus string      `json:"application_status"`
	OccupancyPercent  *int        `json:"occupancy_percent,omitempty"`
	WeeklyFeePence    *int64      `json:"weekly_fee_pence,omitempty"`
	Inspection        string      `json:"inspection,omitempty"`
	Notes             string      `json:"notes,omitempty"`
	Source            string      `json:"source"`
	Starts            values.Date `json:"starts,omitzero" format:"date"`
	Ends              values.Date `json:"ends,omitzero" format:"date"`
}

// View is how much of the register its reader sees.
type View int

// Whole is every site with its public position. Funded is what the funder sees: the
// sites of projects that its grant pays for, and of where they are the authority only.
const (
	Whole View = iota
	Funded
)

// Filter narrows the register; an empty field narrows nothing. Without an authority
// it holds the region's sites: those hosted or owned by an authority with a hub.
type Filter struct {
	View                                            View
	Text, Kind, Operation, Pipeline, Hub, Authority string
	Stage                                           string // "homes" or "candidates"
	Cursor                                          string
	Limit                                           int
}

// Page is one page of the register. Next is empty on the last.
type Page struct {
	Items []Site `json:"items"`
	Total int    `json:"total"`
	Next  string `json:"next,omitempty"`
}

// publicRef is the reference everyone sees. A source's own may be an address, a UPRN or
// a registration number, so a restricted site goes by a number of ours.
const publicRef = `CASE WHEN s.location_sensitivity = 'open' THEN s.site_ref ELSE 'HG-' || s.id END`

// publicColumns reads a Site from s (sites), h (host), o (owner), hub: never the exact
// position, name, postcode or identifiers.
const publicColumns = `
	s.id, ` + publicRef + ` AS site_ref, s.public_name AS name, coalesce(s.kind, '') AS kind, s.operation, s.pipeline,
	coalesce(s.owner_authority, '') AS owner_authority, coalesce(o.name, '') AS owner_name,
	s.host_authority, h.name AS host_name, coalesce(hub.name, '') AS hub, coalesce(s.sector, '') AS sector,
	s.places_registered, s.places_planned, s.provenance, s.version`

// columns are publicColumns and, for those who see the map, where the site is.
func (v View) columns() string {
	if v == Funded {
		return publicColumns + ", 'none' AS position_kind"
	}
	return publicColumns + `,
	lon_lat(s.public_position) AS position,
	CASE WHEN s.public_position IS NULL THEN 'none' WHEN s.location_sensitivity = 'open' THEN 'exact' ELSE 'square' END AS position_kind,
	CASE WHEN s.public_position IS NULL THEN '' ELSE grid_square(s.public_position) END AS square,
	CASE WHEN s.public_position IS NULL OR s.location_sensitivity = 'open' THEN NULL ELSE (
	    SELECT ST_AsGeoJSON(ST_ExteriorRing(ST_Transform(ST_Expand(s.public_position, 5000), 4326)), 5)::json->'coordinates') END AS square_ring`
}

// holds is the condition under which a site is seen at all.
func (v View) holds() string {
	if v == Funded {
		return `EXISTS (SELECT FROM project_sites ps JOIN projects p ON p.id = ps.project_id
			WHERE ps.site_id = s.id AND p.programme_id IS NOT NULL AND p.grant_pence > 0)`
	}
	return "true"
}

const fromSites = `
	FROM sites s
	JOIN authorities h ON h.code = s.host_authority
	LEFT JOIN authorities o ON o.code = s.owner_authority
	LEFT JOIN hubs hub ON hub.id = coalesce(h.hub_id, o.hub_id)`

// Sort order, also the cursor's: nearest to opening work first, then by name.
const siteOrder = `(CASE WHEN s.pipeline IN ('none', 'rejected', 'withdrawn', 'lost_to_market') THEN 1 ELSE 0 END)`

// List is one page of the register under the filter.
func List(ctx context.Context, db *gorm.DB, f Filter) (Page, error) {
	where, args := f.where()
	page := Page{Items: []Site{}}
	err := db.WithContext(ctx).Raw("SELECT count(*) "+fromSites+" WHERE "+where, args).Scan(&page.Total).Error
	if err != nil {
		return page, fmt.Errorf("count sites: %w", err)
	}
	after := "true"
	if f.Cursor != "" {
		rank, id, ok := strings.Cut(f.Cursor, "-")
		r, err1 := strconv.Atoi(rank)
		i, err2 := strconv.ParseInt(id, 10, 64)
		if !ok || err1 != nil || err2 != nil {
			return page, problem.Field("cursor", "Start again from the first page: this cursor is not one of ours.")
		}
		after = fmt.Sprintf(`(%s, s.public_name, s.id) > (@rank, (SELECT public_name FROM sites WHERE id = @last), @last)`, siteOrder)
		args["rank"], args["last"] = r, i
	}
	args["limit"] = f.Limit + 1
	var rows []struct {
		Site
		Rank int
	}
	err = db.WithContext(ctx).Raw("SELECT "+f.View.columns()+", "+siteOrder+" AS rank "+fromSites+" WHERE "+where+" AND "+after+
		" ORDER BY "+siteOrder+", s.public_name, s.id LIMIT @limit", args).Scan(&rows).Error
	if err != nil {
		return page, fmt.Errorf("list sites: %w", err)
	}
	for i, row := range rows {
		if i == f.Limit {
			last := rows[i-1]
			page.Next = fmt.Sprintf("%d-%d", last.Rank, last.ID)
			break
		}
		page.Items = append(page.Items, row.Site)
	}
	return page, nil
}

func (f Filter) where() (string, map[string]any) {
	terms := []string{"(hub.id IS NOT NULL OR @anywhere)", f.View.holds()}
	args := map[string]any{"anywhere": f.Authority != ""}
	add := func(value, name, term string) {
		if value != "" {
			terms = append(terms, term)
			args[name] = value
		}
	}
	add(f.Kind, "kind", "s.kind = @kind")
	add(f.Operation, "operation", "s.operation = @operation")
	add(f.Pipeline, "pipeline", "s.pipeline = @pipeline")
	add(f.Hub, "hub", "hub.name = @hub")
	add(f.Authority, "authority", "(s.host_authority = @authority OR s.owner_authority = @authority)")
	switch f.Stage {
	case "homes":
		terms = append(terms, "s.operation <> 'not_a_home'")
	case "candidates":
		terms = append(terms, "s.pipeline IN ('idea', 'screening', 'candidate', 'shortlisted', 'approved')")
	}
	if f.Text != "" {
		terms = append(terms, "(s.public_name ILIKE @text OR "+publicRef+" ILIKE @text OR h.name ILIKE @text OR o.name ILIKE @text)")
		args["text"] = "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(f.Text) + "%"
	}
	return strings.Join(terms, " AND "), args
}

// Read is one site with what its page adds; one that the view does not hold is missing.
// The name of the file that a restricted site came in by may tell the place: it stays out.
func Read(ctx context.Context, db *gorm.DB, id int64, view View) (Detail, error) {
	var rows []Detail
	err := db.WithContext(ctx).Raw("SELECT "+view.columns()+`,
		coalesce(org.name, '') AS organisation, coalesce(s.ownership, '') AS ownership, coalesce(s.tenure, '') AS tenure,
		coalesce(s.use_class, '') AS use_class, s.lawful_use, s.application_status, s.occupancy_percent, s.weekly_fee_pence,
		coalesce(s.inspection, '') AS inspection, s.notes, s.starts, s.ends,
		CASE WHEN s.provenance = 'imported' AND s.location_sensitivity = 'restricted' THEN 'A file that was imported' ELSE s.source END AS source`+fromSites+`
		LEFT JOIN organisations org ON org.id = s.organisation_id WHERE s.id = @id AND `+view.holds(), map[string]any{"id": id}).Scan(&rows).Error
	if err != nil {
		return Detail{}, fmt.Errorf("read site %d: %w", id, err)
	}
	if len(rows) == 0 {
		return Detail{}, problem.Missing("site")
	}
	return rows[0], nil
}

// Counts are the region's sites in a few numbers. CouncilPlacesOpen are those a
// local authority runs.
type Counts struct {
	Sites             int
	HomesOpen         int
	PlacesOpen        int
	CouncilPlacesOpen int
	Candidates        int
	Illustrative      bool
}

// Count counts the region's sites.
func Count(ctx context.Context, db *gorm.DB) (Counts, error) {
	var c Counts
	err := db.WithContext(ctx).Raw(`
		SELECT count(*) AS sites, count(*) FILTER (WHERE s.operation = 'open') AS homes_open,
		       coalesce(sum(s.places_registered) FILTER (WHERE s.operation = 'open'), 0) AS places_open,
		       coalesce(sum(s.places_registered) FILTER (WHERE s.operation = 'open' AND s.sector = 'local_authority'), 0) AS council_places_open,
		       count(*) FILTER (WHERE s.pipeline IN ('idea', 'screening', 'candidate', 'shortlisted', 'approved')) AS candidates,
		       coalesce(bool_or(s.provenance = 'illustrative'), false) AS illustrative
		` + fromSites + ` WHERE hub.id IS NOT NULL`).Scan(&c).Error
	if err != nil {
		return c, fmt.Errorf("count sites: %w", err)
	}
	return c, nil
}
