-- Each week of each chosen customer with a purchase: how many orders, and their amount.
WITH dated AS (
  SELECT
    o.customer_id AS customer_id,
    CAST(floor(CAST(o.day_number - $starts AS DOUBLE) / CAST(7 AS DOUBLE)) AS INTEGER) AS week_number,
    o.amount_minor AS amount_minor
  FROM orders AS o
  JOIN chosen_customers AS c ON c.customer_id = o.customer_id
)
SELECT
  customer_id,
  week_number,
  count(*) AS orders_made,
  CAST(sum(amount_minor) AS BIGINT) AS amount_minor
FROM dated
GROUP BY customer_id, week_number
ORDER BY customer_id, week_number
