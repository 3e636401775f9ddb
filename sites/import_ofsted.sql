-- Events of a register into ofsted_events: given are their JSON (rows), the register's id
-- (register) and its name (source). The same event is one row: it names the earliest
-- register that has it as it is; a later one that says something else of it wins, and any
-- register wins over what was entered by hand. What was struck out does not come again.
WITH given AS MATERIALIZED (
    SELECT s.id AS site_id, t.*, r.day
    FROM json_to_recordset(CAST(@rows AS json)) AS t
             (urn text, kind text, on_day date, published_on date, number text, overall text, protection text, leadership text, education text, health text)
    JOIN sites s USING (urn), registers r WHERE r.id = @register),
written AS (
    INSERT INTO ofsted_events AS e (site_id, kind, on_day, published_on, number, overall, protection, leadership, education, health, register_id, provenance, source, by_name)
    SELECT site_id, kind, on_day, published_on, coalesce(number, ''), overall, protection, leadership, education, health, @register, 'published', @source,
           current_setting('app.act')::jsonb ->> 'user_name'
    FROM given g
    WHERE NOT EXISTS (SELECT FROM ofsted_events x WHERE x.site_id = g.site_id AND x.kind = g.kind AND x.on_day = g.on_day AND x.struck AND x.register_id IS NOT NULL)
    ORDER BY site_id, on_day
    ON CONFLICT (site_id, kind, coalesce(on_day, '-infinity')) WHERE NOT struck DO UPDATE
    SET published_on = excluded.published_on, number = excluded.number, overall = excluded.overall, protection = excluded.protection, leadership = excluded.leadership,
        education = excluded.education, health = excluded.health, register_id = excluded.register_id, provenance = excluded.provenance, source = excluded.source,
        by_name = excluded.by_name, version = e.version + 1
    WHERE e.register_id IS NULL
       OR ((SELECT had.day FROM registers had WHERE had.id = e.register_id) > (SELECT r.day FROM registers r WHERE r.id = excluded.register_id))
          = ((e.published_on, e.number, e.overall, e.protection, e.leadership, e.education, e.health) IS NOT DISTINCT FROM
             (excluded.published_on, excluded.number, excluded.overall, excluded.protection, excluded.leadership, excluded.education, excluded.health))
    RETURNING e.site_id)
SELECT DISTINCT g.urn FROM written JOIN given g USING (site_id)
