-- Outlines are simplified to a quarter of a pixel and then snapped to the tile's grid;
-- only bounding boxes are tested, as what lies outside is clipped anyway.
WITH tile AS MATERIALIZED (
    SELECT ST_TileEnvelope(@z, @x, @y) AS square, ST_TileEnvelope(@z, @x, @y, margin => 0.015625) AS wider,
           40075016.7 / 4096 / power(2, @z ) AS grid
), drawn AS (
    SELECT c.code, ST_AsMVTGeom(ST_Simplify(c.outline_3857, 2 * tile.grid, true), tile.square, 4096, 64) AS shape
    FROM tile JOIN demand_cells c ON c.outline_3857 && tile.wider
    UNION ALL
    SELECT c.code, ST_AsMVTGeom(ST_Transform(c.centre, 3857), tile.square, 4096, 64)
    FROM tile JOIN demand_cells c ON c.centre && ST_Transform(tile.wider, 27700) AND c.outline_3857 IS NULL
), uncovered AS MATERIALIZED (
    SELECT * FROM unnest(CAST(@codes AS text[]), CAST(@unmet AS bigint[])) AS u (code, thousandths)
), rated AS (
    SELECT drawn.code, drawn.shape, e.class,
           CASE WHEN c.children > 0 THEN round(e.need / (1000.0 * c.children), 1)::float8 END AS rate,
           CASE WHEN c.children > 0 THEN round(10.0 * u.thousandths / c.children, 1)::float8 END AS unmet
    FROM drawn
    LEFT JOIN uncovered u USING (code)
    JOIN demand_estimates e ON e.cell_code = drawn.code
    JOIN demand_cells c ON c.code = drawn.code
    WHERE drawn.shape IS NOT NULL
)
SELECT ST_AsMVT(t, 'cells', 4096, 'shape')
FROM (SELECT code, rate, CASE WHEN rate < 2 THEN 1 WHEN rate < 4 THEN 2 WHEN rate < 6 THEN 3 WHEN rate < 9 THEN 4 WHEN rate >= 9 THEN 5 END AS step,
             unmet, CASE WHEN unmet < 2 THEN 1 WHEN unmet < 4 THEN 2 WHEN unmet < 6 THEN 3 WHEN unmet < 9 THEN 4 WHEN unmet >= 9 THEN 5 END AS unmet_step, class, shape
      FROM rated ORDER BY code) t
