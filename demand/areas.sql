-- Cells of one class that touch are drawn as one outline.
WITH gone AS (DELETE FROM hotspot_areas)
INSERT INTO hotspot_areas (class, hectares, outline_3857)
SELECT class, ST_Area(ST_Transform(piece, 27700)) / 10000, piece
FROM (SELECT e.class, (ST_Dump(ST_UnaryUnion(ST_Collect(c.outline_3857 ORDER BY c.code)))).geom AS piece
      FROM demand_estimates e JOIN demand_cells c ON c.code = e.cell_code
      WHERE e.class <> 'none' AND c.outline_3857 IS NOT NULL
      GROUP BY e.class) merged
WHERE ST_GeometryType(piece) = 'ST_Polygon'
ORDER BY class, ST_Area(piece) DESC
