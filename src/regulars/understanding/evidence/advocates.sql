-- Per customer, how many spells of 28 days she was seen for in the window, and in how many of them she
-- spoke for the shop, by $what: referrals, or good reviews and testimonials.
WITH spoken AS (
  SELECT
    customer_id,
    count(DISTINCT CAST(floor(CAST(day_number - $from_day AS DOUBLE) / CAST(28 AS DOUBLE)) AS INTEGER)) AS spells
  FROM steps_of_advocacy
  WHERE day_number BETWEEN $from_day AND $until_day
    AND (
      ($what = 'referrals' AND act IN ('referred', 'referral_converted'))
      OR ($what = 'reviews' AND (act = 'testimonial' OR (act = 'review' AND coalesce(stars, 5) >= 4)))
    )
  GROUP BY customer_id
),
seen AS (
  SELECT customer_id, greatest(min(day_number), $from_day) AS first_day
  FROM orders
  WHERE day_number <= $until_day
  GROUP BY customer_id
)
SELECT
  s.customer_id AS customer_id,
  CAST(floor(CAST($until_day - s.first_day AS DOUBLE) / CAST(28 AS DOUBLE)) + 1 AS BIGINT) AS trials,
  least(
    CAST(coalesce(k.spells, 0) AS BIGINT),
    CAST(floor(CAST($until_day - s.first_day AS DOUBLE) / CAST(28 AS DOUBLE)) + 1 AS BIGINT)
  ) AS happened
FROM seen AS s
LEFT JOIN spoken AS k ON k.customer_id = s.customer_id
