-- For each period and each group: how many customers were active, how many of them were also active
-- in the period before, and how many had never been active.
-- Written by `make sql` from retention.sql; edit that file instead.
WITH active AS (
  SELECT DISTINCT
    a.group_value AS group_value,
    a.customer_id AS customer_id,
    c.period AS period
  FROM activity AS a
  JOIN calendar AS c
    ON c.day_number = a.day_number AND c.unit = :period
), steps AS (
  SELECT
    group_value,
    period,
    LAG(period) OVER (PARTITION BY group_value, customer_id ORDER BY period NULLS LAST) AS period_before
  FROM active
)
SELECT
  group_value,
  period,
  COUNT(*) AS active,
  CAST(SUM(CASE WHEN period_before = period - 1 THEN 1 ELSE 0 END) AS BIGINT) AS retained,
  CAST(SUM(CASE WHEN period_before IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS newcomers
FROM steps
GROUP BY
  group_value,
  period
