-- Per lot of points whose last day lies within the window, whether its customer bought in the seven days
-- that end with it, and in what share of the window's other spans of seven days she bought.
-- Written by `make sql` from before_expiry.sql; edit that file instead.
WITH expiring AS (
  SELECT DISTINCT
    customer_id,
    valid_to_day AS last_day
  FROM steps_of_incentives
  WHERE
    event = 'offered'
    AND form = 'points'
    AND day_number < valid_to_day - 7
    AND valid_to_day BETWEEN :from_day + 6 AND :until_day
), visited AS (
  SELECT DISTINCT
    customer_id,
    day_number
  FROM orders
  WHERE
    day_number BETWEEN :from_day AND :until_day
), spans AS (
  SELECT
    x.customer_id AS customer_id,
    x.last_day AS last_day,
    CAST(FLOOR(CAST(v.day_number - x.last_day + 6 AS DOUBLE) / CAST(7 AS DOUBLE)) AS INT) AS span_number
  FROM expiring AS x
  JOIN visited AS v
    ON v.customer_id = x.customer_id
), counted AS (
  SELECT
    customer_id,
    last_day,
    MAX(CASE WHEN span_number = 0 THEN 1 ELSE 0 END) AS came,
    COUNT(DISTINCT CASE WHEN span_number <> 0 THEN span_number END) AS other_spans
  FROM spans
  GROUP BY
    customer_id,
    last_day
)
SELECT
  customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CAST(came AS DOUBLE) AS happened,
  LEAST(
    CAST(7 * other_spans AS DOUBLE) / CAST(:until_day - :from_day - 6 AS DOUBLE),
    CAST(1 AS DOUBLE)
  ) AS expected
FROM counted
