INSERT INTO ledger_entries (project_id, on_day, pence, category, note, source)
SELECT projects.id, r.on_day, r.pounds * 100, r.category, r.note, 'Made up for the demonstration'
FROM jsonb_to_recordset(@rows) AS r(project_ref text, on_day date, pounds bigint, category text, note text) JOIN projects USING (project_ref)
ORDER BY r.on_day;
