-- Every act of advocacy with the shop's own day and the group: what the fact itself says,
-- or what was known of its customer at the time.
SELECT
  e.customer_id AS customer_id,
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
  coalesce(b.group_value, $otherwise) AS group_value,
  e.occurred_at AS occurred_at,
  e.occurred_precision AS occurred_precision,
  e.fact_id AS fact_id,
  e.act AS act,
  e.stars AS stars,
  e.other_customer_id AS other_customer_id
FROM advocacy AS e
JOIN zone_days AS z ON z.utc_day = CAST(e.occurred_at AS DATE)
LEFT JOIN belongs AS b
  ON b.customer_id = e.customer_id
  AND b.known_from <= e.occurred_at
  AND (b.known_to IS NULL OR e.occurred_at < b.known_to)
WHERE CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= $as_of
