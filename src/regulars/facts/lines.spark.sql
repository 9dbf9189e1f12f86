-- Every line of goods that a known customer bought up to $as_of, with the shop's own day, the number
-- of the seven days since $starts that it lies in, and what the line says of its product.
-- Written by `make sql` from lines.sql; edit that file instead.
SELECT
  l.customer_id AS customer_id,
  l.order_id AS order_id,
  CASE WHEN l.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
  CAST(FLOOR(
    CAST(CASE WHEN l.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END - :starts AS DOUBLE) / CAST(7 AS DOUBLE)
  ) AS INT) AS week_number,
  COALESCE(l.category, '(none)') AS category,
  l.own_brand AS own_brand,
  l.product_id AS product_id,
  l.amount_minor AS amount_minor,
  COALESCE(l.discount_minor, 0) AS discount_minor
FROM purchase_lines AS l
JOIN zone_days AS z
  ON z.utc_day = CAST(l.occurred_at AS DATE)
WHERE
  NOT l.customer_id IS NULL
  AND l.role = 'product'
  AND CASE WHEN l.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= :as_of
