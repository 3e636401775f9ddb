-- The published totals of each living authority, the newest day first: of all its
-- children, of each cohort, by placement alone, or as projected. Those by placement say
-- what was suppressed; of the others only numbers are given. Parts is how many
-- authorities' numbers one is the sum of. One under the code of an authority that has
-- ended is its successor's, where one alone took over; between two a total cannot be
-- divided, and it is left out. Where an authority took over several, all of them must
-- have a number: what is suppressed is not nought. An authority's own total wins over an
-- inherited one of the same day.
WITH RECURSIVE counted AS (
    SELECT authority_code, on_day, 'all' AS age_band, 'all' AS need, 'all' AS placement, 'all' AS origin, children * 1000::bigint AS thousandths, source
    FROM authority_counts WHERE @of = 'all'
    UNION ALL
    SELECT authority_code, on_day, age_band, need, placement, origin, children * 1000::bigint, source FROM cohort_counts
    WHERE @of = 'cohorts' OR @of = 'placements' AND (age_band, need, origin) = ('all', 'all', 'all')
    UNION ALL
    SELECT authority_code, on_day, 'all', 'all', 'all', 'all', thousandths, source FROM projected_counts WHERE @of = 'projections'
), heir (code, origin) AS (
    SELECT code, code FROM authorities
    UNION
    SELECT s.successor, heir.origin
    FROM heir JOIN successions s ON s.predecessor = heir.code AND s.on_day <= @today
    WHERE (SELECT count(*) FROM successions other WHERE other.predecessor = s.predecessor AND other.on_day <= @today) = 1
), inherited AS (
    SELECT heir.code, c.on_day, c.age_band, c.need, c.placement, c.origin, CASE WHEN count(*) = count(c.thousandths) THEN sum(c.thousandths) END AS thousandths,
           count(*) AS parts, min(c.source) AS source, heir.code = heir.origin AS own
    FROM heir
    JOIN counted c ON c.authority_code = heir.origin
    JOIN authorities a ON a.code = heir.code AND (a.ends IS NULL OR a.ends >= @today)
    GROUP BY heir.code, c.on_day, c.age_band, c.need, c.placement, c.origin, heir.code = heir.origin
)
SELECT DISTINCT ON (age_band, need, placement, origin, code, on_day) age_band, need, placement, origin, code, on_day, CAST(coalesce(thousandths, 0) AS bigint) AS thousandths, thousandths IS NULL AS suppressed, parts, source
FROM inherited WHERE thousandths IS NOT NULL OR @of = 'placements'
ORDER BY age_band, need, placement, origin, code, on_day DESC, thousandths IS NULL, own DESC
