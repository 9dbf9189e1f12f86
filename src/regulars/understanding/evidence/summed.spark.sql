-- Per customer, what trials say: how many, the weighted share that happened, the share expected, and
-- what the scatter of the trials around her own residual tells of noise.
-- Written by `make sql` from summed.sql; edit that file instead.
WITH residuals AS (
  SELECT
    customer_id,
    weight,
    happened,
    expected,
    happened - COALESCE(expected, CAST(0 AS DOUBLE)) AS residual
  FROM trials
), totals AS (
  SELECT
    customer_id,
    CAST(COUNT(*) AS BIGINT) AS observed,
    CAST(SUM(weight) AS DOUBLE) AS weight,
    CAST(SUM(weight * happened) AS DOUBLE) AS happened,
    CAST(SUM(weight * expected) AS DOUBLE) AS expected,
    CAST(SUM(weight * residual) AS DOUBLE) AS residual,
    CAST(SUM(weight * residual * residual) AS DOUBLE) AS squares
  FROM residuals
  GROUP BY
    customer_id
)
SELECT
  customer_id,
  observed,
  CAST(happened AS DOUBLE) / CAST(weight AS DOUBLE) AS raw,
  CAST(expected AS DOUBLE) / CAST(weight AS DOUBLE) AS expected,
  GREATEST(
    squares - CAST(residual * residual AS DOUBLE) / CAST(weight AS DOUBLE),
    CAST(0 AS DOUBLE)
  ) AS spread,
  CAST(observed - 1 AS DOUBLE) AS freedom,
  CAST(1 AS DOUBLE) / CAST(weight AS DOUBLE) AS factor
FROM totals
WHERE
  weight > 0
