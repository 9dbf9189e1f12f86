-- Per order, the share of its spend that was chosen, and the share that was to be expected.
-- Written by `make sql` from shelf_share.sql; edit that file instead.
SELECT
  customer_id,
  CAST(SUM(amount) AS DOUBLE) AS weight,
  CAST(SUM(chosen) AS DOUBLE) / CAST(SUM(amount) AS DOUBLE) AS happened,
  CAST(SUM(amount * expected) AS DOUBLE) / CAST(SUM(amount) AS DOUBLE) AS expected
FROM shelf_offers
GROUP BY
  customer_id,
  order_id
