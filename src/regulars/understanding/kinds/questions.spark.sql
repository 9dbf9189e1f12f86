-- Every question that customers answered, the most answered first.
-- Written by `make sql` from questions.sql; edit that file instead.
SELECT
  question,
  CAST(COUNT(DISTINCT customer_id) AS BIGINT) AS customers
FROM events
WHERE
  NOT customer_id IS NULL
GROUP BY
  question
ORDER BY
  customers DESC,
  question NULLS LAST
