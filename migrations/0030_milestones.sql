-- Milestones as a manager keeps them: who owns each, what shows that it was reached, ones of
-- the project's own (X01 and on) beside the 27, and what each waits for. A baseline changes
-- only by a change request that the board approved.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

ALTER TABLE milestones DROP CONSTRAINT milestones_code_check;
ALTER TABLE milestones
    ADD CONSTRAINT milestones_code_check CHECK (code ~ '^(M(0[1-9]|1[0-9]|2[0-7])|X[0-9]{2})$'),
    ADD owner    text NOT NULL DEFAULT '',
    ADD evidence text NOT NULL DEFAULT '';

-- pence and places are what it would add to the project, below zero what it would take away.
CREATE TABLE change_requests (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id      bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    number          integer NOT NULL CHECK (number > 0),
    title           text NOT NULL CHECK (title <> ''),
    reason          text NOT NULL CHECK (reason <> ''),
    places          integer NOT NULL DEFAULT 0,
    pence           bigint NOT NULL DEFAULT 0 CHECK (pence BETWEEN -100000000000 AND 100000000000),
    asked_by        bigint REFERENCES users,
    asked_by_name   text NOT NULL,
    asked_at        timestamptz NOT NULL DEFAULT now(),
    state           text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'approved', 'refused', 'withdrawn')),
    decision_reason text NOT NULL DEFAULT '',
    decided_by_name text NOT NULL DEFAULT '',
    decided_at      timestamptz,
    version         integer NOT NULL DEFAULT 1,
    UNIQUE (project_id, number),
    CHECK ((state = 'asked') = (decided_at IS NULL)),
    CHECK (state IN ('asked', 'withdrawn') OR decision_reason <> '')
);

-- The baselines it asks for. Those of approved ones, in order, are all the baselines a
-- milestone has had since its first.
CREATE TABLE change_request_days (
    change_request_id bigint NOT NULL REFERENCES change_requests ON DELETE CASCADE,
    milestone_id      bigint NOT NULL REFERENCES milestones ON DELETE CASCADE,
    from_day          date,
    to_day            date NOT NULL,
    PRIMARY KEY (change_request_id, milestone_id)
);
CREATE INDEX change_request_days_milestone ON change_request_days (milestone_id);

-- +goose StatementBegin
-- A baseline that is set changes only to what an approved change request asked for, whoever
-- writes it.
CREATE FUNCTION baseline_approved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM change_request_days d JOIN change_requests c ON c.id = d.change_request_id
                   WHERE d.milestone_id = NEW.id AND d.to_day = NEW.baseline AND c.state = 'approved') THEN
        RAISE EXCEPTION 'a baseline changes only by an approved change request' USING ERRCODE = 'check_violation', CONSTRAINT = 'baseline_approved';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER milestones_baseline BEFORE UPDATE OF baseline ON milestones FOR EACH ROW
    WHEN (OLD.baseline IS NOT NULL AND NEW.baseline IS DISTINCT FROM OLD.baseline) EXECUTE FUNCTION baseline_approved();

-- ---------------------------------------------------------------- audit
-- +goose StatementBegin
DO $$
DECLARE
    t record;
    of_link CONSTANT text := '(SELECT project_id FROM milestones WHERE id = %1$s.milestone_id)';
    label CONSTANT text := $q$coalesce((SELECT name FROM milestones WHERE id = %1$s.milestone_id), '')$q$;
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('change_requests', 'change_request', 'id', '%1$s.id::text', 'left(%1$s.title, 200)', 'authorities_of_project(%1$s.project_id)', '%1$s.project_id', 'version', 3),
        ('change_request_days', 'change_request_day', 'milestone_id', '%1$s.change_request_id::text', label, 'authorities_of_project(' || of_link || ')', of_link, '', 2),
        ('milestone_links', 'milestone_link', 'milestone_id', '%1$s.milestone_id::text', label, 'authorities_of_project(' || of_link || ')', of_link, '', 2)
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

GRANT SELECT, INSERT, UPDATE ON change_requests TO homeground_app;
GRANT SELECT, INSERT ON change_request_days TO homeground_app;

-- +goose Down
DROP TRIGGER note_added ON milestone_links;
DROP TRIGGER note_removed ON milestone_links;
DROP TRIGGER milestones_baseline ON milestones;
DROP FUNCTION baseline_approved();
DROP TABLE change_request_days, change_requests;
DELETE FROM milestones WHERE code LIKE 'X%';
ALTER TABLE milestones DROP CONSTRAINT milestones_code_check;
ALTER TABLE milestones ADD CONSTRAINT milestones_code_check CHECK (code ~ '^M(0[1-9]|1[0-9]|2[0-7])$'), DROP owner, DROP evidence;
