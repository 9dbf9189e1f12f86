-- For each kind of fact beside purchases: its first and last instant, and how many there are.
SELECT 'answers' AS kind, min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*) AS facts
FROM answers
UNION ALL
SELECT 'contacts' AS kind, min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*) AS facts
FROM contacts
UNION ALL
SELECT 'complaints' AS kind, min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*) AS facts
FROM complaints
UNION ALL
SELECT 'advocacy' AS kind, min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*) AS facts
FROM advocacy
UNION ALL
SELECT 'incentives' AS kind, min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*) AS facts
FROM incentives
UNION ALL
SELECT 'commitments' AS kind, min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*) AS facts
FROM commitments
