-- Principal settlements as cells of need. A cell is the part of the authority that is
-- nearer to its settlement than to any other, clipped to the authority's outline; its
-- children are those living there.
WITH given AS (
    SELECT code, name, authority_code, children, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 27700) AS centre
    FROM jsonb_to_recordset(@rows) AS r(code text, name text, authority_code text, lon double precision, lat double precision, children integer)
), land AS (
    SELECT code, ST_MakeValid(ST_Transform(outline, 27700)) AS shape FROM areas WHERE level = 'utla'
), nearest AS (
    SELECT land.code AS authority_code, land.shape, (ST_Dump(ST_VoronoiPolygons(ST_Collect(given.centre), 0, land.shape))).geom AS part
    FROM given JOIN land ON land.code = given.authority_code GROUP BY land.code, land.shape
), clipped AS (
    SELECT given.code, ST_CollectionExtract(ST_Intersection(nearest.part, nearest.shape), 3) AS shape
    FROM given JOIN nearest ON nearest.authority_code = given.authority_code AND ST_Contains(nearest.part, given.centre)
)
INSERT INTO demand_cells (code, kind, name, authority_code, outline, centre, children, children_band, source)
SELECT given.code, 'settlement', given.name, given.authority_code,
       ST_Multi(ST_Transform(clipped.shape, 4326)), given.centre, given.children, 'under 16',
       'Census 2021 (Office for National Statistics), small areas nearest to the settlement; outline approximate'
FROM given JOIN clipped USING (code)
ON CONFLICT (code) DO NOTHING;
