-- For each group, period and number of marketing messages from us: how many customers got that many in
-- it, how many of them got any for the first time, and how many of them unsubscribed in it; a message
-- counts once, when it first was on its way.
WITH messages AS (
  SELECT e.group_value AS group_value, e.customer_id AS customer_id, e.message_id AS message_id, min(e.day_number) AS day_number
  FROM events AS e
  WHERE e.purpose = 'marketing' AND e.direction = 'outbound'
    AND (e.event = 'sent' OR e.event = 'delivered' OR e.event = 'shown')
  GROUP BY e.group_value, e.customer_id, e.message_id
),
counted AS (
  SELECT m.group_value AS group_value, c.period AS period, m.customer_id AS customer_id, count(*) AS messages
  FROM messages AS m
  JOIN calendar AS c ON c.day_number = m.day_number AND c.unit = $period
  GROUP BY m.group_value, c.period, m.customer_id
),
placed AS (
  SELECT
    group_value,
    period,
    customer_id,
    messages,
    lag(period) OVER (PARTITION BY group_value, customer_id ORDER BY period) AS period_before
  FROM counted
),
gone AS (
  SELECT DISTINCT e.group_value AS group_value, c.period AS period, e.customer_id AS customer_id
  FROM events AS e
  JOIN calendar AS c ON c.day_number = e.day_number AND c.unit = $period
  WHERE e.event = 'unsubscribed' AND e.purpose = 'marketing'
)
SELECT
  coalesce(n.group_value, g.group_value) AS group_value,
  coalesce(n.period, g.period) AS period,
  coalesce(n.messages, 0) AS messages,
  count(*) AS customers,
  CAST(sum(CASE WHEN n.customer_id IS NOT NULL AND n.period_before IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS customers_first,
  CAST(sum(CASE WHEN g.customer_id IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS unsubscribed
FROM placed AS n
FULL JOIN gone AS g
  ON g.group_value = n.group_value AND g.period = n.period AND g.customer_id = n.customer_id
GROUP BY coalesce(n.group_value, g.group_value), coalesce(n.period, g.period), coalesce(n.messages, 0)
