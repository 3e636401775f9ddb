-- The record of every change, and who may do what to the tables.
--
-- Whoever changes a record says who acts by the transaction's setting app.act (JSON, as
-- accounts.Write makes it) and, where asked, why by app.reason. Triggers note each
-- record's change from these; without app.act the change is refused. A later migration
-- that changes records sets app.act itself.
--
-- At the commit, under one short lock, the transaction's entries get their places in a
-- chain: seq without gaps, and hash = SHA-256 of the hash before and the entry's
-- canonical JSON (RFC 8785), seq included. accounts.Verify works it out again.
--
-- The owner of the tables migrates. Serving is a member of homeground_app, importing one
-- of homeground_import; neither can change what is noted. A table that a later migration
-- makes is nobody's until that migration grants it.

-- +goose Up
-- The functions below run as the owner: nothing temporary may come before the tables.
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- ---------------------------------------------------------------- what is noted
CREATE TABLE audit_entries (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    seq           bigint UNIQUE, -- its place; none until the transaction commits
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    user_id       bigint,
    user_name     text NOT NULL,
    role          text NOT NULL,
    credential    text NOT NULL,
    address       text NOT NULL,
    origin        text NOT NULL,
    request       text NOT NULL,
    action        text NOT NULL CHECK (action <> ''),
    object        text NOT NULL,
    object_id     text NOT NULL,
    label         text NOT NULL, -- never what tells where a restricted site is
    authorities   text[] NOT NULL DEFAULT '{}', -- whose the record was
    project_id    bigint,
    changes       json NOT NULL DEFAULT '{}', -- {column: {after, before}}, canonical
    withheld      text[] NOT NULL DEFAULT '{}', -- columns whose before and after are in exact_changes
    exact_changes json NOT NULL DEFAULT '{}', -- of sites: what tells the place
    reason        text NOT NULL DEFAULT '',
    hash          bytea
);
CREATE INDEX audit_entries_object ON audit_entries (object, object_id, id);

-- The last place given, and the lock that is taken to give the next.
CREATE TABLE audit_head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    seq      bigint NOT NULL DEFAULT 0,
    hash     bytea NOT NULL DEFAULT '\x'
);
INSERT INTO audit_head DEFAULT VALUES;

-- A transaction that has noted something, and from which entry on: what makes its commit
-- give the entries their places. Holds nothing but transactions at work.
CREATE TABLE audit_waiting (
    transaction xid8 PRIMARY KEY DEFAULT pg_current_xact_id(),
    first       bigint NOT NULL
);

-- +goose StatementBegin
CREATE FUNCTION nobody_acts() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'nobody is named: a record changes only where app.act says who acts' USING ERRCODE = 'insufficient_privilege';
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Whose a project is, also while it is being removed with all that is its.
CREATE FUNCTION authorities_of_project(project bigint) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT ARRAY[authority_code] FROM projects WHERE id = project),
                    (SELECT authorities FROM audit_entries WHERE object = 'project' AND object_id = project::text ORDER BY id DESC LIMIT 1), '{}')
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The part of a record's changes that one column has, as canonical JSON, or NULL: SQL
-- over the rows o, before, and n, after. Of a secret only that it is set.
CREATE FUNCTION change_of(name text, operation text, secret boolean) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    before text := CASE WHEN secret THEN format($f$CASE WHEN o.%I IS NOT NULL THEN 'set' END$f$, name) ELSE format('o.%I::text', name) END;
    after  text := CASE WHEN NOT secret THEN format('n.%I::text', name)
                        WHEN operation = 'UPDATE' THEN format($f$CASE WHEN o.%1$I IS NULL THEN 'set' WHEN n.%1$I IS NOT NULL THEN 'set anew' END$f$, name)
                        ELSE format($f$CASE WHEN n.%I IS NOT NULL THEN 'set' END$f$, name) END;
BEGIN
    RETURN CASE operation
        WHEN 'INSERT' THEN format($f$CASE WHEN n.%1$I::text <> '' THEN concat('"%1$s":{"after":', to_json(%2$s), ',"before":null}') END$f$, name, after)
        WHEN 'DELETE' THEN format($f$CASE WHEN o.%1$I::text <> '' THEN concat('"%1$s":{"after":null,"before":', to_json(%2$s), '}') END$f$, name, before)
        ELSE format($f$CASE WHEN n.%1$I::text IS DISTINCT FROM o.%1$I::text
                    THEN concat('"%1$s":{"after":', coalesce(to_json(%2$s)::text, 'null'), ',"before":', coalesce(to_json(%3$s)::text, 'null'), '}') END$f$, name, after, before)
    END;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Notes what a statement changed, an entry a record. Its arguments: what the record is
