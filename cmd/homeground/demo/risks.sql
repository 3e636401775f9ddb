INSERT INTO risks (project_id, risk, likelihood, impact, owner, provenance, source)
SELECT projects.id, r.risk, r.likelihood, r.impact, r.owner, 'illustrative', 'Made up for the demonstration'
FROM jsonb_to_recordset(@rows) AS r(project_ref text, risk text, likelihood integer, impact integer, owner text) JOIN projects USING (project_ref);
