-- Every step of an incentive with the shop's own day and the group: what the fact itself says,
-- or what was known of its customer at the time; an end beyond all days is the greatest day of all.
-- Written by `make sql` from events_incentives.sql; edit that file instead.
SELECT
  e.customer_id AS customer_id,
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
  CASE :by
    WHEN 'form'
    THEN COALESCE(e.form, '(none)')
    WHEN 'place'
    THEN COALESCE(e.place, '(none)')
    ELSE COALESCE(b.group_value, :otherwise)
  END AS group_value,
  e.occurred_at AS occurred_at,
  e.fact_id AS fact_id,
  e.incentive_id AS incentive_id,
  e.event AS event,
  e.form AS form,
  e.value_minor AS value_minor,
  e.order_id AS order_id,
  CASE
    WHEN e.valid_to IS NULL
    THEN NULL
    WHEN e.valid_to <= e.occurred_at
    THEN CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END
    ELSE COALESCE(
      CASE WHEN e.valid_to < v.turns_at THEN v.number_before ELSE v.number_after END,
      1000000000
    )
  END AS valid_to_day
FROM incentives AS e
JOIN zone_days AS z
  ON z.utc_day = CAST(e.occurred_at AS DATE)
LEFT JOIN zone_days AS v
  ON v.utc_day = CAST(e.valid_to AS DATE)
LEFT JOIN belongs AS b
  ON b.customer_id = e.customer_id
  AND b.known_from <= e.occurred_at
  AND (
    b.known_to IS NULL OR e.occurred_at < b.known_to
  )
WHERE
  CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= :as_of
