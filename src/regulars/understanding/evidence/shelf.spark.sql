-- Per customer, what her orders say beside what others bought of the same category in the same seven days: how much
-- was on promotion, how often nothing was, and how much was the shop's own brand. Each line weighs by the square root of its
-- amount, so that one large line does not drown the rest; an order is one trial.
-- Written by `make sql` from shelf.sql; edit that file instead.
WITH bought AS (
  SELECT
    customer_id,
    order_id,
    category,
    week_number,
    SQRT(CAST(amount_minor AS DOUBLE)) AS amount,
    CASE
      WHEN discount_minor > 0
      THEN SQRT(CAST(amount_minor AS DOUBLE))
      ELSE CAST(0 AS DOUBLE)
    END AS promoted,
    CASE
      WHEN own_brand IS NULL
      THEN CAST(0 AS DOUBLE)
      ELSE SQRT(CAST(amount_minor AS DOUBLE))
    END AS branded,
    CASE
      WHEN own_brand
      THEN SQRT(CAST(amount_minor AS DOUBLE))
      ELSE CAST(0 AS DOUBLE)
    END AS owned
  FROM lines
  WHERE
    day_number BETWEEN :from_day AND :until_day AND amount_minor > 0
), shelf AS (
  SELECT
    category,
    week_number,
    CAST(SUM(amount) AS DOUBLE) AS amount,
    CAST(SUM(promoted) AS DOUBLE) AS promoted,
    CAST(SUM(branded) AS DOUBLE) AS branded,
    CAST(SUM(owned) AS DOUBLE) AS owned
  FROM bought
  GROUP BY
    category,
    week_number
), basket AS (
  SELECT
    customer_id,
    order_id,
    category,
    week_number,
    CAST(SUM(amount) AS DOUBLE) AS amount,
    CAST(SUM(promoted) AS DOUBLE) AS promoted,
    CAST(SUM(branded) AS DOUBLE) AS branded,
    CAST(SUM(owned) AS DOUBLE) AS owned
  FROM bought
  GROUP BY
    customer_id,
    order_id,
    category,
    week_number
), hers AS (
  SELECT
    customer_id,
    order_id,
    category,
    week_number,
    amount,
    promoted,
    branded,
    owned,
    CAST(SUM(amount) OVER (PARTITION BY customer_id, category, week_number) AS DOUBLE) AS amount_of_hers,
    CAST(SUM(promoted) OVER (PARTITION BY customer_id, category, week_number) AS DOUBLE) AS promoted_of_hers,
    CAST(SUM(branded) OVER (PARTITION BY customer_id, category, week_number) AS DOUBLE) AS branded_of_hers,
    CAST(SUM(owned) OVER (PARTITION BY customer_id, category, week_number) AS DOUBLE) AS owned_of_hers
  FROM basket
), beside AS (
  SELECT
    h.customer_id AS customer_id,
    h.order_id AS order_id,
    h.amount AS amount,
    h.promoted AS promoted,
    h.branded AS branded,
    h.owned AS owned,
    CASE
      WHEN s.amount - h.amount_of_hers > 0.5
      THEN CAST(s.promoted - h.promoted_of_hers AS DOUBLE) / CAST(s.amount - h.amount_of_hers AS DOUBLE)
    END AS promoted_by_others,
    CASE
      WHEN s.branded - h.branded_of_hers > 0.5
      THEN CAST(s.owned - h.owned_of_hers AS DOUBLE) / CAST(s.branded - h.branded_of_hers AS DOUBLE)
    END AS owned_by_others
  FROM hers AS h
  JOIN shelf AS s
    ON s.category = h.category AND s.week_number = h.week_number
), ordered AS (
  SELECT
    customer_id,
    CAST(SUM(CASE WHEN NOT promoted_by_others IS NULL THEN amount ELSE CAST(0 AS DOUBLE) END) AS DOUBLE) AS amount,
    CAST(SUM(
      CASE WHEN NOT promoted_by_others IS NULL THEN promoted ELSE CAST(0 AS DOUBLE) END
    ) AS DOUBLE) AS promoted,
    CAST(SUM(amount * COALESCE(promoted_by_others, 0)) AS DOUBLE) AS promoted_expected,
    EXP(CAST(SUM(LN(GREATEST(1 - COALESCE(promoted_by_others, 0), 0.001))) AS DOUBLE)) AS full_price_expected,
    CAST(SUM(CASE WHEN NOT owned_by_others IS NULL THEN branded ELSE CAST(0 AS DOUBLE) END) AS DOUBLE) AS branded,
    CAST(SUM(CASE WHEN NOT owned_by_others IS NULL THEN owned ELSE CAST(0 AS DOUBLE) END) AS DOUBLE) AS owned,
    CAST(SUM(branded * COALESCE(owned_by_others, 0)) AS DOUBLE) AS owned_expected
  FROM beside
  GROUP BY
    customer_id,
    order_id
), trials AS (
  SELECT
    customer_id,
    CASE WHEN amount > 0 THEN 1 ELSE 0 END AS of_amount,
    CASE WHEN branded > 0 THEN 1 ELSE 0 END AS of_brand,
    amount,
    promoted,
    promoted_expected,
    CASE
      WHEN amount > 0 AND promoted <= 0
      THEN CAST(1 AS DOUBLE)
      ELSE CAST(0 AS DOUBLE)
    END AS full_price,
    CASE WHEN amount > 0 THEN full_price_expected ELSE CAST(0 AS DOUBLE) END AS full_price_expected,
    branded,
    owned,
    owned_expected
  FROM ordered
)
SELECT
  customer_id,
  CAST(SUM(of_amount) AS BIGINT) AS observed,
  CAST(SUM(amount) AS DOUBLE) AS amount,
  CAST(SUM(promoted) AS DOUBLE) AS promoted,
  CAST(SUM(promoted_expected) AS DOUBLE) AS promoted_expected,
  CAST(SUM(
    CASE
      WHEN of_amount > 0
      THEN CAST((
        promoted - promoted_expected
      ) * (
        promoted - promoted_expected
      ) AS DOUBLE) / CAST(amount AS DOUBLE)
    END
  ) AS DOUBLE) AS promoted_squares,
  CAST(SUM(full_price) AS DOUBLE) AS full_price,
  CAST(SUM(full_price_expected) AS DOUBLE) AS full_price_expected,
  CAST(SUM((
    full_price - full_price_expected
  ) * (
    full_price - full_price_expected
  )) AS DOUBLE) AS full_price_squares,
  CAST(SUM(of_brand) AS BIGINT) AS observed_brands,
  CAST(SUM(branded) AS DOUBLE) AS branded,
  CAST(SUM(owned) AS DOUBLE) AS owned,
  CAST(SUM(owned_expected) AS DOUBLE) AS owned_expected,
  CAST(SUM(
    CASE
      WHEN of_brand > 0
      THEN CAST((
        owned - owned_expected
      ) * (
        owned - owned_expected
      ) AS DOUBLE) / CAST(branded AS DOUBLE)
    END
  ) AS DOUBLE) AS owned_squares
FROM trials
GROUP BY
  customer_id
