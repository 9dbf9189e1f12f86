-- For each customer seen until a day: the first and last day with a purchase, how many such days,
-- what was paid on all of them and on the first, and on how many days purchases came in a stretch
-- before that day and after it.
WITH days AS (
  SELECT
    a.customer_id AS customer_id,
    a.day_number AS day_number,
    CAST(sum(a.amount_minor) AS BIGINT) AS paid_minor
  FROM activity AS a
  GROUP BY a.customer_id, a.day_number
),
seen AS (
  SELECT
    customer_id,
    min(day_number) AS first_day,
    max(CASE WHEN day_number <= $until THEN day_number ELSE NULL END) AS last_day,
    CAST(sum(CASE WHEN day_number <= $until THEN 1 ELSE 0 END) AS BIGINT) AS days,
    CAST(sum(CASE WHEN day_number <= $until THEN paid_minor ELSE 0 END) AS BIGINT) AS paid_minor,
    min_by(paid_minor, day_number) AS first_paid_minor,
    CAST(sum(CASE WHEN day_number > $until - $stretch AND day_number <= $until THEN 1 ELSE 0 END) AS BIGINT) AS days_before,
    CAST(sum(CASE WHEN day_number > $until THEN 1 ELSE 0 END) AS BIGINT) AS days_after
  FROM days
  GROUP BY customer_id
)
SELECT customer_id, first_day, last_day, days, paid_minor, first_paid_minor, days_before, days_after
FROM seen
WHERE first_day <= $until
