-- For each group and cohort: how many customers were active at an age and never later, apart by the
-- last age that was wholly observed of them; and what tells the usual gap: ages spanned and returns.
-- Written by `make sql` from cohorts_on_or_after.sql; edit that file instead.
SELECT
  group_value,
  cohort,
  span AS age,
  last_age,
  CAST(SUM(CASE WHEN age = 0 THEN 1 ELSE 0 END) AS BIGINT) AS customers,
  CAST(SUM(CASE WHEN age = 0 THEN span ELSE 0 END) AS BIGINT) AS spans,
  CAST(SUM(CASE WHEN age = 0 THEN 0 ELSE 1 END) AS BIGINT) AS returns
FROM seen
GROUP BY
  group_value,
  cohort,
  span,
  last_age
