-- Every question that customers answered, the most answered first.
SELECT question, CAST(count(DISTINCT customer_id) AS BIGINT) AS customers
FROM events
WHERE customer_id IS NOT NULL
GROUP BY question
ORDER BY customers DESC, question
