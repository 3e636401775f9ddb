-- Homes of a register into sites: given are their JSON (rows), the source, and the day of
-- the register (day; -infinity where it has none). A site with the number keeps its name,
-- kind and position. An earlier register changes nothing that a later one has said, and
-- what only the earlier one has is closed.
WITH given AS MATERIALIZED (
    SELECT * FROM json_to_recordset(CAST(@rows AS json)) AS t
        (row integer, urn text, kind text, host text, owner text, sector text, operation text, places integer)),
latest AS MATERIALIZED (
    SELECT coalesce(max(day), '-infinity') AS day FROM registers WHERE whole),
wanted AS MATERIALIZED (
    SELECT s.id, s.urn, coalesce(g.places, s.places_registered) AS places, coalesce(g.sector, s.sector) AS sector,
           CASE WHEN s.operation = 'mothballed' OR s.operation = 'closed' AND CAST(@day AS date) < latest.day THEN s.operation ELSE g.operation END AS operation,
           CASE WHEN s.site_ref LIKE 'OF-%' THEN @source ELSE s.source END AS source, nullif(CAST(@day AS date), '-infinity') AS day
    FROM given g JOIN sites s USING (urn), latest
    WHERE coalesce(s.register_day, '-infinity') <= CAST(@day AS date)),
updated AS (
    UPDATE sites s SET places_registered = w.places, sector = w.sector, operation = w.operation, source = w.source, register_day = w.day, version = s.version + 1
    FROM wanted w
    WHERE s.id = w.id AND (s.places_registered, s.sector, s.operation) IS DISTINCT FROM (w.places, w.sector, w.operation)
    RETURNING s.urn),
-- Seen again and nothing new: it is known from this register now.
confirmed AS (
    UPDATE sites s SET source = w.source, register_day = w.day FROM wanted w
    WHERE s.id = w.id AND (s.source, s.register_day) IS DISTINCT FROM (w.source, w.day)
      AND (s.places_registered, s.sector, s.operation) IS NOT DISTINCT FROM (w.places, w.sector, w.operation)),
-- Numbers in no order, so that a reference says nothing of the registration number.
numbered AS (
    SELECT g.*, (SELECT coalesce(max(substr(site_ref, 4)::integer), 0) FROM sites WHERE site_ref ~ '^OF-[0-9]{1,8}$')
                + row_number() OVER (ORDER BY random()) AS number
    FROM given g WHERE NOT EXISTS (SELECT FROM sites s WHERE s.urn = g.urn)),
inserted AS (
    INSERT INTO sites (site_ref, name, public_name, kind, operation, owner_authority, host_authority, urn, sector, places_registered,
                       location_sensitivity, register_day, provenance, source)
    SELECT 'OF-' || lpad(number::text, 6, '0'), called, called, kind, CASE WHEN CAST(@day AS date) < latest.day THEN 'closed' ELSE operation END,
           owner, host, urn, sector, places, 'restricted', nullif(CAST(@day AS date), '-infinity'), 'published', @source
    FROM numbered n, latest, authorities a,
         LATERAL (SELECT CASE kind WHEN 'secure_childrens_home' THEN 'Secure children''s home' WHEN 'residential_special_school' THEN 'Residential special school'
                              WHEN 'short_break_home' THEN 'Short-break home' ELSE 'Children''s home' END || ' in ' || a.name AS called) c
    WHERE a.code = n.host
    RETURNING urn, operation)
SELECT g.urn, u.urn IS NOT NULL OR i.urn IS NOT NULL AS changed, coalesce(i.operation = 'closed' AND g.operation <> 'closed', false) AS late
FROM given g LEFT JOIN updated u ON u.urn = g.urn LEFT JOIN inserted i ON i.urn = g.urn
ORDER BY g.row
