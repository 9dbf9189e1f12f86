-- Each customer's home shop, and from which purchase until which: the place where this customer had
-- bought most often up to and including the first of them (of equals, the latest).
WITH counted AS (
  SELECT
    customer_id,
    coalesce(place, '(none)') AS place,
    occurred_at,
    fact_id,
    row_number() OVER (PARTITION BY customer_id, coalesce(place, '(none)') ORDER BY occurred_at, fact_id) AS times_here
  FROM purchases
  WHERE customer_id IS NOT NULL
),
topped AS (
  SELECT
    customer_id,
    place,
    occurred_at,
    fact_id,
    times_here,
    max(times_here) OVER (
      PARTITION BY customer_id ORDER BY occurred_at, fact_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS times_most
  FROM counted
)
SELECT
  customer_id,
  last_value(CASE WHEN times_here = times_most THEN place END IGNORE NULLS) OVER (
    PARTITION BY customer_id ORDER BY occurred_at, fact_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS group_value,
  occurred_at AS known_from,
  lead(occurred_at) OVER (PARTITION BY customer_id ORDER BY occurred_at, fact_id) AS known_to
FROM topped
