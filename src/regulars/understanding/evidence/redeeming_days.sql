-- Each day on which a customer redeemed something.
SELECT customer_id, day_number
FROM steps_of_incentives
WHERE event = 'redeemed'
