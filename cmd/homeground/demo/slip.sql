-- The one slip a person wrote down, and the milestones it moved with it: all that are
-- later than their baseline.
WITH late AS (
    SELECT id, code, baseline, forecast, position FROM milestones WHERE forecast <> baseline
), written AS (
    INSERT INTO slips (milestone_id, from_day, to_day, reason, by_name, at)
    SELECT id, baseline, forecast, 'The survey found asbestos in the roof; the design waited three weeks for the report.',
           'Project manager (illustrative)', TIMESTAMPTZ '2026-05-11 10:20:00+01'
    FROM late WHERE code = 'M08'
    RETURNING id, by_name, at
)
INSERT INTO slips (milestone_id, from_day, to_day, reason, caused_by, by_name, at)
SELECT late.id, late.baseline, late.forecast, 'Follows Design frozen', written.id, written.by_name, written.at
FROM late, written WHERE late.code <> 'M08' ORDER BY late.position;
