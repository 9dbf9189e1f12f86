-- What a named attribute said of each customer, and from when until when.
-- Written by `make sql` from belongs_attribute.sql; edit that file instead.
SELECT
  customer_id,
  value AS group_value,
  occurred_at AS known_from,
  LEAD(occurred_at) OVER (
    PARTITION BY customer_id
    ORDER BY occurred_at NULLS LAST, recorded_at NULLS LAST, fact_id NULLS LAST
  ) AS known_to
FROM attributes
WHERE
  name = :attribute
