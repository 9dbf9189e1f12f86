-- For each customer seen until a day: the first and last day with a purchase, how many such days,
-- and what was paid on all of them and on the first.
-- Written by `make sql` from summary.sql; edit that file instead.
WITH days AS (
  SELECT
    a.customer_id AS customer_id,
    a.day_number AS day_number,
    CAST(SUM(a.amount_minor) AS BIGINT) AS paid_minor
  FROM activity AS a
  WHERE
    a.day_number <= :until
  GROUP BY
    a.customer_id,
    a.day_number
)
SELECT
  customer_id,
  MIN(day_number) AS first_day,
  MAX(day_number) AS last_day,
  CAST(COUNT(*) AS BIGINT) AS days,
  CAST(SUM(paid_minor) AS BIGINT) AS paid_minor,
  MIN_BY(paid_minor, day_number) AS first_paid_minor
FROM days
GROUP BY
  customer_id
