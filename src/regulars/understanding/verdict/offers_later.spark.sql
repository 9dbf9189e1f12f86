-- Per incentive offered to a chosen customer in the window whose time is over by its end: whether it was
-- redeemed in its time, and what she was offered and redeemed before.
-- Written by `make sql` from offers_later.sql; edit that file instead.
WITH offered AS (
  SELECT
    customer_id,
    incentive_id,
    MIN(day_number) AS offered_day,
    LEAST(COALESCE(MAX(valid_to_day), 1000000000), MIN(day_number) + 90) AS last_day
  FROM steps_of_incentives
  WHERE
    event = 'offered' AND form <> 'points'
  GROUP BY
    customer_id,
    incentive_id
), redeemed AS (
  SELECT
    customer_id,
    incentive_id,
    MIN(day_number) AS redeemed_day
  FROM steps_of_incentives
  WHERE
    event = 'redeemed' AND form <> 'points'
  GROUP BY
    customer_id,
    incentive_id
), cases AS (
  SELECT
    o.customer_id AS customer_id,
    o.incentive_id AS incentive_id,
    CASE WHEN r.redeemed_day BETWEEN o.offered_day AND o.last_day THEN 1 ELSE 0 END AS redeemed
  FROM offered AS o
  LEFT JOIN redeemed AS r
    ON r.customer_id = o.customer_id AND r.incentive_id = o.incentive_id
  WHERE
    o.offered_day >= :from_day AND o.last_day <= :until_day
), offered_before AS (
  SELECT
    customer_id,
    COUNT(*) AS offers
  FROM offered
  WHERE
    offered_day < :from_day
  GROUP BY
    customer_id
), redeemed_before AS (
  SELECT
    customer_id,
    COUNT(*) AS redemptions
  FROM redeemed
  WHERE
    redeemed_day < :from_day
  GROUP BY
    customer_id
)
SELECT
  b.customer_id AS customer_id,
  b.incentive_id AS incentive_id,
  b.redeemed AS redeemed,
  COALESCE(p.offers, 0) AS offers_before,
  COALESCE(r.redemptions, 0) AS redemptions_before
FROM cases AS b
JOIN chosen_customers AS c
  ON c.customer_id = b.customer_id
LEFT JOIN offered_before AS p
  ON p.customer_id = b.customer_id
LEFT JOIN redeemed_before AS r
  ON r.customer_id = b.customer_id
ORDER BY
  b.customer_id NULLS LAST,
  b.incentive_id NULLS LAST
