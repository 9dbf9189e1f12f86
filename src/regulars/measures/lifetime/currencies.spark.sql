-- The first and the last by the alphabet of the currencies of purchases by known customers.
-- Written by `make sql` from currencies.sql; edit that file instead.
SELECT
  MIN(a.group_value) AS first_currency,
  MAX(a.group_value) AS last_currency
FROM activity AS a
