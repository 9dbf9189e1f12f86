-- Per order, the share of spend on promotion (or on the shop's own brand, by $what), and the share that
-- all other customers' spend in the same categories and weeks had.
-- Written by `make sql` from shelf_share.sql; edit that file instead.
WITH bought AS (
  SELECT
    customer_id,
    order_id,
    week_number,
    category,
    CAST(amount_minor AS DOUBLE) AS amount,
    CASE
      WHEN :what = 'promotion' AND discount_minor > 0
      THEN CAST(amount_minor AS DOUBLE)
      WHEN :what = 'own_brand' AND own_brand
      THEN CAST(amount_minor AS DOUBLE)
      ELSE CAST(0 AS DOUBLE)
    END AS chosen
  FROM lines
  WHERE
    day_number BETWEEN :from_day AND :until_day
    AND amount_minor > 0
    AND (
      :what = 'promotion' OR NOT own_brand IS NULL
    )
), own AS (
  SELECT
    customer_id,
    category,
    week_number,
    CAST(SUM(amount) AS DOUBLE) AS amount,
    CAST(SUM(chosen) AS DOUBLE) AS chosen
  FROM bought
  GROUP BY
    customer_id,
    category,
    week_number
), shelf AS (
  SELECT
    category,
    week_number,
    CAST(SUM(amount) AS DOUBLE) AS amount,
    CAST(SUM(chosen) AS DOUBLE) AS chosen
  FROM own
  GROUP BY
    category,
    week_number
), offered AS (
  SELECT
    o.customer_id AS customer_id,
    o.category AS category,
    o.week_number AS week_number,
    CAST(s.chosen - o.chosen AS DOUBLE) / CAST(s.amount - o.amount AS DOUBLE) AS expected
  FROM own AS o
  JOIN shelf AS s
    ON s.category = o.category AND s.week_number = o.week_number
  WHERE
    s.amount - o.amount > 0.5
)
SELECT
  b.customer_id AS customer_id,
  CAST(SUM(b.amount) AS DOUBLE) AS weight,
  CAST(SUM(b.chosen) AS DOUBLE) / CAST(SUM(b.amount) AS DOUBLE) AS happened,
  CAST(SUM(b.amount * e.expected) AS DOUBLE) / CAST(SUM(b.amount) AS DOUBLE) AS expected
FROM bought AS b
JOIN offered AS e
  ON e.customer_id = b.customer_id
  AND e.category = b.category
  AND e.week_number = b.week_number
GROUP BY
  b.customer_id,
  b.order_id
