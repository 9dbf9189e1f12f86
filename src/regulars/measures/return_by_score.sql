-- For each score: how many customers gave it as their first answer whose days after it were wholly
-- seen, and how many of them bought again within those days; beside them, answers left out and why.
WITH asked AS (
  SELECT
    e.group_value AS group_value,
    e.customer_id AS customer_id,
    e.fact_id AS fact_id,
    e.occurred_at AS occurred_at,
    e.day_number AS day_number,
    e.score AS score,
    e.scale_min AS scale_min,
    e.scale_max AS scale_max
  FROM events AS e
  WHERE e.question = $question AND e.score IS NOT NULL AND e.scale_min IS NOT NULL AND e.scale_max IS NOT NULL
),
surrounded AS (
  SELECT
    a.group_value AS group_value,
    a.customer_id AS customer_id,
    a.fact_id AS fact_id,
    a.occurred_at AS occurred_at,
    a.day_number AS day_number,
    a.score AS score,
    a.scale_min AS scale_min,
    a.scale_max AS scale_max,
    min(v.day_number) AS first_visit,
    max(CASE WHEN v.day_number > a.day_number THEN 1 ELSE 0 END) AS returned
  FROM asked AS a
  LEFT JOIN visits AS v ON v.customer_id = a.customer_id AND v.day_number <= a.day_number + $within_days
  GROUP BY
    a.group_value, a.customer_id, a.fact_id, a.occurred_at, a.day_number, a.score, a.scale_min, a.scale_max
),
judged AS (
  SELECT
    group_value, customer_id, fact_id, occurred_at, score, scale_min, scale_max, returned,
    CASE
      WHEN customer_id IS NULL THEN 'nobody known'
      WHEN first_visit IS NULL OR first_visit > day_number THEN 'not bought before'
      WHEN day_number + $within_days > $bought_until THEN 'not over'
      ELSE 'seen'
    END AS standing
  FROM surrounded
),
placed AS (
  SELECT
    group_value, score, scale_min, scale_max, returned,
    CASE
      WHEN standing <> 'seen' THEN standing
      WHEN row_number() OVER (PARTITION BY customer_id, standing ORDER BY occurred_at, fact_id) = 1 THEN 'seen'
      ELSE 'later answer'
    END AS standing
  FROM judged
)
SELECT
  group_value,
  scale_min,
  scale_max,
  score,
  standing,
  count(*) AS people,
  CAST(sum(returned) AS BIGINT) AS returned
FROM placed
GROUP BY group_value, scale_min, scale_max, score, standing
