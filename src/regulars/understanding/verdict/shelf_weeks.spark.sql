-- Each week in which a chosen customer bought of a category: how much, and how much of it on promotion.
-- Written by `make sql` from shelf_weeks.sql; edit that file instead.
SELECT
  l.customer_id AS customer_id,
  l.category AS category,
  l.week_number AS week_number,
  CAST(SUM(l.amount_minor) AS BIGINT) AS amount_minor,
  CAST(SUM(CASE WHEN l.discount_minor > 0 THEN l.amount_minor ELSE 0 END) AS BIGINT) AS promoted_minor
FROM lines AS l
JOIN chosen_customers AS c
  ON c.customer_id = l.customer_id
WHERE
  l.amount_minor > 0
GROUP BY
  l.customer_id,
  l.category,
  l.week_number
ORDER BY
  l.customer_id NULLS LAST,
  l.category NULLS LAST,
  l.week_number NULLS LAST
