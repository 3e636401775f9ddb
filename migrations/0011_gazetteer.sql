-- The gazetteer: where postcodes, properties and places with a name are, as published.
-- It holds nothing of the sites. It is reference data, noted once an import by its line
-- in imports, like areas and cells.
--
-- Positions are easting and northing in metres of the national grid, as their publishers
-- give them.

-- +goose Up
-- The function below runs as the owner: nothing temporary may come before the tables.
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE gazetteer_postcodes (
    postcode text COLLATE "C" PRIMARY KEY CHECK (postcode ~ '^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$'), -- without its space
    easting  integer NOT NULL,
    northing integer NOT NULL,
    quality  smallint NOT NULL CHECK (quality BETWEEN 10 AND 60) -- Ordnance Survey's indicator: 10 a building, 60 the middle of its sector
);

CREATE TABLE gazetteer_uprns (
    uprn     text COLLATE "C" PRIMARY KEY CHECK (uprn ~ '^[0-9]{12}$'),
    easting  double precision NOT NULL,
    northing double precision NOT NULL
);

CREATE TABLE gazetteer_places (
    ref      text PRIMARY KEY, -- its publisher's; of a postcode district the district
    name     text NOT NULL CHECK (name <> ''),
    kind     text NOT NULL CHECK (kind IN ('city', 'town', 'village', 'suburb', 'hamlet', 'settlement', 'postcode_district', 'hospital', 'school', 'station', 'road')),
    within   text NOT NULL, -- what tells it from others of its name
    easting  double precision NOT NULL,
    northing double precision NOT NULL
);
-- Names in any case: how they begin, and forgivingly. Roads are many times the rest, and
-- alike in half their letters: they are looked for forgivingly only with what they are in.
CREATE INDEX gazetteer_places_name ON gazetteer_places ((lower(name) COLLATE "C"));
CREATE INDEX gazetteer_places_like ON gazetteer_places USING gin (lower(name) gin_trgm_ops) WHERE kind <> 'road';
CREATE INDEX gazetteer_roads_like ON gazetteer_places USING gin (lower(name) gin_trgm_ops, lower(within) gin_trgm_ops) WHERE kind = 'road';
CREATE INDEX demand_cells_like ON demand_cells USING gin (lower(name) gin_trgm_ops);

-- The authorities' outlines in pieces of few points, by which it is found quickly whose
-- area a position is in: millions of them while UPRNs come in.
CREATE TABLE area_pieces (
    code        text NOT NULL,
    approximate boolean NOT NULL,
    piece       geometry(Polygon, 27700) NOT NULL
);
CREATE INDEX area_pieces_code ON area_pieces (code);
CREATE INDEX area_pieces_piece ON area_pieces USING gist (piece);

-- +goose StatementBegin
CREATE FUNCTION cut_area() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.level = 'utla' THEN
        DELETE FROM area_pieces WHERE code = OLD.code;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.level = 'utla' THEN
        INSERT INTO area_pieces SELECT NEW.code, NEW.approximate, piece
        FROM (SELECT (ST_Dump(ST_Subdivide(outline_27700, 64))).geom AS piece FROM areas WHERE level = NEW.level AND code = NEW.code) cut WHERE ST_Dimension(piece) = 2;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER area_cut AFTER INSERT OR UPDATE OR DELETE ON areas FOR EACH ROW EXECUTE FUNCTION cut_area();
INSERT INTO area_pieces SELECT code, approximate, piece
FROM (SELECT code, approximate, (ST_Dump(ST_Subdivide(outline_27700, 64))).geom AS piece FROM areas WHERE level = 'utla') cut WHERE ST_Dimension(piece) = 2;

-- +goose StatementBegin
-- Fresh statistics of the gazetteer: only their owner may ask for them.
CREATE FUNCTION count_gazetteer() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    ANALYZE gazetteer_postcodes, gazetteer_uprns, gazetteer_places, area_pieces;
END $$;
-- +goose StatementEnd

REVOKE EXECUTE ON FUNCTION count_gazetteer() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_gazetteer() TO homeground_import;
GRANT SELECT ON gazetteer_postcodes, gazetteer_uprns, gazetteer_places, area_pieces TO homeground_app;
GRANT INSERT, UPDATE, DELETE ON gazetteer_postcodes, gazetteer_uprns, gazetteer_places, area_pieces TO homeground_import;
