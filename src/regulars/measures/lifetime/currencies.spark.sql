-- The currencies of purchases by known customers.
-- Written by `make sql` from currencies.sql; edit that file instead.
SELECT DISTINCT
  a.group_value AS group_value
FROM activity AS a
