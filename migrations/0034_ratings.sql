-- The day by which a programme's grant is to be spent, and what people say of a project's
-- ratings against what is worked out: both are shown, and nothing said is taken away.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

ALTER TABLE programmes ADD spend_by date;

-- The last of a part counts. One without a rating takes back the one before.
CREATE TABLE rating_overrides (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    part       text NOT NULL CHECK (part IN ('delivery', 'spend', 'risk')),
    rating     text CHECK (rating IN ('green', 'amber_green', 'amber', 'amber_red', 'red')),
    reason     text NOT NULL CHECK (reason <> ''),
    by_name    text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX rating_overrides_project ON rating_overrides (project_id, part, id);
CREATE TRIGGER rating_overrides_append_only BEFORE UPDATE ON rating_overrides FOR EACH ROW EXECUTE FUNCTION refuse_change();
GRANT SELECT ON rating_overrides TO homeground_app;
GRANT INSERT (project_id, part, rating, reason, by_name) ON rating_overrides TO homeground_app;

CREATE TRIGGER note_added AFTER INSERT ON rating_overrides REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION note_changes('rating', 'id', '%1$s.id::text', 'left(%1$s.reason, 200)', 'authorities_of_project(%1$s.project_id)', '%1$s.project_id', 'at', '', '');
CREATE TRIGGER note_removed AFTER DELETE ON rating_overrides REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT
    EXECUTE FUNCTION note_changes('rating', 'id', '%1$s.id::text', 'left(%1$s.reason, 200)', 'authorities_of_project(%1$s.project_id)', '%1$s.project_id', 'at', '', '');

-- +goose Down
DROP TABLE rating_overrides;
ALTER TABLE programmes DROP spend_by;
