-- Where the match of every option would come from.
INSERT INTO option_match (option_id, source, authority_code, name, amount_pence, secured)
SELECT options.id, r.source, r.authority_code, coalesce(r.name, ''), r.amount_pounds * 100, r.secured
FROM jsonb_to_recordset(@rows) AS r(option_ref text, source text, authority_code text, name text, amount_pounds bigint, secured boolean)
JOIN options USING (option_ref) ORDER BY options.id;
