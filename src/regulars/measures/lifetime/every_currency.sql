-- The first and the last by the alphabet of the currencies of all purchases: one column is read, and nothing else.
SELECT min(p.currency) AS first_currency, max(p.currency) AS last_currency
FROM purchases AS p
