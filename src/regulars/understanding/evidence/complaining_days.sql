-- Each day on which a known customer opened a complaint.
SELECT customer_id, day_number
FROM steps_of_complaints
WHERE event = 'opened' AND customer_id IS NOT NULL
