-- For each kind of fact beside purchases that has any: how many come after the day that counts last.
-- Written by `make sql` from later_of_kinds.sql; edit that file instead.
WITH facts_of_kinds AS (
  SELECT
    'answers' AS kind,
    occurred_at
  FROM answers
  UNION ALL
  SELECT
    'contacts' AS kind,
    occurred_at
  FROM contacts
  UNION ALL
  SELECT
    'complaints' AS kind,
    occurred_at
  FROM complaints
  UNION ALL
  SELECT
    'advocacy' AS kind,
    occurred_at
  FROM advocacy
  UNION ALL
  SELECT
    'incentives' AS kind,
    occurred_at
  FROM incentives
  UNION ALL
  SELECT
    'commitments' AS kind,
    occurred_at
  FROM commitments
)
SELECT
  e.kind AS kind,
  COUNT(*) AS later
FROM facts_of_kinds AS e
JOIN zone_days AS z
  ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > :as_of
GROUP BY
  e.kind
