-- What disclosure control had to say of the counts of a period, for everybody to read: of
-- what kind, never of which count. And what an import's record keeps of what followed from it.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- off_total: a total that its parts do not add up to was hidden. shown_before: a count that
-- had been shown was hidden after all. contradiction: all that hangs together was hidden.
CREATE TABLE protection_faults (
    period text NOT NULL,
    kind   text NOT NULL CHECK (kind IN ('off_total', 'shown_before', 'contradiction')),
    PRIMARY KEY (period, kind)
);

ALTER TABLE imports ADD warnings text[] NOT NULL DEFAULT '{}';

-- Made anew with the protected table.
GRANT SELECT ON protection_faults TO homeground_app;
GRANT INSERT, DELETE ON protection_faults TO homeground_import;

-- +goose Down
ALTER TABLE imports DROP warnings;
DROP TABLE protection_faults;
