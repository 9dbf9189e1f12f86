-- For each group, cohort and age: how many customers were active at that very age, apart by the last
-- age that was wholly observed of them; and what tells the usual gap: ages spanned and returns.
-- Written by `make sql` from cohorts_on.sql; edit that file instead.
SELECT
  group_value,
  cohort,
  age,
  last_age,
  COUNT(*) AS customers,
  CAST(SUM(CASE WHEN age = 0 THEN span ELSE 0 END) AS BIGINT) AS spans,
  CAST(SUM(CASE WHEN age = 0 THEN 0 ELSE 1 END) AS BIGINT) AS returns
FROM seen
GROUP BY
  group_value,
  cohort,
  age,
  last_age
