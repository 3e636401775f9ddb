-- How each project stood on a day: when it was to open and how likely that was, its places,
-- its money and its ratings. One row a day at the most, and only where it changed, so that
-- any two days can be compared afterwards.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE standings (
    project_id    bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    on_day        date NOT NULL,
    opening       date,
    p50           date,
    p80           date,
    chance        double precision CHECK (chance BETWEEN 0 AND 1),
    places        integer,
    budget_pence  bigint,
    outturn_pence bigint,
    spent_pence   bigint,
    delivery      text CHECK (delivery IN ('green', 'amber_green', 'amber', 'amber_red', 'red')),
    spend         text CHECK (spend IN ('green', 'amber_green', 'amber', 'amber_red', 'red')),
    risk          text CHECK (risk IN ('green', 'amber_green', 'amber', 'amber_red', 'red')),
    overall       text CHECK (overall IN ('green', 'amber_green', 'amber', 'amber_red', 'red')),
    worked_back   boolean NOT NULL DEFAULT false, -- afterwards, from what is still known of that day
    PRIMARY KEY (project_id, on_day)
);

-- Worked out by the program itself.
GRANT SELECT, INSERT, UPDATE, DELETE ON standings TO homeground_app;

-- +goose Down
DROP TABLE standings;
