-- Match that authorities have pledged, made up. And one option at least in each hub (bid,
-- section 7: at least one investment in each).
WITH pledged AS (
    INSERT INTO match_pledges (programme_id, authority_code, amount_pence)
    SELECT programmes.id, authority_code, amount_pounds * 100
    FROM jsonb_to_recordset(@rows) AS r(authority_code text, amount_pounds bigint), programmes ORDER BY authority_code
)
INSERT INTO hub_minimums (programme_id, hub_id, options) SELECT programmes.id, hubs.id, 1 FROM programmes, hubs ORDER BY hubs.id;
