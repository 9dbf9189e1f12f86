-- Every condition with its place and its first and last day.
SELECT condition_name, place, first_day, last_day
FROM conditions_held
ORDER BY condition_name, place, first_day, last_day
