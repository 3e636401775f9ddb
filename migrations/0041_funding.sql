-- Who pays for a project, line by line: the grant, and the match by who gives it, secured or
-- only promised, in cash or in kind. What a project has of each is the sum of its lines: it
-- cannot be written otherwise.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE funding (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id     bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    source         text NOT NULL CHECK (source IN ('grant', 'authority', 'nhs', 'government', 'charity', 'company', 'other')),
    authority_code text REFERENCES authorities,
    name           text NOT NULL DEFAULT '',
    pence          bigint NOT NULL CHECK (pence >= 0),
    secured        boolean NOT NULL,
    in_kind        boolean NOT NULL DEFAULT false, -- land, a building, work: worth so much, and no cash
    valued_by      text NOT NULL DEFAULT '',
    valued_on      date,
    note           text NOT NULL DEFAULT '',
    version        integer NOT NULL DEFAULT 1,
    CHECK ((source = 'authority') = (authority_code IS NOT NULL)),
    CHECK (source IN ('grant', 'authority') OR name <> ''),
    CHECK (source <> 'grant' OR NOT in_kind),
    CHECK (in_kind = (valued_by <> '' AND valued_on IS NOT NULL))
);
CREATE INDEX funding_project ON funding (project_id);
CREATE UNIQUE INDEX funding_grant ON funding (project_id) WHERE source = 'grant';

INSERT INTO funding (project_id, source, pence, secured) SELECT id, 'grant', grant_pence, true FROM projects WHERE grant_pence > 0;
-- The match of a project is its option's, line by line; where that is another sum, one line of
-- its own authority's, not secured as far as is known.
INSERT INTO funding (project_id, source, authority_code, name, pence, secured)
SELECT p.id, m.source, m.authority_code, m.name, m.amount_pence, m.secured FROM projects p JOIN option_match m USING (option_id)
WHERE p.match_pence = (SELECT sum(amount_pence) FROM option_match o WHERE o.option_id = p.option_id);
INSERT INTO funding (project_id, source, authority_code, pence, secured)
SELECT id, 'authority', authority_code, match_pence, false FROM projects p
WHERE match_pence > 0 AND match_pence IS DISTINCT FROM (SELECT sum(amount_pence) FROM option_match o WHERE o.option_id = p.option_id);

-- +goose StatementBegin
CREATE FUNCTION projects_funded() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM funding WHERE project_id = NEW.id
            HAVING coalesce(sum(pence) FILTER (WHERE source = 'grant'), 0) <> NEW.grant_pence OR coalesce(sum(pence) FILTER (WHERE source <> 'grant'), 0) <> NEW.match_pence) THEN
        RAISE EXCEPTION 'what pays for a project is the sum of its funding' USING ERRCODE = 'check_violation', CONSTRAINT = 'projects_funded';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION sum_funding() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    project bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.project_id ELSE NEW.project_id END;
BEGIN
    UPDATE projects p SET (grant_pence, match_pence) = (SELECT coalesce(sum(pence) FILTER (WHERE source = 'grant'), 0), coalesce(sum(pence) FILTER (WHERE source <> 'grant'), 0)
        FROM funding WHERE project_id = project) WHERE p.id = project;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER projects_funded BEFORE INSERT OR UPDATE OF grant_pence, match_pence ON projects FOR EACH ROW EXECUTE FUNCTION projects_funded();
CREATE TRIGGER funding_summed AFTER INSERT OR UPDATE OR DELETE ON funding FOR EACH ROW EXECUTE FUNCTION sum_funding();

-- +goose StatementBegin
DO $$
BEGIN
    FOR i IN 1..3 LOOP
        EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON funding REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
            (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i],
            (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
            'funding_line', 'id', '%1$s.id::text', $q$coalesce(nullif(%1$s.name, ''), (SELECT a.name FROM authorities a WHERE a.code = %1$s.authority_code), %1$s.source)$q$,
            'authorities_of_project(%1$s.project_id)', '%1$s.project_id', 'version', '', '');
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE ON funding TO homeground_app;

-- +goose Down
DROP TRIGGER projects_funded ON projects;
DROP TABLE funding;
DROP FUNCTION sum_funding();
DROP FUNCTION projects_funded();
