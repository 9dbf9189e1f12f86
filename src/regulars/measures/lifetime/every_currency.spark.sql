-- The first and the last by the alphabet of the currencies of all purchases: one column is read, and nothing else.
-- Written by `make sql` from every_currency.sql; edit that file instead.
SELECT
  MIN(p.currency) AS first_currency,
  MAX(p.currency) AS last_currency
FROM purchases AS p
