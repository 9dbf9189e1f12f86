-- The first and the last by the alphabet of the currencies of all purchases: one column is read, and nothing else.
-- Written by `make sql` from every_currency.sql; edit that file instead.
WITH held AS (
  SELECT
    p.currency AS currency
  FROM purchases AS p
  GROUP BY
    p.currency
)
SELECT
  MIN(h.currency) AS first_currency,
  MAX(h.currency) AS last_currency
FROM held AS h
