-- The two hubs and who belongs to which (bid, section 3, page 11). The authorities
-- themselves are in the reference list already.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(@rows) AS r(code text, name text, hub text)
), hub AS (
    INSERT INTO hubs (name, provenance)
    SELECT DISTINCT hub, 'seed document' FROM given ORDER BY hub
    RETURNING id, name
)
INSERT INTO authorities (code, name, hub_id, provenance)
SELECT code, given.name, hub.id, 'published' FROM given JOIN hub ON hub.name = given.hub
ON CONFLICT (code) DO UPDATE SET hub_id = EXCLUDED.hub_id;
