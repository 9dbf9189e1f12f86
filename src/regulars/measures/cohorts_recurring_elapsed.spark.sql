-- For each customer and each period of activity as a cohort: every age in elapsed lengths since the
-- first purchase day of that period with a purchase, the greatest, and the last wholly observed.
-- Written by `make sql` from cohorts_recurring_elapsed.sql; edit that file instead.
WITH days AS (
  SELECT DISTINCT
    a.group_value AS group_value,
    a.customer_id AS customer_id,
    a.day_number AS day_number,
    c.period AS period
  FROM activity AS a
  JOIN calendar AS c
    ON c.day_number = a.day_number AND c.unit = :period
), starting AS (
  SELECT
    group_value,
    customer_id,
    period,
    MIN(day_number) AS first_day
  FROM days
  GROUP BY
    group_value,
    customer_id,
    period
), aged AS (
  SELECT DISTINCT
    s.group_value AS group_value,
    s.customer_id AS customer_id,
    s.period AS cohort,
    s.first_day AS first_day,
    CAST(FLOOR(CAST(d.day_number - s.first_day AS DOUBLE) / CAST(:age_days AS DOUBLE)) AS INT) AS age
  FROM starting AS s
  JOIN days AS d
    ON d.customer_id = s.customer_id
    AND d.group_value = s.group_value
    AND d.day_number >= s.first_day
)
SELECT
  group_value,
  customer_id,
  cohort,
  age,
  MAX(age) OVER (PARTITION BY group_value, customer_id, cohort) AS span,
  CAST(FLOOR(CAST(:as_of - first_day + 1 AS DOUBLE) / CAST(:age_days AS DOUBLE)) AS INT) - 1 AS last_age
FROM aged
