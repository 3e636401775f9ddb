-- Children looked after on 31 March 2024; a count that was imported already stands.
INSERT INTO authority_counts (authority_code, on_day, children, source, provenance)
SELECT authority_code, DATE '2024-03-31', children,
       'Department for Education, children looked after in England including adoptions, 31 March 2024', 'published'
FROM jsonb_to_recordset(@rows) AS r(authority_code text, children integer)
ON CONFLICT (authority_code, on_day) DO NOTHING;
