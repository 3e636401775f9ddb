-- Proposals, with the sites each uses; one without a site is still looking for it.
WITH given AS (
    SELECT * FROM jsonb_to_recordset(@rows) AS r(option_ref text, name text, authority_code text, route text, places integer,
        cost_low_pounds bigint, cost_likely_pounds bigint, cost_high_pounds bigint, grant_pounds bigint, match_pounds bigint,
        contingency_pounds bigint, delivery_model text, proposal text, withdrawn_reason text,
        starts_on date, sites text, notes text, provenance text, source text)
), made AS (
    INSERT INTO options (option_ref, programme_id, name, authority_code, route, places, cost_low_pence, cost_likely_pence, cost_high_pence,
                         grant_pence, match_pence, contingency_pence, delivery_model, proposal, state, withdrawn_reason, starts_on, notes, provenance, source)
    SELECT option_ref, programmes.id, given.name, authority_code, route, places, cost_low_pounds * 100, cost_likely_pounds * 100,
           cost_high_pounds * 100, grant_pounds * 100, match_pounds * 100, contingency_pounds * 100,
           delivery_model, proposal, CASE WHEN withdrawn_reason IS NULL THEN 'proposed' ELSE 'withdrawn' END, coalesce(withdrawn_reason, ''), starts_on, coalesce(notes, ''), given.provenance, source
    FROM given, programmes ORDER BY option_ref
    RETURNING id, option_ref
)
INSERT INTO option_sites (option_id, site_id)
SELECT made.id, sites.id
FROM made JOIN given USING (option_ref), regexp_split_to_table(given.sites, ' ') AS used(site_ref) JOIN sites USING (site_ref);
