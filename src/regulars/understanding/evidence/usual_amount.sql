-- The average amount of the window's orders that were paid; 0 where there is none.
SELECT coalesce(avg(CAST(amount_minor AS DOUBLE)), CAST(0 AS DOUBLE)) AS usual
FROM orders
WHERE day_number BETWEEN $from_day AND $until_day AND amount_minor > 0
