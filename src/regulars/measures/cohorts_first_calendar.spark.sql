-- For each customer and period of activity: the cohort (the first such period), the age in periods
-- since, and the greatest age so far. Calendar ages are observed alike for a whole cohort: last_age 0.
-- Written by `make sql` from cohorts_first_calendar.sql; edit that file instead.
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
    MIN(period) AS cohort,
    MAX(period) AS last_period
  FROM active
  GROUP BY
    group_value,
    customer_id
)
SELECT
  a.group_value AS group_value,
  a.customer_id AS customer_id,
  s.cohort AS cohort,
  a.period - s.cohort AS age,
  s.last_period - s.cohort AS span,
  0 AS last_age
FROM active AS a
JOIN since AS s
  ON s.customer_id = a.customer_id AND s.group_value = a.group_value
