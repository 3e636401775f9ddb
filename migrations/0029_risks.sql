-- A risk as a manager keeps it: what is done about it and where it stands after that, how
-- soon it may happen, when it is looked at again, and whether it has happened or is over.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

ALTER TABLE risks
    ADD state            text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'issue', 'closed')),
    ADD mitigation       text NOT NULL DEFAULT '',
    ADD likelihood_after integer CHECK (likelihood_after BETWEEN 0 AND 4),
    ADD impact_after     integer CHECK (impact_after BETWEEN 0 AND 4),
    ADD proximity        text CHECK (proximity IN ('month', 'quarter', 'year', 'later')),
    ADD review_on        date,
    ADD CHECK ((likelihood_after IS NULL) = (impact_after IS NULL));

-- +goose Down
ALTER TABLE risks DROP state, DROP mitigation, DROP likelihood_after, DROP impact_after, DROP proximity, DROP review_on;
