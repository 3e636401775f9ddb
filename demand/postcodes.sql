-- The postcode district that most of a cell's postcodes are of, by where they lie; of two
-- with as many, the first by name. A cell without an outline takes that of the postcode
-- nearest its centre, at most 2 km away. Each outline is prepared once and held against
-- the postcodes in its box by the index: hence LATERAL and OFFSET 0.
WITH drawn AS MATERIALIZED (
    SELECT code, ST_Transform(outline, 27700) AS shape FROM demand_cells WHERE outline IS NOT NULL
), held AS (
    SELECT drawn.code, found.district, count(*) AS postcodes
    FROM drawn CROSS JOIN LATERAL (
        SELECT left(p.postcode, -3) AS district FROM gazetteer_postcodes p
        WHERE ST_SetSRID(ST_MakePoint(p.easting, p.northing), 27700) && drawn.shape AND ST_Covers(drawn.shape, ST_SetSRID(ST_MakePoint(p.easting, p.northing), 27700))
        OFFSET 0) found
    GROUP BY drawn.code, found.district
), answer AS (
    SELECT DISTINCT ON (code) code, district FROM held ORDER BY code, postcodes DESC, district COLLATE "C"
), near AS (
    SELECT c.code, n.district
    FROM demand_cells c CROSS JOIN LATERAL (
        SELECT left(p.postcode, -3) AS district, ST_SetSRID(ST_MakePoint(p.easting, p.northing), 27700) <-> c.centre AS metres FROM gazetteer_postcodes p
        ORDER BY metres LIMIT 1) n
    WHERE c.outline IS NULL AND n.metres <= 2000
), known AS (
    SELECT c.code, coalesce(answer.district, near.district) AS district
    FROM demand_cells c LEFT JOIN answer USING (code) LEFT JOIN near USING (code)
)
UPDATE demand_cells c SET postcode_district = known.district
FROM known WHERE known.code = c.code AND c.postcode_district IS DISTINCT FROM known.district
