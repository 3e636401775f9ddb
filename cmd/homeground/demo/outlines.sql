-- Approximate outlines, for drawing only; a boundary that is there already is better.
INSERT INTO areas (level, code, name, outline, approximate, source)
SELECT 'utla', area -> 'properties' ->> 'code', area -> 'properties' ->> 'name',
       ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(area -> 'geometry'), 4326)), true, 'Natural Earth 1:10m admin-1, public domain'
FROM jsonb_array_elements(CAST(@rows AS jsonb) -> 'features') AS area
ON CONFLICT (level, code) DO NOTHING;
