-- The first and last instant of a purchase (of a refund, where nobody bought), how many purchases
-- there are with and without a customer, and how many refunds.
WITH bought AS (
  SELECT
    min(occurred_at) AS first_at,
    max(occurred_at) AS last_at,
    count(*) AS purchases,
    count(customer_id) AS purchases_known,
    CAST(coalesce(sum(CASE WHEN occurred_precision = 'day' THEN 1 ELSE 0 END), 0) AS BIGINT) AS purchases_by_day
  FROM purchases
),
given_back AS (
  SELECT min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*) AS refunds
  FROM refunds
)
SELECT
  coalesce(b.first_at, g.first_at) AS first_at,
  coalesce(b.last_at, g.last_at) AS last_at,
  b.purchases AS purchases,
  b.purchases_known AS purchases_known,
  b.purchases_by_day AS purchases_by_day,
  g.refunds AS refunds
FROM bought AS b
CROSS JOIN given_back AS g
