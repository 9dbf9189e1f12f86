-- Each customer's latest answer to each question that kinds rest on (turn 1), and the one before (turn 2).
-- Written by `make sql` from replies.sql; edit that file instead.
WITH told AS (
  SELECT
    customer_id,
    question,
    score,
    scale_min,
    scale_max,
    choice,
    ROW_NUMBER() OVER (PARTITION BY customer_id, question ORDER BY occurred_at DESC, fact_id DESC) AS turn
  FROM events
  WHERE
    NOT customer_id IS NULL AND question IN (:reason, :bonus, :convenience, :captive)
)
SELECT
  customer_id,
  question,
  CAST(turn AS BIGINT) AS turn,
  score,
  scale_min,
  scale_max,
  choice
FROM told
WHERE
  turn <= 2
ORDER BY
  customer_id NULLS LAST,
  question NULLS LAST,
  turn NULLS LAST
