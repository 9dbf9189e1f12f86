-- Each customer's latest score of a question, as a share of the way from its scale's lowest end to its highest.
-- Written by `make sql` from item_scores.sql; edit that file instead.
WITH told AS (
  SELECT
    customer_id,
    CAST(score - scale_min AS DOUBLE) / CAST(scale_max - scale_min AS DOUBLE) AS placed,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY occurred_at DESC, fact_id DESC) AS turn
  FROM events
  WHERE
    NOT customer_id IS NULL
    AND question = :question
    AND scale_min < scale_max
    AND score BETWEEN scale_min AND scale_max
)
SELECT
  customer_id,
  placed
FROM told
WHERE
  turn = 1
ORDER BY
  customer_id NULLS LAST
