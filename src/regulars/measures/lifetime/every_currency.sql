-- The first and the last by the alphabet of the currencies of all purchases: one column is read, and nothing else.
WITH held AS (
  SELECT p.currency AS currency
  FROM purchases AS p
  GROUP BY p.currency
)
SELECT min(h.currency) AS first_currency, max(h.currency) AS last_currency
FROM held AS h
