-- How many commitments there are and how many customers have them; how many ran before the log
-- began; how many never say what they cost.
WITH each AS (
  SELECT
    customer_id,
    commitment_id,
    max(from_before) AS from_before,
    max(CASE WHEN monthly_parts IS NULL OR currency IS NULL THEN 0 ELSE 1 END) AS has_price
  FROM stretches
  GROUP BY customer_id, commitment_id
)
SELECT
  count(*) AS commitments,
  count(DISTINCT customer_id) AS customers,
  CAST(coalesce(sum(from_before), 0) AS BIGINT) AS from_before,
  CAST(coalesce(sum(1 - has_price), 0) AS BIGINT) AS without_price
FROM each
