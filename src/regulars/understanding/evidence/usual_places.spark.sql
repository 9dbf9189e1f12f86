-- The place where each customer bought most often in the window; of equals the first in the alphabet.
-- Written by `make sql` from usual_places.sql; edit that file instead.
WITH counted AS (
  SELECT
    customer_id,
    place,
    COUNT(*) AS visits
  FROM orders
  WHERE
    day_number BETWEEN :from_day AND :until_day AND NOT place IS NULL
  GROUP BY
    customer_id,
    place
), ranked AS (
  SELECT
    customer_id,
    place,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY visits DESC, place NULLS LAST) AS turn
  FROM counted
)
SELECT
  customer_id,
  place
FROM ranked
WHERE
  turn = 1
