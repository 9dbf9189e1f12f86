-- Every purchase by a known customer, grouped by home shop: the place where this customer had
-- bought most often up to and including that purchase (of equals, the latest), so that no later
-- habit leaks back.
-- Written by `make sql` from activity_home.sql; edit that file instead.
WITH dated AS (
  SELECT
    p.customer_id AS customer_id,
    CASE WHEN p.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS day_number,
    COALESCE(p.place, '(none)') AS place,
    p.amount_minor AS amount_minor,
    p.occurred_at AS occurred_at,
    p.fact_id AS fact_id
  FROM purchases AS p
  JOIN zone_days AS z
    ON z.utc_day = CAST(p.occurred_at AS DATE)
  WHERE
    NOT p.customer_id IS NULL
), counted AS (
  SELECT
    customer_id,
    day_number,
    place,
    amount_minor,
    occurred_at,
    fact_id,
    ROW_NUMBER() OVER (
      PARTITION BY customer_id, place
      ORDER BY occurred_at NULLS LAST, fact_id NULLS LAST
    ) AS times_here
  FROM dated
  WHERE
    day_number <= :as_of
), topped AS (
  SELECT
    customer_id,
    day_number,
    place,
    amount_minor,
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
  day_number,
  LAST_VALUE(CASE WHEN times_here = times_most THEN place END) IGNORE NULLS OVER (
    PARTITION BY customer_id
    ORDER BY occurred_at NULLS LAST, fact_id NULLS LAST
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS group_value,
  amount_minor
FROM topped
