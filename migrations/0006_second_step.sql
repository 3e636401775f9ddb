-- The second step of signing in: a code from an app on the person's phone, or one of the
-- recovery codes for a lost phone.
--
-- The key is what the phone holds too, so it cannot be kept as a hash; recovery codes
-- (120 random bits) are kept as their SHA-256. last_step is the half minute of the last
-- code taken: none is taken twice.

-- +goose Up
CREATE TABLE second_steps (
    user_id        bigint PRIMARY KEY REFERENCES users,
    key            text NOT NULL,
    since          timestamptz NOT NULL,
    last_step      bigint NOT NULL,
    recovery_codes bytea[] NOT NULL
);

-- A session keeps the key of a second step that is being set up, and when its user last
-- gave their password.
ALTER TABLE sessions ADD next_key text, ADD confirmed_at timestamptz NOT NULL DEFAULT '-infinity';

-- +goose StatementBegin
DO $$
DECLARE
    name_of CONSTANT text := $q$coalesce((SELECT name FROM users WHERE id = %1$s.user_id), '')$q$;
BEGIN
    FOR i IN 1..3 LOOP
        EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON second_steps REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
            (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i],
            (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
            'second_step', 'user_id', '%1$s.user_id::text', name_of, '''{}''::text[]', 'NULL::bigint', 'last_step', 'key recovery_codes', '');
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE, DELETE ON second_steps TO homeground_app;
