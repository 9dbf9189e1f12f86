-- Each customer who was drawn into an experiment: the day, the arm, and the chance of that arm.
-- Written by `make sql` from assigned.sql; edit that file instead.
SELECT
  a.customer_id AS customer_id,
  a.arm AS arm,
  a.propensity AS propensity,
  CAST(CASE WHEN a.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END AS BIGINT) AS day_number
FROM assignments AS a
JOIN zone_days AS z
  ON z.utc_day = CAST(a.occurred_at AS DATE)
WHERE
  a.experiment = :experiment
  AND a.arm IN (:withheld, :kept)
  AND CASE WHEN a.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= :as_of
ORDER BY
  a.customer_id NULLS LAST
