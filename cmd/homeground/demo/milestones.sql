-- The project's milestones; "M17+14 M19+81" follows M17 by 14 days and M19 by 81.
WITH given AS (
    SELECT projects.id AS project_id, r.*
    FROM jsonb_to_recordset(@rows) AS r(project_ref text, code text, name text, position integer, baseline date, forecast date, actual date, follows text)
    JOIN projects USING (project_ref)
), made AS (
    INSERT INTO milestones (project_id, code, name, position, baseline, forecast, actual)
    SELECT project_id, code, name, position, baseline, forecast, actual FROM given ORDER BY project_id, position
    RETURNING id, project_id, code
)
INSERT INTO milestone_links (milestone_id, follows_id, lag_days)
SELECT later.id, earlier.id, split_part(link, '+', 2)::integer
FROM given JOIN made later USING (project_id, code), regexp_split_to_table(given.follows, ' ') AS link
JOIN made earlier ON earlier.code = split_part(link, '+', 1)
WHERE earlier.project_id = given.project_id;
