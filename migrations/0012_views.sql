-- Saved views: what the map shows, kept under a name; a person's own, or shared with all
-- who may see the map. A view is a preference: it may be deleted, and the audit keeps
-- that it was there.
--
-- And the areas of constraint layers as the map draws them, simplified for its lower
-- zooms, so that what a tile costs does not grow with how fine a layer was surveyed.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE saved_views (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users,
    name    text NOT NULL CHECK (name <> ''),
    query   text NOT NULL CHECK (length(query) <= 2000), -- of the map's address: kind=dwelling&layers=need
    shared  boolean NOT NULL DEFAULT false,
    made_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1,
    UNIQUE (user_id, name)
);
CREATE INDEX saved_views_shared ON saved_views (id) WHERE shared;

-- +goose StatementBegin
DO $$
BEGIN
    FOR i IN 1..3 LOOP
        EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON saved_views REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
            (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i],
            (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
            'view', 'id', '%1$s.id::text', '%1$s.name', $q$'{}'::text[]$q$, 'NULL::bigint', 'version made_at', '', '');
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE (name, query, shared, version), DELETE ON saved_views TO homeground_app;

-- ---------------------------------------------------------------- constraint areas
ALTER TABLE constraint_areas ADD area_m2 double precision NOT NULL GENERATED ALWAYS AS (round(ST_Area(outline)::numeric, 1)) STORED; -- on the national grid
CREATE INDEX constraint_areas_layer ON constraint_areas (layer_id, name, id);

-- An outline for the zooms up to its level, in Web Mercator, to half a pixel there. What
-- is smaller than a pixel there has none.
CREATE TABLE constraint_shapes (
    area_id bigint NOT NULL REFERENCES constraint_areas ON DELETE CASCADE,
    level   integer NOT NULL CHECK (level IN (6, 8, 10)),
    shape   geometry(Geometry, 3857) NOT NULL,
    PRIMARY KEY (area_id, level)
);
CREATE INDEX constraint_shapes_6 ON constraint_shapes USING gist (shape) WHERE level = 6;
CREATE INDEX constraint_shapes_8 ON constraint_shapes USING gist (shape) WHERE level = 8;
CREATE INDEX constraint_shapes_10 ON constraint_shapes USING gist (shape) WHERE level = 10;

-- +goose StatementBegin
-- The outlines of an area for the lower zooms.
CREATE FUNCTION shapes_of(outline geometry) RETURNS TABLE (level integer, shape geometry) LANGUAGE sql STABLE AS $$
    SELECT zoom, simple
    FROM (SELECT ST_Transform(outline, 3857) AS whole OFFSET 0) drawn, (VALUES (6), (8), (10)) AS levels (zoom),
         LATERAL (SELECT 40075016.7 / 512 / power(2, zoom) AS pixel) p, LATERAL (SELECT ST_Simplify(whole, pixel / 2) AS simple) s
    WHERE ST_Area(whole) >= pixel * pixel AND NOT ST_IsEmpty(simple)
$$;

CREATE OR REPLACE FUNCTION cut_constraint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM constraint_pieces WHERE area_id = NEW.id;
    INSERT INTO constraint_pieces SELECT NEW.id, piece FROM (SELECT (ST_Dump(ST_Subdivide(NEW.outline, 128))).geom AS piece) cut WHERE ST_Dimension(piece) = 2;
    DELETE FROM constraint_shapes WHERE area_id = NEW.id;
    INSERT INTO constraint_shapes SELECT NEW.id, s.level, s.shape FROM shapes_of(NEW.outline) s;
    RETURN NULL;
END $$;
-- +goose StatementEnd

INSERT INTO constraint_shapes SELECT a.id, s.level, s.shape FROM constraint_areas a, shapes_of(a.outline) s;

GRANT SELECT ON constraint_areas, constraint_pieces, constraint_shapes TO homeground_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON constraint_shapes TO homeground_import;
