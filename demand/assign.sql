-- Which authority each imported cell is in; authorities that have ended by today take none.
--
-- A district that is itself an authority (unitary, metropolitan, London) is the
-- answer. A district of a county is in the county that holds most of its cells: the
-- district as a whole, so that a cell whose simplified outline strays over the line
-- stays with its neighbours. A cell without a district goes to the authority it
-- overlaps most, else to the nearest within 2 km (the coast is drawn coarsely).
-- Approximate outlines never decide. Areas are compared in the map's projection,
-- whose scale hardly changes within one cell.
WITH living AS MATERIALIZED (
    SELECT a.code FROM authorities a
    WHERE (a.starts IS NULL OR a.starts <= @today) AND (a.ends IS NULL OR a.ends >= @today)
), land AS MATERIALIZED (
    SELECT ar.code, ST_MakeValid(ar.outline_3857) AS shape
    FROM areas ar JOIN living USING (code)
    WHERE ar.level = 'utla' AND NOT ar.approximate AND ar.end_year IS NULL
), cell AS MATERIALIZED (
    SELECT c.code, c.district_code, c.authority_code, c.outline_3857,
           EXISTS (SELECT FROM living WHERE living.code = c.district_code) AS unitary
    FROM demand_cells c WHERE c.kind = 'lsoa21' AND c.code LIKE 'E%'
), held AS (
    SELECT c.district_code, land.code, count(*) AS cells
    FROM land JOIN demand_cells c ON c.outline_3857 && land.shape AND ST_Contains(land.shape, ST_Centroid(c.outline_3857))
    JOIN cell ON cell.code = c.code AND cell.district_code IS NOT NULL AND NOT cell.unitary
    GROUP BY c.district_code, land.code
), county AS (
    SELECT DISTINCT ON (district_code) district_code, code FROM held ORDER BY district_code, cells DESC, code
), lone AS MATERIALIZED (
    SELECT cell.code, cell.outline_3857 FROM cell
    WHERE NOT cell.unitary AND cell.outline_3857 IS NOT NULL
      AND NOT EXISTS (SELECT FROM county WHERE county.district_code = cell.district_code)
), touched AS MATERIALIZED (
    SELECT lone.code, land.code AS authority, lone.outline_3857, land.shape, count(*) OVER (PARTITION BY lone.code) AS authorities
    FROM land JOIN lone ON lone.outline_3857 && land.shape AND ST_Intersects(land.shape, lone.outline_3857)
), overlapped AS (
    SELECT DISTINCT ON (code) code, authority FROM touched
    ORDER BY code, CASE WHEN authorities > 1 THEN ST_Area(ST_Intersection(shape, outline_3857)) END DESC, authority
), nearest AS (
    SELECT lone.code, n.code AS authority FROM lone, LATERAL (
        SELECT land.code FROM land WHERE ST_DWithin(land.shape, lone.outline_3857, 3200) -- 2 km at these latitudes
        ORDER BY ST_Distance(land.shape, lone.outline_3857), land.code LIMIT 1) n
    WHERE NOT EXISTS (SELECT FROM touched WHERE touched.code = lone.code)
), answer AS (
    SELECT cell.code, CASE WHEN cell.unitary THEN cell.district_code ELSE coalesce(county.code, overlapped.authority, nearest.authority) END AS authority
    FROM cell LEFT JOIN county USING (district_code) LEFT JOIN overlapped ON overlapped.code = cell.code LEFT JOIN nearest ON nearest.code = cell.code
)
UPDATE demand_cells c SET authority_code = answer.authority
FROM answer WHERE answer.code = c.code AND c.authority_code IS DISTINCT FROM answer.authority
