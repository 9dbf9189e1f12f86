-- Customers with at least three purchase days: last day, own median gap, and where they stand against
-- their own usual return date; the nearest to that date first. The first row of each status also
-- carries how many customers have it; customers without a usual gap are counted as 'no rhythm'.
WITH dated AS (
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
