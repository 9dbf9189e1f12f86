-- Spells: for each customer, each unbroken time with at least one commitment running, from its first
-- day until the first day without any (null: still running), and how the last of them ended.
WITH bounds AS (
  SELECT
    customer_id,
    group_value,
    first_day,
    coalesce(after_day, 1000000000) AS after_day,
    how,
    from_before,
    max(coalesce(after_day, 1000000000)) OVER (
      PARTITION BY customer_id ORDER BY first_day, coalesce(after_day, 1000000000), commitment_id, term
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS covered_until,
    row_number() OVER (
      PARTITION BY customer_id ORDER BY first_day, coalesce(after_day, 1000000000), commitment_id, term
    ) AS place
  FROM stretches
),
numbered AS (
  SELECT
    customer_id, group_value, first_day, after_day, how, from_before,
    CAST(sum(CASE WHEN covered_until IS NULL OR first_day > covered_until THEN 1 ELSE 0 END) OVER (
      PARTITION BY customer_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS spell
  FROM bounds
),
ranked AS (
  SELECT
    customer_id, group_value, first_day, after_day, how, from_before, spell,
    row_number() OVER (
      PARTITION BY customer_id, spell
      ORDER BY after_day DESC, CASE how WHEN 'renewed' THEN 1 ELSE 0 END, how
    ) AS from_last
  FROM numbered
)
SELECT
  customer_id,
  group_value,
  spell,
  min(first_day) AS first_day,
  CASE WHEN max(after_day) = 1000000000 THEN NULL ELSE max(after_day) END AS after_day,
  max(CASE WHEN first_day = $starts THEN from_before ELSE 0 END) AS from_before,
  max(CASE WHEN from_last = 1 THEN how END) AS how
FROM ranked
GROUP BY customer_id, group_value, spell
