-- Every known customer who bought in the window.
SELECT DISTINCT customer_id
FROM orders
WHERE day_number BETWEEN $from_day AND $until_day
