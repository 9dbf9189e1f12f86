-- For each kind of fact beside purchases: its first and last instant, and how many there are.
-- Written by `make sql` from bounds_of_kinds.sql; edit that file instead.
SELECT
  'answers' AS kind,
  MIN(occurred_at) AS first_at,
  MAX(occurred_at) AS last_at,
  COUNT(*) AS facts
FROM answers
UNION ALL
SELECT
  'contacts' AS kind,
  MIN(occurred_at) AS first_at,
  MAX(occurred_at) AS last_at,
  COUNT(*) AS facts
FROM contacts
UNION ALL
SELECT
  'complaints' AS kind,
  MIN(occurred_at) AS first_at,
  MAX(occurred_at) AS last_at,
  COUNT(*) AS facts
FROM complaints
UNION ALL
SELECT
  'advocacy' AS kind,
  MIN(occurred_at) AS first_at,
  MAX(occurred_at) AS last_at,
  COUNT(*) AS facts
FROM advocacy
UNION ALL
SELECT
  'incentives' AS kind,
  MIN(occurred_at) AS first_at,
  MAX(occurred_at) AS last_at,
  COUNT(*) AS facts
FROM incentives
UNION ALL
SELECT
  'commitments' AS kind,
  MIN(occurred_at) AS first_at,
  MAX(occurred_at) AS last_at,
  COUNT(*) AS facts
FROM commitments
