-- Customers with at least three purchase days: last day, own median gap, and where they stand against
-- their own usual return date; the nearest to that date first. The first row of each status also
-- carries how many customers have it; customers without a usual gap are counted as 'no rhythm'.
-- Days are counted first, so that only customers near the head of the list are put in order.
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
    END AS standing,
    coalesce(abs(due_day - $as_of), 1000000000) AS days_from_due
  FROM dated
),
numbered AS (
  SELECT
    standing,
    days_from_due,
    CASE standing WHEN 'due' THEN 1 WHEN 'overdue' THEN 2 WHEN 'long overdue' THEN 3 ELSE 4 END AS place_of_standing,
    count(*) AS customers
  FROM standings
  GROUP BY standing, days_from_due
),
steps AS (
  SELECT
    standing,
    days_from_due,
    CAST(sum(customers) OVER (PARTITION BY standing) AS BIGINT) AS customers,
    row_number() OVER (PARTITION BY standing ORDER BY days_from_due) AS step,
    CAST(sum(customers) OVER (
      ORDER BY place_of_standing, standing, days_from_due ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) - customers AS listed_before
  FROM numbered
),
placed AS (
  SELECT
    s.group_value AS group_value,
    s.customer_id AS customer_id,
    s.last_day AS last_day,
    s.gaps_seen AS gaps_seen,
    s.usual_gap_days AS usual_gap_days,
    s.due_day AS due_day,
    s.standing AS standing,
    t.customers AS customers,
    t.step AS step,
    t.listed_before + row_number() OVER (PARTITION BY s.standing, s.days_from_due ORDER BY s.customer_id) AS place_in_list,
    row_number() OVER (PARTITION BY s.standing, s.days_from_due ORDER BY s.customer_id) AS place_in_step
  FROM standings AS s
  JOIN steps AS t ON t.standing = s.standing AND t.days_from_due = s.days_from_due
  WHERE t.step = 1 OR (s.standing IN ('due', 'overdue', 'long overdue') AND t.listed_before < $most)
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
  CASE WHEN step = 1 AND place_in_step = 1 THEN 1 ELSE 0 END AS is_first,
  place_in_list
FROM placed
WHERE (step = 1 AND place_in_step = 1) OR (standing IN ('due', 'overdue', 'long overdue') AND place_in_list <= $most)
ORDER BY place_in_list
