// Package sites keeps the register of homes, land and buildings: what each is, whose
// it is, where it may be shown, and its lawful use.
//
// Its main type is Site. One thing must stay true: everything shared is drawn and
// computed from the public position and goes by the public name and reference; what
// tells where a restricted site is leaves only by Exact, which the database notes.
//
//	operation:  not_a_home --(pipeline done)--> open <-> suspended
//	                                            open, suspended --why--> mothballed, closed
//	                                            mothballed --why--> open, closed; closed --why--> open
//	pipeline:   none > idea > screening > candidate > shortlisted > approved
//	            > in_delivery > awaiting_registration > done (operation becomes open)
//	            back, or over a step: why. The board approves and its project delivers.
//	            side exits: rejected, withdrawn, lost_to_market --why--> idea
package sites

import (
	"context"
	"encoding/json"
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
	PlacesUsable     *int        `json:"places_usable,omitempty"`
	PlacesOccupied   *int        `json:"places_occupied,omitempty"`
	OccupancyPercent *int        `json:"occupancy_percent,omitempty" doc:"Occupied of usable places where both are known"`
	WeeklyFeePence   *int64      `json:"weekly_fee_pence,omitempty"`
	RunningCostPence *int64      `json:"running_cost_pence,omitempty" doc:"A year"`
	Condition        string      `json:"condition,omitempty"`
	UseClass         string      `json:"use_class,omitempty"`
	Tenure           string      `json:"tenure,omitempty"`
	OfstedOutcome    string      `json:"ofsted_outcome,omitempty" enum:"outstanding,good,requires_improvement,inadequate" doc:"Its latest overall judgement. Of when is with what Ofsted found there"`
	DistanceMetres   *int        `json:"distance_metres,omitempty" doc:"From the place asked for to the public position"`
	Position         *geo.LonLat `json:"position,omitempty" doc:"Public position, WGS 84, longitude first"`
	PositionKind     string      `json:"position_kind" enum:"exact,square,none" doc:"square: the position is the centre of a 10 km square"`
	Square           string      `json:"square,omitempty" doc:"The 10 km square of the national grid, as in SU 75"`
	SquareRing       geo.Ring    `json:"square_ring,omitempty"`
	Provenance       string      `json:"provenance"`
	Version          int         `json:"version"`
}

// Detail is a site with what its page adds. What tells where it is it holds of open
// sites only.
type Detail struct {
	Site
	Sensitivity       string      `json:"location_sensitivity" gorm:"column:location_sensitivity" enum:"open,restricted"`
	Organisation      string      `json:"organisation,omitempty"`
	Ownership         string      `json:"ownership,omitempty"`
	LawfulUse         string      `json:"lawful_use"`
	ApplicationStatus string      `json:"application_status"`
	Notes             string      `json:"notes,omitempty" doc:"What the source says of it"`
	OffRegister       values.Date `json:"off_register,omitzero" format:"date" doc:"It was on an earlier register, and is not on the latest, of this day"`
	Source            string      `json:"source"`
	Starts            values.Date `json:"starts,omitzero" format:"date"`
	Ends              values.Date `json:"ends,omitzero" format:"date"`
	OpenPlace

	PlacesByType []PlacesOf `json:"places_by_type" gorm:"-"`
	Moves        []SiteMove `json:"moves" gorm:"-" doc:"Newest first"`
	NextMoves    []NextMove `json:"next_moves" gorm:"-"`
	Sources      []SourceOf `json:"sources" gorm:"-" doc:"Where each group of fields is from"`
	SiteNotes    []Note     `json:"site_notes" gorm:"-" doc:"Newest first; of a restricted site they are with its exact place"`
}

// OpenPlace is what of an open site tells where it is, beside its public position.
type OpenPlace struct {
	Address      string          `json:"address,omitempty"`
	UPRN         string          `json:"uprn,omitempty"`
	URN          string          `json:"urn,omitempty" doc:"Ofsted's registration number"`
	Postcode     string          `json:"postcode,omitempty"`
	Boundary     json.RawMessage `json:"boundary,omitempty" gorm:"-" doc:"GeoJSON geometry, WGS 84"`
	AreaM2       *float64        `json:"area_m2,omitempty" doc:"Of the boundary, on the national grid"`
	EndedBecause string          `json:"ended_because,omitempty"`
}

// View is how much of the register its reader sees.
type View struct {
	funded bool
	grants string // their numbers with commas between; none: any
}

// Whole is every site with its public position. Funded is what the funder sees: the
// sites of projects that a grant pays for, and of where they are the authority only.
var (
	Whole  = View{}
	Funded = View{funded: true}
)

// FundedBy is what the funder of these grants sees; of none: of any.
func FundedBy(programmes []int64) View {
	ids := make([]string, len(programmes))
	for i, id := range programmes {
		ids[i] = strconv.FormatInt(id, 10)
	}
	return View{funded: true, grants: strings.Join(ids, ",")}
}

// publicRef is the reference everyone sees. A source's own may be an address, a UPRN or
// a registration number, so a restricted site goes by a number of ours.
const publicRef = `CASE WHEN s.location_sensitivity = 'open' THEN s.site_ref ELSE 'HG-' || s.id END`

// occupancy is the share of usable places that are occupied, in per cent, where it is known.
const occupancy = `CASE WHEN s.places_usable > 0 AND s.places_occupied IS NOT NULL THEN round(100.0 * s.places_occupied / s.places_usable)::integer ELSE s.occupancy_percent END`

