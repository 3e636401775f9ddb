-- What was claimed and paid of the grant. Paid in arrears: £37,500 of the second claim is
-- still open.
WITH made AS (
    INSERT INTO payments (programme_id, project_id, kind, pence, on_day, reference, provenance, by_name)
    SELECT programmes.id, projects.id, r.kind, r.pounds * 100, r.on_day, r.reference, 'illustrative', 'Demonstration data'
    FROM programmes, jsonb_to_recordset(@rows) AS r(project_ref text, kind text, on_day date, pounds bigint, of_reference text, reference text) LEFT JOIN projects USING (project_ref)
    WHERE r.kind <> 'actual'
    RETURNING id, reference, programme_id
)
INSERT INTO payments (programme_id, project_id, kind, pence, on_day, of_id, reference, provenance, by_name)
SELECT made.programme_id, projects.id, r.kind, r.pounds * 100, r.on_day, made.id, r.reference, 'illustrative', 'Demonstration data'
FROM jsonb_to_recordset(@rows) AS r(project_ref text, kind text, on_day date, pounds bigint, of_reference text, reference text) LEFT JOIN projects USING (project_ref)
JOIN made ON made.reference = r.of_reference WHERE r.kind = 'actual';
