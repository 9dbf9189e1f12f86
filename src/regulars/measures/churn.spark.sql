-- Stretches in which a customer was not churned: how many began in each period (as a first purchase,
-- or as a return after being churned), and on which day silence ends each, or will unless she comes again.
-- Written by `make sql` from churn.sql; edit that file instead.
WITH days AS (
  SELECT DISTINCT
    group_value,
    customer_id,
    day_number
  FROM activity
), steps AS (
  SELECT
    group_value,
    customer_id,
    day_number,
    LAG(day_number) OVER (PARTITION BY group_value, customer_id ORDER BY day_number NULLS LAST) AS day_before,
    LEAD(day_number) OVER (PARTITION BY group_value, customer_id ORDER BY day_number NULLS LAST) AS next_day
  FROM days
), edges AS (
  SELECT
    group_value,
    customer_id,
    day_number,
    CASE WHEN day_before IS NULL THEN 1 ELSE 0 END AS is_first,
    CASE
      WHEN day_before IS NULL OR day_number > day_before + :silence + 1
      THEN 1
      ELSE 0
    END AS begins,
    CASE WHEN next_day IS NULL OR next_day > day_number + :silence + 1 THEN 1 ELSE 0 END AS falls_silent
  FROM steps
), stretches AS (
  SELECT
    group_value,
    day_number AS first_day,
    is_first,
    begins,
    CASE
      WHEN falls_silent = 1
      THEN day_number
      ELSE LEAD(CASE WHEN falls_silent = 1 THEN day_number END) OVER (PARTITION BY group_value, customer_id ORDER BY day_number NULLS LAST)
    END AS last_day
  FROM edges
  WHERE
    begins = 1 OR falls_silent = 1
)
SELECT
  s.group_value AS group_value,
  b.period AS began,
  s.last_day + :silence + 1 AS ends_on,
  s.is_first AS is_first,
  COUNT(*) AS stretches
FROM stretches AS s
JOIN calendar AS b
  ON b.day_number = s.first_day AND b.unit = :period
WHERE
  s.begins = 1
GROUP BY
  s.group_value,
  b.period,
  s.last_day + :silence + 1,
  s.is_first
