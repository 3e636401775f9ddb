-- Conditions of the grant: those without a project bind the whole programme.
INSERT INTO conditions (programme_id, project_id, kind, text, due_on, state, provenance)
SELECT programmes.id, projects.id, r.kind, r.text, r.due_on, r.state, 'illustrative'
FROM programmes, jsonb_to_recordset(@rows) AS r(project_ref text, kind text, text text, due_on date, state text)
LEFT JOIN projects USING (project_ref);
