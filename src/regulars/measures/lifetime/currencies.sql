-- The first and the last by the alphabet of the currencies of purchases by known customers.
WITH held AS (
  SELECT a.group_value AS currency
  FROM activity AS a
  GROUP BY a.group_value
)
SELECT min(h.currency) AS first_currency, max(h.currency) AS last_currency
FROM held AS h
