-- Per customer, the logarithm of categories ÷ √lines that she bought on even and on odd days, averaged, how
-- many lines that rests on, and what the difference of the two tells of noise.
WITH halves AS (
  SELECT customer_id, day_number % 2 AS half, count(DISTINCT category) AS categories, count(*) AS lines_bought
  FROM lines
  WHERE day_number BETWEEN $from_day AND $until_day
  GROUP BY customer_id, day_number % 2
),
paired AS (
  SELECT
    customer_id,
    CAST(sum(lines_bought) AS BIGINT) AS observed,
    avg(ln(CAST(categories AS DOUBLE)) - ln(CAST(lines_bought AS DOUBLE)) * 0.5) AS raw,
    max(ln(CAST(categories AS DOUBLE)) - ln(CAST(lines_bought AS DOUBLE)) * 0.5)
      - min(ln(CAST(categories AS DOUBLE)) - ln(CAST(lines_bought AS DOUBLE)) * 0.5) AS apart,
    count(*) AS halves
  FROM halves
  GROUP BY customer_id
)
SELECT
  customer_id,
  observed,
  raw,
  CAST(NULL AS DOUBLE) AS expected,
  CAST(observed * apart * apart AS DOUBLE) / CAST(4 AS DOUBLE) AS spread,
  CAST(1 AS DOUBLE) AS freedom,
  CAST(1 AS DOUBLE) / CAST(observed AS DOUBLE) AS factor
FROM paired
WHERE halves = 2
