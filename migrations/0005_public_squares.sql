-- Where a restricted site is shown, where its authority is small.
--
-- A site in a square of which less than a quarter is its authority's is shown in the
-- neighbouring square that has most of it. Two cases were wrong. Where no square has a
-- quarter (Reading, Slough, Scilly), sites of the largest were shown in the second, and
-- those of the second in the largest: who knows the rule knew that a home shown in the
-- larger is in the smaller. And where the neighbour's own sites are shown in a third
-- square (Dorset), a home shown in the neighbour could only be in the sliver beside it.
--
-- So the largest keeps its own, and a site goes on until it is in a square that does. Then
-- each square that shows any site shows all of its own: a home shown in it may be anywhere
-- in the part of it that is its authority's, and in slivers beside that.

-- +goose Up
SELECT set_config('app.act', '{"user_name": "migration 5", "role": "operator", "credential": "command line", "origin": "command line"}', true);

-- +goose StatementBegin
-- Where a site may be shown to everyone: its point if open; if restricted the centre of
-- its 10 km square. Where less than a quarter of that is the host authority's it is the
-- one with the largest part of it and its neighbours, and so on until that keeps its own.
CREATE OR REPLACE FUNCTION public_position_of(exact geometry, sensitivity text, host text) RETURNS geometry LANGUAGE plpgsql STABLE AS $$
DECLARE
    here geometry := ST_Transform(exact, 27700);
    land geometry;
    most geometry;
BEGIN
    IF here IS NULL OR sensitivity = 'open' THEN RETURN here; END IF;
    here := square_centre(here);
    SELECT outline_27700 INTO land FROM areas WHERE level = 'utla' AND code = host;
    WHILE ST_Area(ST_Intersection(land, ST_Expand(here, 5000))) < 25000000 LOOP
        SELECT centre INTO most
        FROM (SELECT ST_Translate(here, dx * 10000, dy * 10000) AS centre, dx, dy
              FROM generate_series(-1, 1) dx, generate_series(-1, 1) dy) near,
             LATERAL (SELECT ST_Area(ST_Intersection(land, ST_Expand(centre, 5000))) AS part) p
        WHERE part > 0 ORDER BY part DESC, (dx, dy) = (0, 0) DESC, dx, dy LIMIT 1;
        EXIT WHEN most IS NULL OR ST_Equals(most, here);
        here := most;
    END LOOP;
    RETURN here;
END $$;
-- +goose StatementEnd

UPDATE sites SET exact = exact WHERE exact IS NOT NULL AND location_sensitivity = 'restricted';

-- Serving moves sites along the pipeline and changes nothing else of them: whoever could
-- make a restricted site open, or give it another host, would read its place from the
-- public position that follows.
REVOKE INSERT, UPDATE ON sites FROM homeground_app;
GRANT UPDATE (pipeline, pipeline_before, version) ON sites TO homeground_app;
GRANT INSERT, UPDATE ON sites TO homeground_import;
