-- The purchases of those customers alone who were asked for.
-- Written by `make sql` from asked_customers.sql; edit that file instead.
SELECT
  a.customer_id AS customer_id,
  a.day_number AS day_number,
  a.group_value AS group_value,
  a.amount_minor AS amount_minor
FROM activity AS a
JOIN asked_customers AS s
  ON s.customer_id = a.customer_id
