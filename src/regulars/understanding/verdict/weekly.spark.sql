-- Each week of each chosen customer with a purchase: how many orders, and their amount.
-- Written by `make sql` from weekly.sql; edit that file instead.
WITH dated AS (
  SELECT
    o.customer_id AS customer_id,
    CAST(FLOOR(CAST(o.day_number - :starts AS DOUBLE) / CAST(7 AS DOUBLE)) AS INT) AS week_number,
    o.amount_minor AS amount_minor
  FROM orders AS o
  JOIN chosen_customers AS c
    ON c.customer_id = o.customer_id
)
SELECT
  customer_id,
  week_number,
  COUNT(*) AS orders_made,
  CAST(SUM(amount_minor) AS BIGINT) AS amount_minor
FROM dated
GROUP BY
  customer_id,
  week_number
ORDER BY
  customer_id NULLS LAST,
  week_number NULLS LAST
