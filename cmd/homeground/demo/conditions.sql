-- Conditions of the grant: those without a project bind the whole programme.
INSERT INTO conditions (programme_id, project_id, kind, text, clause, due_on, repeats_months, state, owner, triggers, taper, starts_at, period_months, steps, provenance)
SELECT programmes.id, projects.id, r.kind, r.text, coalesce(r.clause, ''), r.due_on, coalesce(r.repeats_months, 0), r.state, coalesce(r.owner, ''), coalesce(r.triggers, '[]')::jsonb, r.taper,
       coalesce(r.starts_at, ''), coalesce(r.period_months, 0), CASE r.taper WHEN 'stepped' THEN '[{"after_months": 120, "share_bp": 5000}]' ELSE '[]' END::jsonb, 'illustrative'
FROM programmes, jsonb_to_recordset(@rows) AS r(project_ref text, kind text, text text, clause text, due_on date, repeats_months integer, state text, owner text, triggers text, taper text, starts_at text, period_months integer)
LEFT JOIN projects USING (project_ref);
