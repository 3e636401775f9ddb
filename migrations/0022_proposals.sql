-- What a proposal says: what is proposed, its places by type, where the match comes from,
-- what it needs and cannot go with, and whether it is withdrawn. And what the board's
-- choice must keep: the match pledged by each authority, and the options in each hub.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);
SELECT set_config('app.act', '{"user_name": "migration 22", "role": "operator", "credential": "command line", "origin": "command line"}', true);

-- The contingency is a part of the likely cost. copied_from is the option it was duplicated from.
ALTER TABLE options
    ADD proposal text NOT NULL DEFAULT '',
    ADD delivery_model text NOT NULL DEFAULT 'authority_run' CHECK (delivery_model IN ('authority_run', 'partnership', 'procured')),
    ADD contingency_pence bigint NOT NULL DEFAULT 0 CHECK (contingency_pence >= 0),
    ADD state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'withdrawn')),
    ADD withdrawn_reason text NOT NULL DEFAULT '',
    ADD copied_from bigint REFERENCES options,
    ADD CONSTRAINT contingency_in_cost CHECK (contingency_pence <= cost_likely_pence),
    ADD CONSTRAINT withdrawn_with_reason CHECK ((state = 'withdrawn') = (withdrawn_reason <> ''));

-- Where there are any rows, they add up to options.places.
CREATE TABLE option_places (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    option_id bigint NOT NULL REFERENCES options,
    type      text NOT NULL CHECK (type IN ('solo', 'two_to_four', 'secure', 'step_down', 'emergency', 'short_break', 'other')),
    places    integer NOT NULL CHECK (places > 0),
    UNIQUE (option_id, type)
);

-- options.match_pence is their sum. An authority's counts against what it has pledged.
CREATE TABLE option_match (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    option_id      bigint NOT NULL REFERENCES options,
    source         text NOT NULL CHECK (source IN ('authority', 'nhs', 'government', 'charity', 'company', 'other')),
    authority_code text REFERENCES authorities,
    name           text NOT NULL DEFAULT '',
    amount_pence   bigint NOT NULL CHECK (amount_pence > 0),
    secured        boolean NOT NULL,
    CHECK ((source = 'authority') = (authority_code IS NOT NULL)),
    CHECK (source = 'authority' OR name <> '')
);
CREATE INDEX option_match_option ON option_match (option_id);

-- Prerequisites: all must be chosen with it, or be projects already.
CREATE TABLE option_needs (
    option_id bigint NOT NULL REFERENCES options,
    needs_id  bigint NOT NULL REFERENCES options,
    PRIMARY KEY (option_id, needs_id),
    CHECK (option_id <> needs_id)
);

-- Options that cannot go together. Each pair is kept once, the lower number first.
CREATE TABLE option_excludes (
    option_id   bigint NOT NULL REFERENCES options,
    excludes_id bigint NOT NULL REFERENCES options,
    PRIMARY KEY (option_id, excludes_id),
    CHECK (option_id < excludes_id)
);

-- Match that an authority has pledged to the programme; without a row no limit is known.
CREATE TABLE match_pledges (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id   bigint NOT NULL REFERENCES programmes,
    authority_code text NOT NULL REFERENCES authorities,
    amount_pence   bigint NOT NULL CHECK (amount_pence >= 0),
    version        integer NOT NULL DEFAULT 1,
    UNIQUE (programme_id, authority_code)
);

-- The least number of chosen options in a hub.
CREATE TABLE hub_minimums (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programmes,
    hub_id       bigint NOT NULL REFERENCES hubs,
    options      integer NOT NULL CHECK (options > 0),
    version      integer NOT NULL DEFAULT 1,
    UNIQUE (programme_id, hub_id)
);

-- What is recorded now becomes the one row it says no more of than.
INSERT INTO option_match (option_id, source, authority_code, amount_pence, secured)
SELECT id, 'authority', authority_code, match_pence, false FROM options WHERE match_pence > 0 ORDER BY id;

