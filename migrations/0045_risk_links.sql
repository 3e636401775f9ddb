-- What a risk would hit: a milestone, or a line of the budget.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

ALTER TABLE risks
    ADD milestone_id bigint REFERENCES milestones ON DELETE SET NULL,
    ADD line_id      bigint REFERENCES budget_lines ON DELETE SET NULL;
CREATE INDEX risks_milestone ON risks (milestone_id) WHERE milestone_id IS NOT NULL;
CREATE INDEX risks_line ON risks (line_id) WHERE line_id IS NOT NULL;

-- +goose Down
ALTER TABLE risks DROP milestone_id, DROP line_id;
