-- Every condition of the shop or the market, where, for whom and for what it held, with its first and last day;
-- a day before all that is known is -1000000000, one after it, or still to come, 1000000000.
WITH known AS (
  SELECT min(turns_at) AS first_at, max(turns_at) AS last_at
  FROM zone_days
)
SELECT
  c.condition AS condition_name,
  c.place AS place,
  c.segment AS segment,
  c.product_id AS product_id,
  c.size AS size,
  CASE
    WHEN s.utc_day IS NULL AND c.starts_at <= k.first_at THEN -1000000000
    WHEN s.utc_day IS NULL THEN 1000000000
    WHEN c.starts_at < s.turns_at THEN s.number_before
    ELSE s.number_after
  END AS first_day,
  CASE
    WHEN c.ends_at IS NULL THEN 1000000000
    WHEN e.utc_day IS NULL AND c.ends_at <= k.first_at THEN -1000000000
    WHEN e.utc_day IS NULL THEN 1000000000
    WHEN c.ends_at < e.turns_at THEN e.number_before
    ELSE e.number_after
  END AS last_day
FROM conditions AS c
CROSS JOIN known AS k
LEFT JOIN zone_days AS s ON s.utc_day = CAST(c.starts_at AS DATE)
LEFT JOIN zone_days AS e ON e.utc_day = CAST(c.ends_at AS DATE)
