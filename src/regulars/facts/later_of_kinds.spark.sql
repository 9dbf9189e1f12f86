-- For each kind of fact beside purchases: how many come after the day that counts last.
-- Written by `make sql` from later_of_kinds.sql; edit that file instead.
SELECT
  'answers' AS kind,
  COUNT(*) AS later
FROM answers AS e
JOIN zone_days AS z
  ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > :as_of
UNION ALL
SELECT
  'contacts' AS kind,
  COUNT(*) AS later
FROM contacts AS e
JOIN zone_days AS z
  ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > :as_of
UNION ALL
SELECT
  'complaints' AS kind,
  COUNT(*) AS later
FROM complaints AS e
JOIN zone_days AS z
  ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > :as_of
UNION ALL
SELECT
  'advocacy' AS kind,
  COUNT(*) AS later
FROM advocacy AS e
JOIN zone_days AS z
  ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > :as_of
UNION ALL
SELECT
  'incentives' AS kind,
  COUNT(*) AS later
FROM incentives AS e
JOIN zone_days AS z
  ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > :as_of
UNION ALL
SELECT
  'commitments' AS kind,
  COUNT(*) AS later
FROM commitments AS e
JOIN zone_days AS z
  ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > :as_of
