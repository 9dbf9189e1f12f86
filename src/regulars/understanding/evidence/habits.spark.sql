-- Per customer of the window: how many orders were paid, and how many of them under half of $usual; of the visits
-- that came on another day than the visit before, how many were at the same place, by the same channel, on the same
-- weekday and within an hour of it, and how many could be. Places and channels are numbered, so that one number says
-- both, 0 where not known; what is alike in it and in time is alike for all that is asked, so that ties need no further
-- order.
-- Written by `make sql` from habits.sql; edit that file instead.
WITH numbered_places AS (
  SELECT
    p.place AS place,
    ROW_NUMBER() OVER (ORDER BY p.place NULLS LAST) AS number
  FROM (
    SELECT DISTINCT
      place
    FROM purchases
    WHERE
      NOT place IS NULL
  ) AS p
), numbered_channels AS (
  SELECT
    c.channel AS channel,
    ROW_NUMBER() OVER (ORDER BY c.channel NULLS LAST) AS number
  FROM (
    SELECT DISTINCT
      channel
    FROM purchases
    WHERE
      NOT channel IS NULL
  ) AS c
), bought AS (
  SELECT
    o.customer_id AS customer_id,
    o.occurred_at AS occurred_at,
    o.amount_minor AS amount_minor,
    o.day_number AS day_number,
    o.hour_of_day AS hour_of_day,
    COALESCE(p.number, 0) * 1048576 + COALESCE(c.number, 0) AS spot
  FROM orders AS o
  LEFT JOIN numbered_places AS p
    ON p.place = o.place
  LEFT JOIN numbered_channels AS c
    ON c.channel = o.channel
  WHERE
    o.day_number BETWEEN :from_day AND :until_day
), beside AS (
  SELECT
    customer_id,
    amount_minor,
    day_number,
    hour_of_day,
    spot,
    LAG(day_number) OVER (PARTITION BY customer_id ORDER BY occurred_at NULLS LAST, spot NULLS LAST) AS day_before,
    LAG(hour_of_day) OVER (PARTITION BY customer_id ORDER BY occurred_at NULLS LAST, spot NULLS LAST) AS hour_before,
    LAG(spot) OVER (PARTITION BY customer_id ORDER BY occurred_at NULLS LAST, spot NULLS LAST) AS spot_before
  FROM bought
), visited AS (
  SELECT
    customer_id,
    amount_minor > 0 AS paid,
    amount_minor > 0 AND CAST(amount_minor AS DOUBLE) * 2 < :usual AS small,
    day_number <> day_before AS another_day,
    day_number - day_before AS days_apart,
    ABS(hour_of_day - hour_before) AS hours_apart,
    spot,
    spot_before,
    spot % 1048576 AS channel_number,
    spot_before % 1048576 AS channel_before
  FROM beside
)
SELECT
  customer_id,
  COUNT(CASE WHEN paid THEN 1 END) AS orders_paid,
  COUNT(CASE WHEN small THEN 1 END) AS small_orders,
  COUNT(CASE WHEN another_day THEN 1 END) AS visits,
  COUNT(CASE WHEN another_day AND spot >= 1048576 AND spot_before >= 1048576 THEN 1 END) AS places,
  COUNT(
    CASE
      WHEN another_day
      AND spot >= 1048576
      AND spot - channel_number = spot_before - channel_before
      THEN 1
    END
  ) AS same_place,
  COUNT(CASE WHEN another_day AND channel_number > 0 AND channel_before > 0 THEN 1 END) AS channels,
  COUNT(
    CASE
      WHEN another_day AND channel_number > 0 AND channel_number = channel_before
      THEN 1
    END
  ) AS same_channel,
  COUNT(CASE WHEN another_day AND days_apart % 7 = 0 THEN 1 END) AS same_weekday,
  COUNT(CASE WHEN another_day AND hours_apart IN (0, 1, 23) THEN 1 END) AS same_hour
FROM visited
GROUP BY
  customer_id
