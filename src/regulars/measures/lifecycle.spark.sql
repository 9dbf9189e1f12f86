-- For each group and period: how many customers were active, by how they came (new, retained or
-- resurrected) and by the period in which they were active next (-1: not yet).
-- Written by `make sql` from lifecycle.sql; edit that file instead.
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
    LAG(period) OVER (PARTITION BY group_value, customer_id ORDER BY period NULLS LAST) AS period_before,
    LEAD(period) OVER (PARTITION BY group_value, customer_id ORDER BY period NULLS LAST) AS next_period
  FROM active
)
SELECT
  group_value,
  period,
  CASE
    WHEN period_before IS NULL
    THEN 0
    WHEN period_before = period - 1
    THEN 1
    ELSE 2
  END AS came,
  COALESCE(next_period, -1) AS next_period,
  COUNT(*) AS customers
FROM steps
GROUP BY
  group_value,
  period,
  CASE
    WHEN period_before IS NULL
    THEN 0
    WHEN period_before = period - 1
    THEN 1
    ELSE 2
  END,
  COALESCE(next_period, -1)
