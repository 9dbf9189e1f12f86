-- For each group, sixteenth of the customers and number of days: how many gaps between two purchase
-- days of one customer lasted so long, and how many gaps were that long when last seen, still open.
WITH days AS (
  SELECT DISTINCT group_value, customer_id, day_number
  FROM activity
),
steps AS (
  SELECT
    group_value,
    customer_id,
    day_number,
    lead(day_number) OVER (PARTITION BY group_value, customer_id ORDER BY day_number) AS next_day
  FROM days
)
SELECT
  group_value,
  ascii(substr(md5(customer_id), 1, 1)) AS sixteenth,
  coalesce(next_day, $as_of) - day_number AS gap_days,
  CAST(sum(CASE WHEN next_day IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS closed,
  CAST(sum(CASE WHEN next_day IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS still_open
FROM steps
GROUP BY group_value, ascii(substr(md5(customer_id), 1, 1)), coalesce(next_day, $as_of) - day_number
