-- How many customers bought until the day asked for.
SELECT count(DISTINCT customer_id) AS customers
FROM activity
