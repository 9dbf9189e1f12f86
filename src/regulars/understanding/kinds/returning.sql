-- Every customer active in the period before the last complete one, whether she was active in that one too, and
-- what she paid in it.
WITH bought AS (
  SELECT a.customer_id AS customer_id, c.period AS period, a.amount_minor AS amount_minor
  FROM activity AS a
  JOIN calendar AS c ON c.day_number = a.day_number AND c.unit = $unit
  WHERE c.period IN ($period, $period - 1)
),
by_customer AS (
  SELECT
    customer_id,
    max(CASE WHEN period = $period - 1 THEN 1 ELSE 0 END) AS before,
    max(CASE WHEN period = $period THEN 1 ELSE 0 END) AS retained,
    CAST(sum(CASE WHEN period = $period THEN amount_minor ELSE 0 END) AS BIGINT) AS amount_minor
  FROM bought
  GROUP BY customer_id
)
SELECT customer_id, CAST(retained AS BIGINT) AS retained, amount_minor
FROM by_customer
WHERE before = 1
ORDER BY customer_id
