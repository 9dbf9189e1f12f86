-- The first and last instant of a purchase, and how many purchases there are with and without a customer.
-- Written by `make sql` from bounds.sql; edit that file instead.
SELECT
  MIN(occurred_at) AS first_at,
  MAX(occurred_at) AS last_at,
  COUNT(*) AS purchases,
  COUNT(customer_id) AS purchases_known,
  CAST(COALESCE(SUM(CASE WHEN occurred_precision = 'day' THEN 1 ELSE 0 END), 0) AS BIGINT) AS purchases_by_day
FROM purchases
