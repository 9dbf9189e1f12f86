-- Every question that was answered, by how many customers and in how many filled-in forms, the most answered first.
SELECT question, CAST(count(DISTINCT customer_id) AS BIGINT) AS customers, CAST(count(DISTINCT concat(survey, ' ', response_id)) AS BIGINT) AS forms
FROM events
GROUP BY question
ORDER BY customers DESC, forms DESC, question
