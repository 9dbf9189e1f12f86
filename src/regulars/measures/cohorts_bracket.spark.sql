-- For each group, cohort and bracket of ages: how many customers were active at least once within it,
-- apart by the last age that was wholly observed of them; and ages spanned and returns, at bracket 0.
-- Written by `make sql` from cohorts_bracket.sql; edit that file instead.
WITH counted AS (
  SELECT
    group_value,
    customer_id,
    cohort,
    age,
    span,
    last_age,
    COUNT(*) OVER (PARTITION BY group_value, customer_id, cohort) - 1 AS returns
  FROM seen
)
SELECT
  s.group_value AS group_value,
  s.cohort AS cohort,
  b.bracket AS age,
  s.last_age AS last_age,
  COUNT(DISTINCT s.customer_id) AS customers,
  CAST(SUM(CASE WHEN b.bracket = 0 THEN s.span ELSE 0 END) AS BIGINT) AS spans,
  CAST(SUM(CASE WHEN b.bracket = 0 THEN s.returns ELSE 0 END) AS BIGINT) AS returns
FROM counted AS s
JOIN brackets AS b
  ON s.age >= b.from_age AND s.age <= b.to_age
GROUP BY
  s.group_value,
  s.cohort,
  b.bracket,
  s.last_age
