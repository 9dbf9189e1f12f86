-- Per customer, the share of the window's days on which no rival was known at her usual place.
WITH rivals AS (
  SELECT place, greatest(min(first_day), $from_day) AS first_day, least(max(last_day), $until_day) AS last_day
  FROM conditions_held
  WHERE condition_name IN ('rival_opened', 'rival_present')
  GROUP BY place
),
days AS (
  SELECT
    u.customer_id AS customer_id,
    max(greatest(coalesce(r.last_day - r.first_day + 1, 0), 0)) AS days_with
  FROM usual_places AS u
  LEFT JOIN rivals AS r ON r.place IS NULL OR r.place = u.place
  GROUP BY u.customer_id
)
SELECT
  customer_id,
  CAST(1 AS BIGINT) AS observed,
  1 - CAST(days_with AS DOUBLE) / CAST($until_day - $from_day + 1 AS DOUBLE) AS raw
FROM days
