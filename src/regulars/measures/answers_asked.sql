-- Which questions were asked, on which scales, and how many answers and scores each has.
SELECT question, scale_min, scale_max, count(*) AS answers, count(score) AS scores
FROM events
GROUP BY question, scale_min, scale_max
