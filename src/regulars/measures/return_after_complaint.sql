-- How many customers complained and how many of them bought again within some days, and the same for
-- customers who never complained, from their first purchase in a month in which somebody complained.
WITH complained AS (
  SELECT e.customer_id AS customer_id, min(e.day_number) AS index_day
  FROM events AS e
  WHERE e.event = 'opened' AND e.customer_id IS NOT NULL
  GROUP BY e.customer_id
),
months AS (
  SELECT DISTINCT c.period AS period
  FROM events AS e
  JOIN calendar AS c ON c.day_number = e.day_number AND c.unit = 'month'
  WHERE e.event = 'opened'
),
others AS (
  SELECT v.customer_id AS customer_id, min(v.day_number) AS index_day
  FROM visits AS v
  JOIN calendar AS c ON c.day_number = v.day_number AND c.unit = 'month'
  JOIN months AS m ON m.period = c.period
  LEFT JOIN complained AS k ON k.customer_id = v.customer_id
  WHERE k.customer_id IS NULL
  GROUP BY v.customer_id
),
asked AS (
  SELECT customer_id, index_day, 1 AS has_complained FROM complained
  UNION ALL
  SELECT customer_id, index_day, 0 AS has_complained FROM others
),
followed AS (
  SELECT
    a.customer_id AS customer_id,
    a.has_complained AS has_complained,
    a.index_day AS index_day,
    min(v.day_number) AS first_visit,
    max(CASE WHEN v.day_number > a.index_day THEN 1 ELSE 0 END) AS returned
  FROM asked AS a
  LEFT JOIN visits AS v ON v.customer_id = a.customer_id AND v.day_number <= a.index_day + $within_days
  GROUP BY a.customer_id, a.has_complained, a.index_day
)
SELECT
  has_complained,
  CASE
    WHEN first_visit IS NULL OR first_visit > index_day THEN 'not bought before'
    WHEN index_day + $within_days > $bought_until THEN 'not over'
    ELSE 'seen'
  END AS standing,
  count(*) AS customers,
  CAST(sum(returned) AS BIGINT) AS returned
FROM followed
GROUP BY
  has_complained,
  CASE
    WHEN first_visit IS NULL OR first_visit > index_day THEN 'not bought before'
    WHEN index_day + $within_days > $bought_until THEN 'not over'
    ELSE 'seen'
  END
