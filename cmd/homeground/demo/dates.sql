-- Dates and figures as the documents give them, with what contradicts them.
INSERT INTO programme_dates (programme_id, what, as_given, source, conflict)
SELECT programmes.id, r.what, r.as_given, r.source, r.conflict
FROM programmes, jsonb_to_recordset(@rows) AS r(what text, as_given text, source text, conflict text);
