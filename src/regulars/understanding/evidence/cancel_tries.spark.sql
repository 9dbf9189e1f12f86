-- Per customer under contract, how many spells of 28 days the contracts ran, and in how many of them she
-- tried to cancel and the contract went on.
-- Written by `make sql` from cancel_tries.sql; edit that file instead.
WITH contracts AS (
  SELECT
    customer_id,
    commitment_id,
    GREATEST(MIN(day_number), :from_day) AS first_day,
    LEAST(
      COALESCE(MIN(CASE WHEN event IN ('cancelled', 'ended') THEN day_number END), 1000000000),
      :until_day
    ) AS last_day
  FROM steps_of_commitments
  WHERE
    day_number <= :until_day
  GROUP BY
    customer_id,
    commitment_id
), tried AS (
  SELECT
    c.customer_id AS customer_id,
    c.commitment_id AS commitment_id,
    COUNT(
      DISTINCT CAST(FLOOR(CAST(s.day_number - c.first_day AS DOUBLE) / CAST(28 AS DOUBLE)) AS INT)
    ) AS spells
  FROM contracts AS c
  JOIN steps_of_commitments AS s
    ON s.customer_id = c.customer_id
    AND s.commitment_id = c.commitment_id
    AND s.event = 'cancel_tried'
    AND s.day_number BETWEEN c.first_day AND c.last_day
  GROUP BY
    c.customer_id,
    c.commitment_id
)
SELECT
  c.customer_id AS customer_id,
  CAST(SUM(FLOOR(CAST(c.last_day - c.first_day AS DOUBLE) / CAST(28 AS DOUBLE)) + 1) AS BIGINT) AS trials,
  CAST(SUM(COALESCE(t.spells, 0)) AS BIGINT) AS happened
FROM contracts AS c
LEFT JOIN tried AS t
  ON t.customer_id = c.customer_id AND t.commitment_id = c.commitment_id
WHERE
  c.last_day >= c.first_day
GROUP BY
  c.customer_id
