-- For each kind of fact beside purchases: how many come after the day that counts last.
SELECT 'answers' AS kind, count(*) AS later
FROM answers AS e
JOIN zone_days AS z ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > $as_of
UNION ALL
SELECT 'contacts' AS kind, count(*) AS later
FROM contacts AS e
JOIN zone_days AS z ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > $as_of
UNION ALL
SELECT 'complaints' AS kind, count(*) AS later
FROM complaints AS e
JOIN zone_days AS z ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > $as_of
UNION ALL
SELECT 'advocacy' AS kind, count(*) AS later
FROM advocacy AS e
JOIN zone_days AS z ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > $as_of
UNION ALL
SELECT 'incentives' AS kind, count(*) AS later
FROM incentives AS e
JOIN zone_days AS z ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > $as_of
UNION ALL
SELECT 'commitments' AS kind, count(*) AS later
FROM commitments AS e
JOIN zone_days AS z ON z.utc_day = CAST(e.occurred_at AS DATE)
WHERE CASE WHEN e.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END > $as_of
