-- Every step of a commitment with the shop's own day and the group: what the fact itself says,
-- or what was known of its customer at the time; an end beyond all days is the greatest day of all.
SELECT
  e.customer_id AS customer_id,
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
  CASE $by
    WHEN 'form' THEN coalesce(e.form, '(none)')
    ELSE coalesce(b.group_value, $otherwise)
  END AS group_value,
  e.occurred_at AS occurred_at,
  e.fact_id AS fact_id,
  e.commitment_id AS commitment_id,
  e.event AS event,
  e.amount_minor AS amount_minor,
  e.currency AS currency,
  e.billing_period AS billing_period,
  e.auto_renew AS auto_renew,
  CASE
    WHEN e.ends_at IS NULL THEN NULL
    WHEN e.ends_at <= e.occurred_at THEN CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END
    ELSE coalesce(CASE WHEN e.ends_at < v.turns_at THEN v.number_before ELSE v.number_after END, 1000000000)
  END AS ends_day
FROM commitments AS e
JOIN zone_days AS z ON z.utc_day = CAST(e.occurred_at AS DATE)
LEFT JOIN zone_days AS v ON v.utc_day = CAST(e.ends_at AS DATE)
LEFT JOIN belongs AS b
  ON b.customer_id = e.customer_id
  AND b.known_from <= e.occurred_at
  AND (b.known_to IS NULL OR e.occurred_at < b.known_to)
WHERE CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= $as_of
