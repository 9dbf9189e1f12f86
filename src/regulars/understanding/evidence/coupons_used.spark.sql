-- Per incentive offered whose time is over by $until_day, whether it was redeemed within its time, and
-- how many other customers redeemed the same one (of its form, where nobody else was offered it).
-- Written by `make sql` from coupons_used.sql; edit that file instead.
WITH offered AS (
  SELECT
    customer_id,
    incentive_id,
    MIN(form) AS form,
    MIN(day_number) AS offered_day,
    LEAST(COALESCE(MAX(valid_to_day), 1000000000), MIN(day_number) + 90) AS last_day
  FROM steps_of_incentives
  WHERE
    event = 'offered' AND form <> 'points'
  GROUP BY
    customer_id,
    incentive_id
), ended AS (
  SELECT
    customer_id,
    incentive_id,
    MIN(day_number) AS day_number,
    MAX(CASE WHEN event = 'withdrawn' THEN 1 ELSE 0 END) AS taken_back,
    MIN(CASE WHEN event = 'redeemed' THEN day_number END) AS redeemed_day
  FROM steps_of_incentives
  WHERE
    event IN ('redeemed', 'withdrawn')
  GROUP BY
    customer_id,
    incentive_id
), finished AS (
  SELECT
    o.customer_id AS customer_id,
    o.incentive_id AS incentive_id,
    o.form AS form,
    CASE WHEN e.redeemed_day BETWEEN o.offered_day AND o.last_day THEN 1 ELSE 0 END AS redeemed
  FROM offered AS o
  LEFT JOIN ended AS e
    ON e.customer_id = o.customer_id AND e.incentive_id = o.incentive_id
  WHERE
    o.offered_day >= :from_day
    AND o.last_day <= :until_day
    AND (
      COALESCE(e.taken_back, 0) = 0 OR NOT e.redeemed_day IS NULL
    )
), shared AS (
  SELECT
    customer_id,
    redeemed,
    COUNT(*) OVER (PARTITION BY incentive_id) - 1 AS others,
    CAST(SUM(redeemed) OVER (PARTITION BY incentive_id) AS BIGINT) - redeemed AS others_redeemed,
    COUNT(*) OVER (PARTITION BY form) - COUNT(*) OVER (PARTITION BY customer_id, form) AS others_of_form,
    CAST(SUM(redeemed) OVER (PARTITION BY form) AS BIGINT) - CAST(SUM(redeemed) OVER (PARTITION BY customer_id, form) AS BIGINT) AS others_of_form_redeemed
  FROM finished
)
SELECT
  customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CAST(redeemed AS DOUBLE) AS happened,
  CASE
    WHEN others > 0
    THEN CAST(others_redeemed AS DOUBLE) / CAST(others AS DOUBLE)
    ELSE CAST(others_of_form_redeemed AS DOUBLE) / CAST(others_of_form AS DOUBLE)
  END AS expected
FROM shared
WHERE
  others > 0 OR others_of_form > 0
