-- Each day on which a customer redeemed something.
-- Written by `make sql` from redeeming_days.sql; edit that file instead.
SELECT
  customer_id,
  day_number
FROM steps_of_incentives
WHERE
  event = 'redeemed'
