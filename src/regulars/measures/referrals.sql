-- Referrals by the period in which they were made: how many, how many of them converted within some
-- days where those are over, and how many customers made any; customers so far come by the period of
-- their first purchase. Rows: act (referral, referrer, customer), and what was left out (oneself).
-- A conversion that names nobody is of its customer's latest referral of nobody named that is still
-- open: referrals and conversions nest as brackets do, so at one height they take turns.
WITH acts AS (
  SELECT
    e.group_value AS group_value,
    e.customer_id AS customer_id,
    e.other_customer_id AS other_customer_id,
    e.act AS act,
    e.day_number AS day_number,
    row_number() OVER (
      PARTITION BY e.customer_id
      ORDER BY
        e.day_number,
        CASE WHEN e.occurred_precision <> 'day' THEN 1 WHEN e.act = 'referred' THEN 0 ELSE 2 END,
        e.occurred_at,
        CASE WHEN e.act = 'referred' THEN 0 ELSE 1 END,
        e.fact_id
    ) AS place
  FROM events AS e
  WHERE e.act = 'referred' OR e.act = 'referral_converted'
),
heights AS (
  SELECT
    group_value,
    customer_id,
    act,
    day_number,
    place,
    CASE WHEN act = 'referred' THEN 0 ELSE 1 END
      + CAST(sum(CASE WHEN act = 'referred' THEN 1 ELSE -1 END) OVER (
        PARTITION BY customer_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS BIGINT) AS height
  FROM acts
  WHERE other_customer_id IS NULL
),
turns AS (
  SELECT
    group_value,
    customer_id,
    act,
    day_number,
    lag(place) OVER (PARTITION BY customer_id, height ORDER BY place) AS place_before,
    lead(day_number) OVER (PARTITION BY customer_id, height ORDER BY place) AS next_day
  FROM heights
),
made AS (
  SELECT
    group_value,
    customer_id,
    min(CASE WHEN act = 'referred' THEN day_number END) AS referred_day,
    min(CASE WHEN act = 'referral_converted' THEN day_number END) AS converted_day
  FROM acts
  WHERE other_customer_id <> customer_id
  GROUP BY group_value, customer_id, other_customer_id
  UNION ALL
  SELECT
    group_value,
    customer_id,
    CASE WHEN act = 'referred' THEN day_number END AS referred_day,
    CASE WHEN act = 'referred' THEN next_day ELSE day_number END AS converted_day
  FROM turns
  WHERE act = 'referred' OR place_before IS NULL
),
firsts AS (
  SELECT customer_id, min(day_number) AS first_day FROM visits GROUP BY customer_id
)
SELECT
  'referral' AS what,
  m.group_value AS group_value,
  c.period AS period,
  count(*) AS n,
  CAST(sum(CASE WHEN m.converted_day IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS converted,
  CAST(sum(CASE WHEN coalesce(m.referred_day, m.converted_day) + $within_days <= $as_of THEN 1 ELSE 0 END) AS BIGINT) AS seen,
  CAST(sum(CASE
    WHEN coalesce(m.referred_day, m.converted_day) + $within_days <= $as_of
      AND m.converted_day <= coalesce(m.referred_day, m.converted_day) + $within_days THEN 1
    ELSE 0
  END) AS BIGINT) AS seen_converted
FROM made AS m
JOIN calendar AS c ON c.day_number = coalesce(m.referred_day, m.converted_day) AND c.unit = $period
GROUP BY m.group_value, c.period
UNION ALL
SELECT
  CASE WHEN f.first_day IS NULL OR f.first_day > c.ends THEN 'stranger' ELSE 'referrer' END AS what,
  m.group_value AS group_value,
  c.period AS period,
  count(DISTINCT m.customer_id) AS n,
  0 AS converted,
  0 AS seen,
  0 AS seen_converted
FROM made AS m
JOIN calendar AS c ON c.day_number = m.referred_day AND c.unit = $period
LEFT JOIN firsts AS f ON f.customer_id = m.customer_id
GROUP BY CASE WHEN f.first_day IS NULL OR f.first_day > c.ends THEN 'stranger' ELSE 'referrer' END, m.group_value, c.period
UNION ALL
SELECT
  'oneself' AS what,
  group_value,
  -1 AS period,
  count(*) AS n,
  0 AS converted,
  0 AS seen,
  0 AS seen_converted
FROM acts
WHERE other_customer_id = customer_id
GROUP BY group_value
