-- How many spells under contract began in each period, and in which period came their first day
-- without a contract (-1: none yet), by whether it was the customer's first spell and how it ended.
SELECT
  s.group_value AS group_value,
  b.period AS began,
  coalesce(e.period, -1) AS ended,
  CASE WHEN s.spell = 1 THEN 1 ELSE 0 END AS is_first,
  s.how AS how,
  count(*) AS spells
FROM spells AS s
JOIN calendar AS b ON b.day_number = s.first_day AND b.unit = $period
LEFT JOIN calendar AS e ON e.day_number = s.after_day AND e.unit = $period
GROUP BY s.group_value, b.period, coalesce(e.period, -1), CASE WHEN s.spell = 1 THEN 1 ELSE 0 END, s.how
