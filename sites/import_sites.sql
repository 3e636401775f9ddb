-- Rows of a sites or boundaries file into sites: given are their JSON (rows), the file
-- (source) and the kinds that are homes (homes). What a row leaves out stays as it was. The true
-- outline that holds the point says in which authority it stands; without one, the
-- authority column does. A site that is restricted stays so.
WITH given AS MATERIALIZED (
    SELECT t.*,
           CASE WHEN x IS NOT NULL THEN ST_SetSRID(ST_MakePoint(x, y), srid)
                WHEN boundary IS NOT NULL THEN ST_PointOnSurface(boundary::geometry) END AS point,
           ST_Multi(boundary::geometry) AS outline
    FROM json_to_recordset(CAST(@rows AS json)) AS t (row integer, site_ref text, name text, authority text, uprn text, postcode text,
         x double precision, y double precision, srid integer, boundary text, kind text, operation text, pipeline text, use_class text, places_planned integer)),
placed AS MATERIALIZED (
    SELECT given.*, s.id AS known, held.code AS held,
           coalesce(s.exact, given.point) AS kept_point
    FROM given
    LEFT JOIN sites s USING (site_ref)
    LEFT JOIN LATERAL (
        SELECT a.code FROM areas a JOIN authorities USING (code)
        WHERE a.level = 'utla' AND NOT a.approximate AND ST_Covers(a.outline, ST_Transform(given.point, 4326))
        ORDER BY a.end_year IS NOT NULL, a.start_year DESC NULLS LAST LIMIT 1) held ON true),
wanted AS MATERIALIZED (
    SELECT p.row, p.site_ref, p.known, p.held,
           coalesce(p.name, s.name) AS name,
           coalesce(p.authority, s.owner_authority) AS owner_authority,
           coalesce(p.held, CASE WHEN s.owner_authority IS DISTINCT FROM p.authority AND p.authority IS NOT NULL THEN p.authority ELSE s.host_authority END) AS host_authority,
           coalesce(p.uprn, s.uprn) AS uprn,
           coalesce(p.postcode, s.postcode) AS postcode,
           CASE WHEN p.x IS NOT NULL THEN p.point ELSE p.kept_point END AS exact,
           coalesce(p.outline, s.boundary) AS boundary,
           coalesce(p.kind, s.kind) AS kind,
           coalesce(p.operation, s.operation, 'not_a_home') AS operation,
           coalesce(p.pipeline, s.pipeline, 'none') AS pipeline,
           coalesce(p.use_class, s.use_class) AS use_class,
           coalesce(p.places_planned, s.places_planned) AS places_planned,
           s.location_sensitivity AS was,
           s.public_name AS public_name_was, s.name AS name_was
    FROM placed p LEFT JOIN sites s ON s.id = p.known),
named AS MATERIALIZED (
    SELECT w.*, a.name AS host_name,
           CASE WHEN w.was = 'restricted' OR w.kind IS NULL OR w.kind = ANY (string_to_array(@homes, ','))
                     OR w.operation IN ('open', 'suspended', 'mothballed') THEN 'restricted' ELSE 'open' END AS sensitivity
    FROM wanted w JOIN authorities a ON a.code = w.host_authority),
final AS MATERIALIZED (
    SELECT n.*,
           CASE WHEN n.sensitivity = 'open' THEN n.name
                WHEN n.was = 'restricted' THEN n.public_name_was
                ELSE CASE n.kind WHEN 'childrens_home' THEN 'Children''s home' WHEN 'secure_childrens_home' THEN 'Secure children''s home'
                         WHEN 'nhs_land' THEN 'NHS land' ELSE coalesce(upper(left(n.kind, 1)) || replace(substr(n.kind, 2), '_', ' '), 'Site') END
                     || ' in ' || n.host_name END AS public_name
    FROM named n),
updated AS (
    UPDATE sites s SET name = f.name, public_name = f.public_name, owner_authority = f.owner_authority, host_authority = f.host_authority,
           uprn = f.uprn, postcode = f.postcode, exact = f.exact, boundary = f.boundary, kind = f.kind, operation = f.operation, pipeline = f.pipeline,
           use_class = f.use_class, places_planned = f.places_planned, location_sensitivity = f.sensitivity,
           provenance = 'imported', source = @source, version = s.version + 1
    FROM final f
    WHERE s.id = f.known
      AND ((s.name, s.owner_authority, s.host_authority, s.uprn, s.postcode, s.kind, s.operation, s.pipeline, s.use_class, s.places_planned, s.location_sensitivity)
           IS DISTINCT FROM
           (f.name, f.owner_authority, f.host_authority, f.uprn, f.postcode, f.kind, f.operation, f.pipeline, f.use_class, f.places_planned, f.sensitivity)
           OR s.exact::bytea IS DISTINCT FROM f.exact::bytea OR s.boundary::bytea IS DISTINCT FROM f.boundary::bytea)
    RETURNING s.site_ref),
inserted AS (
    INSERT INTO sites (site_ref, name, public_name, owner_authority, host_authority, uprn, postcode, exact, boundary, kind, operation, pipeline,
                       use_class, places_planned, location_sensitivity, provenance, source)
    SELECT site_ref, name, public_name, owner_authority, host_authority, uprn, postcode, exact, boundary, kind, operation, pipeline,
           use_class, places_planned, sensitivity, 'imported', @source
    FROM final WHERE known IS NULL ORDER BY row
    RETURNING site_ref)
SELECT f.row, c.site_ref IS NOT NULL AS changed, f.host_name AS host, f.held IS NOT NULL AND f.held <> f.owner_authority AS moved
FROM final f LEFT JOIN (SELECT site_ref FROM updated UNION ALL SELECT site_ref FROM inserted) c USING (site_ref)
ORDER BY f.row
