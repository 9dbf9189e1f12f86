-- For each customer and each period of activity as a cohort: every age in periods at which that
-- customer was active, and the greatest such age. Observed alike for a whole cohort: last_age 0.
-- Written by `make sql` from cohorts_recurring_calendar.sql; edit that file instead.
WITH active AS (
  SELECT DISTINCT
    a.group_value AS group_value,
    a.customer_id AS customer_id,
    c.period AS period
  FROM activity AS a
  JOIN calendar AS c
    ON c.day_number = a.day_number AND c.unit = :period
), lasting AS (
  SELECT
    group_value,
    customer_id,
    period,
    MAX(period) OVER (PARTITION BY group_value, customer_id) AS last_period
  FROM active
)
SELECT
  f.group_value AS group_value,
  f.customer_id AS customer_id,
  f.period AS cohort,
  a.period - f.period AS age,
  f.last_period - f.period AS span,
  0 AS last_age
FROM lasting AS f
JOIN active AS a
  ON a.customer_id = f.customer_id
  AND a.group_value = f.group_value
  AND a.period >= f.period
