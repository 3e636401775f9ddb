-- A token may be the address of a calendar: it opens that and nothing else.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

ALTER TABLE tokens DROP CONSTRAINT tokens_scope_check, ADD CHECK (scope IN ('read', 'write', 'calendar'));
