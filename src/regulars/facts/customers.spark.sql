-- How many customers bought until the day asked for.
-- Written by `make sql` from customers.sql; edit that file instead.
SELECT
  COUNT(DISTINCT customer_id) AS customers
FROM activity
