-- The first and last instant of a purchase, and how many purchases there are with and without a customer.
SELECT
  min(occurred_at) AS first_at,
  max(occurred_at) AS last_at,
  count(*) AS purchases,
  count(customer_id) AS purchases_known,
  CAST(coalesce(sum(CASE WHEN occurred_precision = 'day' THEN 1 ELSE 0 END), 0) AS BIGINT) AS purchases_by_day
FROM purchases
