-- What reaches people of itself: the weekly e-mail of what is due and overdue, for those who
-- asked for it, and how far each has read their notifications, which are entries of the audit.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE digests (
    user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    week    date NOT NULL CHECK (extract(isodow FROM week) = 1), -- the Monday of the last week that is dealt with
    failed  text NOT NULL DEFAULT ''                             -- what went wrong at the last try; the next is within the hour
);
CREATE TRIGGER note_added AFTER INSERT ON digests REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    EXECUTE FUNCTION note_changes('digest', 'user_id', '%1$s.user_id::text', '(SELECT u.name FROM users u WHERE u.id = %1$s.user_id)', $q$'{}'::text[]$q$, 'NULL::bigint', 'failed', '', '');
CREATE TRIGGER note_removed AFTER DELETE ON digests REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT
    EXECUTE FUNCTION note_changes('digest', 'user_id', '%1$s.user_id::text', '(SELECT u.name FROM users u WHERE u.id = %1$s.user_id)', $q$'{}'::text[]$q$, 'NULL::bigint', 'failed', '', '');

CREATE TABLE notifications_read (
    user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    seq     bigint NOT NULL -- of the audit's entries, the last that was read
);
GRANT SELECT, INSERT, UPDATE, DELETE ON digests TO homeground_app;
GRANT SELECT, INSERT, UPDATE ON notifications_read TO homeground_app;

CREATE INDEX audit_entries_project ON audit_entries (project_id, seq) WHERE project_id IS NOT NULL;

-- +goose Down
DROP INDEX audit_entries_project;
DROP TABLE notifications_read;
DROP TABLE digests;
