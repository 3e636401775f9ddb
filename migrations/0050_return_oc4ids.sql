-- A return is kept as OC4IDS too.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

ALTER TABLE return_files DROP CONSTRAINT return_files_kind_check,
    ADD CONSTRAINT return_files_kind_check CHECK (kind IN ('json', 'csv', 'xlsx', 'pdf', 'oc4ids', 'inputs'));
