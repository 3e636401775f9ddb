-- The first model: who (authorities), where (sites, areas), need (cells, counts,
-- estimates), what could be done (options), what was chosen and its delivery
-- (projects, milestones). Words and vocabularies: docs/words.md.
--
-- Geometry: areas and cells are kept in EPSG:4326 as published, the national grid
-- (EPSG:27700) is used for every distance and area in metres, and EPSG:3857 copies
-- exist only to draw tiles quickly.

-- +goose Up
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- ---------------------------------------------------------------- who
CREATE TABLE hubs (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL UNIQUE CHECK (name <> ''),
    provenance text NOT NULL,
    version    integer NOT NULL DEFAULT 1
);

-- Every children's-services authority of England; those of the region have a hub.
CREATE TABLE authorities (
    code       text PRIMARY KEY CHECK (code ~ '^[A-Z][0-9]{8}$|^new-[a-z-]+$'),
    name       text NOT NULL CHECK (name <> ''),
    hub_id     bigint REFERENCES hubs,
    starts     date,
    ends       date,
    provenance text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    CHECK (starts IS NULL OR ends IS NULL OR starts <= ends)
);

-- Which authority takes over which, from the given day.
CREATE TABLE successions (
    predecessor text NOT NULL REFERENCES authorities,
    successor   text NOT NULL REFERENCES authorities,
    on_day      date NOT NULL,
    source      text NOT NULL,
    PRIMARY KEY (predecessor, successor)
);

CREATE TABLE organisations (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL UNIQUE CHECK (name <> ''),
    kind       text NOT NULL CHECK (kind IN ('council', 'nhs', 'third_sector', 'company', 'other')),
    provenance text NOT NULL,
    version    integer NOT NULL DEFAULT 1
);

-- ---------------------------------------------------------------- where
-- Published areas, living and ended. An approximate outline is for drawing only:
-- it never decides which authority a site or a cell is in.
CREATE TABLE areas (
    level       text NOT NULL CHECK (level IN ('utla', 'ltla')),
    code        text NOT NULL,
    name        text NOT NULL,
    start_year  integer,
    end_year    integer,
    outline     geometry(MultiPolygon, 4326) NOT NULL,
    approximate boolean NOT NULL,
    source      text NOT NULL,
    outline_3857 geometry(MultiPolygon, 3857) GENERATED ALWAYS AS (ST_Transform(outline, 3857)) STORED,
    -- Kept ready in metres: each restricted site's public position asks for it.
    outline_27700 geometry(MultiPolygon, 27700) GENERATED ALWAYS AS (ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_Transform(outline, 27700)), 3))) STORED,
    PRIMARY KEY (level, code)
);
CREATE INDEX areas_outline ON areas USING gist (outline);
CREATE INDEX areas_outline_3857 ON areas USING gist (outline_3857);

