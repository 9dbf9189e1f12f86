-- Per scored answer in the window, either to whether we are the first choice (by $what) or to any other question but
-- those that kinds are anchored on, its place on its scale from 0 to 1, and the average of other customers' answers to
-- the same question of the same survey.
-- Written by `make sql` from scored_answers.sql; edit that file instead.
WITH told AS (
  SELECT
    customer_id,
    survey,
    question,
    CAST(score - scale_min AS DOUBLE) / CAST(scale_max - scale_min AS DOUBLE) AS share
  FROM steps_of_answers
  WHERE
    NOT customer_id IS NULL
    AND scale_max > scale_min
    AND score BETWEEN scale_min AND scale_max
    AND day_number BETWEEN :from_day AND :until_day
    AND NOT question IN ('without_rewards', 'rival_nearer', 'free_to_leave')
    AND CASE WHEN question = 'first_choice' THEN 'first_choice' ELSE 'other' END = :what
), shared AS (
  SELECT
    customer_id,
    share,
    COUNT(*) OVER (PARTITION BY survey, question) - COUNT(*) OVER (PARTITION BY survey, question, customer_id) AS others,
    CAST(SUM(share) OVER (PARTITION BY survey, question) AS DOUBLE) - CAST(SUM(share) OVER (PARTITION BY survey, question, customer_id) AS DOUBLE) AS others_share
  FROM told
)
SELECT
  customer_id,
  CAST(1 AS DOUBLE) AS weight,
  share AS happened,
  CAST(others_share AS DOUBLE) / CAST(others AS DOUBLE) AS expected
FROM shared
WHERE
  others > 0
