-- What may stand in a site's way: green belt, flood zones, conservation areas and the
-- like, as imported. A layer says what it covers; elsewhere it was not checked, which is
-- not the same as clear.

-- +goose Up
CREATE TABLE constraint_layers (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind    text NOT NULL CHECK (kind IN ('green_belt', 'flood_zone_2', 'flood_zone_3', 'aonb', 'national_park', 'conservation_area', 'article_4', 'listed_building',
                'scheduled_monument', 'sssi', 'tree_preservation')),
    covers  text[] NOT NULL, -- codes of areas, or England; none: not known
    dated   date, -- when its publisher made it
    source  text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (kind, covers, source)
);

CREATE TABLE constraint_areas (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer_id  bigint NOT NULL REFERENCES constraint_layers ON DELETE CASCADE,
    reference text NOT NULL, -- tells it from the layer's others
    name      text NOT NULL,
    outline   geometry(MultiPolygon, 27700) NOT NULL,
    UNIQUE (layer_id, reference)
);

-- Their outlines in pieces of few points, which are found and cut quickly.
CREATE TABLE constraint_pieces (
    area_id bigint NOT NULL REFERENCES constraint_areas ON DELETE CASCADE,
    piece   geometry(Polygon, 27700) NOT NULL
);
CREATE INDEX constraint_pieces_area ON constraint_pieces (area_id);
CREATE INDEX constraint_pieces_piece ON constraint_pieces USING gist (piece);

-- +goose StatementBegin
CREATE FUNCTION cut_constraint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM constraint_pieces WHERE area_id = NEW.id;
    INSERT INTO constraint_pieces SELECT NEW.id, piece FROM (SELECT (ST_Dump(ST_Subdivide(NEW.outline, 128))).geom AS piece) cut WHERE ST_Dimension(piece) = 2;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER constraint_cut AFTER INSERT OR UPDATE OF outline ON constraint_areas FOR EACH ROW EXECUTE FUNCTION cut_constraint();

-- +goose StatementBegin
-- Every layer against a site's outline, or its point: whether the layer covers it, and
-- each of the layer's areas that it lies in, with the square metres of overlap (0 of a
-- point). It tells where the site is: of a restricted one it is a look.
CREATE FUNCTION constraints_of(site bigint) RETURNS TABLE (layer bigint, kind text, covers text[], dated date, source text, made_at timestamptz, covered boolean,
        reference text, name text, overlap double precision, whole double precision)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    shape geometry;
BEGIN
    PERFORM note_look(site);
    SELECT ST_Transform(coalesce(s.boundary, s.exact), 27700) INTO shape FROM sites s WHERE s.id = site;
    RETURN QUERY
        SELECT l.id, l.kind, l.covers, l.dated, l.source, l.made_at,
               shape IS NOT NULL AND ('England' = ANY (l.covers) OR coalesce((SELECT ST_Covers(ST_Union(a.outline_27700), shape) FROM areas a
                   WHERE a.code = ANY (l.covers) AND ST_Intersects(a.outline_27700, shape)), false)),
               hit.reference, hit.name, hit.overlap, ST_Area(shape)
        FROM constraint_layers l LEFT JOIN LATERAL (
            SELECT c.reference, c.name, sum(ST_Area(ST_Intersection(p.piece, shape))) AS overlap
            FROM constraint_pieces p JOIN constraint_areas c ON c.id = p.area_id
            WHERE c.layer_id = l.id AND ST_Intersects(p.piece, shape)
            GROUP BY c.id HAVING ST_Dimension(shape) = 0 OR sum(ST_Area(ST_Intersection(p.piece, shape))) > 0.5) hit ON true
        ORDER BY l.kind, l.id, hit.overlap DESC, hit.reference;
END $$;
-- +goose StatementEnd

REVOKE EXECUTE ON FUNCTION constraints_of(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION constraints_of(bigint) TO homeground_app;
GRANT SELECT ON constraint_layers TO homeground_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON constraint_layers, constraint_areas, constraint_pieces TO homeground_import;
