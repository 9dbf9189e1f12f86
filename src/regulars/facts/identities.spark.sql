-- Every pair of ids of one person, with the time since which that is known.
-- Written by `make sql` from identities.sql; edit that file instead.
SELECT
  i.customer_id AS customer_id,
  i.same_as AS same_as,
  i.occurred_at AS occurred_at
FROM identities AS i
ORDER BY
  i.occurred_at NULLS LAST,
  i.customer_id NULLS LAST,
  i.same_as NULLS LAST
