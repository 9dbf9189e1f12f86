-- Every condition with its place and its first and last day.
-- Written by `make sql` from held.sql; edit that file instead.
SELECT
  condition_name,
  place,
  first_day,
  last_day
FROM conditions_held
ORDER BY
  condition_name NULLS LAST,
  place NULLS LAST,
  first_day NULLS LAST,
  last_day NULLS LAST
