-- Per incentive whose last day lies within the window, whether its customer bought in the seven days
-- that end with it, and how likely that was at her own pace outside those days.
WITH expiring AS (
  SELECT DISTINCT customer_id, valid_to_day AS last_day
  FROM steps_of_incentives
  WHERE event = 'offered' AND day_number < valid_to_day - 7
    AND valid_to_day BETWEEN $from_day + 6 AND $until_day
),
days AS (
  SELECT DISTINCT customer_id, day_number
  FROM orders
  WHERE day_number BETWEEN $from_day AND $until_day
),
counted AS (
  SELECT
    x.customer_id AS customer_id,
    x.last_day AS last_day,
    max(CASE WHEN d.day_number BETWEEN x.last_day - 6 AND x.last_day THEN 1 ELSE 0 END) AS came,
    CAST(sum(CASE WHEN d.day_number BETWEEN x.last_day - 6 AND x.last_day THEN 0 ELSE 1 END) AS BIGINT) AS other_days
  FROM expiring AS x
  JOIN days AS d ON d.customer_id = x.customer_id
  GROUP BY x.customer_id, x.last_day
)
SELECT
  customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CAST(came AS DOUBLE) AS happened,
  1 - exp(-(CAST(7 * other_days AS DOUBLE) / CAST($until_day - $from_day - 6 AS DOUBLE))) AS expected
FROM counted
