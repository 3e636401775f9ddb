-- Published totals of an authority that are divided, by age band, need, placement or
-- origin; published projections of its total; and the postcode district of a cell.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);
SELECT set_config('app.act', '{"user_name": "migration 18", "role": "operator", "credential": "command line", "origin": "command line"}', true);

-- A field that does not divide is 'all'. What all of them leave undivided is the
-- authority's total, in authority_counts. No number where the publisher suppressed it:
-- the mark says how, and it is never nought.
CREATE TABLE cohort_counts (
    authority_code text NOT NULL REFERENCES authorities,
    on_day         date NOT NULL,
    age_band       text NOT NULL CHECK (age_band <> ''),
    need           text NOT NULL CHECK (need <> ''),
    placement      text NOT NULL CHECK (placement <> ''),
    origin         text NOT NULL CHECK (origin <> ''),
    children       integer CHECK (children >= 0),
    mark           text CHECK (mark <> ''),
    source         text NOT NULL,
    provenance     text NOT NULL,
    PRIMARY KEY (authority_code, on_day, age_band, need, placement, origin),
    CHECK ((children IS NULL) <> (mark IS NULL)),
    CHECK ((age_band, need, placement, origin) <> ('all', 'all', 'all', 'all'))
);

-- An authority's total as somebody projected it for a later day, in thousandths of a child.
CREATE TABLE projected_counts (
    authority_code text NOT NULL REFERENCES authorities,
    on_day         date NOT NULL,
    thousandths    bigint NOT NULL CHECK (thousandths >= 0),
    source         text NOT NULL CHECK (source <> ''),
    PRIMARY KEY (authority_code, on_day)
);

-- The postcode district that most of a cell's postcodes are of; none: not known.
ALTER TABLE demand_cells ADD postcode_district text;
-- Which postcodes lie in a cell.
CREATE INDEX gazetteer_postcodes_point ON gazetteer_postcodes USING gist (ST_SetSRID(ST_MakePoint(easting, northing), 27700));

-- Hexagons follow from the cells, whose authorities are checked. Checking each of 26,000
-- once more took a quarter of the time that estimating all of England takes.
ALTER TABLE hexagons DROP CONSTRAINT hexagons_metres_fkey, DROP CONSTRAINT hexagons_authority_code_fkey, ADD CHECK (metres IN (2500, 5000, 10000));

-- Reference data like authority_counts: noted once an import.
GRANT SELECT ON cohort_counts, projected_counts TO homeground_app;
GRANT INSERT, UPDATE, DELETE ON cohort_counts, projected_counts TO homeground_import;

-- +goose Down
DROP INDEX gazetteer_postcodes_point;
ALTER TABLE hexagons DROP CONSTRAINT hexagons_metres_check, ADD FOREIGN KEY (metres) REFERENCES hexagon_sizes, ADD FOREIGN KEY (authority_code) REFERENCES authorities;
ALTER TABLE demand_cells DROP postcode_district;
DROP TABLE projected_counts;
DROP TABLE cohort_counts;
