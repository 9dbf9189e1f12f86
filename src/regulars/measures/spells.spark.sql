-- Spells: for each customer, each unbroken time with at least one commitment running, from its first
-- day until the first day without any (null: still running), and how the last of them ended.
-- Written by `make sql` from spells.sql; edit that file instead.
WITH bounds AS (
  SELECT
    customer_id,
    group_value,
    first_day,
    COALESCE(after_day, 1000000000) AS after_day,
    how,
    from_before,
    MAX(COALESCE(after_day, 1000000000)) OVER (
      PARTITION BY customer_id
      ORDER BY first_day NULLS LAST, COALESCE(after_day, 1000000000) NULLS LAST, commitment_id NULLS LAST, term NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS covered_until,
    ROW_NUMBER() OVER (
      PARTITION BY customer_id
      ORDER BY first_day NULLS LAST, COALESCE(after_day, 1000000000) NULLS LAST, commitment_id NULLS LAST, term NULLS LAST
    ) AS place
  FROM stretches
), numbered AS (
  SELECT
    customer_id,
    group_value,
    first_day,
    after_day,
    how,
    from_before,
    CAST(SUM(CASE WHEN covered_until IS NULL OR first_day > covered_until THEN 1 ELSE 0 END) OVER (
      PARTITION BY customer_id
      ORDER BY place NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS spell
  FROM bounds
), ranked AS (
  SELECT
    customer_id,
    group_value,
    first_day,
    after_day,
    how,
    from_before,
    spell,
    ROW_NUMBER() OVER (
      PARTITION BY customer_id, spell
      ORDER BY after_day DESC, CASE how WHEN 'renewed' THEN 1 ELSE 0 END NULLS LAST, how NULLS LAST
    ) AS from_last
  FROM numbered
)
SELECT
  customer_id,
  group_value,
  spell,
  MIN(first_day) AS first_day,
  CASE WHEN MAX(after_day) = 1000000000 THEN NULL ELSE MAX(after_day) END AS after_day,
  MAX(CASE WHEN first_day = :starts THEN from_before ELSE 0 END) AS from_before,
  MAX(CASE WHEN from_last = 1 THEN how END) AS how
FROM ranked
GROUP BY
  customer_id,
  group_value,
  spell
