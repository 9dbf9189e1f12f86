-- For each group, sixteenth of the customers and number of days: how many gaps between two purchase
-- days of one customer lasted so long, and how many gaps were that long when last seen, still open.
-- Written by `make sql` from gaps.sql; edit that file instead.
WITH days AS (
  SELECT DISTINCT
    group_value,
    customer_id,
    day_number
  FROM activity
), steps AS (
  SELECT
    group_value,
    customer_id,
    day_number,
    LEAD(day_number) OVER (PARTITION BY group_value, customer_id ORDER BY day_number NULLS LAST) AS next_day
  FROM days
)
SELECT
  group_value,
  ASCII(SUBSTRING(MD5(customer_id), 1, 1)) AS sixteenth,
  COALESCE(next_day, :as_of) - day_number AS gap_days,
  CAST(SUM(CASE WHEN next_day IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS closed,
  CAST(SUM(CASE WHEN next_day IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS still_open
FROM steps
GROUP BY
  group_value,
  ASCII(SUBSTRING(MD5(customer_id), 1, 1)),
  COALESCE(next_day, :as_of) - day_number
