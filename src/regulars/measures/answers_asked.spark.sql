-- Which questions were asked, on which scales, and how many answers and scores each has.
-- Written by `make sql` from answers_asked.sql; edit that file instead.
SELECT
  question,
  scale_min,
  scale_max,
  COUNT(*) AS answers,
  COUNT(score) AS scores
FROM events
GROUP BY
  question,
  scale_min,
  scale_max
