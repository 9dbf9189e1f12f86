-- Every line of goods that a known customer bought up to $as_of, with the shop's own day, the number
-- of the seven days since $starts that it lies in, and what the line says of its product.
SELECT
  l.customer_id AS customer_id,
  l.order_id AS order_id,
  CASE WHEN l.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
  CAST(
    floor(
      CAST(CASE WHEN l.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END - $starts AS DOUBLE)
      / CAST(7 AS DOUBLE)
    ) AS INTEGER
  ) AS week_number,
  coalesce(l.category, '(none)') AS category,
  l.own_brand AS own_brand,
  l.product_id AS product_id,
  l.amount_minor AS amount_minor,
  coalesce(l.discount_minor, 0) AS discount_minor
FROM purchase_lines AS l
JOIN zone_days AS z ON z.utc_day = CAST(l.occurred_at AS DATE)
WHERE l.customer_id IS NOT NULL
  AND l.role = 'product'
  AND CASE WHEN l.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= $as_of
