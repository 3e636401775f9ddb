-- Whoever a grant comes from may be bound to it: then they see its projects and returns only.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

ALTER TABLE user_roles ADD COLUMN programme_id bigint REFERENCES programmes,
    ADD CHECK (programme_id IS NULL OR role = 'dfe');
DROP INDEX user_roles_once;
CREATE UNIQUE INDEX user_roles_once ON user_roles (user_id, role, coalesce(authority_code, ''), coalesce(project_id, 0), coalesce(programme_id, 0));
