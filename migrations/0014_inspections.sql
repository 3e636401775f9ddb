-- What Ofsted found and did: inspections and the events of a registration, as rows, from
-- the registers it publishes or by hand. And who runs a home, as a group of its own.
--
-- Ofsted publishes days, numbers and judgements by registration number, and with that
-- number the constituency a home stands in, which cuts its 10 km square. Of a restricted
-- site serving therefore reads none of them but by ofsted_of, which notes the look.
-- Everyone reads the latest overall judgement (site_outcomes) and whether the latest
-- register still has the home (off_register).

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);
SELECT set_config('app.act', '{"user_name": "migration 14", "role": "operator", "credential": "command line", "origin": "command line"}', true);

-- Each register that came in, by the day its inspections were published to or, of a list
-- of who joined and left, its own day. Only a whole one tells who is no longer on it.
CREATE TABLE registers (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day    date NOT NULL,
    whole  boolean NOT NULL,
    source text NOT NULL,
    UNIQUE (day, whole)
);

CREATE TABLE ofsted_events (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id        bigint NOT NULL REFERENCES sites,
    kind           text NOT NULL CHECK (kind IN ('full', 'assurance', 'interim', 'monitoring',
                       'registered', 'conditions', 'suspended', 'suspension_ended', 'cancelled', 'resigned')),
    on_day         date, -- none: the source does not say
    published_on   date,
    number         text NOT NULL DEFAULT '', -- Ofsted's own, of the event
    overall        text CHECK (overall IN ('outstanding', 'good', 'requires_improvement', 'inadequate')),
    protection     text CHECK (protection IN ('outstanding', 'good', 'requires_improvement', 'inadequate')),
    leadership     text CHECK (leadership IN ('outstanding', 'good', 'requires_improvement', 'inadequate')),
    education      text CHECK (education IN ('outstanding', 'good', 'requires_improvement', 'inadequate')),
    health         text CHECK (health IN ('outstanding', 'good', 'requires_improvement', 'inadequate')),
    report         text NOT NULL DEFAULT '', -- where it can be read
    note           text NOT NULL DEFAULT '',
    register_id    bigint REFERENCES registers, -- none: entered by hand, or from a document
    provenance     text NOT NULL,
    source         text NOT NULL,
    by_name        text NOT NULL,
    at             timestamptz NOT NULL DEFAULT now(),
    struck         boolean NOT NULL DEFAULT false,
    struck_because text,
    version        integer NOT NULL DEFAULT 1,
    CHECK (struck = (struck_because IS NOT NULL)),
    CHECK (published_on >= on_day),
    CHECK (overall IS NULL OR kind IN ('full', 'interim', 'monitoring')),
    CHECK (overall IS NOT NULL OR coalesce(protection, leadership, education, health) IS NULL)
);
-- The same event is one row, from however many registers; once struck out it may come anew by hand.
CREATE UNIQUE INDEX ofsted_events_once ON ofsted_events (site_id, kind, coalesce(on_day, '-infinity')) WHERE NOT struck;
CREATE INDEX ofsted_events_site ON ofsted_events (site_id, on_day DESC NULLS LAST);

-- The day of the last register that said anything of a site.
ALTER TABLE sites ADD register_day date;

-- ---------------------------------------------------------------- what there was
-- One line a site, and the day of its registration as its first day: both become rows.
INSERT INTO registers (day, whole, source)
    SELECT DISTINCT ON (day) day::date, true, source
    FROM (SELECT source, substring(source FROM 'inspections published to ([0-9-]{10})') AS day FROM sites) s WHERE day IS NOT NULL ORDER BY day, source;
INSERT INTO ofsted_events (site_id, kind, on_day, overall, note, register_id, provenance, source, by_name)
    SELECT id, CASE WHEN line LIKE '%monitoring%' THEN 'monitoring' ELSE 'full' END,
           to_date(substring(line FROM '[0-9]{1,2} [a-z]+ [0-9]{4}'), 'DD month YYYY'), replace(substring(line FROM '^(outstanding|good|requires improvement|inadequate)'), ' ', '_'),
           CASE WHEN line ~ '^(outstanding|good|requires improvement|inadequate).*[0-9]{1,2} [a-z]+ [0-9]{4}' THEN '' ELSE inspection END,
           (SELECT r.id FROM registers r WHERE r.day::text = substring(s.source FROM 'inspections published to ([0-9-]{10})')), provenance, source, nobody
    FROM sites s, lower(inspection) line, (VALUES ('migration 14')) AS n (nobody) WHERE inspection IS NOT NULL;
INSERT INTO ofsted_events (site_id, kind, on_day, register_id, provenance, source, by_name)
    SELECT id, 'registered', starts, (SELECT r.id FROM registers r WHERE r.day::text = substring(s.source FROM 'inspections published to ([0-9-]{10})')), provenance, source, 'migration 14'
    FROM sites s WHERE site_ref LIKE 'OF-%' AND provenance = 'published' AND starts IS NOT NULL;
-- Not noted: the record of changes would show everyone the very days that now are kept.
ALTER TABLE sites DISABLE TRIGGER note_changed;
UPDATE sites SET register_day = substring(source FROM 'inspections published to ([0-9-]{10})')::date,
    starts = CASE WHEN site_ref LIKE 'OF-%' AND provenance = 'published' THEN NULL ELSE starts END
    WHERE source LIKE '%inspections published to %';
ALTER TABLE sites ENABLE TRIGGER note_changed;
ALTER TABLE sites DROP COLUMN inspection;

