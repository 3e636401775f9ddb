-- What share of the places of open homes is open to the region's children: other
-- authorities place there too. And the need that an option newly covers as a thing to
-- score on, which weighs nothing where the board has fixed its weights before.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);
SELECT set_config('app.act', '{"user_name": "migration 17", "role": "operator", "credential": "command line", "origin": "command line"}', true);

ALTER TABLE demand_settings ADD open_share_bp integer NOT NULL DEFAULT 10000 CHECK (open_share_bp BETWEEN 0 AND 10000);

ALTER TABLE criteria DROP CONSTRAINT criteria_code_check;
ALTER TABLE criteria ADD CONSTRAINT criteria_code_check CHECK (code IN ('places', 'time_to_open', 'cost_per_place', 'need_covered'));
INSERT INTO criteria (programme_id, code, name, unit, worst, best, weight_bp, position, provenance)
SELECT programme_id, 'need_covered', 'Need newly covered', 'children', 0, 8, 0, max(position) + 1, min(provenance) FROM criteria GROUP BY programme_id;

-- +goose Down
DELETE FROM criteria WHERE code = 'need_covered';
ALTER TABLE criteria DROP CONSTRAINT criteria_code_check;
ALTER TABLE criteria ADD CONSTRAINT criteria_code_check CHECK (code IN ('places', 'time_to_open', 'cost_per_place'));
ALTER TABLE demand_settings DROP open_share_bp;
