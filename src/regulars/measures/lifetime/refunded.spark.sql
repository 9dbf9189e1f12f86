-- What known customers paid and got back up to a day, in minor units.
-- Written by `make sql` from refunded.sql; edit that file instead.
WITH given_back AS (
  SELECT
    CAST(SUM(r.amount_minor) AS BIGINT) AS refunded_minor
  FROM refunds AS r
  JOIN zone_days AS z
    ON z.utc_day = CAST(r.occurred_at AS DATE)
  WHERE
    NOT r.customer_id IS NULL
    AND CASE WHEN r.occurred_at < z.turns_at THEN z.number_before ELSE z.number_after END <= :as_of
), paid AS (
  SELECT
    CAST(SUM(p.amount_minor) AS BIGINT) AS paid_minor
  FROM activity AS p
)
SELECT
  paid.paid_minor AS paid_minor,
  given_back.refunded_minor AS refunded_minor
FROM paid
CROSS JOIN given_back
