-- Every step of a complaint with the shop's own day and the group: what the fact itself says,
-- or what was known of its customer at the time.
SELECT
  e.customer_id AS customer_id,
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
  CASE $by
    WHEN 'topic' THEN coalesce(e.topic, '(none)')
    WHEN 'severity' THEN coalesce(e.severity, '(none)')
    ELSE coalesce(b.group_value, $otherwise)
  END AS group_value,
  e.occurred_at AS occurred_at,
  e.occurred_precision AS occurred_precision,
  e.fact_id AS fact_id,
  e.source AS source,
  e.case_id AS case_id,
  e.event AS event
FROM complaints AS e
JOIN zone_days AS z ON z.utc_day = CAST(e.occurred_at AS DATE)
LEFT JOIN belongs AS b
  ON b.customer_id = e.customer_id
  AND b.known_from <= e.occurred_at
  AND (b.known_to IS NULL OR e.occurred_at < b.known_to)
WHERE CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= $as_of
