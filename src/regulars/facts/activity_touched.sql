-- The purchases of those customers alone whose facts have changed.
SELECT
  a.customer_id AS customer_id,
  a.day_number AS day_number,
  a.group_value AS group_value,
  a.amount_minor AS amount_minor
FROM activity AS a
JOIN touched_customers AS t ON t.customer_id = a.customer_id
