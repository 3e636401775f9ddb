-- How much of each zone round a home counts in its access score: the zones to a third, two
-- thirds and all of the reach, in basis points (Luo and Qi 2009). Farther never counts more.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);
SELECT set_config('app.act', '{"user_name": "migration 20", "role": "operator", "credential": "command line", "origin": "command line"}', true);

ALTER TABLE demand_settings
    ADD near_weight_bp integer NOT NULL DEFAULT 10000 CHECK (near_weight_bp BETWEEN 1 AND 10000),
    ADD middle_weight_bp integer NOT NULL DEFAULT 6800 CHECK (middle_weight_bp BETWEEN 0 AND 10000),
    ADD far_weight_bp integer NOT NULL DEFAULT 2200 CHECK (far_weight_bp BETWEEN 0 AND 10000),
    ADD CONSTRAINT farther_never_counts_more CHECK (near_weight_bp >= middle_weight_bp AND middle_weight_bp >= far_weight_bp);

-- +goose Down
ALTER TABLE demand_settings DROP near_weight_bp, DROP middle_weight_bp, DROP far_weight_bp;