-- called; then, of the row %1$s: its key column, object_id, label, authorities, project;
-- then the columns that are no change of their own, those that are secret, and those
-- that tell where a site is.
CREATE FUNCTION note_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET extra_float_digits = 1 SET bytea_output = 'hex' AS $$
DECLARE
    act     jsonb := nullif(current_setting('app.act', true), '')::jsonb;
    here    text := CASE TG_OP WHEN 'DELETE' THEN 'o' ELSE 'n' END;
    rows    text := CASE TG_OP WHEN 'INSERT' THEN 'new_rows n' WHEN 'DELETE' THEN 'old_rows o' ELSE format('new_rows n JOIN old_rows o ON o.%1$I = n.%1$I', TG_ARGV[1]) END;
    whose   text := format(TG_ARGV[4], here);
    shown   text;
    exact   text;
    earlier bigint;
BEGIN
    SELECT string_agg(part, ', ' ORDER BY name) FILTER (WHERE NOT tells), string_agg(part, ', ' ORDER BY name) FILTER (WHERE tells)
    INTO shown, exact
    FROM (SELECT attname::text COLLATE "C" AS name, attname = ANY (string_to_array(TG_ARGV[8], ' ')) AS tells,
                 change_of(attname, TG_OP, attname = ANY (string_to_array(TG_ARGV[7], ' '))) AS part
          FROM pg_attribute
          WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped AND attname <> TG_ARGV[1] AND attname <> ALL (string_to_array(TG_ARGV[6], ' '))) c;
    IF TG_OP = 'UPDATE' THEN -- who had it sees that it went
        whose := format('CASE WHEN %1$s = %2$s THEN %1$s ELSE ARRAY(SELECT unnest(%1$s) UNION SELECT unnest(%2$s) ORDER BY 1) END', whose, format(TG_ARGV[4], 'o'));
    END IF;
    EXECUTE format($sql$
        WITH noted AS (
            INSERT INTO audit_entries (user_id, user_name, role, credential, address, origin, request, action, object, object_id, label,
                                       authorities, project_id, changes, withheld, exact_changes, reason)
            SELECT nullif($1 ->> 'user_id', '0')::bigint, coalesce($1 ->> 'user_name', nobody_acts()), coalesce($1 ->> 'role', ''), coalesce($1 ->> 'credential', ''),
                   coalesce($1 ->> 'address', ''), coalesce($1 ->> 'origin', ''), coalesce($1 ->> 'request', ''), $2, $3, object_id, label, authorities, project_id,
                   ('{' || shown || '}')::json, CASE WHEN exact = '' THEN '{}' ELSE ARRAY(SELECT json_object_keys(('{' || exact || '}')::json)) END,
                   ('{' || exact || '}')::json, coalesce(current_setting('app.reason', true), '')
            FROM (SELECT %1$s AS object_id, %2$s AS label, %3$s AS authorities, %4$s AS project_id, %5$s.%6$I AS key, concat_ws(',', %7$s) AS shown, %8$s AS exact
                  FROM %9$s OFFSET 0) changed
            WHERE shown <> '' OR exact <> ''
            ORDER BY key
            RETURNING id)
        SELECT min(id) FROM noted$sql$,
        format(TG_ARGV[2], here), format(TG_ARGV[3], here), whose, format(TG_ARGV[5], here), here, TG_ARGV[1], shown,
        CASE WHEN exact IS NULL THEN quote_literal('') ELSE format('concat_ws(%L, %s)', ',', exact) END, rows)
    INTO earlier
    USING act, CASE WHEN TG_ARGV[0] = 'import' THEN 'imported' WHEN TG_OP = 'INSERT' THEN 'added' WHEN TG_OP = 'UPDATE' THEN 'changed' ELSE 'removed' END, TG_ARGV[0];
    IF earlier IS NOT NULL THEN
        INSERT INTO audit_waiting (first) VALUES (earlier) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Every table of records. Not here: what is history already (slips), links between
