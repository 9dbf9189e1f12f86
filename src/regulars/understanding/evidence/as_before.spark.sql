-- Per customer, of the visits that came on another day than the visit before, how many were at the same
-- place, by the same channel, on the same weekday and within an hour of it, and how many could be. What is
-- alike in time, place and channel is alike for all that is asked, so that ties need no further order.
-- Written by `make sql` from as_before.sql; edit that file instead.
WITH visited AS (
  SELECT
    customer_id,
    day_number,
    hour_of_day,
    place,
    channel,
    LAG(day_number) OVER (
      PARTITION BY customer_id
      ORDER BY occurred_at NULLS LAST, place NULLS LAST, channel NULLS LAST
    ) AS day_before,
    LAG(hour_of_day) OVER (
      PARTITION BY customer_id
      ORDER BY occurred_at NULLS LAST, place NULLS LAST, channel NULLS LAST
    ) AS hour_before,
    LAG(place) OVER (
      PARTITION BY customer_id
      ORDER BY occurred_at NULLS LAST, place NULLS LAST, channel NULLS LAST
    ) AS place_before,
    LAG(channel) OVER (
      PARTITION BY customer_id
      ORDER BY occurred_at NULLS LAST, place NULLS LAST, channel NULLS LAST
    ) AS channel_before
  FROM orders
  WHERE
    day_number BETWEEN :from_day AND :until_day
)
SELECT
  customer_id,
  COUNT(*) AS visits,
  CAST(SUM(CASE WHEN NOT place IS NULL AND NOT place_before IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS places,
  CAST(SUM(CASE WHEN place = place_before THEN 1 ELSE 0 END) AS BIGINT) AS same_place,
  CAST(SUM(CASE WHEN NOT channel IS NULL AND NOT channel_before IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS channels,
  CAST(SUM(CASE WHEN channel = channel_before THEN 1 ELSE 0 END) AS BIGINT) AS same_channel,
  CAST(SUM(CASE WHEN (
    day_number - day_before
  ) % 7 = 0 THEN 1 ELSE 0 END) AS BIGINT) AS same_weekday,
  CAST(SUM(CASE WHEN ABS(hour_of_day - hour_before) IN (0, 1, 23) THEN 1 ELSE 0 END) AS BIGINT) AS same_hour
FROM visited
WHERE
  day_number <> day_before
GROUP BY
  customer_id