CREATE TABLE sites (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_ref             text NOT NULL UNIQUE CHECK (site_ref <> ''),
    name                 text NOT NULL CHECK (name <> ''),
    public_name          text NOT NULL CHECK (public_name <> ''),
    kind                 text CHECK (kind IN ('childrens_home', 'secure_childrens_home', 'step_down_home', 'solo_home',
                             'residential_special_school', 'short_break_home', 'nhs_land', 'hospital_building', 'council_building',
                             'school_property', 'dwelling', 'vacant_land', 'third_sector_property')),
    operation            text NOT NULL DEFAULT 'not_a_home' CHECK (operation IN ('not_a_home', 'open', 'suspended', 'mothballed', 'closed')),
    pipeline             text NOT NULL DEFAULT 'none' CHECK (pipeline IN ('none', 'idea', 'screening', 'candidate', 'shortlisted', 'approved',
                             'in_delivery', 'awaiting_registration', 'done', 'rejected', 'withdrawn', 'lost_to_market')),
    pipeline_before      text, -- where it was when a project took it into delivery
    owner_authority      text REFERENCES authorities,
    host_authority       text NOT NULL REFERENCES authorities,
    organisation_id      bigint REFERENCES organisations,
    uprn                 text CHECK (uprn ~ '^[0-9]{12}$'),
    urn                  text UNIQUE,
    sector               text CHECK (sector IN ('local_authority', 'private', 'voluntary', 'health')),
    postcode             text,
    exact                geometry(Point) CHECK (ST_SRID(exact) IN (4326, 27700)),
    boundary             geometry(MultiPolygon) CHECK (ST_SRID(boundary) IN (4326, 27700)),
    public_position      geometry(Point, 27700),
    location_sensitivity text NOT NULL CHECK (location_sensitivity IN ('open', 'restricted')),
    ownership            text CHECK (ownership IN ('owned by a public authority', 'not owned by a public authority', 'mixed ownership')),
    tenure               text CHECK (tenure IN ('freehold', 'leasehold', 'licence', 'none yet')),
    use_class            text CHECK (use_class IN ('c2', 'c2a', 'c3', 'e-e', 'sui', 'other')),
    lawful_use           text NOT NULL DEFAULT 'unknown' CHECK (lawful_use IN ('already_c2', 'already_c2a', 'c3_no_material_change_certified',
                             'c3_no_material_change_argued', 'change_required', 'unknown')),
    application_status   text NOT NULL DEFAULT 'not_started' CHECK (application_status IN ('not_started', 'pending', 'invalidated', 'in_assessment',
                             'in_committee', 'awaiting_determination', 'determined', 'returned', 'withdrawn', 'closed')),
    places_registered    integer CHECK (places_registered >= 0),
    places_planned       integer CHECK (places_planned >= 0),
    occupancy_percent    integer CHECK (occupancy_percent BETWEEN 0 AND 100),
    weekly_fee_pence     bigint CHECK (weekly_fee_pence >= 0),
    inspection           text,
    notes                text NOT NULL DEFAULT '',
    starts               date,
    ends                 date,
    provenance           text NOT NULL,
    source               text NOT NULL,
    version              integer NOT NULL DEFAULT 1
);
CREATE INDEX sites_public_position ON sites USING gist (public_position);
CREATE INDEX sites_host ON sites (host_authority);

-- ---------------------------------------------------------------- need
-- Small areas that need is estimated for: 'lsoa21' as imported, 'settlement' built in.
CREATE TABLE demand_cells (
    code             text PRIMARY KEY,
    kind             text NOT NULL CHECK (kind IN ('lsoa21', 'settlement')),
    name             text NOT NULL DEFAULT '',
    authority_code   text REFERENCES authorities,
    district_code    text,
    outline          geometry(MultiPolygon, 4326),
    centre           geometry(Point, 27700),
    children         integer CHECK (children >= 0),
    children_band    text,
    score            double precision CHECK (score >= 0),
    score_basis      text CHECK (score_basis IN ('published', 'older cells', 'authority mean')),
    source           text NOT NULL,
    outline_3857     geometry(MultiPolygon, 3857) GENERATED ALWAYS AS (ST_Transform(outline, 3857)) STORED
);
CREATE INDEX demand_cells_outline_3857 ON demand_cells USING gist (outline_3857);
CREATE INDEX demand_cells_centre ON demand_cells USING gist (centre);
CREATE INDEX demand_cells_authority ON demand_cells (authority_code);

-- Cells of an earlier census, kept only for the deprivation score published on them.
CREATE TABLE older_cells (
    code    text PRIMARY KEY,
    name    text NOT NULL DEFAULT '',
    score   double precision CHECK (score >= 0),
    outline geometry(MultiPolygon, 4326),
    source  text NOT NULL
);
CREATE INDEX older_cells_outline ON older_cells USING gist (outline);

-- Published counts of looked-after children by authority. No number where the
-- publisher suppressed it: the mark says how (c, z, x, low ...).
CREATE TABLE authority_counts (
    authority_code text NOT NULL REFERENCES authorities,
    on_day         date NOT NULL,
    children       integer CHECK (children >= 0),
    mark           text CHECK (mark <> ''),
    source         text NOT NULL,
    provenance     text NOT NULL,
    PRIMARY KEY (authority_code, on_day),
    CHECK ((children IS NULL) <> (mark IS NULL))
);

