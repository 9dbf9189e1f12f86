-- For each group and number of days: how many complaints were first resolved so many days after they
-- were opened, how many were still open when last seen after so many, and how many of the resolved
-- were reopened later; complaints whose opening was not seen have -1 days.
WITH cases AS (
  SELECT
    e.case_id AS case_id,
    coalesce(min(CASE WHEN e.event = 'opened' THEN e.group_value END), min(e.group_value)) AS group_value,
    min(CASE WHEN e.event = 'opened' THEN e.day_number END) AS opened_day,
    min(CASE WHEN e.event = 'opened' THEN e.occurred_at END) AS opened_at
  FROM events AS e
  GROUP BY e.case_id
),
resolved AS (
  SELECT
    c.case_id AS case_id,
    c.group_value AS group_value,
    c.opened_day AS opened_day,
    min(CASE WHEN e.event = 'resolved' AND e.occurred_at >= c.opened_at THEN e.day_number END) AS resolved_day,
    min(CASE WHEN e.event = 'resolved' AND e.occurred_at >= c.opened_at THEN e.occurred_at END) AS resolved_at
  FROM cases AS c
  JOIN events AS e ON e.case_id = c.case_id
  GROUP BY c.case_id, c.group_value, c.opened_day
),
judged AS (
  SELECT
    r.group_value AS group_value,
    r.opened_day AS opened_day,
    r.resolved_day AS resolved_day,
    max(CASE WHEN e.event = 'reopened' AND e.occurred_at >= r.resolved_at THEN 1 ELSE 0 END) AS reopened
  FROM resolved AS r
  JOIN events AS e ON e.case_id = r.case_id
  GROUP BY r.group_value, r.case_id, r.opened_day, r.resolved_day
)
SELECT
  group_value,
  CASE WHEN opened_day IS NULL THEN -1 ELSE coalesce(resolved_day, $as_of) - opened_day END AS days_open,
  CAST(sum(CASE WHEN opened_day IS NOT NULL AND resolved_day IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS resolved,
  CAST(sum(CASE WHEN resolved_day IS NULL AND opened_day IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS still_open,
  CAST(sum(reopened) AS BIGINT) AS reopened,
  count(*) AS cases
FROM judged
GROUP BY group_value, CASE WHEN opened_day IS NULL THEN -1 ELSE coalesce(resolved_day, $as_of) - opened_day END
