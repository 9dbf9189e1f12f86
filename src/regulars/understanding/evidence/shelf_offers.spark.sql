-- Per order and category, what was spent, how much of it on promotion (or on the shop's own brand, by $what),
-- and the share that all other customers' spend in that category and week had; each line weighs by the
-- square root of its amount, so that one large line does not drown the rest.
-- Written by `make sql` from shelf_offers.sql; edit that file instead.
WITH bought AS (
  SELECT
    customer_id,
    order_id,
    week_number,
    category,
    SQRT(CAST(amount_minor AS DOUBLE)) AS amount,
    CASE
      WHEN :what = 'promotion' AND discount_minor > 0
      THEN SQRT(CAST(amount_minor AS DOUBLE))
      WHEN :what = 'own_brand' AND own_brand
      THEN SQRT(CAST(amount_minor AS DOUBLE))
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
)
SELECT
  b.customer_id AS customer_id,
  b.order_id AS order_id,
  CAST(SUM(b.amount) AS DOUBLE) AS amount,
  CAST(SUM(b.chosen) AS DOUBLE) AS chosen,
  CAST(MAX(s.chosen - o.chosen) AS DOUBLE) / CAST(MAX(s.amount - o.amount) AS DOUBLE) AS expected
FROM bought AS b
JOIN own AS o
  ON o.customer_id = b.customer_id
  AND o.category = b.category
  AND o.week_number = b.week_number
JOIN shelf AS s
  ON s.category = b.category AND s.week_number = b.week_number
WHERE
  s.amount - o.amount > 0.5
GROUP BY
  b.customer_id,
  b.order_id,
  b.category,
  b.week_number
