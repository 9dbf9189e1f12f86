-- Every pair of ids of one person, with the time since which that is known.
SELECT
  i.customer_id AS customer_id,
  i.same_as AS same_as,
  i.occurred_at AS occurred_at
FROM identities AS i
ORDER BY i.occurred_at, i.customer_id, i.same_as
