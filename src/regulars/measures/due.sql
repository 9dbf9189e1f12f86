-- Customers with at least three purchase days: last day, own median gap, and where they stand against
-- their own usual return date; the nearest to that date first. The first row of each status also
-- carries how many customers have it; customers without a usual gap are counted as 'no rhythm'.
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
),
rhythms AS (
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
),
dated AS (
  SELECT
    group_value,
    customer_id,
    last_day,
    gaps_seen,
    longest_gap_days,
    usual_gap_days,
    last_day + CAST(ceil(usual_gap_days) AS INTEGER) AS due_day
  FROM rhythms
),
standings AS (
  SELECT
    group_value,
    customer_id,
    last_day,
    gaps_seen,
    usual_gap_days,
    due_day,
    CASE
      WHEN gaps_seen < 2 THEN 'no rhythm'
      WHEN due_day > $as_of + $within_days THEN 'not yet'
      WHEN due_day >= $as_of THEN 'due'
      WHEN $as_of - last_day > longest_gap_days AND CAST($as_of - last_day AS DOUBLE) > 2 * usual_gap_days THEN 'long overdue'
      ELSE 'overdue'
    END AS standing
  FROM dated
),
placed AS (
  SELECT
    group_value,
    customer_id,
    last_day,
    gaps_seen,
    usual_gap_days,
    due_day,
    standing,
    count(*) OVER (PARTITION BY standing) AS customers,
    row_number() OVER (PARTITION BY standing ORDER BY abs(due_day - $as_of), customer_id) AS place_in_standing,
    row_number() OVER (
      ORDER BY
        CASE standing WHEN 'due' THEN 1 WHEN 'overdue' THEN 2 WHEN 'long overdue' THEN 3 ELSE 4 END,
        abs(due_day - $as_of),
        customer_id
    ) AS place_in_list
  FROM standings
)
SELECT
  group_value,
  customer_id,
  last_day,
  gaps_seen,
  usual_gap_days,
  due_day,
  $as_of - due_day AS days_overdue,
  standing,
  customers,
  place_in_standing,
  place_in_list
FROM placed
WHERE place_in_standing = 1 OR (standing IN ('due', 'overdue', 'long overdue') AND place_in_list <= $most)
ORDER BY place_in_list
