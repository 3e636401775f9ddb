-- The renovation of Beechfield, a grant of its own: the strategy, Annex B, says that the
-- Department gave £450,000 and that it is repaid if the unit closes. It does not say when it
-- was paid or for how long that binds: the days are illustrative, and it binds without end.
WITH made AS (
    INSERT INTO programmes (name, funder, award_pence, open_by, spend_by, provenance)
    VALUES ('Renovation of Beechfield', 'Department for Education', 45000000, DATE '2017-04-01', DATE '2017-03-31', 'illustrative')
    RETURNING id
), written AS (
    INSERT INTO grant_letters (programme_id, kind, number, letter_on, award_pence, open_by, spend_by, match_pence, payment, says, provenance, by_name)
    SELECT id, 'initial', 0, DATE '2016-10-03', 45000000, DATE '2017-04-01', DATE '2017-03-31', 0, 'advance',
           'Commissioning Strategy, Annex B: "the DfE has provided funding of £450,000 as an interim measure to extend its operational life". The days of this letter are made up.', 'illustrative', 'Demonstration data' FROM made
), paid AS (
    INSERT INTO payments (programme_id, kind, pence, on_day, reference, provenance, by_name)
    SELECT id, 'actual', 45000000, DATE '2016-10-31', 'Commissioning Strategy, Annex B; the day is made up', 'illustrative', 'Demonstration data' FROM made
)
INSERT INTO conditions (programme_id, site_id, kind, text, clause, triggers, exposed_pence, provenance)
SELECT made.id, sites.id, 'use_period', 'Repay the £450,000 if the unit closes.', 'Commissioning Strategy, Annex B', '["closure", "change_of_use", "disposal"]', 45000000, 'seed document'
FROM made, sites WHERE site_ref = 'SE-01';