-- records, what changes at each use (sessions and the like), and reference data, which
-- is noted once an import by its line in imports.
DO $$
DECLARE
    t record;
    none CONSTANT text := $q$'{}'::text[]$q$;
    no_project CONSTANT text := 'NULL::bigint';
    of_project CONSTANT text := 'authorities_of_project(%1$s.project_id)';
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('sites', 'site', 'id', '%1$s.id::text', $q$CASE %1$s.location_sensitivity WHEN 'restricted' THEN %1$s.public_name ELSE 'HG-' || %1$s.id END$q$,
            $q$CASE WHEN %1$s.owner_authority <> %1$s.host_authority THEN ARRAY[%1$s.owner_authority, %1$s.host_authority] ELSE ARRAY[%1$s.host_authority] END$q$,
            '(SELECT project_id FROM project_sites WHERE site_id = %1$s.id)', 'version', '',
            'site_ref name public_name uprn urn postcode exact boundary public_position source'),
        ('organisations', 'organisation', 'id', '%1$s.id::text', '%1$s.name', none, no_project, 'version', '', ''),
        ('programmes', 'programme', 'id', '%1$s.id::text', '%1$s.name', none, no_project, 'version', '', ''),
        ('criteria', 'criterion', 'id', '%1$s.id::text', '%1$s.name', none, no_project, 'version', '', ''),
        ('options', 'option', 'id', '%1$s.id::text', '%1$s.name', 'ARRAY[%1$s.authority_code]', '(SELECT id FROM projects WHERE option_id = %1$s.id)', 'version', '', ''),
        ('option_stages', 'stage', 'id', '%1$s.id::text', '%1$s.name', $q$coalesce((SELECT ARRAY[authority_code] FROM options WHERE id = %1$s.option_id), '{}')$q$,
            '(SELECT id FROM projects WHERE option_id = %1$s.option_id)', 'version', '', ''),
        ('projects', 'project', 'id', '%1$s.id::text', '%1$s.name', 'ARRAY[%1$s.authority_code]', '%1$s.id', 'version', '', ''),
        ('milestones', 'milestone', 'id', '%1$s.id::text', '%1$s.name', of_project, '%1$s.project_id', 'version', '', ''),
        ('risks', 'risk', 'id', '%1$s.id::text', 'left(%1$s.risk, 200)', of_project, '%1$s.project_id', 'version', '', ''),
        ('conditions', 'condition', 'id', '%1$s.id::text', 'left(%1$s.text, 200)', of_project, '%1$s.project_id', 'version', '', ''),
        ('ledger_entries', 'ledger_entry', 'id', '%1$s.id::text', 'left(%1$s.note, 200)', of_project, '%1$s.project_id', '', '', ''),
        ('demand_settings', 'demand_settings', 'only_row', $q$'1'$q$, $q$'Demand settings'$q$, none, no_project, 'version only_row revision estimated_band estimated_day', '', ''),
        ('users', 'user', 'id', '%1$s.id::text', '%1$s.name', none, no_project, 'version', 'password_hash', ''),
        ('user_roles', 'user_role', 'id', '%1$s.user_id::text', $q$coalesce((SELECT name FROM users WHERE id = %1$s.user_id), '')$q$, none, no_project, '', '', ''),
        ('invitations', 'invitation', 'user_id', '%1$s.user_id::text', $q$coalesce((SELECT name FROM users WHERE id = %1$s.user_id), '')$q$, none, no_project, '', 'code_hash', ''),
        ('tokens', 'token', 'id', '%1$s.id::text', '%1$s.name', none, no_project, 'version', 'secret_hash', ''),
        ('imports', 'import', 'id', '%1$s.id::text', '%1$s.file', none, no_project, 'at by_name', '', '')
    ) AS t (name, object, key, object_id, label, authorities, project, no_change, secret, exact)
    LOOP
        FOR i IN 1..3 LOOP
            EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
                (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i], t.name,
                (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
                t.object, t.key, t.object_id, t.label, t.authorities, t.project, t.no_change, t.secret, t.exact);
        END LOOP;
    END LOOP;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Changes as canonical JSON: names are plain words, values text or null.
