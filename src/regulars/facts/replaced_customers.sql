-- Customers, as they were recorded, of purchases that a newer part has replaced or taken away.
SELECT DISTINCT p.customer_id AS customer_id
FROM purchases_then AS p
JOIN replaced_since AS r ON r.fact_id = p.fact_id
WHERE p.customer_id IS NOT NULL
