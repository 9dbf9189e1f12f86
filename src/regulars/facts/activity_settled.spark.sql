-- The same purchases, each customer for life in the group of the first of them; where a first day
-- has several groups, in the one that the alphabet puts first.
-- Written by `make sql` from activity_settled.sql; edit that file instead.
SELECT
  customer_id,
  day_number,
  FIRST_VALUE(group_value) OVER (PARTITION BY customer_id ORDER BY day_number NULLS LAST, group_value NULLS LAST) AS group_value,
  amount_minor
FROM activity