-- Observed counts as imported. Nothing reads this table but what will protect it:
-- small counts must not leave, so no page, tile, export or sum is made from it.
CREATE TABLE observed_counts (
    area_code text NOT NULL,
    area_name text NOT NULL,
    age_band  text NOT NULL,
    need      text NOT NULL,
    period    text NOT NULL,
    children  integer CHECK (children >= 0),
    mark      text,
    source    text NOT NULL,
    PRIMARY KEY (area_code, age_band, need, period),
    CHECK ((children IS NULL) <> (mark IS NULL))
);

-- The estimate of every cell in use: thousandths of a looked-after child, adding up
-- to each authority's published count exactly; and its Getis-Ord Gi* reading.
CREATE TABLE demand_estimates (
    cell_code   text PRIMARY KEY REFERENCES demand_cells ON DELETE CASCADE,
    thousandths bigint NOT NULL CHECK (thousandths >= 0),
    gi_z        double precision,
    p           double precision,
    class       text NOT NULL DEFAULT 'none' CHECK (class IN ('hot99', 'hot95', 'hot90', 'none', 'cold90', 'cold95', 'cold99'))
);

-- Hot-spots merged by class, as drawn.
CREATE TABLE hotspot_areas (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    class   text NOT NULL,
    hectares double precision NOT NULL,
    outline_3857 geometry(Polygon, 3857) NOT NULL
);
CREATE INDEX hotspot_areas_outline ON hotspot_areas USING gist (outline_3857);

-- The assumptions need is estimated under, and what the last estimate was made from.
CREATE TABLE demand_settings (
    only_row           boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    home_share_bp      integer NOT NULL DEFAULT 1000 CHECK (home_share_bp BETWEEN 0 AND 10000),
    deprivation_power  double precision NOT NULL DEFAULT 1 CHECK (deprivation_power >= 0),
    band_metres        double precision CHECK (band_metres > 0),
    estimated_band     double precision,
    estimated_day      date,
    revision           bigint NOT NULL DEFAULT 0,
    version            integer NOT NULL DEFAULT 1
);
INSERT INTO demand_settings DEFAULT VALUES;

-- ---------------------------------------------------------------- what could be done
CREATE TABLE programmes (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL CHECK (name <> ''),
    funder      text NOT NULL,
    award_pence bigint NOT NULL CHECK (award_pence >= 0),
    open_by     date NOT NULL,
    seed        bigint NOT NULL DEFAULT 20261122,
    provenance  text NOT NULL,
    version     integer NOT NULL DEFAULT 1
);

-- Dates as a source document gives them, kept even where they disagree.
CREATE TABLE programme_dates (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programmes,
    what         text NOT NULL,
    as_given     text NOT NULL,
    source       text NOT NULL,
    conflict     text
);

-- Worst and best are fixed beforehand, so adding an option reorders nothing.
CREATE TABLE criteria (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programmes,
    code         text NOT NULL CHECK (code IN ('places', 'time_to_open', 'cost_per_place')),
    name         text NOT NULL,
    unit         text NOT NULL,
    worst        double precision NOT NULL,
    best         double precision NOT NULL,
    weight_bp    integer NOT NULL CHECK (weight_bp BETWEEN 0 AND 10000),
    position     integer NOT NULL,
    provenance   text NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    UNIQUE (programme_id, code),
    CHECK (worst <> best)
);

