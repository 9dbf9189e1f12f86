-- Per failure that a customer met (an outage, goods sold out), the share of the four weeks after it in which she came
-- again, and that of all others who met one of its sort and had come in as many of the twelve weeks before. She met it if
-- she came to its place while it lasted and, where it was of one product, had bought that in those twelve weeks. What
-- held for a segment only is left out: who they are is not known.
-- Written by `make sql` from failures_met.sql; edit that file instead.
WITH failures AS (
  SELECT
    condition_name,
    place,
    product_id,
    first_day,
    last_day
  FROM conditions_held
  WHERE
    condition_name IN ('outage', 'stock_out')
    AND segment IS NULL
    AND first_day >= :from_day + 84
    AND last_day <= :until_day - 28
), spots AS (
  SELECT DISTINCT
    COALESCE(place, '(none)') AS spot
  FROM orders
), failed_at AS (
  SELECT DISTINCT
    f.condition_name AS condition_name,
    s.spot AS spot,
    f.product_id AS product_id,
    f.first_day AS first_day,
    f.last_day AS last_day
  FROM failures AS f
  JOIN spots AS s
    ON f.place IS NULL OR f.place = s.spot
), wanted AS (
  SELECT DISTINCT
    l.customer_id AS customer_id,
    f.spot AS spot,
    f.first_day AS first_day,
    f.last_day AS last_day
  FROM failed_at AS f
  JOIN lines AS l
    ON l.product_id = f.product_id
    AND l.day_number BETWEEN f.first_day - 84 AND f.first_day - 1
), met AS (
  SELECT DISTINCT
    o.customer_id AS customer_id,
    f.condition_name AS sort,
    f.first_day AS first_day,
    f.last_day AS last_day
  FROM orders AS o
  JOIN failed_at AS f
    ON f.spot = COALESCE(o.place, '(none)')
    AND o.day_number BETWEEN f.first_day AND f.last_day
  WHERE
    f.product_id IS NULL
  UNION
  SELECT
    o.customer_id AS customer_id,
    'product' AS sort,
    w.first_day AS first_day,
    w.last_day AS last_day
  FROM wanted AS w
  JOIN orders AS o
    ON o.customer_id = w.customer_id
    AND COALESCE(o.place, '(none)') = w.spot
    AND o.day_number BETWEEN w.first_day AND w.last_day
), came AS (
  SELECT
    m.customer_id AS customer_id,
    m.sort AS sort,
    m.first_day AS first_day,
    m.last_day AS last_day,
    CASE
      WHEN o.day_number < m.first_day
      THEN -1 - CAST(FLOOR(CAST(m.first_day - 1 - o.day_number AS DOUBLE) / CAST(7 AS DOUBLE)) AS INT)
      WHEN o.day_number > m.last_day
      THEN CAST(FLOOR(CAST(o.day_number - m.last_day - 1 AS DOUBLE) / CAST(7 AS DOUBLE)) AS INT)
    END AS week_number
  FROM met AS m
  JOIN orders AS o
    ON o.customer_id = m.customer_id
    AND o.day_number BETWEEN m.first_day - 84 AND m.last_day + 28
), counted AS (
  SELECT
    customer_id,
    sort,
    COUNT(DISTINCT CASE WHEN week_number < 0 THEN week_number END) AS weeks_before,
    COUNT(DISTINCT CASE WHEN week_number >= 0 THEN week_number END) AS weeks_after
  FROM came
  GROUP BY
    customer_id,
    sort,
    first_day,
    last_day
), shared AS (
  SELECT
    customer_id,
    weeks_after,
    COUNT(*) OVER (PARTITION BY sort, weeks_before) - COUNT(*) OVER (PARTITION BY sort, weeks_before, customer_id) AS others,
    CAST(SUM(weeks_after) OVER (PARTITION BY sort, weeks_before) AS BIGINT) - CAST(SUM(weeks_after) OVER (PARTITION BY sort, weeks_before, customer_id) AS BIGINT) AS others_after
  FROM counted
)
SELECT
  customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CAST(weeks_after AS DOUBLE) / CAST(4 AS DOUBLE) AS happened,
  CAST(others_after AS DOUBLE) / CAST(4 * others AS DOUBLE) AS expected
FROM shared
WHERE
  others > 0
