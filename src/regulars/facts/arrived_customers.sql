-- Customers, as they were recorded, of purchases that arrived in newer parts.
SELECT DISTINCT p.customer_id AS customer_id
FROM purchases_since AS p
WHERE p.customer_id IS NOT NULL