CREATE TABLE options (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    option_ref         text NOT NULL UNIQUE,
    programme_id       bigint NOT NULL REFERENCES programmes,
    name               text NOT NULL CHECK (name <> ''),
    authority_code     text NOT NULL REFERENCES authorities,
    route              text NOT NULL CHECK (route IN ('reopen_mothballed', 'certificate_of_lawful_use', 'change_of_use', 'extend',
                           'new_build_nhs_land', 'secure_refurbishment')),
    places             integer NOT NULL CHECK (places > 0),
    cost_low_pence     bigint NOT NULL CHECK (cost_low_pence >= 0),
    cost_likely_pence  bigint NOT NULL,
    cost_high_pence    bigint NOT NULL,
    grant_pence        bigint NOT NULL CHECK (grant_pence >= 0),
    match_pence        bigint NOT NULL CHECK (match_pence >= 0),
    starts_on          date NOT NULL,
    notes              text NOT NULL DEFAULT '',
    provenance         text NOT NULL,
    source             text NOT NULL,
    version            integer NOT NULL DEFAULT 1,
    CHECK (cost_low_pence <= cost_likely_pence AND cost_likely_pence <= cost_high_pence)
);

-- No row: a proposal whose site is still to be found.
CREATE TABLE option_sites (
    option_id bigint NOT NULL REFERENCES options,
    site_id   bigint NOT NULL REFERENCES sites,
    PRIMARY KEY (option_id, site_id)
);

-- A stage's length in weeks, at best, most likely and at worst; a chance below 1 is
-- a branch (an appeal, a call-in) that only some runs take.
CREATE TABLE option_stages (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    option_id       bigint NOT NULL REFERENCES options,
    code            text NOT NULL,
    name            text NOT NULL,
    milestone       text NOT NULL CHECK (milestone ~ '^M(0[1-9]|1[0-9]|2[0-7])$'),
    position        integer NOT NULL,
    optimistic      double precision NOT NULL CHECK (optimistic >= 0),
    likely          double precision NOT NULL,
    pessimistic     double precision NOT NULL,
    chance          double precision NOT NULL DEFAULT 1 CHECK (chance > 0 AND chance <= 1),
    is_estimate     boolean NOT NULL,
    version         integer NOT NULL DEFAULT 1,
    UNIQUE (option_id, code),
    CHECK (optimistic <= likely AND likely <= pessimistic)
);

-- The stage starts when the one it follows ends, plus lag (below zero: they overlap).
CREATE TABLE option_stage_links (
    stage_id   bigint NOT NULL REFERENCES option_stages ON DELETE CASCADE,
    follows_id bigint NOT NULL REFERENCES option_stages ON DELETE CASCADE,
    lag_weeks  double precision NOT NULL DEFAULT 0,
    PRIMARY KEY (stage_id, follows_id),
    CHECK (stage_id <> follows_id)
);

-- ---------------------------------------------------------------- what was chosen, and its delivery
CREATE TABLE projects (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_ref    text NOT NULL UNIQUE CHECK (project_ref <> ''),
    programme_id   bigint REFERENCES programmes,
    option_id      bigint UNIQUE REFERENCES options,
    name           text NOT NULL CHECK (name <> ''),
    authority_code text NOT NULL REFERENCES authorities,
    places         integer NOT NULL DEFAULT 0 CHECK (places >= 0),
    budget_pence   bigint NOT NULL DEFAULT 0 CHECK (budget_pence >= 0),
    grant_pence    bigint NOT NULL DEFAULT 0 CHECK (grant_pence >= 0),
    match_pence    bigint NOT NULL DEFAULT 0 CHECK (match_pence >= 0),
    starts_on      date,
    provenance     text NOT NULL,
    source         text NOT NULL,
    version        integer NOT NULL DEFAULT 1
);

-- A site has one project at a time.
CREATE TABLE project_sites (
    project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    site_id    bigint NOT NULL UNIQUE REFERENCES sites,
    PRIMARY KEY (project_id, site_id)
);

CREATE TABLE milestones (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id  bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    code        text NOT NULL CHECK (code ~ '^M(0[1-9]|1[0-9]|2[0-7])$'),
    name        text NOT NULL,
    position    integer NOT NULL,
    baseline    date,
    forecast    date,
    actual      date,
    version     integer NOT NULL DEFAULT 1,
    UNIQUE (project_id, code)
);

