-- Every customer who was invited to a survey that asks what kinds rest on, and whether drawn by lot.
-- Written by `make sql` from invited.sql; edit that file instead.
WITH surveys AS (
  SELECT DISTINCT
    survey AS survey
  FROM answers
  WHERE
    question IN (:reason, :bonus, :convenience, :captive)
), invitations AS (
  SELECT
    c.customer_id AS customer_id,
    0 AS by_lot,
    c.occurred_at AS occurred_at
  FROM contacts AS c
  JOIN surveys AS s
    ON s.survey = c.campaign
  WHERE
    c.purpose = 'research' AND c.event = 'sent' AND c.direction = 'outbound'
  UNION ALL
  SELECT
    a.customer_id AS customer_id,
    1 AS by_lot,
    a.occurred_at AS occurred_at
  FROM assignments AS a
  JOIN surveys AS s
    ON s.survey = a.experiment
  WHERE
    a.arm = 'random'
)
SELECT
  i.customer_id AS customer_id,
  CAST(MAX(i.by_lot) AS BIGINT) AS by_lot
FROM invitations AS i
LEFT JOIN zone_days AS z
  ON z.utc_day = CAST(i.occurred_at AS DATE)
WHERE
  z.utc_day IS NULL
  OR CASE WHEN i.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= :as_of
GROUP BY
  i.customer_id
