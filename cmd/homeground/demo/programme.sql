-- The grant (bid, section 7: "invest £5m Capital") and the scales the options are
-- scored on. The days homes must be open by and money spent by, its letter, what of it falls
-- in each year, its payments and the scales are illustrative.
WITH made AS (
    INSERT INTO programmes (name, funder, award_pence, open_by, spend_by, current, provenance)
    VALUES ('South East regional care co-operative capital', 'Department for Education', 500000000, DATE '2028-09-30', DATE '2028-03-31', true, 'illustrative')
    RETURNING id
), written AS (
    INSERT INTO grant_letters (programme_id, kind, number, letter_on, award_pence, open_by, spend_by, match_pence, payment, years, says, provenance, by_name)
    SELECT id, 'initial', 0, DATE '2025-03-14', 500000000, DATE '2028-09-30', DATE '2028-03-31', 200000000, 'arrears',
           '[{"year": 2025, "pence": 20000000}, {"year": 2026, "pence": 150000000}, {"year": 2027, "pence": 330000000}]',
           'Up to £5,000,000 of capital, with £2,000,000 of match, for new and reopened places.', 'illustrative', 'Demonstration data' FROM made
)
INSERT INTO criteria (programme_id, code, name, unit, worst, best, weight_bp, position, provenance)
SELECT made.id, given.* , 'illustrative'
FROM made, (VALUES ('places', 'Places', 'places', 0, 8, 3500, 1),
                   ('time_to_open', 'Time to open', 'weeks to open, 80 % likely', 208, 26, 3500, 2),
                   ('cost_per_place', 'Cost of a place', 'pounds', 900000, 150000, 2000, 3),
                   ('need_covered', 'Need newly covered', 'children', 0, 8, 1000, 4)) AS given;
