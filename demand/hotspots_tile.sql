-- Below zoom 9 pieces under 5 square kilometres are left out: there they are specks.
WITH tile AS MATERIALIZED (
    SELECT ST_TileEnvelope(@z, @x, @y) AS square, ST_TileEnvelope(@z, @x, @y, margin => 0.015625) AS wider,
           40075016.7 / 4096 / power(2, @z ) AS grid
)
SELECT ST_AsMVT(t, 'hotspots', 4096, 'shape')
FROM (SELECT h.class, ST_AsMVTGeom(ST_Simplify(h.outline_3857, 2 * tile.grid, true), tile.square, 4096, 64) AS shape
      FROM tile JOIN hotspot_areas h ON h.outline_3857 && tile.wider
      WHERE @z >= 9 OR h.hectares >= 500
      ORDER BY h.id) t
WHERE shape IS NOT NULL
