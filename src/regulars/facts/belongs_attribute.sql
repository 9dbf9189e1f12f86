-- What a named attribute said of each customer, and from when until when.
SELECT
  customer_id,
  value AS group_value,
  occurred_at AS known_from,
  lead(occurred_at) OVER (PARTITION BY customer_id ORDER BY occurred_at, recorded_at, fact_id) AS known_to
FROM attributes
WHERE name = $attribute
