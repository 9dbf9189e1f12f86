-- Per order, the share of its spend that was chosen, and the share that was to be expected.
SELECT
  customer_id,
  CAST(sum(amount) AS DOUBLE) AS weight,
  CAST(sum(chosen) AS DOUBLE) / CAST(sum(amount) AS DOUBLE) AS happened,
  CAST(sum(amount * expected) AS DOUBLE) / CAST(sum(amount) AS DOUBLE) AS expected
FROM shelf_offers
GROUP BY customer_id, order_id
