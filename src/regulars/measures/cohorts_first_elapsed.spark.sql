-- For each customer: the cohort (the period of the first purchase), each age in elapsed lengths since
-- that day with a purchase, the greatest such age, and the last age that was wholly observed.
-- Written by `make sql` from cohorts_first_elapsed.sql; edit that file instead.
WITH since AS (
  SELECT
    group_value,
    customer_id,
    MIN(day_number) AS first_day,
    MAX(day_number) AS last_day
  FROM activity
  GROUP BY
    group_value,
    customer_id
), aged AS (
  SELECT DISTINCT
    a.group_value AS group_value,
    a.customer_id AS customer_id,
    s.first_day AS first_day,
    s.last_day AS last_day,
    CAST(FLOOR(CAST(a.day_number - s.first_day AS DOUBLE) / CAST(:age_days AS DOUBLE)) AS INT) AS age
  FROM activity AS a
  JOIN since AS s
    ON s.customer_id = a.customer_id AND s.group_value = a.group_value
)
SELECT
  a.group_value AS group_value,
  a.customer_id AS customer_id,
  c.period AS cohort,
  a.age AS age,
  CAST(FLOOR(CAST(a.last_day - a.first_day AS DOUBLE) / CAST(:age_days AS DOUBLE)) AS INT) AS span,
  CAST(FLOOR(CAST(:as_of - a.first_day + 1 AS DOUBLE) / CAST(:age_days AS DOUBLE)) AS INT) - 1 AS last_age
FROM aged AS a
JOIN calendar AS c
  ON c.day_number = a.first_day AND c.unit = :period
