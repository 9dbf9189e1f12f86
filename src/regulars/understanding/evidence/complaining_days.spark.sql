-- Each day on which a known customer opened a complaint.
-- Written by `make sql` from complaining_days.sql; edit that file instead.
SELECT
  customer_id,
  day_number
FROM steps_of_complaints
WHERE
  event = 'opened' AND NOT customer_id IS NULL
