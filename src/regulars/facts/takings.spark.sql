-- The money that the facts hold, per currency: purchases by known customers, by guests, and refunds.
-- Written by `make sql` from takings.sql; edit that file instead.
WITH held AS (
  SELECT
    currency,
    CASE WHEN customer_id IS NULL THEN 0 ELSE amount_minor END AS known_minor,
    CASE WHEN customer_id IS NULL THEN amount_minor ELSE 0 END AS guests_minor,
    0 AS refunds_minor
  FROM purchases
  UNION ALL
  SELECT
    currency,
    0 AS known_minor,
    0 AS guests_minor,
    amount_minor AS refunds_minor
  FROM refunds
)
SELECT
  currency,
  CAST(SUM(known_minor) AS BIGINT) AS known_minor,
  CAST(SUM(guests_minor) AS BIGINT) AS guests_minor,
  CAST(SUM(refunds_minor) AS BIGINT) AS refunds_minor
FROM held
GROUP BY
  currency
ORDER BY
  currency NULLS LAST
