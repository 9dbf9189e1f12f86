-- The names of the attributes that are known of customers.
-- Written by `make sql` from attribute_names.sql; edit that file instead.
SELECT DISTINCT
  name
FROM attributes
ORDER BY
  name NULLS LAST
