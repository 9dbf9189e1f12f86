-- Per customer, how many orders, and how many of them were under half the average order of everybody.
WITH bought AS (
  SELECT customer_id, CAST(amount_minor AS DOUBLE) AS amount
  FROM orders
  WHERE day_number BETWEEN $from_day AND $until_day AND amount_minor > 0
),
usual AS (
  SELECT avg(amount) AS amount
  FROM bought
)
SELECT
  b.customer_id AS customer_id,
  count(*) AS trials,
  CAST(sum(CASE WHEN b.amount * 2 < u.amount THEN 1 ELSE 0 END) AS BIGINT) AS happened
FROM bought AS b
CROSS JOIN usual AS u
GROUP BY b.customer_id
