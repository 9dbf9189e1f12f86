-- Per order, whether its customer redeemed anything on its day.
-- Written by `make sql` from without_redeeming.sql; edit that file instead.
WITH redeemed AS (
  SELECT DISTINCT
    customer_id,
    day_number
  FROM steps_of_incentives
  WHERE
    event = 'redeemed'
)
SELECT
  o.customer_id AS customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CASE WHEN r.customer_id IS NULL THEN CAST(1 AS DOUBLE) ELSE CAST(0 AS DOUBLE) END AS happened,
  CAST(NULL AS DOUBLE) AS expected
FROM orders AS o
LEFT JOIN redeemed AS r
  ON r.customer_id = o.customer_id AND r.day_number = o.day_number
WHERE
  o.day_number BETWEEN :from_day AND :until_day
