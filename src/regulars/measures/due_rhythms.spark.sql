-- For each customer: her last purchase day, how many gaps between purchase days she has, the longest,
-- and the median of them, her usual gap (null for whoever has none).
-- Written by `make sql` from due_rhythms.sql; edit that file instead.
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
    LAG(day_number) OVER (PARTITION BY group_value, customer_id ORDER BY day_number NULLS LAST) AS day_before
  FROM days
), ranked AS (
  SELECT
    group_value,
    customer_id,
    day_number,
    day_number - day_before AS gap_days,
    ROW_NUMBER() OVER (PARTITION BY group_value, customer_id ORDER BY day_number - day_before NULLS LAST) AS gap_rank,
    COUNT(day_before) OVER (PARTITION BY group_value, customer_id) AS gaps_seen
  FROM steps
)
SELECT
  group_value,
  customer_id,
  MAX(day_number) AS last_day,
  MAX(gaps_seen) AS gaps_seen,
  MAX(gap_days) AS longest_gap_days,
  CAST(SUM(
    CASE
      WHEN gap_rank * 2 IN (gaps_seen, gaps_seen + 1, gaps_seen + 2)
      THEN gap_days
      ELSE 0
    END
  ) AS DOUBLE) / CAST(CASE WHEN MAX(gaps_seen) % 2 = 0 THEN 2 ELSE 1 END AS DOUBLE) AS usual_gap_days
FROM ranked
GROUP BY
  group_value,
  customer_id
