-- What the two documents say of inspections, whose days they do not give.
INSERT INTO ofsted_events (site_id, kind, overall, note, provenance, source, by_name)
SELECT sites.id, r.kind, r.overall, coalesce(r.note, ''), r.provenance, r.source, 'Demonstration data'
FROM jsonb_to_recordset(@rows) AS r(site_ref text, kind text, overall text, note text, provenance text, source text)
JOIN sites USING (site_ref);
