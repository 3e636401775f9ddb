-- What the board decided, with everything it weighed, frozen: record is canonical JSON
-- (RFC 8785), hash its SHA-256, and previous, which the record holds too, the hash of the
-- decision before, so that none can be changed, put in or taken out unseen. Only whether
-- it is approved changes: then its options are projects.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE decisions (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programmes,
    number       integer NOT NULL CHECK (number >= 1),
    decided_on   date NOT NULL,
    reasons      text NOT NULL CHECK (reasons <> ''),
    record       bytea NOT NULL,
    hash         bytea NOT NULL CHECK (hash = sha256(record)),
    previous     bytea,
    recorded_by  bigint NOT NULL REFERENCES users,
    recorded_at  timestamptz NOT NULL,
    approved_by  bigint REFERENCES users,
    approved_at  timestamptz,
    version      integer NOT NULL DEFAULT 1,
    UNIQUE (programme_id, number),
    UNIQUE (programme_id, hash),
    UNIQUE (programme_id, previous),
    FOREIGN KEY (programme_id, previous) REFERENCES decisions (programme_id, hash),
    CHECK ((previous IS NULL) = (number = 1)),
    CHECK ((approved_by IS NULL) = (approved_at IS NULL))
);

-- The options that were chosen.
CREATE TABLE decision_options (
    decision_id bigint NOT NULL REFERENCES decisions,
    option_id   bigint NOT NULL REFERENCES options,
    PRIMARY KEY (decision_id, option_id)
);
CREATE INDEX decision_options_option ON decision_options (option_id);

CREATE TRIGGER decisions_keep BEFORE UPDATE OF id, programme_id, number, decided_on, reasons, record, hash, previous, recorded_by, recorded_at ON decisions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decisions_not_removed BEFORE DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decisions_not_emptied BEFORE TRUNCATE ON decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_options_keep BEFORE UPDATE OR DELETE ON decision_options FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_options_not_emptied BEFORE TRUNCATE ON decision_options FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose StatementBegin
DO $$
BEGIN
    FOR i IN 1..3 LOOP
        EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON decisions REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
            (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i],
            (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
            'decision', 'id', '%1$s.id::text', $q$'Decision ' || %1$s.number$q$, $q$'{}'::text[]$q$, 'NULL::bigint', 'record previous recorded_at version', '', '');
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE (approved_by, approved_at, version) ON decisions TO homeground_app;
GRANT SELECT, INSERT ON decision_options TO homeground_app;

-- +goose Down
DROP TABLE decision_options, decisions;
