-- For each day: how many customers seen until a day made their first purchase, and how many of
-- those seen until then came back on it.
-- Written by `make sql` from tracking.sql; edit that file instead.
WITH days AS (
  SELECT DISTINCT
    a.group_value AS group_value,
    a.customer_id AS customer_id,
    a.day_number AS day_number
  FROM activity AS a
), firsts AS (
  SELECT
    group_value,
    customer_id,
    MIN(day_number) AS first_day
  FROM days
  GROUP BY
    group_value,
    customer_id
)
SELECT
  d.day_number AS day_number,
  CAST(SUM(CASE WHEN d.day_number = f.first_day THEN 1 ELSE 0 END) AS BIGINT) AS newcomers,
  CAST(SUM(CASE WHEN d.day_number > f.first_day THEN 1 ELSE 0 END) AS BIGINT) AS returns
FROM days AS d
JOIN firsts AS f
  ON f.customer_id = d.customer_id AND f.group_value = d.group_value
WHERE
  f.first_day <= :until
GROUP BY
  d.day_number
