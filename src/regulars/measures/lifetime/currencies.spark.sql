-- The first and the last by the alphabet of the currencies of purchases by known customers.
-- Written by `make sql` from currencies.sql; edit that file instead.
WITH held AS (
  SELECT
    a.group_value AS currency
  FROM activity AS a
  GROUP BY
    a.group_value
)
SELECT
  MIN(h.currency) AS first_currency,
  MAX(h.currency) AS last_currency
FROM held AS h
