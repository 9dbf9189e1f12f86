-- For each group, currency and period: what customers paid by the month at its end and at the end of
-- the period before, by how it changed, in 19,200ths of a minor unit; how many customers, and
-- how many of them never before paid in any currency; and the sums of squares and products, in minor
-- units, that its interval rests on.
-- Written by `make sql` from revenue_retention.sql; edit that file instead.
WITH closings AS (
  SELECT DISTINCT
    period,
    CASE WHEN ends > :as_of THEN :as_of ELSE ends END AS closing_day
  FROM calendar
  WHERE
    unit = :period
), paying AS (
  SELECT
    s.group_value AS group_value,
    s.currency AS currency,
    s.customer_id AS customer_id,
    c.period AS period,
    CAST(SUM(s.monthly_parts) AS BIGINT) AS parts
  FROM stretches AS s
  JOIN closings AS c
    ON c.closing_day >= s.first_day
    AND (
      s.after_day IS NULL OR c.closing_day < s.after_day
    )
  WHERE
    s.monthly_parts > 0 AND NOT s.currency IS NULL
  GROUP BY
    s.group_value,
    s.currency,
    s.customer_id,
    c.period
), steps AS (
  SELECT
    group_value,
    currency,
    period,
    parts,
    LAG(period) OVER (PARTITION BY group_value, currency, customer_id ORDER BY period NULLS LAST) AS period_before,
    LAG(parts) OVER (PARTITION BY group_value, currency, customer_id ORDER BY period NULLS LAST) AS parts_before,
    LAG(period) OVER (
      PARTITION BY group_value, customer_id
      ORDER BY period NULLS LAST, currency NULLS LAST
    ) AS paid_before,
    LEAD(period) OVER (PARTITION BY group_value, currency, customer_id ORDER BY period NULLS LAST) AS period_next
  FROM paying
), changes AS (
  SELECT
    group_value,
    currency,
    period,
    CASE WHEN period_before = period - 1 THEN parts_before ELSE 0 END AS opening,
    parts AS closing,
    CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS is_first,
    CASE WHEN paid_before IS NULL THEN 1 ELSE 0 END AS is_first_of_all
  FROM steps
  UNION ALL
  SELECT
    group_value,
    currency,
    period + 1 AS period,
    parts AS opening,
    0 AS closing,
    0 AS is_first,
    0 AS is_first_of_all
  FROM steps
  WHERE
    period_next IS NULL OR period_next > period + 1
), flows AS (
  SELECT
    group_value,
    currency,
    period,
    opening,
    closing,
    is_first,
    is_first_of_all,
    CASE WHEN opening = 0 AND is_first = 1 THEN closing ELSE 0 END AS gained_new,
    CASE WHEN opening = 0 AND is_first = 0 THEN closing ELSE 0 END AS gained_again,
    CASE WHEN opening > 0 AND closing > opening THEN closing - opening ELSE 0 END AS added,
    CASE WHEN closing > 0 AND closing < opening THEN opening - closing ELSE 0 END AS reduced,
    CASE WHEN closing = 0 THEN opening ELSE 0 END AS gone,
    CAST(opening AS DOUBLE) / CAST(19200 AS DOUBLE) AS whole,
    CASE
      WHEN closing < opening
      THEN CAST(opening - closing AS DOUBLE) / CAST(19200 AS DOUBLE)
      ELSE 0.0
    END AS less,
    CASE
      WHEN opening > 0 AND closing > opening
      THEN CAST(closing - opening AS DOUBLE) / CAST(19200 AS DOUBLE)
      ELSE 0.0
    END AS more
  FROM changes
)
SELECT
  group_value,
  currency,
  period,
  CAST(SUM(opening) AS BIGINT) AS opening,
  CAST(SUM(gained_new) AS BIGINT) AS gained_new,
  CAST(SUM(gained_again) AS BIGINT) AS gained_again,
  CAST(SUM(added) AS BIGINT) AS added,
  CAST(SUM(reduced) AS BIGINT) AS reduced,
  CAST(SUM(gone) AS BIGINT) AS gone,
  CAST(SUM(closing) AS BIGINT) AS closing,
  CAST(SUM(CASE WHEN opening > 0 THEN 1 ELSE 0 END) AS BIGINT) AS customers_before,
  CAST(SUM(CASE WHEN opening > 0 AND closing > 0 THEN 1 ELSE 0 END) AS BIGINT) AS customers_kept,
  CAST(SUM(CASE WHEN closing > 0 THEN 1 ELSE 0 END) AS BIGINT) AS customers_after,
  CAST(SUM(is_first) AS BIGINT) AS customers_new,
  CAST(SUM(is_first_of_all) AS BIGINT) AS customers_first,
  CAST(SUM(whole * whole) AS DOUBLE) AS whole_squares,
  CAST(SUM(less * less) AS DOUBLE) AS less_squares,
  CAST(SUM(less * whole) AS DOUBLE) AS less_products,
  CAST(SUM(more * more) AS DOUBLE) AS more_squares,
  CAST(SUM(more * whole) AS DOUBLE) AS more_products
FROM flows
GROUP BY
  group_value,
  currency,
  period
