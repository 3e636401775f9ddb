-- Homes of a register into sites: given are their JSON (rows), the source with the day up
-- to which the register's inspections go, and that day (until; empty where it has none).
-- A site with the number keeps its name, kind and position. An earlier register changes
-- nothing that a later one has said, and what only the earlier one has is closed.
WITH given AS MATERIALIZED (
    SELECT * FROM json_to_recordset(CAST(@rows AS json)) AS t
        (row integer, urn text, kind text, host text, owner text, sector text, operation text, places integer, starts date, inspection text)),
latest AS MATERIALIZED (
    SELECT coalesce(max(substring(source FROM 'inspections published to ([0-9-]{10})')), '') AS day FROM sites WHERE urn IS NOT NULL),
wanted AS MATERIALIZED (
    SELECT s.id, s.urn, coalesce(g.places, s.places_registered) AS places, coalesce(g.inspection, s.inspection) AS inspection,
           coalesce(g.sector, s.sector) AS sector, coalesce(g.starts, s.starts) AS starts,
           CASE WHEN s.operation = 'mothballed' OR s.operation = 'closed' AND CAST(@until AS text) < latest.day THEN s.operation ELSE g.operation END AS operation,
           CASE WHEN s.site_ref LIKE 'OF-%' THEN @source ELSE s.source END AS source
    FROM given g JOIN sites s USING (urn), latest
    WHERE coalesce(substring(s.source FROM 'inspections published to ([0-9-]{10})'), CASE WHEN s.site_ref LIKE 'OF-%' THEN '' ELSE latest.day END) <= CAST(@until AS text)),
updated AS (
    UPDATE sites s SET places_registered = w.places, inspection = w.inspection, sector = w.sector, starts = w.starts, operation = w.operation,
           source = w.source, version = s.version + 1
    FROM wanted w
    WHERE s.id = w.id AND (s.places_registered, s.inspection, s.sector, s.starts, s.operation) IS DISTINCT FROM (w.places, w.inspection, w.sector, w.starts, w.operation)
    RETURNING s.urn),
-- Seen again and nothing new: it is known from this register now.
confirmed AS (
    UPDATE sites s SET source = w.source FROM wanted w
    WHERE s.id = w.id AND s.source <> w.source
      AND (s.places_registered, s.inspection, s.sector, s.starts, s.operation) IS NOT DISTINCT FROM (w.places, w.inspection, w.sector, w.starts, w.operation)),
-- Numbers in no order, so that a reference says nothing of the registration number.
numbered AS (
    SELECT g.*, (SELECT coalesce(max(substr(site_ref, 4)::integer), 0) FROM sites WHERE site_ref ~ '^OF-[0-9]{1,8}$')
                + row_number() OVER (ORDER BY random()) AS number
    FROM given g WHERE NOT EXISTS (SELECT FROM sites s WHERE s.urn = g.urn)),
inserted AS (
    INSERT INTO sites (site_ref, name, public_name, kind, operation, owner_authority, host_authority, urn, sector, places_registered, starts, inspection,
                       location_sensitivity, provenance, source)
    SELECT 'OF-' || lpad(number::text, 6, '0'), called, called, kind, CASE WHEN CAST(@until AS text) < latest.day THEN 'closed' ELSE operation END,
           owner, host, urn, sector, places, n.starts, inspection, 'restricted', 'published', @source
    FROM numbered n, latest, authorities a,
         LATERAL (SELECT CASE kind WHEN 'secure_childrens_home' THEN 'Secure children''s home' WHEN 'residential_special_school' THEN 'Residential special school'
                              WHEN 'short_break_home' THEN 'Short-break home' ELSE 'Children''s home' END || ' in ' || a.name AS called) c
    WHERE a.code = n.host
    RETURNING urn, operation)
SELECT g.row, u.urn IS NOT NULL OR i.urn IS NOT NULL AS changed, coalesce(i.operation = 'closed' AND g.operation <> 'closed', false) AS late
FROM given g LEFT JOIN updated u ON u.urn = g.urn LEFT JOIN inserted i ON i.urn = g.urn
ORDER BY g.row
