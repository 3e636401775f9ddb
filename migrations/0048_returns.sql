-- Returns to whoever gives a grant. What a return says is worked out from the ledger and
-- registers until it is certified; then its document, its files and their manifest are kept,
-- each chained to the one before, and are never changed.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE returns (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programmes,
    number       integer NOT NULL CHECK (number > 0),
    revision     integer NOT NULL DEFAULT 0 CHECK (revision >= 0),
    year         integer NOT NULL CHECK (year BETWEEN 2000 AND 2100), -- the year its financial year begins in
    quarter      integer NOT NULL CHECK (quarter BETWEEN 1 AND 4),    -- 1 is April to June
    due_on       date NOT NULL,
    state        text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'checked', 'certified', 'submitted', 'accepted')),
    template     integer NOT NULL CHECK (template > 0),
    written      jsonb NOT NULL DEFAULT '{}', -- what people write in it, by field
    version      integer NOT NULL DEFAULT 1,
    UNIQUE (programme_id, number, revision),
    UNIQUE (programme_id, year, quarter, revision)
);

-- Whoever wrote in a return prepared it, and does not certify it.
CREATE TABLE return_writers (
    return_id bigint NOT NULL REFERENCES returns,
    user_id   bigint NOT NULL REFERENCES users,
    PRIMARY KEY (return_id, user_id)
);

CREATE TABLE certificates (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id  bigint NOT NULL REFERENCES programmes,
    return_id     bigint NOT NULL REFERENCES returns,
    document      bytea NOT NULL, -- canonical JSON (RFC 8785); holds the hash of the one before
    hash          bytea NOT NULL CHECK (hash = sha256(document)),
    previous      bytea, -- hash of the certificate before it; none for a programme's first
    manifest      bytea NOT NULL, -- canonical JSON: the hash of every file, and of the manifest before
    manifest_hash bytea NOT NULL CHECK (manifest_hash = sha256(manifest)),
    by_id         bigint NOT NULL REFERENCES users,
    by_name       text NOT NULL,
    signed_as     text NOT NULL CHECK (signed_as <> ''), -- the role that the signatory gives
    at            timestamptz NOT NULL,
    UNIQUE (programme_id, hash),
    UNIQUE (programme_id, previous),
    FOREIGN KEY (programme_id, previous) REFERENCES certificates (programme_id, hash)
);
CREATE UNIQUE INDEX certificates_first ON certificates (programme_id) WHERE previous IS NULL;
CREATE INDEX certificates_return ON certificates (return_id);

CREATE TABLE return_files (
    certificate_id bigint NOT NULL REFERENCES certificates,
    kind           text NOT NULL CHECK (kind IN ('json', 'csv', 'xlsx', 'pdf', 'inputs')),
    file_name      text NOT NULL,
    media_type     text NOT NULL,
    content        bytea NOT NULL,
    hash           bytea NOT NULL CHECK (hash = sha256(content)),
    PRIMARY KEY (certificate_id, kind)
);
CREATE INDEX return_files_hash ON return_files (hash);
ALTER TABLE return_files ALTER content SET STORAGE EXTERNAL;

-- Every step of a return, and what is said of it.
CREATE TABLE return_steps (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    return_id  bigint NOT NULL REFERENCES returns,
    from_state text NOT NULL,
    to_state   text NOT NULL,
    reason     text NOT NULL DEFAULT '',
    by_id      bigint REFERENCES users,
    by_name    text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    CHECK (from_state NOT IN ('checked', 'certified', 'submitted') OR to_state <> 'draft' OR reason <> '')
);
CREATE INDEX return_steps_return ON return_steps (return_id);

-- +goose StatementBegin
CREATE FUNCTION another_certifies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM return_writers WHERE return_id = NEW.return_id AND user_id = NEW.by_id) THEN
        RAISE EXCEPTION 'whoever prepared a return does not certify it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER certificates_by_another BEFORE INSERT ON certificates FOR EACH ROW EXECUTE FUNCTION another_certifies();
CREATE TRIGGER certificates_append_only BEFORE UPDATE OR DELETE ON certificates FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER return_files_append_only BEFORE UPDATE OR DELETE ON return_files FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER return_steps_append_only BEFORE UPDATE OR DELETE ON return_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER return_writers_append_only BEFORE UPDATE OR DELETE ON return_writers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER returns_keep BEFORE UPDATE OF id, programme_id, number, revision, year, quarter, template ON returns FOR EACH ROW EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON return_writers, certificates, return_files, return_steps TO homeground_app;
GRANT SELECT, INSERT, UPDATE (due_on, state, written, version) ON returns TO homeground_app;

-- +goose StatementBegin
DO $$
DECLARE
    label CONSTANT text := $q$(SELECT 'return ' || r.number || CASE WHEN r.revision > 0 THEN ', revision ' || r.revision ELSE '' END FROM returns r WHERE r.id = %1$s.return_id)$q$;
    t record;
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('returns', 'return', $q$'return ' || %1$s.number || CASE WHEN %1$s.revision > 0 THEN ', revision ' || %1$s.revision ELSE '' END$q$, 'version', 'added changed'),
        ('certificates', 'certificate', label, 'document manifest at by_id by_name programme_id', 'added'),
        ('return_steps', 'return_step', label, 'at by_id by_name return_id', 'added')
        ) AS t (name, object, label, without, acts)
    LOOP
        FOR i IN 1..2 LOOP
            CONTINUE WHEN NOT (ARRAY['added', 'changed'])[i] = ANY (string_to_array(t.acts, ' '));
            EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
                (ARRAY['added', 'changed'])[i], (ARRAY['INSERT', 'UPDATE'])[i], t.name, (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows'])[i],
                t.object, 'id', '%1$s.id::text', t.label, '''{}''::text[]', 'NULL::bigint', t.without, '', '');
        END LOOP;
    END LOOP;
END $$;
-- +goose StatementEnd

-- +goose Down
DROP TABLE return_steps;
DROP TABLE return_files;
DROP TABLE certificates;
DROP TABLE return_writers;
DROP TABLE returns;
DROP FUNCTION another_certifies;
