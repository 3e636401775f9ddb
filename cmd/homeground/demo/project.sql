-- One project already in delivery, made up, with its site.
WITH made AS (
    INSERT INTO projects (project_ref, programme_id, option_id, name, authority_code, places, grant_pence, match_pence,
                          starts_on, provenance, source)
    SELECT 'P-14', options.programme_id, options.id, 'Portsmouth, mothballed home', options.authority_code, options.places, 74000000,
           11000000, options.starts_on, 'illustrative', 'Made up for the demonstration'
    FROM options WHERE option_ref = 'O-14'
    RETURNING id, option_id
), budget AS (
    INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence)
    SELECT id, category, year, true, true, pence FROM made, (VALUES ('fees', 2025, 4500000), ('fees', 2026, 14500000), ('works', 2026, 40000000),
        ('works', 2027, 17500000), ('contingency', 2026, 8500000)) AS line (category, year, pence)
)
INSERT INTO project_sites (project_id, site_id) SELECT made.id, site_id FROM made JOIN option_sites USING (option_id);
