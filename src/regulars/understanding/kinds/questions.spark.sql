-- Every question that was answered, by how many customers and in how many filled-in forms, the most answered first.
-- Written by `make sql` from questions.sql; edit that file instead.
SELECT
  question,
  CAST(COUNT(DISTINCT customer_id) AS BIGINT) AS customers,
  CAST(COUNT(DISTINCT CONCAT(COALESCE(survey, ''), ' ', COALESCE(response_id, ''))) AS BIGINT) AS forms
FROM events
GROUP BY
  question
ORDER BY
  customers DESC,
  forms DESC,
  question NULLS LAST
