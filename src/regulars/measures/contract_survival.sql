-- For each group and number of days: how many spells under contract ended after so many days, and how
-- many still ran when last seen after so many; beside them, spells whose beginning was not seen.
SELECT
  group_value,
  coalesce(after_day, $as_of + 1) - first_day AS days_run,
  CAST(sum(CASE WHEN from_before = 0 AND after_day IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS ended,
  CAST(sum(CASE WHEN from_before = 0 AND after_day IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS running,
  CAST(sum(CASE WHEN from_before = 0 AND spell > 1 THEN 1 ELSE 0 END) AS BIGINT) AS won_back,
  CAST(sum(from_before) AS BIGINT) AS began_before
FROM spells
GROUP BY group_value, coalesce(after_day, $as_of + 1) - first_day
