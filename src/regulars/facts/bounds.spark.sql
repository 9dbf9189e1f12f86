-- The first and last instant of a purchase (of a refund, where nobody bought), how many purchases
-- there are with and without a customer, and how many refunds.
-- Written by `make sql` from bounds.sql; edit that file instead.
WITH bought AS (
  SELECT
    MIN(occurred_at) AS first_at,
    MAX(occurred_at) AS last_at,
    COUNT(*) AS purchases,
    COUNT(customer_id) AS purchases_known,
    CAST(COALESCE(SUM(CASE WHEN occurred_precision = 'day' THEN 1 ELSE 0 END), 0) AS BIGINT) AS purchases_by_day
  FROM purchases
), given_back AS (
  SELECT
    MIN(occurred_at) AS first_at,
    MAX(occurred_at) AS last_at,
    COUNT(*) AS refunds
  FROM refunds
)
SELECT
  COALESCE(b.first_at, g.first_at) AS first_at,
  COALESCE(b.last_at, g.last_at) AS last_at,
  b.purchases AS purchases,
  b.purchases_known AS purchases_known,
  b.purchases_by_day AS purchases_by_day,
  g.refunds AS refunds
FROM bought AS b
CROSS JOIN given_back AS g
