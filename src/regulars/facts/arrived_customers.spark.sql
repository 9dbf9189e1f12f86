-- Customers, as they were recorded, of purchases that arrived in newer parts.
-- Written by `make sql` from arrived_customers.sql; edit that file instead.
SELECT DISTINCT
  p.customer_id AS customer_id
FROM purchases_since AS p
WHERE
  NOT p.customer_id IS NULL
