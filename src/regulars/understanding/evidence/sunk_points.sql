-- Per customer who was offered points, what she holds unspent on $until_day, in orders of hers on average.
WITH held AS (
  SELECT
    customer_id,
    count(*) AS steps,
    greatest(
      CAST(sum(CASE WHEN event = 'offered' THEN value_minor ELSE -value_minor END) AS DOUBLE), CAST(0 AS DOUBLE)
    ) AS value_held
  FROM steps_of_incentives
  WHERE form = 'points' AND value_minor IS NOT NULL AND day_number <= $until_day
  GROUP BY customer_id
),
bought AS (
  SELECT customer_id, avg(CAST(amount_minor AS DOUBLE)) AS amount
  FROM orders
  WHERE day_number BETWEEN $from_day AND $until_day AND amount_minor > 0
  GROUP BY customer_id
)
SELECT
  h.customer_id AS customer_id,
  CAST(h.steps AS BIGINT) AS observed,
  ln(1 + CAST(h.value_held AS DOUBLE) / CAST(b.amount AS DOUBLE)) AS raw
FROM held AS h
JOIN bought AS b ON b.customer_id = h.customer_id
