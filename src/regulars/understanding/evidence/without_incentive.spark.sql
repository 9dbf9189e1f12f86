-- Per order, whether nothing in it was on promotion, and how likely that was for what it holds, had each
-- of its categories been bought as others bought it that week.
-- Written by `make sql` from without_incentive.sql; edit that file instead.
SELECT
  customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CASE WHEN MAX(chosen) > 0 THEN CAST(0 AS DOUBLE) ELSE CAST(1 AS DOUBLE) END AS happened,
  EXP(CAST(SUM(LN(GREATEST(1 - expected, 0.001))) AS DOUBLE)) AS expected
FROM shelf_offers
GROUP BY
  customer_id,
  order_id
