-- For each group, cohort and age: how many customers were active at that very age, apart by the last
-- age that was wholly observed of them; and what tells the usual gap: ages spanned and returns.
SELECT
  group_value,
  cohort,
  age,
  last_age,
  count(*) AS customers,
  CAST(sum(CASE WHEN age = 0 THEN span ELSE 0 END) AS BIGINT) AS spans,
  CAST(sum(CASE WHEN age = 0 THEN 0 ELSE 1 END) AS BIGINT) AS returns
FROM seen
GROUP BY group_value, cohort, age, last_age
