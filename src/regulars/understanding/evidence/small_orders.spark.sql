-- Per customer, how many orders, and how many of them were under half the average order of everybody.
-- Written by `make sql` from small_orders.sql; edit that file instead.
WITH bought AS (
  SELECT
    customer_id,
    CAST(amount_minor AS DOUBLE) AS amount
  FROM orders
  WHERE
    day_number BETWEEN :from_day AND :until_day AND amount_minor > 0
), usual AS (
  SELECT
    AVG(amount) AS amount
  FROM bought
)
SELECT
  b.customer_id AS customer_id,
  COUNT(*) AS trials,
  CAST(SUM(CASE WHEN b.amount * 2 < u.amount THEN 1 ELSE 0 END) AS BIGINT) AS happened
FROM bought AS b
CROSS JOIN usual AS u
GROUP BY
  b.customer_id
