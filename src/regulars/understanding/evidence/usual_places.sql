-- The place where each customer bought most often in the window; of equals the first in the alphabet.
WITH counted AS (
  SELECT customer_id, place, count(*) AS visits
  FROM orders
  WHERE day_number BETWEEN $from_day AND $until_day AND place IS NOT NULL
  GROUP BY customer_id, place
),
ranked AS (
  SELECT customer_id, place, row_number() OVER (PARTITION BY customer_id ORDER BY visits DESC, place) AS turn
  FROM counted
)
SELECT customer_id, place
FROM ranked
WHERE turn = 1
