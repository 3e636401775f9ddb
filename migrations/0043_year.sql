-- The financial year of a day, in the arithmetic that is quickest: a list of all projects asks
-- it of every entry of the ledger.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);
CREATE OR REPLACE FUNCTION financial_year(day date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CAST(date_part('year', day) - CASE WHEN date_part('month', day) < 4 THEN 1 ELSE 0 END AS integer);

-- +goose Down
SELECT 1;
