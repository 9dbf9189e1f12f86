-- How many customers bought for the first time on each day; those who had by the kind's own first day
-- are counted on it.
WITH firsts AS (
  SELECT customer_id, min(day_number) AS first_day FROM visits GROUP BY customer_id
)
SELECT CASE WHEN first_day < $starts THEN $starts ELSE first_day END AS day_number, count(*) AS customers
FROM firsts
GROUP BY CASE WHEN first_day < $starts THEN $starts ELSE first_day END
