-- One project already in delivery, made up, with its site.
WITH made AS (
    INSERT INTO projects (project_ref, programme_id, option_id, name, authority_code, places, starts_on, provenance,
                          source)
    SELECT 'P-14', options.programme_id, options.id, 'Portsmouth, mothballed home', options.authority_code, options.places,
           options.starts_on, 'illustrative', 'Made up for the demonstration'
    FROM options WHERE option_ref = 'O-14'
    RETURNING id, option_id, authority_code
), paid AS (
    INSERT INTO funding (project_id, source, authority_code, pence, secured)
    SELECT id, source, CASE source WHEN 'authority' THEN authority_code END, pence, secured
    FROM made, (VALUES ('grant', 74000000, true), ('authority', 8000000, true), ('authority', 3000000, false)) AS line (source, pence, secured)
), budget AS (
    INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence)
    SELECT id, category, year, true, true, pence FROM made, (VALUES ('fees', 2025, 4500000), ('fees', 2026, 14500000), ('works', 2026, 40000000),
        ('works', 2027, 17500000), ('contingency', 2026, 8500000)) AS line (category, year, pence)
)
INSERT INTO project_sites (project_id, site_id) SELECT made.id, site_id FROM made JOIN option_sites USING (option_id);
