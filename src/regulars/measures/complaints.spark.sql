-- For each group and number of days: how many complaints were first resolved so many days after they
-- were opened, how many were still open when last seen after so many, and how many of the resolved
-- were reopened later; complaints whose opening was not seen have -1 days. Two sources number their
-- cases apart. Of two steps on one day, one told by its day alone comes in the order that a case goes.
-- Written by `make sql` from complaints.sql; edit that file instead.
WITH cases AS (
  SELECT
    e.source AS source,
    e.case_id AS case_id,
    COALESCE(MIN(CASE WHEN e.event = 'opened' THEN e.group_value END), MIN(e.group_value)) AS group_value,
    MIN(CASE WHEN e.event = 'opened' THEN e.day_number END) AS opened_day,
    MIN(
      CASE WHEN e.event = 'opened' AND e.occurred_precision = 'day' THEN e.day_number END
    ) AS opened_some_time_on,
    MIN(
      CASE
        WHEN e.event = 'opened' AND e.occurred_precision <> 'day'
        THEN e.occurred_at
      END
    ) AS opened_at
  FROM events AS e
  GROUP BY
    e.source,
    e.case_id
), resolved AS (
  SELECT
    c.source AS source,
    c.case_id AS case_id,
    MIN(e.day_number) AS resolved_day,
    MIN(CASE WHEN e.occurred_precision = 'day' THEN e.day_number END) AS resolved_some_time_on,
    MIN(CASE WHEN e.occurred_precision <> 'day' THEN e.occurred_at END) AS resolved_at
  FROM cases AS c
  JOIN events AS e
    ON e.source = c.source AND e.case_id = c.case_id
  WHERE
    e.event = 'resolved'
    AND (
      e.day_number > c.opened_day
      OR (
        e.day_number = c.opened_day AND e.occurred_precision = 'day'
      )
      OR (
        e.day_number = c.opened_day AND c.opened_some_time_on = c.opened_day
      )
      OR (
        e.day_number = c.opened_day AND e.occurred_at >= c.opened_at
      )
    )
  GROUP BY
    c.source,
    c.case_id
), reopened AS (
  SELECT DISTINCT
    r.source AS source,
    r.case_id AS case_id
  FROM resolved AS r
  JOIN events AS e
    ON e.source = r.source AND e.case_id = r.case_id
  WHERE
    e.event = 'reopened'
    AND (
      e.day_number > r.resolved_day
      OR (
        e.day_number = r.resolved_day AND e.occurred_precision = 'day'
      )
      OR (
        e.day_number = r.resolved_day AND r.resolved_some_time_on = r.resolved_day
      )
      OR (
        e.day_number = r.resolved_day AND e.occurred_at >= r.resolved_at
      )
    )
), judged AS (
  SELECT
    c.group_value AS group_value,
    c.opened_day AS opened_day,
    r.resolved_day AS resolved_day,
    CASE WHEN o.case_id IS NULL THEN 0 ELSE 1 END AS reopened
  FROM cases AS c
  LEFT JOIN resolved AS r
    ON r.source = c.source AND r.case_id = c.case_id
  LEFT JOIN reopened AS o
    ON o.source = c.source AND o.case_id = c.case_id
)
SELECT
  group_value,
  CASE
    WHEN opened_day IS NULL
    THEN -1
    ELSE COALESCE(resolved_day, :as_of) - opened_day
  END AS days_open,
  CAST(SUM(CASE WHEN NOT opened_day IS NULL AND NOT resolved_day IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS resolved,
  CAST(SUM(CASE WHEN resolved_day IS NULL AND NOT opened_day IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS still_open,
  CAST(SUM(reopened) AS BIGINT) AS reopened,
  COUNT(*) AS cases
FROM judged
GROUP BY
  group_value,
  CASE
    WHEN opened_day IS NULL
    THEN -1
    ELSE COALESCE(resolved_day, :as_of) - opened_day
  END
