-- For each wave of a question and each scale: how many people gave each score as their latest answer
-- in it, by the score that the same person gave in the wave before (null: none, or nobody known).
-- Written by `make sql` from answers_by_wave.sql; edit that file instead.
WITH waved AS (
  SELECT
    e.group_value AS group_value,
    e.customer_id AS customer_id,
    CASE WHEN e.customer_id IS NULL THEN e.response_id END AS nobody,
    e.occurred_at AS occurred_at,
    e.fact_id AS fact_id,
    e.score AS score,
    e.scale_min AS scale_min,
    e.scale_max AS scale_max,
    CASE :wave WHEN 'survey' THEN e.survey ELSE '' END AS survey,
    CASE :wave
      WHEN 'survey'
      THEN MIN(e.day_number) OVER (PARTITION BY e.survey)
      ELSE c.starts
    END AS wave_starts,
    CASE :wave
      WHEN 'survey'
      THEN MAX(e.day_number) OVER (PARTITION BY e.survey)
      ELSE c.ends
    END AS wave_ends
  FROM events AS e
  JOIN calendar AS c
    ON c.day_number = e.day_number AND c.unit = :unit
  WHERE
    e.question = :question
    AND NOT e.score IS NULL
    AND NOT e.scale_min IS NULL
    AND NOT e.scale_max IS NULL
), numbered AS (
  SELECT
    group_value,
    customer_id,
    nobody,
    occurred_at,
    fact_id,
    score,
    scale_min,
    scale_max,
    survey,
    wave_starts,
    wave_ends,
    DENSE_RANK() OVER (
      PARTITION BY group_value, scale_min, scale_max
      ORDER BY wave_starts NULLS LAST, survey NULLS LAST
    ) AS wave
  FROM waved
), ranked AS (
  SELECT
    group_value,
    customer_id,
    score,
    scale_min,
    scale_max,
    survey,
    wave_starts,
    wave_ends,
    wave,
    ROW_NUMBER() OVER (
      PARTITION BY group_value, scale_min, scale_max, wave, customer_id, nobody
      ORDER BY occurred_at DESC, fact_id DESC
    ) AS from_last
  FROM numbered
), steps AS (
  SELECT
    group_value,
    customer_id,
    score,
    scale_min,
    scale_max,
    survey,
    wave_starts,
    wave_ends,
    wave,
    LAG(wave) OVER (
      PARTITION BY group_value, scale_min, scale_max, customer_id
      ORDER BY wave NULLS LAST
    ) AS wave_before,
    LAG(score) OVER (
      PARTITION BY group_value, scale_min, scale_max, customer_id
      ORDER BY wave NULLS LAST
    ) AS last_score
  FROM ranked
  WHERE
    from_last = 1
)
SELECT
  group_value,
  scale_min,
  scale_max,
  wave,
  survey,
  wave_starts,
  wave_ends,
  score,
  CASE WHEN NOT customer_id IS NULL AND wave_before = wave - 1 THEN last_score END AS score_before,
  COUNT(*) AS people
FROM steps
GROUP BY
  group_value,
  scale_min,
  scale_max,
  wave,
  survey,
  wave_starts,
  wave_ends,
  score,
  CASE WHEN NOT customer_id IS NULL AND wave_before = wave - 1 THEN last_score END
