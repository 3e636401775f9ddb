package sites

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/problem"
)

// Outline is what is found of an outline that is drawn.
type Outline struct {
	Valid    bool        `json:"valid"`
	Fault    string      `json:"fault,omitempty"`
	At       *geo.LonLat `json:"at,omitempty" doc:"Where the fault is, WGS 84, longitude first"`
	AreaM2   float64     `json:"area_m2,omitempty" doc:"On the national grid"`
	Hectares float64     `json:"hectares,omitempty"`

	hex    string
	inside position
}

// CheckOutline looks at an outline: whether it is one, where it is wrong, and its area.
func CheckOutline(ctx context.Context, db *gorm.DB, text json.RawMessage) (Outline, error) {
	shape, err := geo.FromGeoJSON(text, geo.WGS84)
	if err != nil {
		return Outline{Fault: sentence(err.Error())}, nil
	}
	outline := geo.AsMultiPolygon(shape)
	if outline == nil {
		return Outline{Fault: "Draw an outline: a Polygon or MultiPolygon is needed."}, nil
	}
	for i, flat := 0, outline.FlatCoords(); i+1 < len(flat); i += 2 {
		if _, fault := shapePosition(geo.NewPoint(flat[i], flat[i+1], geo.WGS84)); fault != nil {
			return Outline{Fault: sentence(fault.rule) + " " + fault.remedy, At: &geo.LonLat{flat[i], flat[i+1]}}, nil
		}
	}
	hex, err := geo.Hex(outline)
	if err != nil {
		return Outline{}, fmt.Errorf("write an outline: %w", err)
	}
	var found struct {
		Reason string
		At     *geo.LonLat
		Area   float64
		X, Y   float64
	}
	err = db.WithContext(ctx).Raw(`
		SELECT coalesce(v.reason, '') AS reason, lon_lat(ST_SetSRID(v.location, 4326)) AS at, CASE WHEN v.valid THEN ST_Area(ST_Transform(g, 27700)) ELSE 0 END AS area,
		       ST_X(p) AS x, ST_Y(p) AS y
		FROM (SELECT CAST(? AS geometry) AS g) given, LATERAL ST_IsValidDetail(g) v,
		     LATERAL (SELECT CASE WHEN v.valid THEN ST_PointOnSurface(g) END AS p) inside`, hex).Scan(&found).Error
	if err != nil {
		return Outline{}, fmt.Errorf("check an outline: %w", err)
	}
	if found.Reason != "" {
		o := Outline{Fault: outlineFault(found.Reason), At: found.At}
		if o.At != nil {
			o.Fault = fmt.Sprintf("%s It is near longitude %.5f, latitude %.5f.", o.Fault, o.At[0], o.At[1])
		}
		return o, nil
	}
	return Outline{Valid: true, AreaM2: math.Round(found.Area), Hectares: math.Round(found.Area/100) / 100, hex: hex, inside: position{found.X, found.Y, geo.WGS84}}, nil
}

// A Neighbour is a site whose outline lies near where another is drawn, to draw along.
type Neighbour struct {
	ID      int64           `json:"id"`
	Name    string          `json:"name"`
	Outline json.RawMessage `json:"outline" gorm:"-" doc:"GeoJSON MultiPolygon, WGS 84"`
}

// mostNeighbours is how many outlines help; near how far outside the box, in metres, the
// position of a site may be whose outline reaches into it.
const (
	mostNeighbours = 100
	neighbourly    = 1000
)

// Neighbours are the sites in a box (west, south, east, north in WGS 84) that have an
// outline which everyone who sees the register sees, but for one of them; those nearest to
// the middle first.
func Neighbours(ctx context.Context, db *gorm.DB, box []float64, except int64) ([]Neighbour, error) {
	if len(box) != 4 || box[0] >= box[2] || box[1] >= box[3] || box[2]-box[0] > 1 || box[3]-box[1] > 1 ||
		box[0] < -180 || box[2] > 180 || box[1] < -80 || box[3] > 84 {
		return nil, problem.Field("box", "Give a box as west, south, east and north, at most one degree wide and high.")
	}
	var rows []struct {
		Neighbour
		Shape []byte
	}
	err := db.WithContext(ctx).Raw(`
		WITH around AS MATERIALIZED (SELECT ST_Transform(ST_MakeEnvelope(@west, @south, @east, @north, 4326), 27700) AS box)
		SELECT s.id, s.public_name AS name, ST_AsGeoJSON(ST_Transform(here.boundary, 4326), 9) AS shape
		FROM around JOIN sites s ON s.public_position && ST_Expand(around.box, @margin)
		JOIN open_sites here ON here.id = s.id AND here.boundary IS NOT NULL
		WHERE s.id <> @except AND ST_Intersects(ST_Transform(here.boundary, 27700), around.box)
		ORDER BY ST_Distance(s.public_position, ST_Centroid(around.box)), s.id LIMIT @most`,
		map[string]any{"west": box[0], "south": box[1], "east": box[2], "north": box[3], "margin": neighbourly, "except": except, "most": mostNeighbours}).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("find neighbours: %w", err)
	}
	list := make([]Neighbour, len(rows))
	for i, row := range rows {
		list[i] = row.Neighbour
		list[i].Outline = row.Shape
	}
	return list, nil
}

// outlineFault is what PostGIS finds wrong with an outline, in words.
func outlineFault(reason string) string {
	switch reason = strings.ToLower(reason); {
	case strings.Contains(reason, "self-intersection"):
		return "The outline crosses itself: move a corner so that its sides do not cross."
	case strings.Contains(reason, "hole"):
		return "A hole is not inside the outline, or lies in another: move or remove it."
	case strings.Contains(reason, "nested") || strings.Contains(reason, "duplicate"):
		return "Two parts of the outline lie in one another: remove one."
	case strings.Contains(reason, "too few"):
		return "The outline needs three corners at least."
	}
	return "The outline is not a shape with an inside: draw it again."
}
