-- Of each chosen customer with a contract and none that she cancelled, the first day on which one ended in
-- the window; none where none did.
WITH steps AS (
  SELECT s.customer_id AS customer_id, s.event AS event, s.day_number AS day_number
  FROM steps_of_commitments AS s
  JOIN chosen_customers AS c ON c.customer_id = s.customer_id
)
SELECT
  customer_id,
  min(CASE WHEN event = 'ended' AND day_number BETWEEN $from_day AND $until_day THEN day_number END) AS ended_day
FROM steps
GROUP BY customer_id
HAVING max(CASE WHEN event = 'cancelled' THEN 1 ELSE 0 END) = 0
ORDER BY customer_id
