-- Every purchase by a known customer, grouped by the value that a named attribute had at the time
-- of that purchase; '(unknown)' before it was known.
-- Written by `make sql` from activity_attribute.sql; edit that file instead.
WITH spans AS (
  SELECT
    customer_id,
    value,
    occurred_at AS known_from,
    LEAD(occurred_at) OVER (
      PARTITION BY customer_id
      ORDER BY occurred_at NULLS LAST, recorded_at NULLS LAST, fact_id NULLS LAST
    ) AS known_to
  FROM attributes
  WHERE
    name = :attribute
)
SELECT
  p.customer_id AS customer_id,
  CASE WHEN p.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
  COALESCE(s.value, '(unknown)') AS group_value,
  p.amount_minor AS amount_minor
FROM purchases AS p
JOIN zone_days AS z
  ON z.utc_day = CAST(p.occurred_at AS DATE)
LEFT JOIN spans AS s
  ON s.customer_id = p.customer_id
  AND s.known_from <= p.occurred_at
  AND (
    s.known_to IS NULL OR p.occurred_at < s.known_to
  )
WHERE
  NOT p.customer_id IS NULL
  AND CASE WHEN p.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= :as_of