-- ---------------------------------------------------------------- withdrawn options
-- +goose StatementBegin
-- A withdrawn option is no project, and a project's option is not withdrawn.
CREATE FUNCTION refuse_withdrawn() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_TABLE_NAME = 'projects' THEN
        PERFORM FROM options WHERE id = NEW.option_id AND state = 'withdrawn' FOR SHARE;
    ELSE
        PERFORM FROM projects WHERE option_id = NEW.id;
    END IF;
    IF FOUND THEN
        RAISE EXCEPTION 'a withdrawn option cannot be a project' USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawn_is_no_project';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER projects_not_of_withdrawn BEFORE INSERT OR UPDATE OF option_id ON projects FOR EACH ROW WHEN (NEW.option_id IS NOT NULL) EXECUTE FUNCTION refuse_withdrawn();
CREATE TRIGGER options_withdrawn_no_project BEFORE UPDATE OF state ON options FOR EACH ROW WHEN (NEW.state = 'withdrawn') EXECUTE FUNCTION refuse_withdrawn();

-- ---------------------------------------------------------------- audit
-- +goose StatementBegin
-- The rows that say which options, sites and stages belong together are noted too, now
-- that they are edited. They are added and removed, never changed.
DO $$
DECLARE
    t record;
    label CONSTANT text := '(SELECT name FROM options WHERE id = %1$s.option_id)';
    whose CONSTANT text := $q$coalesce((SELECT ARRAY[authority_code] FROM options WHERE id = %1$s.option_id), '{}')$q$;
    project CONSTANT text := '(SELECT id FROM projects WHERE option_id = %1$s.option_id)';
    of_stage CONSTANT text := '(SELECT option_id FROM option_stages WHERE id = %1$s.stage_id)';
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('option_places', 'option_places', 'id', '%1$s.option_id::text', label, whose, project, 'option_id', 3),
        ('option_match', 'option_match', 'id', '%1$s.option_id::text', label, whose, project, 'option_id', 3),
        ('option_sites', 'option_site', 'option_id', '%1$s.option_id::text', label, whose, project, '', 2),
        ('option_needs', 'option_need', 'option_id', '%1$s.option_id::text', label, whose, project, '', 2),
        ('option_excludes', 'option_exclusion', 'option_id', '%1$s.option_id::text', label,
            'ARRAY(SELECT DISTINCT authority_code FROM options WHERE id IN (%1$s.option_id, %1$s.excludes_id) ORDER BY 1)', project, '', 2),
        ('match_pledges', 'match_pledge', 'id', '%1$s.id::text', '(SELECT name FROM authorities WHERE code = %1$s.authority_code)', 'ARRAY[%1$s.authority_code]', 'NULL::bigint', 'version', 3),
        ('hub_minimums', 'hub_minimum', 'id', '%1$s.id::text', '(SELECT name FROM hubs WHERE id = %1$s.hub_id)', $q$'{}'::text[]$q$, 'NULL::bigint', 'version', 3)
    ) AS t (name, object, key, object_id, label, authorities, project, no_change, statements)
    LOOP
        FOR i IN 1..3 LOOP
            CONTINUE WHEN t.statements = 2 AND i = 2;
            EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
                (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i], t.name,
                (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
                t.object, t.key, t.object_id, t.label, t.authorities, t.project, t.no_change, '', '');
        END LOOP;
    END LOOP;
END $$;
-- +goose StatementEnd

-- An option is never deleted.
REVOKE DELETE ON options FROM homeground_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON option_places, option_match TO homeground_app;
GRANT SELECT, INSERT, DELETE ON option_needs, option_excludes TO homeground_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON match_pledges, hub_minimums TO homeground_app;

-- +goose Down
GRANT DELETE ON options TO homeground_app;
DROP TRIGGER options_withdrawn_no_project ON options;
DROP TRIGGER projects_not_of_withdrawn ON projects;
DROP FUNCTION refuse_withdrawn();
DROP TRIGGER note_added ON option_sites;
DROP TRIGGER note_removed ON option_sites;
DROP TABLE hub_minimums, match_pledges, option_excludes, option_needs, option_match, option_places;
ALTER TABLE options DROP withdrawn_reason, DROP state, DROP contingency_pence, DROP delivery_model, DROP proposal, DROP copied_from;
