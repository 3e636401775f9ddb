-- When each project is likely to open, as it was worked out on a day: what the simulation of
-- its stages gave from all that had been reached by then. One row a day at the most, and only
-- where it changed, so that it can be seen whether a project gets better or worse.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE forecasts (
    project_id  bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    on_day      date NOT NULL,
    p50         date NOT NULL,
    p80         date NOT NULL,
    open_by     date,
    chance      double precision CHECK (chance BETWEEN 0 AND 1),
    worked_back boolean NOT NULL DEFAULT false, -- afterwards, from what had been reached by that day
    PRIMARY KEY (project_id, on_day),
    CHECK ((open_by IS NULL) = (chance IS NULL))
);

-- Worked out by the program itself.
GRANT SELECT, INSERT, UPDATE, DELETE ON forecasts TO homeground_app;

-- +goose Down
DROP TABLE forecasts;
