-- Per customer, of the visits that came on another day than the visit before, how many were at the same
-- place, by the same channel, on the same weekday and within an hour of it, and how many could be. What is
-- alike in time, place and channel is alike for all that is asked, so that ties need no further order.
WITH visited AS (
  SELECT
    customer_id,
    day_number,
    hour_of_day,
    place,
    channel,
    lag(day_number) OVER (PARTITION BY customer_id ORDER BY occurred_at, place, channel) AS day_before,
    lag(hour_of_day) OVER (PARTITION BY customer_id ORDER BY occurred_at, place, channel) AS hour_before,
    lag(place) OVER (PARTITION BY customer_id ORDER BY occurred_at, place, channel) AS place_before,
    lag(channel) OVER (PARTITION BY customer_id ORDER BY occurred_at, place, channel) AS channel_before
  FROM orders
  WHERE day_number BETWEEN $from_day AND $until_day
)
SELECT
  customer_id,
  count(*) AS visits,
  CAST(sum(CASE WHEN place IS NOT NULL AND place_before IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS places,
  CAST(sum(CASE WHEN place = place_before THEN 1 ELSE 0 END) AS BIGINT) AS same_place,
  CAST(sum(CASE WHEN channel IS NOT NULL AND channel_before IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS channels,
  CAST(sum(CASE WHEN channel = channel_before THEN 1 ELSE 0 END) AS BIGINT) AS same_channel,
  CAST(sum(CASE WHEN (day_number - day_before) % 7 = 0 THEN 1 ELSE 0 END) AS BIGINT) AS same_weekday,
  CAST(sum(CASE WHEN abs(hour_of_day - hour_before) IN (0, 1, 23) THEN 1 ELSE 0 END) AS BIGINT) AS same_hour
FROM visited
WHERE day_number <> day_before
GROUP BY customer_id
