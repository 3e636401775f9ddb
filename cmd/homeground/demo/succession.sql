-- Surrey gives way to East Surrey and West Surrey on 1 April 2027; both stay in its
-- hub. They have no statistical codes yet.
WITH surrey AS (
    UPDATE authorities SET ends = DATE '2027-03-31' WHERE code = 'E10000030' RETURNING code, hub_id
), made AS (
    INSERT INTO authorities (code, name, hub_id, starts, provenance)
    SELECT new.code, new.name, surrey.hub_id, DATE '2027-04-01', 'published'
    FROM surrey, (VALUES ('new-east-surrey', 'East Surrey'), ('new-west-surrey', 'West Surrey')) AS new(code, name)
    RETURNING code
)
INSERT INTO successions (predecessor, successor, on_day, source)
SELECT surrey.code, made.code, DATE '2027-04-01', 'Published decision on the reorganisation of Surrey' FROM surrey, made;