CREATE TABLE milestone_links (
    milestone_id bigint NOT NULL REFERENCES milestones ON DELETE CASCADE,
    follows_id   bigint NOT NULL REFERENCES milestones ON DELETE CASCADE,
    lag_days     integer NOT NULL DEFAULT 0,
    PRIMARY KEY (milestone_id, follows_id),
    CHECK (milestone_id <> follows_id)
);

-- Every move of a forecast. caused_by is empty for the move a person made and points
-- at it for those that followed from it.
CREATE TABLE slips (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    milestone_id bigint NOT NULL REFERENCES milestones ON DELETE CASCADE,
    from_day     date,
    to_day       date NOT NULL,
    reason       text NOT NULL CHECK (reason <> ''),
    caused_by    bigint REFERENCES slips ON DELETE CASCADE,
    by_name      text NOT NULL,
    at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX slips_milestone ON slips (milestone_id);

-- Money spent; append-only. A negative entry is a reversal and says why in its note.
CREATE TABLE ledger_entries (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    on_day     date NOT NULL,
    pence      bigint NOT NULL,
    note       text NOT NULL CHECK (note <> ''),
    source     text NOT NULL
);

CREATE TABLE risks (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    risk       text NOT NULL CHECK (risk <> ''),
    likelihood integer NOT NULL CHECK (likelihood BETWEEN 0 AND 4),
    impact     integer NOT NULL CHECK (impact BETWEEN 0 AND 4),
    owner      text NOT NULL DEFAULT '',
    provenance text NOT NULL,
    source     text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    UNIQUE (project_id, risk)
);

CREATE TABLE conditions (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programmes,
    project_id   bigint REFERENCES projects ON DELETE CASCADE,
    kind         text NOT NULL CHECK (kind IN ('purpose', 'spend_by', 'match_ratio', 'output_places', 'open_by', 'use_period', 'disposal_consent',
                     'change_of_use_consent', 'charge_or_restriction', 'subsidy_control', 'procurement_rules', 'reporting', 'audit_certificate',
                     'publicity', 'equality_duty', 'ofsted_registration', 'safeguarding')),
    text         text NOT NULL,
    due_on       date,
    state        text NOT NULL DEFAULT 'not_due' CHECK (state IN ('not_due', 'due', 'evidence_submitted', 'met', 'met_late', 'waived', 'varied',
                     'breached', 'clawback_notified', 'clawback_deferred', 'clawback_paid')),
    provenance   text NOT NULL,
    version      integer NOT NULL DEFAULT 1
);

-- ---------------------------------------------------------------- how it came in
-- One row an attempt, also when the file was refused.
CREATE TABLE imports (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL DEFAULT now(),
    by_name   text NOT NULL,
    file      text NOT NULL,
    sha256    text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes     bigint NOT NULL,
    kind      text NOT NULL,
    accepted  integer NOT NULL,
    rejected  integer NOT NULL,
    unchanged integer NOT NULL,
    outcome   text NOT NULL CHECK (outcome IN ('imported', 'nothing new', 'refused'))
);

-- +goose StatementBegin
-- The centre of the 10 km square of the national grid that holds a point.
CREATE FUNCTION square_centre(at geometry) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT ST_SetSRID(ST_MakePoint(floor(ST_X(at) / 10000) * 10000 + 5000, floor(ST_Y(at) / 10000) * 10000 + 5000), 27700)
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- A point to draw: [longitude, latitude], WGS 84 to five decimals, about a metre.
CREATE FUNCTION lon_lat(at geometry) RETURNS json LANGUAGE sql STABLE STRICT AS $$
    SELECT json_build_array(round(ST_X(p)::numeric, 5), round(ST_Y(p)::numeric, 5)) FROM (SELECT ST_Transform(at, 4326) AS p) degrees
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- The name of the 10 km square that holds a point of the national grid: SU 75.
CREATE FUNCTION grid_square(at geometry) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT substr('VWXYZQRSTULMNOPFGHJKABCDE', 1 + (5 * ((n / 5 + 2 - 1) % 5) + (e / 5 + 2) % 5)::int, 1)
           || substr('VWXYZQRSTULMNOPFGHJKABCDE', 1 + (5 * (n % 5) + e % 5)::int, 1)
           || ' ' || (floor(ST_X(at) / 10000)::int % 10) || (floor(ST_Y(at) / 10000)::int % 10)
    FROM (SELECT floor(ST_X(at) / 100000)::int AS e, floor(ST_Y(at) / 100000)::int AS n) km100
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Where a site may be shown to everyone: its point if open; if restricted the centre
-- of its 10 km square, or of the neighbouring square with the largest part in the host
-- authority where less than a quarter of its own square lies there.
CREATE FUNCTION public_position_of(exact geometry, sensitivity text, host text) RETURNS geometry LANGUAGE plpgsql STABLE AS $$
DECLARE
    at     geometry;
    land   geometry;
    best   geometry;
BEGIN
    IF exact IS NULL THEN RETURN NULL; END IF;
    at := ST_Transform(exact, 27700);
    IF sensitivity = 'open' THEN RETURN at; END IF;
    SELECT outline_27700 INTO land FROM areas WHERE level = 'utla' AND code = host;
    IF land IS NULL OR ST_Area(ST_Intersection(land, ST_Expand(square_centre(at), 5000))) >= 25000000 THEN
        RETURN square_centre(at);
    END IF;
    SELECT centre INTO best
    FROM (SELECT ST_Translate(square_centre(at), dx * 10000, dy * 10000) AS centre, dx, dy
          FROM generate_series(-1, 1) dx, generate_series(-1, 1) dy WHERE (dx, dy) <> (0, 0)) neighbour,
         LATERAL (SELECT ST_Area(ST_Intersection(land, ST_Expand(centre, 5000))) AS part) p
    WHERE part > 0 ORDER BY part DESC, dx, dy LIMIT 1;
    RETURN coalesce(best, square_centre(at));
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION set_public_position() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.public_position := public_position_of(NEW.exact, NEW.location_sensitivity, NEW.host_authority);
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER sites_public_position BEFORE INSERT OR UPDATE OF exact, location_sensitivity, host_authority ON sites
    FOR EACH ROW EXECUTE FUNCTION set_public_position();

-- +goose StatementBegin
-- The grant cannot be spent twice: projects of a programme never pass its award,
-- whoever writes them. The lock on the programme makes two at once wait in line.
CREATE FUNCTION keep_within_award() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    award bigint;
    used  bigint;
BEGIN
    IF NEW.programme_id IS NULL THEN RETURN NEW; END IF;
    SELECT award_pence INTO award FROM programmes WHERE id = NEW.programme_id FOR UPDATE;
    SELECT coalesce(sum(grant_pence), 0) INTO used FROM projects WHERE programme_id = NEW.programme_id AND id <> NEW.id;
    IF used + NEW.grant_pence > award THEN
        RAISE EXCEPTION 'award passed' USING ERRCODE = 'check_violation', CONSTRAINT = 'projects_within_award';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER projects_within_award BEFORE INSERT OR UPDATE OF grant_pence, programme_id ON projects
    FOR EACH ROW EXECUTE FUNCTION keep_within_award();

-- +goose StatementBegin
CREATE FUNCTION award_covers_projects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.award_pence < (SELECT coalesce(sum(grant_pence), 0) FROM projects WHERE programme_id = NEW.id) THEN
        RAISE EXCEPTION 'award passed' USING ERRCODE = 'check_violation', CONSTRAINT = 'projects_within_award';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER award_covers_projects BEFORE UPDATE OF award_pence ON programmes
    FOR EACH ROW EXECUTE FUNCTION award_covers_projects();

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
-- +goose StatementEnd
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER slips_append_only BEFORE UPDATE ON slips FOR EACH ROW EXECUTE FUNCTION refuse_change();
