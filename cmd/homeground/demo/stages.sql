-- The stages of every option, and which follow which.
WITH given AS (
    SELECT options.id AS option_id, r.*
    FROM jsonb_to_recordset(@rows) AS r(option_ref text, code text, name text, milestone text, position integer, optimistic double precision,
        likely double precision, pessimistic double precision, chance double precision, is_estimate boolean, follows jsonb)
    JOIN options USING (option_ref)
), made AS (
    INSERT INTO option_stages (option_id, code, name, milestone, position, optimistic, likely, pessimistic, chance, is_estimate)
    SELECT option_id, code, name, milestone, position, optimistic, likely, pessimistic, chance, is_estimate FROM given ORDER BY option_id, position
    RETURNING id, option_id, code
)
INSERT INTO option_stage_links (stage_id, follows_id, lag_weeks)
SELECT stage.id, before.id, link.lag_weeks
FROM given JOIN made stage USING (option_id, code),
     jsonb_to_recordset(given.follows) AS link(code text, lag_weeks double precision) JOIN made before ON before.code = link.code
WHERE before.option_id = given.option_id;
