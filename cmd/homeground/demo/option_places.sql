-- The places of every option, by type.
INSERT INTO option_places (option_id, type, places)
SELECT options.id, r.type, r.places
FROM jsonb_to_recordset(@rows) AS r(option_ref text, type text, places integer) JOIN options USING (option_ref) ORDER BY options.id, r.type;
