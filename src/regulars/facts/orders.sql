-- Every purchase by a known customer up to $as_of, with the shop's own day, the hour of the day in
-- UTC, and all that the purchase says of where, how and for how much.
SELECT
  p.customer_id AS customer_id,
  p.fact_id AS fact_id,
  p.order_id AS order_id,
  p.occurred_at AS occurred_at,
  CASE WHEN p.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
  hour(p.occurred_at) AS hour_of_day,
  p.place AS place,
  p.channel AS channel,
  p.amount_minor AS amount_minor,
  coalesce(p.discount_minor, 0) AS discount_minor
FROM purchases AS p
JOIN zone_days AS z ON z.utc_day = CAST(p.occurred_at AS DATE)
WHERE p.customer_id IS NOT NULL
  AND CASE WHEN p.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= $as_of
