-- Hexagons of one size, each as it is: from far the small ones are specks, so there are
-- none of 2.5 km below zoom 6.
WITH tile AS MATERIALIZED (
    SELECT ST_TileEnvelope(@z, @x, @y) AS square, ST_TileEnvelope(@z, @x, @y, margin => 0.015625) AS wider
)
SELECT ST_AsMVT(t, 'hexagons', 4096, 'shape')
FROM (SELECT code, rate, CASE WHEN rate < 2 THEN 1 WHEN rate < 4 THEN 2 WHEN rate < 6 THEN 3 WHEN rate < 9 THEN 4 WHEN rate >= 9 THEN 5 END AS step, need, class, shape
      FROM (SELECT h.code, h.class, ST_AsMVTGeom(h.outline_3857, tile.square, 4096, 64) AS shape,
                   CASE WHEN h.children > 0 THEN round(h.need / (1000.0 * h.children), 1)::float8 END AS rate,
                   round(h.need / 10000000.0, 2)::float8 AS need
            FROM tile JOIN hexagons h ON h.outline_3857 && tile.wider
            WHERE h.metres = @metres AND (@z >= 6 OR h.metres > 2500)) rated
      WHERE shape IS NOT NULL ORDER BY code) t
