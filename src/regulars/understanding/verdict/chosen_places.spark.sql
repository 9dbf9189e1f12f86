-- Where each chosen customer bought most often in the window.
-- Written by `make sql` from chosen_places.sql; edit that file instead.
SELECT
  u.customer_id AS customer_id,
  u.place AS place
FROM usual_places AS u
JOIN chosen_customers AS c
  ON c.customer_id = u.customer_id
ORDER BY
  u.customer_id NULLS LAST
