-- What happened to each application, in order.
INSERT INTO application_events (application_id, on_day, kind, outcome, to_day, note, by_name, at)
SELECT applications.id, r.on_day, r.kind, r.outcome, r.to_day, coalesce(r.note, ''), 'Property lead (illustrative)', r.on_day + TIME '12:00' AT TIME ZONE 'UTC'
FROM jsonb_to_recordset(@rows) AS r(site_ref text, type text, on_day date, kind text, outcome text, to_day date, note text)
JOIN sites USING (site_ref) JOIN applications ON applications.site_id = sites.id AND applications.type = r.type ORDER BY applications.id, r.on_day;
