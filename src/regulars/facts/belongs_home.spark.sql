-- Each customer's home shop, and from which purchase until which: the place where this customer had
-- bought most often up to and including the first of them (of equals, the latest).
-- Written by `make sql` from belongs_home.sql; edit that file instead.
WITH counted AS (
  SELECT
    customer_id,
    COALESCE(place, '(none)') AS place,
    occurred_at,
    fact_id,
    ROW_NUMBER() OVER (
      PARTITION BY customer_id, COALESCE(place, '(none)')
      ORDER BY occurred_at NULLS LAST, fact_id NULLS LAST
    ) AS times_here
  FROM purchases
  WHERE
    NOT customer_id IS NULL
), topped AS (
  SELECT
    customer_id,
    place,
    occurred_at,
    fact_id,
    times_here,
    MAX(times_here) OVER (
      PARTITION BY customer_id
      ORDER BY occurred_at NULLS LAST, fact_id NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS times_most
  FROM counted
)
SELECT
  customer_id,
  LAST_VALUE(CASE WHEN times_here = times_most THEN place END) IGNORE NULLS OVER (
    PARTITION BY customer_id
    ORDER BY occurred_at NULLS LAST, fact_id NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS group_value,
  occurred_at AS known_from,
  LEAD(occurred_at) OVER (PARTITION BY customer_id ORDER BY occurred_at NULLS LAST, fact_id NULLS LAST) AS known_to
FROM topped
