-- The grant (bid, section 7: "invest £5m Capital") and the scales the options are
-- scored on. The days homes must be open by and money spent by, and the scales, are illustrative.
WITH made AS (
    INSERT INTO programmes (name, funder, award_pence, open_by, spend_by, provenance)
    VALUES ('South East regional care co-operative capital', 'Department for Education', 500000000, DATE '2028-09-30', DATE '2028-03-31', 'illustrative')
    RETURNING id
)
INSERT INTO criteria (programme_id, code, name, unit, worst, best, weight_bp, position, provenance)
SELECT made.id, given.* , 'illustrative'
FROM made, (VALUES ('places', 'Places', 'places', 0, 8, 3500, 1),
                   ('time_to_open', 'Time to open', 'weeks to open, 80 % likely', 208, 26, 3500, 2),
                   ('cost_per_place', 'Cost of a place', 'pounds', 900000, 150000, 2000, 3),
                   ('need_covered', 'Need newly covered', 'children', 0, 8, 1000, 4)) AS given;
