package sites

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// onGrid is the tile with its margin, on the national grid. Only what is near the United
// Kingdom of it: the grid's projection fails far from there. The edges are cut in
// pieces, because what is straight in the tile is curved on the grid.
const onGrid = `ST_Transform(ST_Segmentize(ST_Intersection(ST_TileEnvelope(@z, @x, @y, margin => 0.015625),
	ST_MakeEnvelope(-1100000, 6200000, 400000, 8900000, 3857)), 20000), 27700)`

// What is drawn in a tile is in order of its sites: the order in which the database comes
// by them follows from what is hidden too.

// Where sites lie close, a tile gives how many and not each: on tiles up to clusterZoom,
// of the same cell of an eighth of a tile's side, from crowd sites on. Homes and other
// sites are counted apart, as they are shown apart.
const (
	clusterZoom = 11
	crowd       = 6
	onePlace    = 30 // metres: no zoom parts sites that lie no farther from one another
	mostMembers = 25 // of a cluster at one place
)

// PointsTile is the vector tile of the open sites under the filter: in the layer sites
// each at its position, with id, name, kind, operation, pipeline and places; in clusters
// those that lie close: how many (sites), whether homes (home), their places, at the
// middle of them; and where no zoom would part them, which they are (members, JSON), so
// that the map can spread them. Sites whose place is restricted are in SquaresTile.
func PointsTile(ctx context.Context, db *gorm.DB, f Filter, z, x, y int) ([]byte, error) {
	return tile(ctx, db, "sites", f, z, x, y, func(where string) string {
		return `
		WITH here AS MATERIALIZED (
		    SELECT s.id, s.public_name AS name, coalesce(s.kind, '') AS kind, s.operation, s.pipeline, s.operation <> 'not_a_home' AS home,
		           coalesce(s.places_planned, s.places_registered, 0) AS places, s.public_position AS at,
		           ST_AsMVTGeom(ST_Transform(s.public_position, 3857), ST_TileEnvelope(@z, @x, @y), 4096, 64) AS shape
		    ` + fromSites + `
		    WHERE s.location_sensitivity = 'open' AND s.public_position && ` + onGrid + ` AND ` + where + `),
		celled AS (
		    SELECT *, count(*) OVER (PARTITION BY home, floor(ST_X(shape) / 512), floor(ST_Y(shape) / 512)) >= @crowd AND @clusters AS crowded
		    FROM here WHERE shape IS NOT NULL)
		SELECT coalesce((SELECT ST_AsMVT(t, 'sites', 4096, 'shape') FROM (SELECT id, name, kind, operation, pipeline, places, shape FROM celled WHERE NOT crowded ORDER BY id) t), '')
		    || coalesce((SELECT ST_AsMVT(t, 'clusters', 4096, 'shape') FROM (
		        SELECT count(*)::int AS sites, home, sum(places)::int AS places, ST_Centroid(ST_Collect(shape ORDER BY id)) AS shape,
		               CASE WHEN count(*) <= @members AND ST_Length(ST_BoundingDiagonal(ST_Collect(at))) <= @place THEN
		                   json_agg(json_build_object('id', id, 'name', name, 'kind', kind, 'operation', operation, 'pipeline', pipeline, 'places', places) ORDER BY id)::text END AS members
		        FROM celled WHERE crowded AND ST_X(shape) >= 0 AND ST_X(shape) < 4096 AND ST_Y(shape) >= 0 AND ST_Y(shape) < 4096
		        GROUP BY home, floor(ST_X(shape) / 512), floor(ST_Y(shape) / 512) ORDER BY min(id)) t), '')`
	})
}

// SquaresTile is the vector tile of the 10 km squares that hold restricted sites under the
// filter, one shape a square: places_open, places_mothballed, homes, candidates, secure,
// and the ids of its sites with commas between. A square that crosses a tile's edge is
// whole in both tiles: a part in each would be labelled as a square of its own.
func SquaresTile(ctx context.Context, db *gorm.DB, f Filter, z, x, y int) ([]byte, error) {
	return tile(ctx, db, "squares", f, z, x, y, func(where string) string {
		return `
		SELECT ST_AsMVT(t, 'squares', 4096, 'shape') FROM (
		    SELECT grid_square(s.public_position) AS ref, count(*)::int AS homes,
		           coalesce(sum(coalesce(s.places_registered, s.places_planned)) FILTER (WHERE s.operation = 'open'), 0)::int AS places_open,
		           coalesce(sum(coalesce(s.places_registered, s.places_planned)) FILTER (WHERE s.operation <> 'open'), 0)::int AS places_mothballed,
		           (count(*) FILTER (WHERE s.pipeline IN ('idea', 'screening', 'candidate', 'shortlisted', 'approved')))::int AS candidates,
		           (count(*) FILTER (WHERE s.pipeline IN ('in_delivery', 'awaiting_registration')))::int AS in_delivery,
		           bool_or(coalesce(s.kind, '') = 'secure_childrens_home') AS secure,
		           string_agg(s.id::text, ',' ORDER BY s.id) AS ids,
		           ST_AsMVTGeom(ST_Transform(ST_Expand(s.public_position, 5000), 3857), ST_TileEnvelope(@z, @x, @y), 4096, 64, false) AS shape
		    ` + fromSites + `
		    WHERE s.location_sensitivity = 'restricted'
		      AND s.public_position && ST_Expand(` + onGrid + `, 5000) AND ` + where + `
		    GROUP BY s.public_position ORDER BY min(s.id)) t
		WHERE shape IS NOT NULL`
	})
}

func tile(ctx context.Context, db *gorm.DB, layer string, f Filter, z, x, y int, sql func(where string) string) ([]byte, error) {
	where, args, err := f.where()
	if err != nil {
		return nil, err
	}
	args["z"], args["x"], args["y"], args["crowd"], args["clusters"] = z, x, y, crowd, z <= clusterZoom
	args["members"], args["place"] = mostMembers, onePlace
	var tile []byte
	if err := db.WithContext(ctx).Raw(sql(where), args).Row().Scan(&tile); err != nil {
		return nil, fmt.Errorf("draw %s tile %d/%d/%d: %w", layer, z, x, y, err)
	}
	return tile, nil
}
