-- What was published of each authority, under the code it had then: of all its children,
-- of each cohort, by placement alone, or as projected. No number stands for one that was
-- suppressed.
SELECT authority_code AS code, on_day, 'all' AS age_band, 'all' AS need, 'all' AS placement, 'all' AS origin,
       coalesce(children, 0) * 1000::bigint AS thousandths, children IS NULL AS suppressed, source
FROM authority_counts WHERE @of = 'all'
UNION ALL
SELECT authority_code, on_day, age_band, need, placement, origin, coalesce(children, 0) * 1000::bigint, children IS NULL, source
FROM cohort_counts WHERE @of = 'cohorts' OR @of = 'placements' AND (age_band, need, origin) = ('all', 'all', 'all')
UNION ALL
SELECT authority_code, on_day, 'all', 'all', 'all', 'all', thousandths, false, source
FROM projected_counts WHERE @of = 'projections'
