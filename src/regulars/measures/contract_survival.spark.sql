-- For each group and number of days: how many spells under contract ended after so many days, and how
-- many still ran when last seen after so many; beside them, spells whose beginning was not seen.
-- Written by `make sql` from contract_survival.sql; edit that file instead.
SELECT
  group_value,
  COALESCE(after_day, :as_of + 1) - first_day AS days_run,
  CAST(SUM(CASE WHEN from_before = 0 AND NOT after_day IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS ended,
  CAST(SUM(CASE WHEN from_before = 0 AND after_day IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS running,
  CAST(SUM(CASE WHEN from_before = 0 AND spell > 1 THEN 1 ELSE 0 END) AS BIGINT) AS won_back,
  CAST(SUM(from_before) AS BIGINT) AS began_before
FROM spells
GROUP BY
  group_value,
  COALESCE(after_day, :as_of + 1) - first_day
