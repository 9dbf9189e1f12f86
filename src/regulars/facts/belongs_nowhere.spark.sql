-- No customer in any group: for a question that is not asked by group.
-- Written by `make sql` from belongs_nowhere.sql; edit that file instead.
SELECT
  customer_id,
  value AS group_value,
  occurred_at AS known_from,
  occurred_at AS known_to
FROM attributes
WHERE
  1 = 0