// publicColumns reads a Site from s (sites), h (host), o (owner), hub: never the exact
// position, name, postcode or identifiers.
const publicColumns = `
	s.id, ` + publicRef + ` AS site_ref, s.public_name AS name, coalesce(s.kind, '') AS kind, s.operation, s.pipeline,
	coalesce(s.owner_authority, '') AS owner_authority, coalesce(o.name, '') AS owner_name,
	s.host_authority, h.name AS host_name, coalesce(hub.name, '') AS hub, coalesce(s.sector, '') AS sector,
	s.places_registered, s.places_planned, s.places_usable, s.places_occupied,
	` + occupancy + ` AS occupancy_percent,
	s.weekly_fee_pence, s.running_cost_pence, coalesce(s.condition, '') AS condition, coalesce(s.use_class, '') AS use_class, coalesce(s.tenure, '') AS tenure,
	coalesce((SELECT outcome FROM site_outcomes WHERE site_id = s.id), '') AS ofsted_outcome, s.provenance, s.version`

// placeColumns read where a site may be shown to everyone.
const placeColumns = `
	lon_lat(s.public_position) AS position,
	CASE WHEN s.public_position IS NULL THEN 'none' WHEN s.location_sensitivity = 'open' THEN 'exact' ELSE 'square' END AS position_kind,
	CASE WHEN s.public_position IS NULL THEN '' ELSE grid_square(s.public_position) END AS square`

// columns are publicColumns and, for those who see the map, where the site is.
func (v View) columns() string {
	if v.funded {
		return publicColumns + ", 'none' AS position_kind"
	}
	return publicColumns + `, ` + placeColumns + `,
	CASE WHEN s.public_position IS NULL OR s.location_sensitivity = 'open' THEN NULL ELSE (
	    SELECT ST_AsGeoJSON(ST_ExteriorRing(ST_Transform(ST_Expand(s.public_position, 5000), 4326)), 5)::json->'coordinates') END AS square_ring`
}

// holds is the condition under which a site is seen at all.
func (v View) holds() string {
	if v.funded {
		by := "p.programme_id IS NOT NULL"
		if v.grants != "" {
			by = "p.programme_id IN (" + v.grants + ")"
		}
		return `EXISTS (SELECT FROM project_sites ps JOIN projects p ON p.id = ps.project_id
			WHERE ps.site_id = s.id AND ` + by + ` AND p.grant_pence > 0)`
	}
	return "true"
}

const fromSites = `
	FROM sites s
	JOIN authorities h ON h.code = s.host_authority
	LEFT JOIN authorities o ON o.code = s.owner_authority
	LEFT JOIN hubs hub ON hub.id = coalesce(h.hub_id, o.hub_id)`

// Read is one site with what its page adds; one that the view does not hold is missing.
// The name of the file that a restricted site came in by may tell the place: it stays out.
func Read(ctx context.Context, db *gorm.DB, id int64, view View) (Detail, error) {
	var rows []struct {
		Detail
		Outline []byte
		Project bool
	}
	err := db.WithContext(ctx).Raw("SELECT "+view.columns()+`, s.location_sensitivity,
		coalesce(org.name, '') AS organisation, coalesce(s.ownership, '') AS ownership, s.lawful_use, s.application_status,
		s.notes, s.starts, s.ends, (SELECT day FROM off_register WHERE site_id = s.id) AS off_register,
		CASE WHEN s.provenance = 'imported' AND s.location_sensitivity = 'restricted' THEN 'A file that was imported' ELSE s.source END AS source,
		coalesce(here.address, '') AS address, coalesce(here.uprn, '') AS uprn, coalesce(here.urn, '') AS urn, coalesce(here.postcode, '') AS postcode,
		ST_AsGeoJSON(ST_Transform(here.boundary, 4326), 6) AS outline, ST_Area(ST_Transform(here.boundary, 27700)) AS area_m2,
		coalesce(here.ended_because, '') AS ended_because, EXISTS (SELECT FROM project_sites ps WHERE ps.site_id = s.id) AS project`+fromSites+`
		LEFT JOIN organisations org ON org.id = s.organisation_id
		LEFT JOIN open_sites here ON here.id = s.id AND @whole
		WHERE s.id = @id AND `+view.holds(), map[string]any{"id": id, "whole": !view.funded}).Scan(&rows).Error
	if err != nil {
		return Detail{}, fmt.Errorf("read site %d: %w", id, err)
	}
	if len(rows) == 0 {
		return Detail{}, problem.Missing("site")
	}
	d := rows[0].Detail
	d.Boundary = rows[0].Outline
	d.NextMoves = Life{d.Operation, d.Pipeline, rows[0].Project, d.Sensitivity == "open"}.NextMoves()
	if d.PlacesByType, err = placesByType(ctx, db, id); err != nil {
		return Detail{}, err
	}
	if d.Moves, err = moves(ctx, db, id); err != nil {
		return Detail{}, err
	}
	if d.Sources, err = sources(ctx, db, d); err != nil {
		return Detail{}, err
	}
	d.SiteNotes, err = openNotes(ctx, db, id)
	if view.funded { // what people wrote of it is not for the funder
		d.SiteNotes = []Note{}
		for i := range d.Moves {
			d.Moves[i].Reason = ""
		}
	}
	return d, err
}
