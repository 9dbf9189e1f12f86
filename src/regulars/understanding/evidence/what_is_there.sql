-- What the facts can be asked about: counts of what indicators need, over all that is known up to $as_of.
WITH of_orders AS (
  SELECT
    count(*) AS orders_known,
    CAST(coalesce(sum(CASE WHEN discount_minor > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS orders_discounted,
    count(DISTINCT place) AS places,
    count(DISTINCT channel) AS channels
  FROM orders
),
of_lines AS (
  SELECT
    count(*) AS lines_known,
    CAST(coalesce(sum(CASE WHEN discount_minor > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS lines_discounted,
    count(DISTINCT category) AS categories,
    count(own_brand) AS lines_of_known_brand
  FROM lines
),
of_incentives AS (
  SELECT
    CAST(coalesce(sum(CASE WHEN event = 'offered' AND form <> 'points' THEN 1 ELSE 0 END), 0) AS BIGINT) AS offers,
    CAST(
      coalesce(sum(CASE WHEN event = 'offered' AND form = 'points' AND valid_to_day < 1000000000 THEN 1 ELSE 0 END), 0)
      AS BIGINT
    ) AS expiring,
    CAST(coalesce(sum(CASE WHEN event = 'redeemed' THEN 1 ELSE 0 END), 0) AS BIGINT) AS redeemed,
    CAST(coalesce(sum(CASE WHEN form = 'points' AND value_minor IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS points
  FROM steps_of_incentives
),
of_commitments AS (
  SELECT
    count(*) AS contracts,
    count(auto_renew) AS renewals,
    CAST(coalesce(sum(CASE WHEN event = 'cancel_tried' THEN 1 ELSE 0 END), 0) AS BIGINT) AS cancel_tries
  FROM steps_of_commitments
),
of_conditions AS (
  SELECT
    CAST(coalesce(sum(CASE WHEN condition_name IN ('rival_opened', 'rival_present') THEN 1 ELSE 0 END), 0) AS BIGINT) AS rivals,
    CAST(coalesce(sum(CASE WHEN condition_name IN ('outage', 'stock_out') THEN 1 ELSE 0 END), 0) AS BIGINT) AS failures
  FROM conditions_held
),
of_voices AS (
  SELECT
    count(CASE WHEN question <> 'first_choice' THEN score END) AS scores,
    count(CASE WHEN question = 'first_choice' THEN score END) AS first_choices
  FROM steps_of_answers
),
of_complaints AS (
  SELECT count(customer_id) AS complaints
  FROM steps_of_complaints
),
of_advocacy AS (
  SELECT
    CAST(coalesce(sum(CASE WHEN act IN ('referred', 'referral_converted') THEN 1 ELSE 0 END), 0) AS BIGINT) AS referrals,
    CAST(coalesce(sum(CASE WHEN act IN ('review', 'testimonial') THEN 1 ELSE 0 END), 0) AS BIGINT) AS reviews
  FROM steps_of_advocacy
),
of_contacts AS (
  SELECT
    CAST(coalesce(sum(CASE WHEN event IN ('opened', 'clicked') THEN 1 ELSE 0 END), 0) AS BIGINT) AS opened
  FROM steps_of_contacts
)
SELECT
  orders_known, orders_discounted, places, channels, lines_known, lines_discounted, categories, lines_of_known_brand,
  offers, expiring, redeemed, points, contracts, renewals, cancel_tries, rivals, failures, scores,
  first_choices, complaints, referrals, reviews, opened
FROM of_orders
CROSS JOIN of_lines
CROSS JOIN of_incentives
CROSS JOIN of_commitments
CROSS JOIN of_conditions
CROSS JOIN of_voices
CROSS JOIN of_complaints
CROSS JOIN of_advocacy
CROSS JOIN of_contacts
