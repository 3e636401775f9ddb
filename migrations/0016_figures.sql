-- The statistics of need: hot-spots of counts or of smoothed rates, hexagons on the
-- national grid, and the figures of other days, published before or projected.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);
SELECT set_config('app.act', '{"user_name": "migration 16", "role": "operator", "credential": "command line", "origin": "command line"}', true);

-- What Gi* is taken of; the band of hexagons, where it is chosen; and the growth by which
-- need is projected, in hundredths of a percent a year, and for how many years.
ALTER TABLE demand_settings
    ADD measure text NOT NULL DEFAULT 'count' CHECK (measure IN ('count', 'rate')),
    ADD hexagon_band_metres double precision CHECK (hexagon_band_metres > 0),
    ADD growth_bp integer CHECK (growth_bp BETWEEN -5000 AND 5000),
    ADD growth_years integer NOT NULL DEFAULT 5 CHECK (growth_years BETWEEN 1 AND 20);

-- A series is one set of figures beside the newest estimate: what was estimated for an
-- earlier published day, or what is projected for a later one. None is of observed counts.
-- Its figures stand with the newest estimate of each cell and hexagon, at its place in the
-- arrays other_...: rows of their own, 60,000 a series in all England, took longer to
-- write than a request may last.
CREATE TABLE demand_series (
    place       integer PRIMARY KEY CHECK (place > 0),
    kind        text NOT NULL CHECK (kind IN ('estimated', 'observed', 'projected')),
    level       text NOT NULL CHECK (level = 'cell'), -- that it was estimated on
    from_day    date NOT NULL,
    to_day      date NOT NULL,
    age_band    text NOT NULL DEFAULT 'all',
    need        text NOT NULL DEFAULT 'all',
    origin      text NOT NULL DEFAULT 'all',
    growth_bp   integer, -- of a projection: the growth a year it was made with
    thousandths bigint NOT NULL, -- of all its cells
    change      bigint NOT NULL, -- of all its cells that have one
    source      text NOT NULL,
    made_at     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (kind, level, to_day, age_band, need, origin),
    CHECK (from_day <= to_day),
    CHECK (growth_bp IS NULL OR kind = 'projected')
);

-- The hexagons that a cell in use lies in by its centre, one of each size. And of other
-- days: its figure, none where its authority has none; the change between it and the
-- newest estimate, the later less the earlier, none where both are of one day; and Gi* of
-- the changes.
ALTER TABLE demand_estimates
    ADD hexagons text[] NOT NULL DEFAULT '{}',
    ADD other_thousandths bigint[] NOT NULL DEFAULT '{}',
    ADD other_change      bigint[] NOT NULL DEFAULT '{}',
    ADD other_gi_z        double precision[] NOT NULL DEFAULT '{}',
    ADD other_class       text[] NOT NULL DEFAULT '{}';

-- The lattices: by the distance between opposite sides, with the band their hot-spots
-- were found with.
CREATE TABLE hexagon_sizes (
    metres integer PRIMARY KEY,
    band   double precision
);
INSERT INTO hexagon_sizes (metres) VALUES (2500), (5000), (10000);

-- The hexagons that hold a cell in use, each with the sum of its cells. It counts as in
-- the authority that most of its need is of.
CREATE TABLE hexagons (
    code           text PRIMARY KEY,
    metres         integer NOT NULL REFERENCES hexagon_sizes,
    name           text NOT NULL,
    authority_code text NOT NULL REFERENCES authorities,
    cells          integer NOT NULL CHECK (cells > 0),
    children       integer CHECK (children >= 0),
    thousandths    bigint NOT NULL CHECK (thousandths >= 0),
    gi_z           double precision,
    p              double precision,
    class          text NOT NULL CHECK (class IN ('hot99', 'hot95', 'hot90', 'none', 'cold90', 'cold95', 'cold99')),
    other_thousandths bigint[] NOT NULL,
    other_change   bigint[] NOT NULL,
    other_gi_z     double precision[] NOT NULL,
    other_class    text[] NOT NULL,
    centre         geometry(Point, 27700) NOT NULL,
    outline_3857   geometry(Polygon, 3857) NOT NULL
);
CREATE INDEX hexagons_outline ON hexagons USING gist (outline_3857);
CREATE INDEX hexagons_metres ON hexagons (metres);

-- Made anew from what was imported, like the estimates.
GRANT SELECT, UPDATE ON hexagon_sizes TO homeground_app;
GRANT SELECT, INSERT, DELETE ON hexagons, demand_series TO homeground_app;