-- ---------------------------------------------------------------- history
-- +goose StatementBegin
-- An event is struck out, once; a register may say more of one it had or that was entered.
CREATE FUNCTION keep_ofsted_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.struck OR NEW.site_id <> OLD.site_id OR (to_jsonb(NEW) - 'struck' - 'struck_because' - 'version') <> (to_jsonb(OLD) - 'struck' - 'struck_because' - 'version')
        AND (NEW.struck OR NEW.register_id IS NULL) THEN
        RAISE EXCEPTION 'an event of Ofsted''s is struck out, once, and not changed otherwise';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER ofsted_events_keep BEFORE UPDATE ON ofsted_events FOR EACH ROW EXECUTE FUNCTION keep_ofsted_event();
CREATE TRIGGER ofsted_events_not_removed BEFORE DELETE ON ofsted_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ofsted_events_not_emptied BEFORE TRUNCATE ON ofsted_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose StatementBegin
DO $$
DECLARE
    of_site CONSTANT text := '(SELECT %s FROM sites s WHERE s.id = %%1$s.site_id)';
BEGIN
    FOR i IN 1..3 LOOP
        EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON ofsted_events REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
            (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i],
            (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
            'ofsted_event', 'id', '%1$s.site_id::text', format(of_site, $q$CASE s.location_sensitivity WHEN 'restricted' THEN s.public_name ELSE 'HG-' || s.id END$q$),
            format(of_site, 'array_remove(ARRAY[s.owner_authority, nullif(s.host_authority, s.owner_authority)], NULL)'),
            '(SELECT project_id FROM project_sites p WHERE p.site_id = %1$s.site_id)', 'version site_id by_name at register_id', '',
            'on_day published_on number overall protection leadership education health report note source struck_because');
    END LOOP;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION exact_changes(site_id bigint) RETURNS TABLE (entry bigint, changes json) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM note_look(site_id);
    RETURN QUERY SELECT e.id, e.exact_changes FROM audit_entries e WHERE e.withheld <> '{}' AND (
        e.object IN ('site', 'document', 'site_places', 'site_move', 'site_note', 'site_source', 'ofsted_event') AND e.object_id = site_id::text
        OR e.object = 'application' AND e.object_id IN (SELECT a.id::text FROM applications a WHERE a.site_id = exact_changes.site_id)
        OR e.object = 'event' AND e.object_id IN (SELECT v.id::text FROM application_events v JOIN applications a ON a.id = v.application_id WHERE a.site_id = exact_changes.site_id)
        OR e.object = 'planning_condition' AND e.object_id IN (SELECT c.id::text FROM planning_conditions c JOIN applications a ON a.id = c.application_id
                                                               WHERE a.site_id = exact_changes.site_id));
END $$;
-- +goose StatementEnd

-- ---------------------------------------------------------------- who reads what
-- +goose StatementBegin
-- All that Ofsted found and did at a site, the latest first, and the day of the last
-- register that has it. Of a restricted site it is a look.
CREATE FUNCTION ofsted_of(site bigint) RETURNS TABLE (events json, register_day date) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM note_look(site);
    RETURN QUERY SELECT (SELECT json_agg(e ORDER BY e.on_day DESC NULLS LAST, e.kind, e.id DESC)
                         FROM (SELECT v.id, v.kind, v.on_day, v.published_on, v.number, v.overall, v.protection, v.leadership, v.education, v.health, v.report, v.note,
                                      v.provenance, v.source, v.by_name, v.at, v.struck, v.struck_because, v.version FROM ofsted_events v WHERE v.site_id = s.id) e), s.register_day
        FROM sites s WHERE s.id = site;
END $$;
-- +goose StatementEnd

CREATE VIEW site_outcomes WITH (security_barrier) AS
    SELECT DISTINCT ON (site_id) site_id, overall AS outcome FROM ofsted_events WHERE overall IS NOT NULL AND NOT struck
    ORDER BY site_id, on_day DESC NULLS LAST, kind, id DESC;
CREATE VIEW off_register WITH (security_barrier) AS
    SELECT s.id AS site_id, latest.day FROM sites s, (SELECT max(day) AS day FROM registers WHERE whole) latest WHERE s.register_day < latest.day;

-- ---------------------------------------------------------------- who runs it
-- One organisation however its name is written.
CREATE FUNCTION organisation_key(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(regexp_replace(btrim(name), '\s+', ' ', 'g')) $$;
-- Written in several ways until now: the first stays, and takes the sites of the others.
UPDATE sites SET organisation_id = first.id
FROM organisations o JOIN (SELECT organisation_key(name) AS key, min(id) AS id FROM organisations GROUP BY 1 HAVING count(*) > 1) first ON first.key = organisation_key(o.name)
WHERE sites.organisation_id = o.id AND o.id <> first.id;
DELETE FROM organisations o USING organisations first WHERE organisation_key(first.name) = organisation_key(o.name) AND first.id < o.id;
CREATE UNIQUE INDEX organisations_key ON organisations (organisation_key(name));
ALTER TABLE site_sources DROP CONSTRAINT site_sources_field_group_check,
    ADD CONSTRAINT site_sources_field_group_check CHECK (field_group IN ('identity', 'registration', 'places', 'planning', 'condition', 'money', 'position'));
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION forget_sources() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    DELETE FROM site_sources WHERE site_id = NEW.id AND field_group IN ('identity', 'registration', 'places', 'planning', 'position');
    RETURN NULL;
END $$;
-- +goose StatementEnd

GRANT UPDATE (organisation_id) ON sites TO homeground_app;
GRANT SELECT (id, site_id, struck, version), INSERT, UPDATE (struck, struck_because, version) ON ofsted_events TO homeground_app;
GRANT SELECT, INSERT, UPDATE ON ofsted_events, registers TO homeground_import;
GRANT SELECT ON site_outcomes, off_register TO homeground_app;
REVOKE EXECUTE ON FUNCTION ofsted_of(bigint), keep_ofsted_event() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ofsted_of(bigint) TO homeground_app;
