-- For each group and period in which incentives were offered: how many there were, how each of them
-- stands, and how many of those whose time is over were redeemed within it.
-- Written by `make sql` from redemptions.sql; edit that file instead.
WITH offers AS (
  SELECT
    COALESCE(MIN(CASE WHEN e.event = 'offered' THEN e.group_value END), MIN(e.group_value)) AS group_value,
    e.customer_id AS customer_id,
    e.incentive_id AS incentive_id,
    MIN(CASE WHEN e.event = 'offered' THEN e.day_number END) AS offered_day,
    MIN(CASE WHEN e.event = 'redeemed' THEN e.day_number END) AS redeemed_day,
    MIN(CASE WHEN e.event = 'withdrawn' THEN e.day_number END) AS withdrawn_day,
    MAX(CASE WHEN e.event = 'offered' THEN e.valid_to_day END) AS valid_to_day
  FROM events AS e
  GROUP BY
    e.customer_id,
    e.incentive_id
), timed AS (
  SELECT
    group_value,
    offered_day,
    redeemed_day,
    withdrawn_day,
    valid_to_day,
    CASE
      WHEN valid_to_day < offered_day + :within_days
      THEN valid_to_day
      ELSE offered_day + :within_days
    END AS last_day
  FROM offers
), judged AS (
  SELECT
    group_value,
    offered_day,
    redeemed_day,
    CASE
      WHEN offered_day IS NULL
      THEN 'not offered'
      WHEN withdrawn_day <= last_day
      AND (
        redeemed_day IS NULL OR redeemed_day > withdrawn_day
      )
      THEN 'withdrawn'
      WHEN last_day > :as_of
      THEN 'open'
      WHEN redeemed_day <= last_day
      THEN 'redeemed'
      ELSE 'not redeemed'
    END AS standing
  FROM timed
)
SELECT
  j.group_value AS group_value,
  COALESCE(c.period, -1) AS period,
  j.standing AS standing,
  COUNT(*) AS incentives,
  CAST(SUM(CASE WHEN j.redeemed_day IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS redeemed_so_far
FROM judged AS j
LEFT JOIN calendar AS c
  ON c.day_number = j.offered_day AND c.unit = :period
GROUP BY
  j.group_value,
  COALESCE(c.period, -1),
  j.standing
