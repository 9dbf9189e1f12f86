-- Per customer who bought in the window, the share of its days that lie under a contract of hers, the
-- longest counting where several run.
WITH contracts AS (
  SELECT
    customer_id,
    commitment_id,
    greatest(min(day_number), $from_day) AS first_day,
    least(coalesce(min(CASE WHEN event = 'ended' THEN day_number END), 1000000000), $until_day) AS last_day
  FROM steps_of_commitments
  WHERE day_number <= $until_day
  GROUP BY customer_id, commitment_id
),
longest AS (
  SELECT customer_id, max(greatest(last_day - first_day + 1, 0)) AS days
  FROM contracts
  GROUP BY customer_id
),
seen AS (
  SELECT DISTINCT customer_id
  FROM orders
  WHERE day_number BETWEEN $from_day AND $until_day
  UNION
  SELECT customer_id
  FROM longest
  WHERE days > 0
)
SELECT
  s.customer_id AS customer_id,
  CAST(1 AS BIGINT) AS observed,
  CAST(coalesce(l.days, 0) AS DOUBLE) / CAST($until_day - $from_day + 1 AS DOUBLE) AS raw
FROM seen AS s
LEFT JOIN longest AS l ON l.customer_id = s.customer_id
