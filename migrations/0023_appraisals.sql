-- Named appraisals: criteria with their scales and weights as somebody froze them, in
-- versions. One of a programme's may be current: what options are ranked by unless other
-- weights are asked for. Without one it is the programme's own criteria.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE appraisals (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programmes,
    name         text NOT NULL CHECK (name <> '' AND name = btrim(name)),
    version      integer NOT NULL CHECK (version >= 1),
    criteria     jsonb NOT NULL CHECK (jsonb_typeof(criteria) = 'array' AND jsonb_array_length(criteria) > 0), -- code, name, unit, worst, best, weight in basis points; in the board's order
    made_by      bigint NOT NULL REFERENCES users,
    made_at      timestamptz NOT NULL,
    UNIQUE (programme_id, id)
);
CREATE UNIQUE INDEX appraisals_versions ON appraisals (programme_id, lower(name), version);

ALTER TABLE programmes ADD appraisal_id bigint, ADD FOREIGN KEY (id, appraisal_id) REFERENCES appraisals (programme_id, id);

-- +goose StatementBegin
DO $$
BEGIN
    FOR i IN 1..3 LOOP
        EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON appraisals REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
            (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i],
            (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
            'appraisal', 'id', '%1$s.id::text', $q$%1$s.name || ', version ' || %1$s.version$q$, $q$'{}'::text[]$q$, 'NULL::bigint', 'made_at', '', '');
    END LOOP;
END $$;
-- +goose StatementEnd

-- A saved one never changes.
GRANT SELECT, INSERT ON appraisals TO homeground_app;

-- +goose Down
ALTER TABLE programmes DROP appraisal_id;
DROP TABLE appraisals;
