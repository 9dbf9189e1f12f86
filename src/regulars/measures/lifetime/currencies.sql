-- The first and the last by the alphabet of the currencies of purchases by known customers.
SELECT min(a.group_value) AS first_currency, max(a.group_value) AS last_currency
FROM activity AS a
