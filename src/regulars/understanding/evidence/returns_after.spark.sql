-- Per event of $what (a redemption, a complaint), whether its customer bought in the 28 days after it
-- (or did not, for a redemption), and in what share of the window's other spans of 28 days she did.
-- Written by `make sql` from returns_after.sql; edit that file instead.
WITH happenings AS (
  SELECT DISTINCT
    customer_id,
    day_number
  FROM happened_to
  WHERE
    day_number BETWEEN :from_day AND :until_day - 28
), visited AS (
  SELECT DISTINCT
    customer_id,
    day_number
  FROM orders
  WHERE
    day_number BETWEEN :from_day AND :until_day
), spans AS (
  SELECT
    h.customer_id AS customer_id,
    h.day_number AS day_number,
    CAST(FLOOR(CAST(v.day_number - h.day_number - 1 AS DOUBLE) / CAST(28 AS DOUBLE)) AS INT) AS span_number
  FROM happenings AS h
  JOIN visited AS v
    ON v.customer_id = h.customer_id AND v.day_number <> h.day_number
), counted AS (
  SELECT
    h.customer_id AS customer_id,
    h.day_number AS day_number,
    MAX(CASE WHEN s.span_number = 0 THEN 1 ELSE 0 END) AS came,
    COUNT(DISTINCT CASE WHEN s.span_number <> 0 THEN s.span_number END) AS other_spans
  FROM happenings AS h
  LEFT JOIN spans AS s
    ON s.customer_id = h.customer_id AND s.day_number = h.day_number
  GROUP BY
    h.customer_id,
    h.day_number
), shares AS (
  SELECT
    customer_id,
    came,
    LEAST(
      CAST(28 * other_spans AS DOUBLE) / CAST(:until_day - :from_day - 28 AS DOUBLE),
      CAST(1 AS DOUBLE)
    ) AS usual
  FROM counted
)
SELECT
  customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CASE WHEN :what = 'left' THEN CAST(1 - came AS DOUBLE) ELSE CAST(came AS DOUBLE) END AS happened,
  CASE WHEN :what = 'left' THEN 1 - usual ELSE usual END AS expected
FROM shares
