-- For each customer: her last purchase day, how many gaps between purchase days she has, the longest,
-- and the median of them, her usual gap (null for whoever has none).
WITH days AS (
  SELECT DISTINCT group_value, customer_id, day_number
  FROM activity
),
steps AS (
  SELECT
    group_value,
    customer_id,
    day_number,
    lag(day_number) OVER (PARTITION BY group_value, customer_id ORDER BY day_number) AS day_before
  FROM days
),
ranked AS (
  SELECT
    group_value,
    customer_id,
    day_number,
    day_number - day_before AS gap_days,
    row_number() OVER (PARTITION BY group_value, customer_id ORDER BY day_number - day_before NULLS LAST) AS gap_rank,
    count(day_before) OVER (PARTITION BY group_value, customer_id) AS gaps_seen
  FROM steps
)
SELECT
  group_value,
  customer_id,
  max(day_number) AS last_day,
  max(gaps_seen) AS gaps_seen,
  max(gap_days) AS longest_gap_days,
  CAST(sum(CASE WHEN gap_rank * 2 IN (gaps_seen, gaps_seen + 1, gaps_seen + 2) THEN gap_days ELSE 0 END) AS DOUBLE)
    / CAST(CASE WHEN max(gaps_seen) % 2 = 0 THEN 2 ELSE 1 END AS DOUBLE) AS usual_gap_days
FROM ranked
GROUP BY group_value, customer_id
