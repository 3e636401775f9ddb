-- Which option needs which, which cannot go together, and which was copied from which.
WITH given AS (
    SELECT o.id AS option_id, n.id AS needs_id, e.id AS excludes_id, c.id AS copied_from
    FROM jsonb_to_recordset(@rows) AS r(option_ref text, needs text, excludes text, copied_from text)
    JOIN options o USING (option_ref) LEFT JOIN options n ON n.option_ref = r.needs LEFT JOIN options e ON e.option_ref = r.excludes
         LEFT JOIN options c ON c.option_ref = r.copied_from
), needed AS (
    INSERT INTO option_needs (option_id, needs_id) SELECT option_id, needs_id FROM given WHERE needs_id IS NOT NULL ORDER BY 1, 2
), copied AS (
    UPDATE options SET copied_from = given.copied_from FROM given WHERE id = option_id AND given.copied_from IS NOT NULL
)
INSERT INTO option_excludes (option_id, excludes_id)
SELECT least(option_id, excludes_id), greatest(option_id, excludes_id) FROM given WHERE excludes_id IS NOT NULL ORDER BY 1, 2;
