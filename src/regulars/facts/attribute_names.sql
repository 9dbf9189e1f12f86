-- The names of the attributes that are known of customers.
SELECT DISTINCT name FROM attributes ORDER BY name
