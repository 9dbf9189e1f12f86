-- Per customer, what her orders say beside what others bought of the same category in the same seven days: how much
-- was on promotion, how often nothing was, and how much was the shop's own brand. Each line weighs by the square root of its
-- amount, so that one large line does not drown the rest; an order is one trial.
WITH bought AS (
  SELECT
    customer_id,
    order_id,
    category,
    week_number,
    sqrt(CAST(amount_minor AS DOUBLE)) AS amount,
    CASE WHEN discount_minor > 0 THEN sqrt(CAST(amount_minor AS DOUBLE)) ELSE CAST(0 AS DOUBLE) END AS promoted,
    CASE WHEN own_brand IS NULL THEN CAST(0 AS DOUBLE) ELSE sqrt(CAST(amount_minor AS DOUBLE)) END AS branded,
    CASE WHEN own_brand THEN sqrt(CAST(amount_minor AS DOUBLE)) ELSE CAST(0 AS DOUBLE) END AS owned
  FROM lines
  WHERE day_number BETWEEN $from_day AND $until_day AND amount_minor > 0
),
shelf AS (
  SELECT
    category,
    week_number,
    CAST(sum(amount) AS DOUBLE) AS amount,
    CAST(sum(promoted) AS DOUBLE) AS promoted,
    CAST(sum(branded) AS DOUBLE) AS branded,
    CAST(sum(owned) AS DOUBLE) AS owned
  FROM bought
  GROUP BY category, week_number
),
basket AS (
  SELECT
    customer_id,
    order_id,
    category,
    week_number,
    CAST(sum(amount) AS DOUBLE) AS amount,
    CAST(sum(promoted) AS DOUBLE) AS promoted,
    CAST(sum(branded) AS DOUBLE) AS branded,
    CAST(sum(owned) AS DOUBLE) AS owned
  FROM bought
  GROUP BY customer_id, order_id, category, week_number
),
hers AS (
  SELECT
    customer_id,
    order_id,
    category,
    week_number,
    amount,
    promoted,
    branded,
    owned,
    CAST(sum(amount) OVER (PARTITION BY customer_id, category, week_number) AS DOUBLE) AS amount_of_hers,
    CAST(sum(promoted) OVER (PARTITION BY customer_id, category, week_number) AS DOUBLE) AS promoted_of_hers,
    CAST(sum(branded) OVER (PARTITION BY customer_id, category, week_number) AS DOUBLE) AS branded_of_hers,
    CAST(sum(owned) OVER (PARTITION BY customer_id, category, week_number) AS DOUBLE) AS owned_of_hers
  FROM basket
),
beside AS (
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
  JOIN shelf AS s ON s.category = h.category AND s.week_number = h.week_number
),
ordered AS (
  SELECT
    customer_id,
    CAST(sum(CASE WHEN promoted_by_others IS NOT NULL THEN amount ELSE CAST(0 AS DOUBLE) END) AS DOUBLE) AS amount,
    CAST(sum(CASE WHEN promoted_by_others IS NOT NULL THEN promoted ELSE CAST(0 AS DOUBLE) END) AS DOUBLE) AS promoted,
    CAST(sum(amount * coalesce(promoted_by_others, 0)) AS DOUBLE) AS promoted_expected,
    exp(CAST(sum(ln(greatest(1 - coalesce(promoted_by_others, 0), 0.001))) AS DOUBLE)) AS full_price_expected,
    CAST(sum(CASE WHEN owned_by_others IS NOT NULL THEN branded ELSE CAST(0 AS DOUBLE) END) AS DOUBLE) AS branded,
    CAST(sum(CASE WHEN owned_by_others IS NOT NULL THEN owned ELSE CAST(0 AS DOUBLE) END) AS DOUBLE) AS owned,
    CAST(sum(branded * coalesce(owned_by_others, 0)) AS DOUBLE) AS owned_expected
  FROM beside
  GROUP BY customer_id, order_id
),
trials AS (
  SELECT
    customer_id,
    CASE WHEN amount > 0 THEN 1 ELSE 0 END AS of_amount,
    CASE WHEN branded > 0 THEN 1 ELSE 0 END AS of_brand,
    amount,
    promoted,
    promoted_expected,
    CASE WHEN amount > 0 AND promoted <= 0 THEN CAST(1 AS DOUBLE) ELSE CAST(0 AS DOUBLE) END AS full_price,
    CASE WHEN amount > 0 THEN full_price_expected ELSE CAST(0 AS DOUBLE) END AS full_price_expected,
    branded,
    owned,
    owned_expected
  FROM ordered
)
SELECT
  customer_id,
  CAST(sum(of_amount) AS BIGINT) AS observed,
  CAST(sum(amount) AS DOUBLE) AS amount,
  CAST(sum(promoted) AS DOUBLE) AS promoted,
  CAST(sum(promoted_expected) AS DOUBLE) AS promoted_expected,
  CAST(
    sum(
      CASE
        WHEN of_amount > 0
        THEN CAST((promoted - promoted_expected) * (promoted - promoted_expected) AS DOUBLE) / CAST(amount AS DOUBLE)
      END
    ) AS DOUBLE
  ) AS promoted_squares,
  CAST(sum(full_price) AS DOUBLE) AS full_price,
  CAST(sum(full_price_expected) AS DOUBLE) AS full_price_expected,
  CAST(sum((full_price - full_price_expected) * (full_price - full_price_expected)) AS DOUBLE) AS full_price_squares,
  CAST(sum(of_brand) AS BIGINT) AS observed_brands,
  CAST(sum(branded) AS DOUBLE) AS branded,
  CAST(sum(owned) AS DOUBLE) AS owned,
  CAST(sum(owned_expected) AS DOUBLE) AS owned_expected,
  CAST(
    sum(
      CASE
        WHEN of_brand > 0
        THEN CAST((owned - owned_expected) * (owned - owned_expected) AS DOUBLE) / CAST(branded AS DOUBLE)
      END
    ) AS DOUBLE
  ) AS owned_squares
FROM trials
GROUP BY customer_id
