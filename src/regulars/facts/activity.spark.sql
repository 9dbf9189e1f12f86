-- Every purchase by a known customer, with the shop's own day; all in one group.
-- Written by `make sql` from activity.sql; edit that file instead.
SELECT
  p.customer_id AS customer_id,
  CASE WHEN p.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
  'all' AS group_value,
  p.amount_minor AS amount_minor
FROM purchases AS p
JOIN zone_days AS z
  ON z.utc_day = CAST(p.occurred_at AS DATE)
WHERE
  NOT p.customer_id IS NULL
  AND CASE WHEN p.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= :as_of
