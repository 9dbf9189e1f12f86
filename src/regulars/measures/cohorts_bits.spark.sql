-- First-ever cohorts by calendar age, for a log of at most 62 periods: for each group, cohort and age,
-- how many customers were active. A customer's periods are the bits of one number, so that the log is
-- grouped once, by customer, and never by customer and period.
-- Written by `make sql` from cohorts_bits.sql; edit that file instead.
WITH seen AS (
  SELECT
    a.group_value AS group_value,
    a.customer_id AS customer_id,
    MIN(c.period) AS cohort,
    MAX(c.period) AS last_period,
    BIT_OR(SHIFTLEFT(CAST(1 AS BIGINT), c.period)) AS active_periods
  FROM activity AS a
  JOIN calendar AS c
    ON c.day_number = a.day_number AND c.unit = :period
  GROUP BY
    a.group_value,
    a.customer_id
), numbers AS (
  SELECT DISTINCT
    period
  FROM calendar
  WHERE
    unit = :period
)
SELECT
  s.group_value AS group_value,
  s.cohort AS cohort,
  n.period - s.cohort AS age,
  0 AS last_age,
  COUNT(*) AS customers,
  CAST(SUM(CASE WHEN n.period = s.cohort THEN s.last_period - s.cohort ELSE 0 END) AS BIGINT) AS spans,
  CAST(SUM(CASE WHEN n.period = s.cohort THEN 0 ELSE 1 END) AS BIGINT) AS returns
FROM seen AS s
JOIN numbers AS n
  ON (
    (
      SHIFTRIGHT(s.active_periods, n.period)
    ) & 1
  ) = 1
GROUP BY
  s.group_value,
  s.cohort,
  n.period - s.cohort
