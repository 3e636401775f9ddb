-- Which authority each imported cell is in; authorities that have ended by today take none.
--
-- A district that is itself an authority (unitary, metropolitan, London) is the
-- answer. A district of a county is in the county that holds most of its cells: the
-- district as a whole, so that a cell whose simplified outline strays over the line
-- stays with its neighbours. A cell without a district goes to the authority it
-- overlaps most, else to the nearest within 2 km (the coast is drawn coarsely).
-- Approximate outlines never decide. Areas are compared in the map's projection,
-- whose scale hardly changes within one cell.
--
-- Each outline is held against the cells in its box by the index, one outline after
-- the other, so that PostGIS prepares it once: hence LATERAL and OFFSET 0, which keep
-- the planner from turning the loops round.
WITH living AS MATERIALIZED (
    SELECT a.code FROM authorities a
    WHERE (a.starts IS NULL OR a.starts <= @today) AND (a.ends IS NULL OR a.ends >= @today)
), land AS MATERIALIZED (
    SELECT ar.code, ST_MakeValid(ar.outline_3857) AS shape
    FROM areas ar JOIN living USING (code)
    WHERE ar.level = 'utla' AND NOT ar.approximate AND ar.end_year IS NULL
), cell AS MATERIALIZED (
    SELECT c.code, c.district_code, c.outline_3857 IS NOT NULL AS drawn,
           c.district_code IN (SELECT code FROM living) AS unitary
    FROM demand_cells c WHERE c.kind = 'lsoa21' AND c.code LIKE 'E%'
), held AS (
    SELECT found.district_code, land.code, count(*) AS cells
    FROM land CROSS JOIN LATERAL (
        SELECT c.district_code FROM demand_cells c
        WHERE c.outline_3857 && land.shape AND c.kind = 'lsoa21' AND c.code LIKE 'E%' AND c.district_code NOT IN (SELECT code FROM living)
          AND ST_Contains(land.shape, ST_Centroid(c.outline_3857))
        OFFSET 0) found
    GROUP BY found.district_code, land.code
), county AS MATERIALIZED (
    SELECT DISTINCT ON (district_code) district_code, code FROM held ORDER BY district_code, cells DESC, code
), lone AS MATERIALIZED (
    SELECT code FROM cell
    WHERE drawn AND unitary IS NOT TRUE AND (district_code IS NULL OR district_code NOT IN (SELECT district_code FROM county))
), touched AS MATERIALIZED (
    SELECT found.code, land.code AS authority
    FROM land CROSS JOIN LATERAL (
        SELECT c.code FROM demand_cells c
        WHERE c.outline_3857 && land.shape AND c.kind = 'lsoa21' AND c.code LIKE 'E%'
          AND (c.district_code IS NULL OR c.district_code NOT IN (SELECT code FROM living) AND c.district_code NOT IN (SELECT district_code FROM county))
          AND ST_Intersects(land.shape, c.outline_3857)
        OFFSET 0) found
), contested AS MATERIALIZED (
    SELECT code, authority FROM touched WHERE code IN (SELECT code FROM touched GROUP BY code HAVING count(*) > 1)
), overlap AS MATERIALIZED (
    SELECT contested.code, contested.authority, ST_Area(ST_Intersection(land.shape, c.outline_3857)) AS area
    FROM contested JOIN land ON land.code = contested.authority JOIN demand_cells c ON c.code = contested.code
), most AS (
    SELECT DISTINCT ON (code) code, authority FROM overlap ORDER BY code, area DESC, authority
), dry AS MATERIALIZED (
    SELECT code FROM lone EXCEPT SELECT code FROM touched
), nearest AS (
    SELECT dry.code, n.code AS authority
    FROM dry JOIN demand_cells c ON c.code = dry.code CROSS JOIN LATERAL (
        SELECT land.code FROM land WHERE ST_DWithin(land.shape, c.outline_3857, 3200) -- 2 km at these latitudes
        ORDER BY ST_Distance(land.shape, c.outline_3857), land.code LIMIT 1) n
), answer AS (
    SELECT cell.code, CASE WHEN cell.unitary THEN cell.district_code
                           ELSE coalesce(county.code, most.authority, touched.authority, nearest.authority) END AS authority
    FROM cell LEFT JOIN county USING (district_code)
    LEFT JOIN most ON most.code = cell.code
    LEFT JOIN touched ON touched.code = cell.code AND most.code IS NULL
    LEFT JOIN nearest ON nearest.code = cell.code
)
UPDATE demand_cells c SET authority_code = answer.authority
FROM answer WHERE answer.code = c.code AND c.authority_code IS DISTINCT FROM answer.authority
