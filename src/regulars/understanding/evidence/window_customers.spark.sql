-- Every known customer who bought in the window.
-- Written by `make sql` from window_customers.sql; edit that file instead.
SELECT DISTINCT
  customer_id
FROM orders
WHERE
  day_number BETWEEN :from_day AND :until_day
