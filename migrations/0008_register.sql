-- The register: what a property lead keeps of a site, its moves, places by type, notes,
-- and where each group of its fields is from.
--
-- Serving may now change a site, and still reads nothing that tells where a restricted
-- one is. What is public it changes by the grants below. What tells the place, and what
-- the public position follows from, it changes only by change_exact_site and adds only
-- by add_site; exact_site remains the one way to read it, and notes the look. Of open
-- sites the views open_sites, open_site_notes and open_site_moves give it to everyone.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

ALTER TABLE sites
    ADD address            text,
    ADD condition          text CHECK (condition IN ('fit', 'refurbish', 'life expired')),
    ADD running_cost_pence bigint CHECK (running_cost_pence >= 0), -- a year
    ADD places_usable      integer CHECK (places_usable >= 0),
    ADD places_occupied    integer CHECK (places_occupied >= 0),
    ADD ended_because      text;

CREATE TABLE site_places (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id    bigint NOT NULL REFERENCES sites,
    type       text NOT NULL CHECK (type IN ('solo', 'two_to_four', 'secure', 'step_down', 'emergency', 'short_break', 'other')),
    registered integer CHECK (registered >= 0),
    usable     integer CHECK (usable >= 0),
    occupied   integer CHECK (occupied >= 0),
    planned    integer CHECK (planned >= 0),
    UNIQUE (site_id, type)
);

