-- The published counts of each living authority, the newest day first. A count under the code of an
-- authority that has ended is its successor's, where one alone took over; between two
-- a count cannot be divided, and it is left out. An authority's own count wins over
-- an inherited one of the same day.
WITH RECURSIVE heir (code, origin) AS (
    SELECT code, code FROM authorities
    UNION
    SELECT s.successor, heir.origin
    FROM heir JOIN successions s ON s.predecessor = heir.code AND s.on_day <= @today
    WHERE (SELECT count(*) FROM successions other WHERE other.predecessor = s.predecessor AND other.on_day <= @today) = 1
), inherited AS (
    SELECT heir.code, c.on_day, sum(c.children) AS children, heir.code = heir.origin AS own
    FROM heir
    JOIN authority_counts c ON c.authority_code = heir.origin AND c.children IS NOT NULL
    JOIN authorities a ON a.code = heir.code AND (a.ends IS NULL OR a.ends >= @today)
    GROUP BY heir.code, c.on_day, heir.code = heir.origin
)
SELECT DISTINCT ON (code, on_day) code, on_day, children * 1000 AS thousandths FROM inherited ORDER BY code, on_day DESC, own DESC
