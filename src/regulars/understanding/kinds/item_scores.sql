-- Each person's latest score of a question, as a share of the way from its scale's lowest end to its highest. Who is no
-- known customer is a person by her filled-in form of a survey: another survey may number its forms alike.
WITH told AS (
  SELECT
    coalesce(customer_id, concat('form ', survey, ' ', response_id)) AS person,
    CAST(score - scale_min AS DOUBLE) / CAST(scale_max - scale_min AS DOUBLE) AS placed,
    row_number() OVER (PARTITION BY coalesce(customer_id, concat('form ', survey, ' ', response_id)) ORDER BY occurred_at DESC, fact_id DESC) AS turn
  FROM events
  WHERE question = $question
    AND scale_min < scale_max
    AND score BETWEEN scale_min AND scale_max
)
SELECT person, placed
FROM told
WHERE turn = 1
ORDER BY person
