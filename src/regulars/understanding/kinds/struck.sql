-- Customers at whose usual place a condition had begun by the window's last day, with its name; one that held at every
-- place alike is left out.
WITH begun AS (
  SELECT DISTINCT place, condition_name
  FROM conditions_held
  WHERE place IS NOT NULL AND first_day <= $until_day
)
SELECT u.customer_id AS customer_id, b.condition_name AS condition_name
FROM usual_places AS u
JOIN begun AS b ON b.place = u.place
ORDER BY u.customer_id, b.condition_name
