-- Purchases as an earlier day had them, under the names by which their customers were known.
-- Written by `make sql` from purchases_then.sql; edit that file instead.
SELECT
  COALESCE(s.known_as, p.customer_id) AS customer_id,
  p.occurred_at AS occurred_at,
  p.amount_minor AS amount_minor
FROM purchases_then AS p
LEFT JOIN same_then AS s
  ON s.customer_id = p.customer_id
