-- Per order, whether nothing in it was on promotion, and how likely that was for what it holds, had each
-- of its categories been bought as others bought it that week.
SELECT
  customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CASE WHEN max(chosen) > 0 THEN CAST(0 AS DOUBLE) ELSE CAST(1 AS DOUBLE) END AS happened,
  exp(CAST(sum(ln(greatest(1 - expected, 0.001))) AS DOUBLE)) AS expected
FROM shelf_offers
GROUP BY customer_id, order_id
