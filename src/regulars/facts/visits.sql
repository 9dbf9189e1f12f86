-- Every purchase by a known customer up to the last day of purchases, with the shop's own day: what
-- questions about other facts look back and forward to.
SELECT
  e.customer_id AS customer_id,
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
  e.amount_minor AS amount_minor
FROM purchases AS e
JOIN zone_days AS z ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE e.customer_id IS NOT NULL
  AND CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= $bought_until
