-- Per marketing message that was sent in the window and carried no offer, whether it was opened, and the
-- share of other customers who opened theirs of the same campaign.
-- Written by `make sql` from opened_messages.sql; edit that file instead.
WITH offers AS (
  SELECT DISTINCT
    incentive_id
  FROM steps_of_incentives
), sent AS (
  SELECT
    customer_id,
    message_id,
    MIN(COALESCE(campaign, '(none)')) AS campaign
  FROM steps_of_contacts
  WHERE
    event = 'sent'
    AND direction = 'outbound'
    AND purpose = 'marketing'
    AND day_number BETWEEN :from_day AND :until_day - 7
  GROUP BY
    customer_id,
    message_id
), opened AS (
  SELECT DISTINCT
    customer_id,
    message_id
  FROM steps_of_contacts
  WHERE
    event IN ('opened', 'clicked')
), told AS (
  SELECT
    s.customer_id AS customer_id,
    s.campaign AS campaign,
    CASE WHEN o.message_id IS NULL THEN 0 ELSE 1 END AS opened
  FROM sent AS s
  LEFT JOIN opened AS o
    ON o.customer_id = s.customer_id AND o.message_id = s.message_id
  LEFT JOIN offers AS x
    ON x.incentive_id = s.campaign
  WHERE
    x.incentive_id IS NULL
), shared AS (
  SELECT
    customer_id,
    opened,
    COUNT(*) OVER (PARTITION BY campaign) - COUNT(*) OVER (PARTITION BY campaign, customer_id) AS others,
    CAST(SUM(opened) OVER (PARTITION BY campaign) AS BIGINT) - CAST(SUM(opened) OVER (PARTITION BY campaign, customer_id) AS BIGINT) AS others_opened
  FROM told
)
SELECT
  customer_id,
  CAST(1 AS DOUBLE) AS weight,
  CAST(opened AS DOUBLE) AS happened,
  CAST(others_opened AS DOUBLE) / CAST(others AS DOUBLE) AS expected
FROM shared
WHERE
  others > 0
