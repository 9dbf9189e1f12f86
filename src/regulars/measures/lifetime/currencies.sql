-- The currencies of purchases by known customers.
SELECT DISTINCT a.group_value AS group_value
FROM activity AS a
