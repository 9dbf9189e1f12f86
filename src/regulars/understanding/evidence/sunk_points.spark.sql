-- Per customer who was offered points, what she holds unspent on $until_day, in orders of hers on average.
-- Written by `make sql` from sunk_points.sql; edit that file instead.
WITH held AS (
  SELECT
    customer_id,
    COUNT(*) AS steps,
    GREATEST(
      CAST(SUM(CASE WHEN event = 'offered' THEN value_minor ELSE -value_minor END) AS DOUBLE),
      CAST(0 AS DOUBLE)
    ) AS value_held
  FROM steps_of_incentives
  WHERE
    form = 'points' AND NOT value_minor IS NULL AND day_number <= :until_day
  GROUP BY
    customer_id
), bought AS (
  SELECT
    customer_id,
    AVG(CAST(amount_minor AS DOUBLE)) AS amount
  FROM orders
  WHERE
    day_number BETWEEN :from_day AND :until_day AND amount_minor > 0
  GROUP BY
    customer_id
)
SELECT
  h.customer_id AS customer_id,
  CAST(h.steps AS BIGINT) AS observed,
  LN(1 + CAST(h.value_held AS DOUBLE) / CAST(b.amount AS DOUBLE)) AS raw
FROM held AS h
JOIN bought AS b
  ON b.customer_id = h.customer_id
