-- The same purchases, each customer for life in the group of the first of them; where a first day
-- has several groups, in the one that the alphabet puts first.
SELECT
  customer_id,
  day_number,
  first_value(group_value) OVER (PARTITION BY customer_id ORDER BY day_number, group_value) AS group_value,
  amount_minor
FROM activity