-- Every move of a site's states, whoever made it: a person, a choice, an import.
CREATE TABLE site_moves (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id    bigint NOT NULL REFERENCES sites,
    state      text NOT NULL CHECK (state IN ('operation', 'pipeline', 'location_sensitivity')),
    from_state text NOT NULL,
    to_state   text NOT NULL,
    reason     text NOT NULL DEFAULT '',
    on_day     date NOT NULL,
    by_name    text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX site_moves_site ON site_moves (site_id);

CREATE TABLE site_notes (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id bigint NOT NULL REFERENCES sites,
    text    text NOT NULL CHECK (text <> ''),
    by_name text NOT NULL,
    at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX site_notes_site ON site_notes (site_id);

-- Where a group of a site's fields is from, once it is not from where the whole site is.
CREATE TABLE site_sources (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id     bigint NOT NULL REFERENCES sites,
    field_group text NOT NULL CHECK (field_group IN ('identity', 'places', 'planning', 'condition', 'money', 'position')),
    source      text NOT NULL,
    provenance  text NOT NULL,
    on_day      date NOT NULL,
    by_name     text NOT NULL,
    UNIQUE (site_id, field_group)
);

CREATE TRIGGER site_moves_append_only BEFORE UPDATE OR DELETE ON site_moves FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER site_moves_not_emptied BEFORE TRUNCATE ON site_moves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER site_notes_append_only BEFORE UPDATE OR DELETE ON site_notes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER site_notes_not_emptied BEFORE TRUNCATE ON site_notes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------- moves, sources
-- +goose StatementBegin
-- Keeps each move. Who makes it may have said why and when: app.move.
CREATE FUNCTION keep_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    act  jsonb := nullif(current_setting('app.act', true), '')::jsonb;
    said jsonb := nullif(current_setting('app.move', true), '')::jsonb;
BEGIN
    INSERT INTO site_moves (site_id, state, from_state, to_state, reason, on_day, by_name)
    SELECT NEW.id, state, before, after, coalesce(said ->> 'reason', ''), coalesce((said ->> 'on_day')::date, (now() AT TIME ZONE 'Europe/London')::date),
           coalesce(act ->> 'user_name', nobody_acts())
    FROM (VALUES ('pipeline', OLD.pipeline, NEW.pipeline), ('operation', OLD.operation, NEW.operation),
                 ('location_sensitivity', OLD.location_sensitivity, NEW.location_sensitivity)) AS moved (state, before, after)
    WHERE before <> after;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER sites_keep_moves AFTER UPDATE OF operation, pipeline, location_sensitivity ON sites FOR EACH ROW
    WHEN ((OLD.operation, OLD.pipeline, OLD.location_sensitivity) IS DISTINCT FROM (NEW.operation, NEW.pipeline, NEW.location_sensitivity))
    EXECUTE FUNCTION keep_moves();

-- +goose StatementBegin
-- What an import brings is from the import again.
CREATE FUNCTION forget_sources() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    DELETE FROM site_sources WHERE site_id = NEW.id AND field_group IN ('identity', 'places', 'planning', 'position');
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER sites_forget_sources AFTER UPDATE OF source ON sites FOR EACH ROW WHEN (OLD.source <> NEW.source) EXECUTE FUNCTION forget_sources();

-- ---------------------------------------------------------------- audit
-- +goose StatementBegin
DO $$
DECLARE
    t record;
    label CONSTANT text := $q$(SELECT CASE location_sensitivity WHEN 'restricted' THEN public_name ELSE 'HG-' || id END FROM sites WHERE id = %1$s.site_id)$q$;
    whose CONSTANT text := $q$(SELECT array_remove(ARRAY[owner_authority, nullif(host_authority, owner_authority)], NULL) FROM sites WHERE id = %1$s.site_id)$q$;
    project CONSTANT text := '(SELECT project_id FROM project_sites WHERE site_id = %1$s.site_id)';
BEGIN
    DROP TRIGGER note_added ON sites;
    DROP TRIGGER note_changed ON sites;
    DROP TRIGGER note_removed ON sites;
    FOR t IN SELECT * FROM (VALUES
        ('sites', 'site', '%1$s.id::text', $q$CASE %1$s.location_sensitivity WHEN 'restricted' THEN %1$s.public_name ELSE 'HG-' || %1$s.id END$q$,
            $q$CASE WHEN %1$s.owner_authority <> %1$s.host_authority THEN ARRAY[%1$s.owner_authority, %1$s.host_authority] ELSE ARRAY[%1$s.host_authority] END$q$,
            '(SELECT project_id FROM project_sites WHERE site_id = %1$s.id)', 'version',
            'site_ref name public_name address uprn urn postcode exact boundary public_position source ended_because'),
        ('site_places', 'site_places', '%1$s.site_id::text', label, whose, project, 'site_id', ''),
        ('site_moves', 'site_move', '%1$s.site_id::text', label, whose, project, 'site_id by_name at', 'reason'),
        ('site_notes', 'site_note', '%1$s.site_id::text', label, whose, project, 'site_id at', 'text'),
        ('site_sources', 'site_source', '%1$s.site_id::text', label, whose, project, 'site_id by_name on_day', 'source')
    ) AS t (name, object, object_id, label, authorities, project, no_change, tells)
    LOOP
        FOR i IN 1..3 LOOP
            EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
                (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i], t.name,
                (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
                t.object, 'id', t.object_id, t.label, t.authorities, t.project, t.no_change, '', t.tells);
        END LOOP;
    END LOOP;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- What the entries of a site and its parts hold that tells where it is: a look like exact_site.
CREATE OR REPLACE FUNCTION exact_changes(site_id bigint) RETURNS TABLE (entry bigint, changes json) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM note_look(site_id);
    RETURN QUERY SELECT e.id, e.exact_changes FROM audit_entries e WHERE e.withheld <> '{}' AND (
        e.object IN ('site', 'document', 'site_places', 'site_move', 'site_note', 'site_source') AND e.object_id = site_id::text
        OR e.object = 'application' AND e.object_id IN (SELECT a.id::text FROM applications a WHERE a.site_id = exact_changes.site_id)
        OR e.object = 'event' AND e.object_id IN (SELECT v.id::text FROM application_events v JOIN applications a ON a.id = v.application_id WHERE a.site_id = exact_changes.site_id)
        OR e.object = 'planning_condition' AND e.object_id IN (SELECT c.id::text FROM planning_conditions c JOIN applications a ON a.id = c.application_id
                                                               WHERE a.site_id = exact_changes.site_id));
END $$;
-- +goose StatementEnd

-- ---------------------------------------------------------------- what tells the place
DROP FUNCTION exact_site(bigint);
-- +goose StatementBegin
-- What tells where a site is, with its notes and the reasons of its moves. Of a
-- restricted site each look is noted.
CREATE FUNCTION exact_site(site_id bigint) RETURNS TABLE (name text, address text, uprn text, urn text, postcode text, "position" json, boundary json,
    area_m2 double precision, ended_because text, notes json, reasons json, version integer)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM note_look(site_id);
    RETURN QUERY SELECT s.name, s.address, s.uprn, s.urn, s.postcode, lon_lat(s.exact), ST_AsGeoJSON(ST_Transform(s.boundary, 4326), 6)::json,
        ST_Area(ST_Transform(s.boundary, 27700)), s.ended_because,
        (SELECT json_agg(json_build_object('id', n.id, 'text', n.text, 'by_name', n.by_name, 'at', n.at) ORDER BY n.id DESC) FROM site_notes n WHERE n.site_id = s.id),
        (SELECT json_agg(json_build_object('move_id', m.id, 'reason', m.reason) ORDER BY m.id DESC) FROM site_moves m WHERE m.site_id = s.id AND m.reason <> ''),
        s.version
    FROM sites s WHERE s.id = exact_site.site_id;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Changes what tells where a site is, and what its public position follows from: the
-- members of given, no others. It gives nothing back.
CREATE FUNCTION change_exact_site(site bigint, given jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE sites s SET
        name = coalesce(given ->> 'name', s.name),
        public_name = CASE WHEN coalesce(given ->> 'location_sensitivity', s.location_sensitivity) = 'open' THEN coalesce(given ->> 'name', s.name)
                           ELSE coalesce(given ->> 'public_name', s.public_name) END,
        address = CASE WHEN given ? 'address' THEN given ->> 'address' ELSE s.address END,
        uprn = CASE WHEN given ? 'uprn' THEN given ->> 'uprn' ELSE s.uprn END,
        urn = CASE WHEN given ? 'urn' THEN given ->> 'urn' ELSE s.urn END,
        postcode = CASE WHEN given ? 'postcode' THEN given ->> 'postcode' ELSE s.postcode END,
        boundary = CASE WHEN given ? 'boundary' THEN (given ->> 'boundary')::geometry ELSE s.boundary END,
        exact = CASE WHEN given ? 'exact' THEN (given ->> 'exact')::geometry
                     WHEN s.exact IS NULL AND given ->> 'boundary' IS NOT NULL THEN ST_PointOnSurface((given ->> 'boundary')::geometry) ELSE s.exact END,
        host_authority = coalesce(given ->> 'host_authority', s.host_authority),
        location_sensitivity = coalesce(given ->> 'location_sensitivity', s.location_sensitivity),
        version = s.version + 1
    WHERE s.id = site;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Adds a site, given its columns; without a position it is taken to be inside its boundary.
CREATE FUNCTION add_site(given jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    added bigint := nextval(pg_get_serial_sequence('sites', 'id'));
BEGIN
    INSERT INTO sites OVERRIDING SYSTEM VALUE
    SELECT r.* FROM jsonb_populate_record(NULL::sites,
        jsonb_build_object('lawful_use', 'unknown', 'application_status', 'not_started', 'exact', ST_PointOnSurface((given ->> 'boundary')::geometry)::text) || given
        || jsonb_build_object('id', added, 'site_ref', 'HG-' || added || CASE WHEN EXISTS (SELECT FROM sites WHERE site_ref = 'HG-' || added) THEN '-entered' ELSE '' END,
                              'notes', '', 'provenance', 'typed in', 'source', 'Entered by hand', 'version', 1)) r;
    RETURN added;
END $$;
-- +goose StatementEnd

-- What of open sites tells where they are: everyone who sees the register sees it.
CREATE VIEW open_sites WITH (security_barrier) AS
    SELECT id, address, uprn, urn, postcode, boundary, ended_because FROM sites WHERE location_sensitivity = 'open';
CREATE VIEW open_site_notes WITH (security_barrier) AS
    SELECT n.id, n.site_id, n.text, n.by_name, n.at FROM site_notes n JOIN sites s ON s.id = n.site_id WHERE s.location_sensitivity = 'open';
CREATE VIEW open_site_moves WITH (security_barrier) AS
    SELECT m.id, m.site_id, m.reason FROM site_moves m JOIN sites s ON s.id = m.site_id WHERE s.location_sensitivity = 'open';

-- ---------------------------------------------------------------- who may do what
GRANT SELECT (condition, running_cost_pence, places_usable, places_occupied) ON sites TO homeground_app;
GRANT UPDATE (kind, operation, pipeline, pipeline_before, owner_authority, sector, ownership, tenure, use_class, lawful_use, places_registered, places_usable,
    places_occupied, places_planned, occupancy_percent, weekly_fee_pence, running_cost_pence, condition, starts, ends, ended_because, version) ON sites TO homeground_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON site_places TO homeground_app;
GRANT SELECT (id, site_id, state, from_state, to_state, on_day, by_name, at) ON site_moves TO homeground_app;
GRANT INSERT, SELECT (id, site_id, by_name, at) ON site_notes TO homeground_app;
GRANT SELECT, INSERT, UPDATE ON site_sources TO homeground_app;
GRANT SELECT ON open_sites, open_site_notes, open_site_moves TO homeground_app;
REVOKE EXECUTE ON FUNCTION keep_moves(), forget_sources(), exact_site(bigint), change_exact_site(bigint, jsonb), add_site(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exact_site(bigint), change_exact_site(bigint, jsonb), add_site(jsonb) TO homeground_app;
