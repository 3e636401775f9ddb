-- One project already in delivery, made up, with its site.
WITH made AS (
    INSERT INTO projects (project_ref, programme_id, option_id, name, authority_code, places, budget_pence, grant_pence, match_pence,
                          starts_on, provenance, source)
    SELECT 'P-14', options.programme_id, options.id, 'Portsmouth, mothballed home', options.authority_code, options.places, 85000000, 74000000,
           11000000, options.starts_on, 'illustrative', 'Made up for the demonstration'
    FROM options WHERE option_ref = 'O-14'
    RETURNING id, option_id
)
INSERT INTO project_sites (project_id, site_id) SELECT made.id, site_id FROM made JOIN option_sites USING (option_id);
