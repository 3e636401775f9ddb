-- Applications, all made up. Where each stands is worked out from its events.
INSERT INTO applications (site_id, planning_authority, reference, type, description, major, provenance, source)
SELECT sites.id, r.planning_authority, r.reference, r.type, r.description, coalesce(r.major, false), 'illustrative', 'Made up for the demonstration'
FROM jsonb_to_recordset(@rows) AS r(site_ref text, type text, planning_authority text, reference text, description text, major boolean)
JOIN sites USING (site_ref) ORDER BY r.reference;
