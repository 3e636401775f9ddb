-- The nine homes and units named in the two documents, without a position, and
-- candidates made up for the demonstration.
INSERT INTO sites (site_ref, name, public_name, kind, operation, pipeline, owner_authority, host_authority, organisation_id, urn, sector,
                   exact, location_sensitivity, ownership, tenure, use_class, lawful_use, application_status, places_registered,
                   places_planned, occupancy_percent, weekly_fee_pence, notes, provenance, source)
SELECT r.site_ref, r.name, r.public_name, r.kind, r.operation, r.pipeline, r.owner, r.host, organisations.id, r.urn, r.sector,
       ST_SetSRID(ST_MakePoint(r.lon, r.lat), 4326), r.location_sensitivity, r.ownership, r.tenure, r.use_class, r.lawful_use,
       r.application_status, r.places_registered, r.places_planned, r.occupancy_percent, r.weekly_fee_pounds * 100,
       coalesce(r.notes, ''), r.provenance, r.source
FROM jsonb_to_recordset(@rows) AS r(site_ref text, name text, public_name text, kind text, operation text, pipeline text, owner text, host text,
         organisation text, urn text, sector text, lon double precision, lat double precision, location_sensitivity text, ownership text, tenure text,
         use_class text, lawful_use text, application_status text, places_registered integer, places_planned integer, occupancy_percent integer,
         weekly_fee_pounds bigint, notes text, provenance text, source text)
LEFT JOIN organisations ON organisations.name = r.organisation;
