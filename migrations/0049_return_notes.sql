-- What is asked and said of a return by those who see it, and by whom it was answered.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE return_notes (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    return_id  bigint NOT NULL REFERENCES returns,
    answers_id bigint, -- the note that this one answers
    text       text NOT NULL CHECK (text <> ''),
    by_id      bigint REFERENCES users,
    by_name    text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    UNIQUE (return_id, id),
    FOREIGN KEY (return_id, answers_id) REFERENCES return_notes (return_id, id)
);
CREATE TRIGGER return_notes_append_only BEFORE UPDATE OR DELETE ON return_notes FOR EACH ROW EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON return_notes TO homeground_app;

CREATE TRIGGER note_added AFTER INSERT ON return_notes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes(
    'return_note', 'id', '%1$s.id::text', $q$(SELECT 'return ' || r.number || CASE WHEN r.revision > 0 THEN ', revision ' || r.revision ELSE '' END FROM returns r WHERE r.id = %1$s.return_id)$q$,
    '''{}''::text[]', 'NULL::bigint', 'at by_id by_name return_id', '', '');

-- +goose Down
DROP TABLE return_notes;
