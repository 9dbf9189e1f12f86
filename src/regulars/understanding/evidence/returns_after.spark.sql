-- Per event of $what (a redemption, a complaint), whether its customer bought in the 28 days after it
-- (or did not, for a redemption), and how likely that was at her own pace in the window.
-- Written by `make sql` from returns_after.sql; edit that file instead.
WITH happenings AS (
  SELECT DISTINCT
    customer_id,
    day_number
  FROM happened_to
  WHERE
    day_number BETWEEN :from_day AND :until_day - 28
), days AS (
  SELECT DISTINCT
    customer_id,
    day_number
  FROM orders
  WHERE
    day_number BETWEEN :from_day AND :until_day
), counted AS (
  SELECT
    h.customer_id AS customer_id,
    h.day_number AS day_number,
    MAX(
      CASE
        WHEN d.day_number BETWEEN h.day_number + 1 AND h.day_number + 28
        THEN 1
        ELSE 0
      END
    ) AS came,
    CAST(SUM(
      CASE WHEN d.day_number BETWEEN h.day_number AND h.day_number + 28 THEN 0 ELSE 1 END
    ) AS BIGINT) AS other_days
  FROM happenings AS h
  JOIN days AS d
    ON d.customer_id = h.customer_id
  GROUP BY
    h.customer_id,
    h.day_number
)
SELECT
  customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CASE WHEN :what = 'left' THEN CAST(1 - came AS DOUBLE) ELSE CAST(came AS DOUBLE) END AS happened,
  CASE
    WHEN :what = 'left'
    THEN EXP(
      -(
        CAST(28 * other_days AS DOUBLE) / CAST(:until_day - :from_day - 28 AS DOUBLE)
      )
    )
    ELSE 1 - EXP(
      -(
        CAST(28 * other_days AS DOUBLE) / CAST(:until_day - :from_day - 28 AS DOUBLE)
      )
    )
  END AS expected
FROM counted
