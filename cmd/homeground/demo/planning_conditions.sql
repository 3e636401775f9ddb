-- What the permissions ask.
INSERT INTO planning_conditions (application_id, number, text, kind, state, biodiversity_net_gain, gain, exemption, due_on)
SELECT applications.id, r.number, coalesce(r.text, ''), r.kind, r.state, r.gain IS NOT NULL, r.gain, coalesce(r.exemption, ''), r.due_on
FROM jsonb_to_recordset(@rows) AS r(site_ref text, type text, number text, kind text, state text, gain text, exemption text, due_on date, text text)
JOIN sites USING (site_ref) JOIN applications ON applications.site_id = sites.id AND applications.type = r.type ORDER BY r.site_ref, r.number;
