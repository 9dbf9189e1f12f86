-- Per customer of the window: how many orders were paid, and how many of them under half of $usual; of the visits
-- that came on another day than the visit before, how many were at the same place, by the same channel, on the same
-- weekday and within an hour of it, and how many could be. Places and channels are numbered, so that one number says
-- both, 0 where not known; what is alike in it and in time is alike for all that is asked, so that ties need no further
-- order.
WITH numbered_places AS (
  SELECT p.place AS place, row_number() OVER (ORDER BY p.place) AS number
  FROM (SELECT DISTINCT place FROM purchases WHERE place IS NOT NULL) AS p
),
numbered_channels AS (
  SELECT c.channel AS channel, row_number() OVER (ORDER BY c.channel) AS number
  FROM (SELECT DISTINCT channel FROM purchases WHERE channel IS NOT NULL) AS c
),
bought AS (
  SELECT
    o.customer_id AS customer_id,
    o.occurred_at AS occurred_at,
    o.amount_minor AS amount_minor,
    o.day_number AS day_number,
    o.hour_of_day AS hour_of_day,
    coalesce(p.number, 0) * 1048576 + coalesce(c.number, 0) AS spot
  FROM orders AS o
  LEFT JOIN numbered_places AS p ON p.place = o.place
  LEFT JOIN numbered_channels AS c ON c.channel = o.channel
  WHERE o.day_number BETWEEN $from_day AND $until_day
),
beside AS (
  SELECT
    customer_id,
    amount_minor,
    day_number,
    hour_of_day,
    spot,
    lag(day_number) OVER (PARTITION BY customer_id ORDER BY occurred_at, spot) AS day_before,
    lag(hour_of_day) OVER (PARTITION BY customer_id ORDER BY occurred_at, spot) AS hour_before,
    lag(spot) OVER (PARTITION BY customer_id ORDER BY occurred_at, spot) AS spot_before
  FROM bought
),
visited AS (
  SELECT
    customer_id,
    amount_minor > 0 AS paid,
    amount_minor > 0 AND CAST(amount_minor AS DOUBLE) * 2 < $usual AS small,
    day_number <> day_before AS another_day,
    day_number - day_before AS days_apart,
    abs(hour_of_day - hour_before) AS hours_apart,
    spot,
    spot_before,
    spot % 1048576 AS channel_number,
    spot_before % 1048576 AS channel_before
  FROM beside
)
SELECT
  customer_id,
  count(CASE WHEN paid THEN 1 END) AS orders_paid,
  count(CASE WHEN small THEN 1 END) AS small_orders,
  count(CASE WHEN another_day THEN 1 END) AS visits,
  count(CASE WHEN another_day AND spot >= 1048576 AND spot_before >= 1048576 THEN 1 END) AS places,
  count(
    CASE WHEN another_day AND spot >= 1048576 AND spot - channel_number = spot_before - channel_before THEN 1 END
  ) AS same_place,
  count(CASE WHEN another_day AND channel_number > 0 AND channel_before > 0 THEN 1 END) AS channels,
  count(CASE WHEN another_day AND channel_number > 0 AND channel_number = channel_before THEN 1 END) AS same_channel,
  count(CASE WHEN another_day AND days_apart % 7 = 0 THEN 1 END) AS same_weekday,
  count(CASE WHEN another_day AND hours_apart IN (0, 1, 23) THEN 1 END) AS same_hour
FROM visited
GROUP BY customer_id
