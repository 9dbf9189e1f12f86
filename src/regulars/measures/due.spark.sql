-- Customers with at least three purchase days: last day, own median gap, and where they stand against
-- their own usual return date; the nearest to that date first. The first row of each status also
-- carries how many customers have it; customers without a usual gap are counted as 'no rhythm'.
-- Written by `make sql` from due.sql; edit that file instead.
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
), rhythms AS (
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
), dated AS (
  SELECT
    group_value,
    customer_id,
    last_day,
    gaps_seen,
    longest_gap_days,
    usual_gap_days,
    last_day + CAST(CEIL(usual_gap_days) AS INT) AS due_day
  FROM rhythms
), standings AS (
  SELECT
    group_value,
    customer_id,
    last_day,
    gaps_seen,
    usual_gap_days,
    due_day,
    CASE
      WHEN gaps_seen < 2
      THEN 'no rhythm'
      WHEN due_day > :as_of + :within_days
      THEN 'not yet'
      WHEN due_day >= :as_of
      THEN 'due'
      WHEN :as_of - last_day > longest_gap_days
      AND CAST(:as_of - last_day AS DOUBLE) > 2 * usual_gap_days
      THEN 'long overdue'
      ELSE 'overdue'
    END AS standing
  FROM dated
), placed AS (
  SELECT
    group_value,
    customer_id,
    last_day,
    gaps_seen,
    usual_gap_days,
    due_day,
    standing,
    COUNT(*) OVER (PARTITION BY standing) AS customers,
    ROW_NUMBER() OVER (
      PARTITION BY standing
      ORDER BY ABS(due_day - :as_of) NULLS LAST, customer_id NULLS LAST
    ) AS place_in_standing,
    ROW_NUMBER() OVER (
      ORDER BY CASE standing
        WHEN 'due'
        THEN 1
        WHEN 'overdue'
        THEN 2
        WHEN 'long overdue'
        THEN 3
        ELSE 4
      END NULLS LAST, ABS(due_day - :as_of) NULLS LAST, customer_id NULLS LAST
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
  :as_of - due_day AS days_overdue,
  standing,
  customers,
  place_in_standing,
  place_in_list
FROM placed
WHERE
  place_in_standing = 1
  OR (
    standing IN ('due', 'overdue', 'long overdue') AND place_in_list <= :most
  )
ORDER BY
  place_in_list NULLS LAST
