-- How many purchases, and how many by known customers, came after the day that counts last.
-- Written by `make sql` from later.sql; edit that file instead.
SELECT
  COUNT(*) AS purchases,
  COUNT(p.customer_id) AS purchases_known
FROM purchases AS p
JOIN zone_days AS z
  ON z.utc_day = CAST(p.occurred_at AS DATE)
WHERE
  CASE WHEN p.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > :as_of
