INSERT INTO organisations (name, kind, provenance)
SELECT name, kind, provenance FROM jsonb_to_recordset(@rows) AS r(name text, kind text, provenance text)
ON CONFLICT (name) DO NOTHING;
