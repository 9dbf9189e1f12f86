-- Per order, whether something was taken off its price, and the share of all other orders at the same place
-- in the same seven days of which that is true: where lines are not known.
WITH bought AS (
  SELECT
    customer_id,
    coalesce(place, '(none)') AS place,
    CAST(floor(CAST(day_number - $from_day AS DOUBLE) / CAST(7 AS DOUBLE)) AS INTEGER) AS week_number,
    CASE WHEN discount_minor > 0 THEN 1 ELSE 0 END AS promoted
  FROM orders
  WHERE day_number BETWEEN $from_day AND $until_day
),
everybody AS (
  SELECT place, week_number, count(*) AS orders_made, CAST(sum(promoted) AS BIGINT) AS promoted
  FROM bought
  GROUP BY place, week_number
)
SELECT
  b.customer_id AS customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CAST(b.promoted AS DOUBLE) AS happened,
  CAST(e.promoted - b.promoted AS DOUBLE) / CAST(e.orders_made - 1 AS DOUBLE) AS expected
FROM bought AS b
JOIN everybody AS e ON e.place = b.place AND e.week_number = b.week_number
WHERE e.orders_made > 1
