-- For each period and each group: how many customers were active, and how many of them had never
-- been active before.
-- Written by `make sql` from activity.sql; edit that file instead.
WITH active AS (
  SELECT DISTINCT
    a.group_value AS group_value,
    a.customer_id AS customer_id,
    c.period AS period
  FROM activity AS a
  JOIN calendar AS c
    ON c.day_number = a.day_number AND c.unit = :period
), since AS (
  SELECT
    group_value,
    customer_id,
    MIN(period) AS first_period
  FROM active
  GROUP BY
    group_value,
    customer_id
)
SELECT
  a.group_value AS group_value,
  a.period AS period,
  COUNT(*) AS active,
  CAST(SUM(CASE WHEN a.period = s.first_period THEN 1 ELSE 0 END) AS BIGINT) AS newcomers
FROM active AS a
JOIN since AS s
  ON s.customer_id = a.customer_id AND s.group_value = a.group_value
GROUP BY
  a.group_value,
  a.period
