-- For each group and number of days: how many customers bought a second time that many days after
-- their first purchase day, and how many had not when last looked at, that many days after it.
-- Written by `make sql` from second_purchase.sql; edit that file instead.
WITH days AS (
  SELECT DISTINCT
    group_value,
    customer_id,
    day_number
  FROM activity
), steps AS (
  SELECT
    group_value,
    day_number,
    ROW_NUMBER() OVER (PARTITION BY group_value, customer_id ORDER BY day_number NULLS LAST) AS visit,
    LEAD(day_number) OVER (PARTITION BY group_value, customer_id ORDER BY day_number NULLS LAST) AS next_day
  FROM days
)
SELECT
  group_value,
  COALESCE(next_day, :as_of) - day_number AS days_since_first,
  CAST(SUM(CASE WHEN next_day IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS returned,
  CAST(SUM(CASE WHEN next_day IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS waiting
FROM steps
WHERE
  visit = 1
GROUP BY
  group_value,
  COALESCE(next_day, :as_of) - day_number
