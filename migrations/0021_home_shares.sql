-- Who needs a home, authority by authority: by the imported placements of its children where
-- they tell it, else by the one stated share. And the need that follows, kept with the
-- estimates, so that all figures read the same number.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);
SELECT set_config('app.act', '{"user_name": "migration 21", "role": "operator", "credential": "command line", "origin": "command line"}', true);

ALTER TABLE demand_settings
    ADD home_share_from text NOT NULL DEFAULT 'placements' CHECK (home_share_from IN ('placements', 'stated'));

-- The share of each authority that has small areas, in basis points. on_day and source are
-- those of the placements that it is by, or that would not tell it: why says so.
CREATE TABLE home_shares (
    authority_code text PRIMARY KEY REFERENCES authorities,
    share_bp       integer NOT NULL CHECK (share_bp BETWEEN 0 AND 10000),
    basis          text NOT NULL CHECK (basis IN ('placements', 'stated')),
    on_day         date,
    source         text NOT NULL,
    why            text NOT NULL,
    CHECK (basis = 'stated' OR on_day IS NOT NULL AND why = '')
);

-- Thousandths of a looked-after child times the share in basis points; of a hexagon the sum
-- of its cells. What an earlier version estimated has none yet: the program fills it in when
-- it starts.
ALTER TABLE demand_estimates ADD need bigint NOT NULL DEFAULT 0 CHECK (need BETWEEN 0 AND thousandths * 10000);
ALTER TABLE hexagons ADD need bigint NOT NULL DEFAULT 0 CHECK (need BETWEEN 0 AND thousandths * 10000);
ALTER TABLE demand_estimates ALTER need DROP DEFAULT;
ALTER TABLE hexagons ALTER need DROP DEFAULT;

-- Cohorts are worked out when they are asked for.
ALTER TABLE demand_series DROP age_band, DROP need, DROP origin, ADD UNIQUE (kind, level, to_day);

-- Made anew with the estimates, and when the share changes.
GRANT SELECT, INSERT, DELETE ON home_shares TO homeground_app;
GRANT UPDATE (need) ON hexagons TO homeground_app;

-- +goose Down
REVOKE UPDATE (need) ON hexagons FROM homeground_app;
ALTER TABLE demand_series DROP CONSTRAINT demand_series_kind_level_to_day_key, ADD age_band text NOT NULL DEFAULT 'all', ADD need text NOT NULL DEFAULT 'all', ADD origin text NOT NULL DEFAULT 'all',
    ADD UNIQUE (kind, level, to_day, age_band, need, origin);
ALTER TABLE hexagons DROP need;
ALTER TABLE demand_estimates DROP need;
DROP TABLE home_shares;
ALTER TABLE demand_settings DROP home_share_from;
