-- Stretches over which a commitment ran on the same terms: from its first day until the first day
-- on which it did not (null: it still runs), what it is worth in a month in 19,200ths of a minor
-- unit, and how it ended: renewed, cancelled, failed, ran_out or not_told.
WITH steps AS (
  SELECT
    e.customer_id AS customer_id,
    e.commitment_id AS commitment_id,
    first_value(e.group_value) OVER (
      PARTITION BY e.customer_id ORDER BY e.day_number, e.group_value
    ) AS group_value,
    e.day_number AS day_number,
    e.event AS event,
    e.amount_minor AS amount_minor,
    e.currency AS currency,
    e.billing_period AS billing_period,
    e.auto_renew AS auto_renew,
    e.ends_day AS ends_day,
    row_number() OVER (
      PARTITION BY e.customer_id, e.commitment_id
      ORDER BY
        e.occurred_at,
        CASE e.event WHEN 'started' THEN 0 WHEN 'renewed' THEN 1 WHEN 'cancelled' THEN 2 ELSE 3 END,
        e.fact_id
    ) AS place
  FROM events AS e
  WHERE e.event <> 'cancel_tried'
),
numbered AS (
  SELECT
    customer_id, commitment_id, group_value, day_number, event, amount_minor, currency, billing_period, auto_renew,
    ends_day, place,
    CAST(sum(CASE WHEN event = 'started' OR event = 'renewed' THEN 1 ELSE 0 END) OVER (
      PARTITION BY customer_id, commitment_id ORDER BY place
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS term
  FROM steps
),
terms AS (
  SELECT
    customer_id,
    commitment_id,
    group_value,
    term,
    min(CASE WHEN event = 'started' OR event = 'renewed' THEN day_number END) AS opened_day,
    max(CASE WHEN place = 1 AND event <> 'started' THEN 1 ELSE 0 END) AS from_before,
    max(CASE WHEN term = 0 OR event = 'started' OR event = 'renewed' THEN amount_minor END) AS amount_minor,
    max(CASE WHEN term = 0 OR event = 'started' OR event = 'renewed' THEN currency END) AS currency,
    max(CASE WHEN term = 0 OR event = 'started' OR event = 'renewed' THEN billing_period END) AS billing_period,
    max(CASE WHEN auto_renew IS NULL THEN NULL WHEN auto_renew THEN 1 ELSE 0 END) AS auto_renew,
    max(CASE WHEN event = 'started' OR event = 'renewed' THEN ends_day END) AS ends_day,
    min(CASE WHEN event = 'ended' THEN day_number END) AS ended_day,
    min(CASE WHEN event = 'cancelled' THEN day_number END) AS cancelled_day,
    max(CASE WHEN event = 'cancelled' THEN ends_day END) AS cancelled_for
  FROM numbered
  GROUP BY customer_id, commitment_id, group_value, term
),
carried AS (
  SELECT
    customer_id, commitment_id, group_value, term, opened_day, from_before, ends_day, ended_day, cancelled_day, cancelled_for,
    last_value(amount_minor IGNORE NULLS) OVER (
      PARTITION BY customer_id, commitment_id ORDER BY term ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS amount_minor,
    last_value(currency IGNORE NULLS) OVER (
      PARTITION BY customer_id, commitment_id ORDER BY term ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS currency,
    last_value(billing_period IGNORE NULLS) OVER (
      PARTITION BY customer_id, commitment_id ORDER BY term ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS billing_period,
    last_value(auto_renew IGNORE NULLS) OVER (
      PARTITION BY customer_id, commitment_id ORDER BY term ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS auto_renew,
    lead(opened_day) OVER (PARTITION BY customer_id, commitment_id ORDER BY term) AS next_day
  FROM terms
),
bounded AS (
  SELECT
    customer_id, commitment_id, group_value, term, from_before, ended_day, cancelled_day, auto_renew, next_day,
    amount_minor, currency, billing_period,
    CASE WHEN from_before = 1 THEN $starts ELSE opened_day END AS first_day,
    CASE
      WHEN ended_day IS NOT NULL THEN ended_day
      WHEN cancelled_day IS NOT NULL
        THEN coalesce(cancelled_for, CASE WHEN ends_day >= cancelled_day THEN ends_day END, cancelled_day)
      WHEN coalesce(auto_renew, 0) = 0 THEN ends_day
    END AS last_day
  FROM carried
)
SELECT
  customer_id,
  commitment_id,
  group_value,
  term,
  from_before,
  currency,
  amount_minor * CASE billing_period
    WHEN 'day' THEN 584388
    WHEN 'week' THEN 83484
    WHEN 'two_weeks' THEN 41742
    WHEN 'four_weeks' THEN 20871
    WHEN 'month' THEN 19200
    WHEN 'two_months' THEN 9600
    WHEN 'quarter' THEN 6400
    WHEN 'half_year' THEN 3200
    WHEN 'year' THEN 1600
    WHEN 'two_years' THEN 800
  END AS monthly_parts,
  first_day,
  CASE
    WHEN next_day IS NOT NULL AND (last_day IS NULL OR next_day <= last_day + 1) THEN next_day
    WHEN last_day < $as_of THEN last_day + 1
  END AS after_day,
  CASE
    WHEN next_day IS NOT NULL AND (last_day IS NULL OR next_day <= last_day + 1) THEN 'renewed'
    WHEN last_day IS NULL OR last_day >= $as_of THEN 'running'
    WHEN cancelled_day IS NOT NULL THEN 'cancelled'
    WHEN coalesce(auto_renew, 0) = 1 THEN 'failed'
    WHEN auto_renew = 0 OR ended_day IS NULL THEN 'ran_out'
    ELSE 'not_told'
  END AS how
FROM bounded
