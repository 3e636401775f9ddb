-- The deprivation score of each imported cell, and what it rests on: the one published
-- under its own code (a code that both censuses use is the same area); else the mean
-- of the older cells it overlaps, by the area of the overlap on the national grid;
-- else the mean of its authority's cells. Sums are taken in the order of codes, so that
-- the last digit does not hang on where rows lie.
WITH published AS (
    SELECT c.code, c.authority_code, o.score, c.outline
    FROM demand_cells c LEFT JOIN older_cells o ON o.code = c.code
    WHERE c.kind = 'lsoa21'
), overlap AS (
    SELECT p.code, o.code AS older, o.score, ST_Area(ST_Transform(ST_Intersection(p.outline, o.outline), 27700)) AS area
    FROM published p JOIN older_cells o ON o.outline && p.outline AND o.score IS NOT NULL
    WHERE p.score IS NULL
), found AS (
    SELECT p.code, p.authority_code, coalesce(p.score, w.score) AS score,
           CASE WHEN p.score IS NOT NULL THEN 'published' WHEN w.score IS NOT NULL THEN 'older cells' END AS basis
    FROM published p
    LEFT JOIN (SELECT code, sum(area * score ORDER BY older) / sum(area ORDER BY older) AS score FROM overlap WHERE area > 0 GROUP BY code) w ON w.code = p.code
), mean AS (
    SELECT authority_code, avg(score ORDER BY code) AS score FROM found WHERE score IS NOT NULL GROUP BY authority_code
), answer AS (
    SELECT f.code, coalesce(f.score, m.score) AS score,
           CASE WHEN f.score IS NULL AND m.score IS NOT NULL THEN 'authority mean' ELSE f.basis END AS basis
    FROM found f LEFT JOIN mean m ON m.authority_code = f.authority_code
)
UPDATE demand_cells c SET score = answer.score, score_basis = answer.basis
FROM answer WHERE answer.code = c.code AND (c.score, c.score_basis) IS DISTINCT FROM (answer.score, answer.basis)
