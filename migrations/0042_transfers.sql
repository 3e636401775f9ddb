-- Transfers of budget between two lines, of one project or of two of one programme. Up to
-- the programme's limit one is made at once; above it, it waits for the board. What was made
-- is never changed: another goes back.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

ALTER TABLE programmes ADD transfer_limit_pence bigint NOT NULL DEFAULT 5000000 CHECK (transfer_limit_pence >= 0);

CREATE TABLE transfers (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_line       bigint NOT NULL REFERENCES budget_lines,
    to_line         bigint NOT NULL REFERENCES budget_lines,
    pence           bigint NOT NULL CHECK (pence BETWEEN 1 AND 100000000000),
    reason          text NOT NULL CHECK (reason <> ''),
    state           text NOT NULL CHECK (state IN ('made', 'asked', 'approved', 'refused', 'withdrawn')),
    asked_by        bigint REFERENCES users,
    asked_by_name   text NOT NULL,
    asked_at        timestamptz NOT NULL DEFAULT now(),
    decision_reason text NOT NULL DEFAULT '',
    decided_by_name text NOT NULL DEFAULT '',
    decided_at      timestamptz,
    version         integer NOT NULL DEFAULT 1,
    CHECK (from_line <> to_line),
    CHECK ((state IN ('made', 'asked')) = (decided_at IS NULL)),
    CHECK (state NOT IN ('approved', 'refused') OR decision_reason <> '')
);
CREATE INDEX transfers_from ON transfers (from_line);
CREATE INDEX transfers_to ON transfers (to_line);
CREATE TRIGGER transfers_keep BEFORE UPDATE OF id, from_line, to_line, pence, reason, asked_by, asked_by_name, asked_at ON transfers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfers_decided BEFORE UPDATE ON transfers FOR EACH ROW WHEN (OLD.state <> 'asked') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfers_not_removed BEFORE DELETE ON transfers FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose StatementBegin
DO $$
BEGIN
    FOR i IN 1..2 LOOP
        EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON transfers REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
            (ARRAY['added', 'changed'])[i], (ARRAY['INSERT', 'UPDATE'])[i], (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows'])[i],
            'transfer', 'id', '%1$s.id::text', 'left(%1$s.reason, 200)',
            'authorities_of_project((SELECT project_id FROM budget_lines WHERE id = %1$s.from_line))', '(SELECT project_id FROM budget_lines WHERE id = %1$s.from_line)', 'version', '', '');
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE (state, decision_reason, decided_by_name, decided_at, version) ON transfers TO homeground_app;

-- +goose Down
DROP TABLE transfers;
ALTER TABLE programmes DROP transfer_limit_pence;