CREATE FUNCTION canonical_changes(changes jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '{' || coalesce(string_agg(to_json(key)::text || ':{"after":' || coalesce(to_json(value ->> 'after')::text, 'null')
                                      || ',"before":' || coalesce(to_json(value ->> 'before')::text, 'null') || '}', ',' ORDER BY key COLLATE "C"), '') || '}'
    FROM jsonb_each(changes)
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Notes what is no change of a record: a look, an export, a sign-in, a refusal.
CREATE FUNCTION audit_note(action text, object text, object_id text, label text, authorities text[] DEFAULT '{}', project_id bigint DEFAULT NULL,
    changes jsonb DEFAULT '{}', reason text DEFAULT '') RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    act     jsonb := nullif(current_setting('app.act', true), '')::jsonb;
    earlier bigint;
BEGIN
    IF action IN ('added', 'changed', 'removed', 'imported') THEN
        RAISE EXCEPTION 'the database itself notes what is %', action;
    END IF;
    IF EXISTS (SELECT FROM jsonb_each(changes) c WHERE c.key !~ '^[a-z][a-z0-9_]*$' OR jsonb_typeof(c.value) <> 'object'
                 OR c.value - 'before' - 'after' <> '{}' OR coalesce(jsonb_typeof(c.value -> 'before'), '') NOT IN ('string', 'null')
                 OR coalesce(jsonb_typeof(c.value -> 'after'), '') NOT IN ('string', 'null')) THEN
        RAISE EXCEPTION 'changes are columns with before and after, each text or null';
    END IF;
    INSERT INTO audit_entries (user_id, user_name, role, credential, address, origin, request, action, object, object_id, label, authorities, project_id, changes, reason)
    VALUES (nullif(act ->> 'user_id', '0')::bigint, coalesce(act ->> 'user_name', nobody_acts()), coalesce(act ->> 'role', ''), coalesce(act ->> 'credential', ''),
            coalesce(act ->> 'address', ''), coalesce(act ->> 'origin', ''), coalesce(act ->> 'request', ''), audit_note.action, audit_note.object, coalesce(audit_note.object_id, ''),
            coalesce(audit_note.label, ''), coalesce(audit_note.authorities, '{}'), audit_note.project_id, canonical_changes(audit_note.changes)::json,
            coalesce(nullif(audit_note.reason, ''), current_setting('app.reason', true), ''))
    RETURNING id INTO earlier;
    INSERT INTO audit_waiting (first) VALUES (earlier) ON CONFLICT DO NOTHING;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Notes that somebody saw what tells where a site is, if that is restricted.
CREATE FUNCTION note_look(site bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM audit_note('looked', 'site', s.id::text, s.public_name, array_remove(ARRAY[s.owner_authority, nullif(s.host_authority, s.owner_authority)], NULL),
                       (SELECT p.project_id FROM project_sites p WHERE p.site_id = s.id))
    FROM sites s WHERE s.id = site AND s.location_sensitivity = 'restricted';
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- What tells where a site is. Of a restricted site each look is noted.
CREATE FUNCTION exact_site(site_id bigint) RETURNS TABLE (name text, uprn text, urn text, postcode text, "position" json, boundary json)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM note_look(site_id);
    RETURN QUERY SELECT s.name, s.uprn, s.urn, s.postcode, lon_lat(s.exact), ST_AsGeoJSON(ST_Transform(s.boundary, 4326), 6)::json FROM sites s WHERE s.id = site_id;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- What the entries of a site hold that tells where it is: a look like exact_site.
CREATE FUNCTION exact_changes(site_id bigint) RETURNS TABLE (entry bigint, changes json) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM note_look(site_id);
    RETURN QUERY SELECT e.id, e.exact_changes FROM audit_entries e WHERE e.object = 'site' AND e.object_id = site_id::text AND e.withheld <> '{}';
END $$;
-- +goose StatementEnd

-- ---------------------------------------------------------------- the chain
-- +goose StatementBegin
-- Gives the transaction's entries their places; who comes at the same moment waits for
-- the lock until this commit is done.
CREATE FUNCTION place_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET timezone = 'UTC' AS $$
DECLARE
    place bigint;
    link  bytea;
    e     record;
BEGIN
    SELECT seq, hash INTO place, link FROM audit_head FOR UPDATE;
    FOR e IN
        SELECT id, concat('{"action":', to_json(action), ',"address":', to_json(address), ',"at":"', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            '","authorities":', array_to_json(authorities), ',"changes":', changes, ',"credential":', to_json(credential), ',"exact_changes":', exact_changes,
            ',"id":', id, ',"label":', to_json(label), ',"object":', to_json(object), ',"object_id":', to_json(object_id), ',"origin":', to_json(origin),
            ',"project_id":', coalesce(project_id::text, 'null'), ',"reason":', to_json(reason), ',"request":', to_json(request), ',"role":', to_json(role),
            ',"seq":', place + row_number() OVER (ORDER BY id), ',"user_id":', coalesce(user_id::text, 'null'), ',"user_name":', to_json(user_name),
            ',"withheld":', array_to_json(withheld), '}') AS canonical
        FROM audit_entries WHERE id >= NEW.first AND seq IS NULL ORDER BY id
    LOOP
        place := place + 1;
        link := sha256(link || convert_to(e.canonical, 'UTF8'));
        -- One by one: of a table filled a moment ago the planner may know so little that
        -- it would join all of these with all of those.
        UPDATE audit_entries SET seq = place, hash = link WHERE id = e.id;
    END LOOP;
    UPDATE audit_head SET seq = place, hash = link;
    DELETE FROM audit_waiting WHERE transaction = NEW.transaction;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER audit_waiting_place AFTER INSERT ON audit_waiting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION place_entries();

-- ---------------------------------------------------------------- append-only, for the owner too
CREATE TRIGGER audit_entries_keep BEFORE UPDATE ON audit_entries FOR EACH ROW WHEN (OLD.seq IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_not_removed BEFORE DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_not_emptied BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_head_not_removed BEFORE DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_not_removed BEFORE DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_not_emptied BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------- statistics
-- +goose StatementBegin
-- Fresh statistics of what the need is worked out from: only their owner may ask for them.
CREATE FUNCTION count_need() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    ANALYZE demand_cells, older_cells, areas, authorities;
END $$;
-- +goose StatementEnd

-- ---------------------------------------------------------------- who may do what
-- +goose StatementBegin
-- Roles are the whole server's: another database may have made them, this very moment.
DO $$
BEGIN
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'homeground_app') THEN CREATE ROLE homeground_app NOLOGIN; END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'homeground_import') THEN CREATE ROLE homeground_import NOLOGIN; END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
        IF NOT pg_has_role('homeground_import', 'homeground_app', 'MEMBER') THEN GRANT homeground_app TO homeground_import; END IF;
    EXCEPTION WHEN unique_violation THEN NULL;
    END;
    BEGIN -- so that an owner who is no superuser can become them
        IF NOT pg_has_role('homeground_import', 'MEMBER') THEN EXECUTE format('GRANT homeground_import TO %I', current_user); END IF;
    EXCEPTION WHEN unique_violation THEN NULL;
    END;
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema());
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO homeground_app', current_schema());
END $$;
-- +goose StatementEnd

-- Reference data is read; the lists that belong to the migrations are nobody else's to change.
GRANT SELECT ON hubs, authorities, successions, areas, demand_cells, older_cells, authority_counts, programme_dates TO homeground_app;
-- Made anew when the assumptions change.
GRANT SELECT, INSERT, UPDATE, DELETE ON demand_estimates, hotspot_areas TO homeground_app;
GRANT SELECT, UPDATE ON demand_settings TO homeground_app;
-- Records.
GRANT SELECT, INSERT, UPDATE, DELETE ON organisations, programmes, criteria, options, option_sites, option_stages, option_stage_links,
    projects, project_sites, milestones, milestone_links, risks, conditions TO homeground_app;
-- A site is never deleted, and what tells where it is is not read but by exact_site.
GRANT INSERT, UPDATE ON sites TO homeground_app;
GRANT SELECT (id, site_ref, public_name, kind, operation, pipeline, pipeline_before, owner_authority, host_authority, organisation_id, sector,
    public_position, location_sensitivity, ownership, tenure, use_class, lawful_use, application_status, places_registered, places_planned,
    occupancy_percent, weekly_fee_pence, inspection, notes, starts, ends, provenance, source, version) ON sites TO homeground_app;
-- History: added to, never changed.
GRANT SELECT, INSERT ON ledger_entries, slips, imports TO homeground_app;
GRANT SELECT (id, seq, at, user_id, user_name, role, credential, address, origin, request, action, object, object_id, label, authorities, project_id,
    changes, withheld, reason, hash) ON audit_entries TO homeground_app;
GRANT SELECT ON audit_head TO homeground_app;
-- People.
GRANT SELECT, INSERT, UPDATE ON users TO homeground_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON user_roles, invitations, setup_codes, sign_ins, sessions, tokens, token_uses, sign_in_failures, idempotency_keys TO homeground_app;
-- Importing reads a site whole, to leave what a file does not say as it is, and writes reference data.
GRANT SELECT ON sites TO homeground_import;
GRANT SELECT, INSERT, UPDATE, DELETE ON areas, demand_cells, older_cells, authority_counts, observed_counts TO homeground_import;

REVOKE EXECUTE ON FUNCTION note_changes(), place_entries(), note_look(bigint), audit_note(text, text, text, text, text[], bigint, jsonb, text),
    exact_site(bigint), exact_changes(bigint), count_need() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_note(text, text, text, text, text[], bigint, jsonb, text), exact_site(bigint), exact_changes(bigint), count_need() TO homeground_app;
