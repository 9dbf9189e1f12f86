"""The view ``rows_read``: every staged row in one shape, with its instant, currency and minor units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regulars.readers.rows.expressions import literal
from regulars.readers.rows.fields import CANON, Form
from regulars.readers.rows.money_columns import PRICE_TIMES_QUANTITY, converted, in_whole_coins, major, minor, scale
from regulars.readers.rows.staging import present
from regulars.words import currency_exponent

_EXACT = "DECIMAL(38, 12)"
# The money of a row beside its own amount, and the exact decimals it is rounded from.
_MINOR = {
    "head_minor": "head_exact",
    "discount_minor": "abs(discount)",
    "order_discount_minor": "abs(order_discount)",
    "tax_minor": "tax",
    "shipping_minor": "shipping",
    "refunded_minor": "refunded",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What was found out about the staged rows after the pass: how they are to be seen."""

    midnights: frozenset[int] = frozenset()
    """Forms in which every time is midnight: they hold dates only."""
    whole_ids: frozenset[int] = frozenset()
    """Forms in which every customer id is a number such as 17850.0."""
    whole_orders: frozenset[int] = frozenset()
    zoned: bool = False
    """Whether local times differ from UTC (then the table zone_hours is joined)."""
    currencies: tuple[str, ...] = ()
    """The currencies that rows name; the shop's own is meant where they name none."""
    whole_coins: bool = False
    """Whether all amounts are of the shop's own currency and none needs rounding."""


def rows_read(forms: Sequence[Form], shape: Shape, home: str, rates: Mapping[str, str], pseudo_choice: str) -> str:
    """SELECT of all staged rows of orders, lines and refunds, ready to be judged."""
    union = "\nUNION ALL\n".join(_canonical(f, shape) for f in forms)
    only = home if set(shape.currencies) <= {home} else None
    currency = f"coalesce(currency, {literal(home)})" if only is None else literal(home)
    role = "'product'" if pseudo_choice == "count" else "coalesce(role, 'product')"
    rounded = ", ".join(f"{minor(exact, currency, only)} AS {name}" for name, exact in _MINOR.items())
    final, worth, replaced = currency, "", ""
    if rates:
        final = f"CASE WHEN rate_scale IS NULL THEN {currency} ELSE {literal(home)} END"
        worth = f", {scale(currency, rates, home)} AS rate_scale"
        replaced = f"REPLACE ({', '.join(converted(m, 'rate_scale') + f' AS {m}' for m in ('amount_minor', *_MINOR))})"
    return f"""
    WITH canonical AS ({union}),
    timed AS (SELECT *, {_instant(shape)} AS occurred_at FROM canonical {_zone_join(shape)}),
    own AS (SELECT *, {in_whole_coins("exact", home) if shape.whole_coins else minor("exact", currency, only)} AS own_minor
      FROM timed),
    rounded AS (SELECT *, own_minor AS amount_minor, {rounded}{worth} FROM own)
    SELECT * EXCLUDE (role, currency, is_test, is_unpaid, is_bad_debt{", rate_scale" if rates else ""}) {replaced},
      currency AS row_currency, {final} AS currency, {role} AS role,
      coalesce(is_test, false) AS is_test, is_unpaid, coalesce(is_bad_debt, false) AS is_bad_debt,
      {"0" if shape.whole_coins else _remainder(currency, only)} AS remainder
    FROM rounded
    """


def _remainder(currency: str, only: str | None) -> str:
    """What rounding took; where one currency is meant, whole coins need no subtraction."""
    remainder = f"exact - {major('own_minor', currency, only)}"
    if only is None:
        return remainder
    return f"CASE WHEN round(exact, {currency_exponent(only)}) = exact THEN 0 ELSE {remainder} END"


def _canonical(form: Form, shape: Shape) -> str:
    own = set(present(form))
    if not shape.currencies:
        own.discard("currency")
    columns = [f"{seen(c, form, shape) if c in own else f'CAST(NULL AS {t})'} AS {c}" for c, t in CANON.items()]
    goods, head = _values(form)
    return (
        f"SELECT {form.number} AS form, {literal(form.grain)} AS grain, {', '.join(columns)}, {goods} AS exact,"
        f" {head} AS head_exact, problem, n FROM {form.table}"
    )


def seen(column: str, form: Form, shape: Shape) -> str:
    if column == "currency" and form.grain == "both":
        return "coalesce(currency, max(currency) OVER (PARTITION BY order_id))"  # it stands on the order's own row alone
    if column == "day_only" and form.number in shape.midnights:
        return "true"
    if (column == "customer" and form.number in shape.whole_ids) or (
        column == "order_id" and form.number in shape.whole_orders
    ):
        return f"regexp_replace({column}, '[.]0$', '')"
    return column


def is_amount(form: Form) -> bool:
    """Whether what a row's goods cost is the column ``amount`` as it stands."""
    return _values(form)[0] == "amount"


def _values(form: Form) -> tuple[str, str]:
    """What a row's goods cost, and what its order cost, as exact decimals."""
    taken = "sign(quantity) * abs(coalesce(discount, 0))" if form.has("discount") or form.has("discount_share") else "0"
    # A bad row's product may be beyond any coin.
    price = f"CASE WHEN problem = 0 THEN {PRICE_TIMES_QUANTITY} - {taken} END"
    priced = price if form.has("unit_price") and form.has("quantity") else "NULL"
    whole = "total - coalesce(shipping, 0)" if form.has("shipping") else "total"
    total = whole if form.has("total") else "NULL"
    if form.grain == "both":
        head = "amount" if form.has("amount") and not form.has("total") else total
        goods = "amount" if form.has("amount") and form.has("total") else priced
        return f"CAST({goods} AS {_EXACT})", f"CAST(CASE WHEN is_head THEN {head} END AS {_EXACT})"
    if form.grain == "refund":
        named = [f for f in ("amount", "refunded", "total") if form.has(f)]
        return f"CAST(abs(coalesce({', '.join([*named, priced])})) AS {_EXACT})", f"CAST(NULL AS {_EXACT})"
    best = "amount" if form.has("amount") else total if form.has("total") else f"CAST({priced} AS {_EXACT})"
    return best, f"CAST(NULL AS {_EXACT})"


def _instant(shape: Shape) -> str:
    wall = "(CASE WHEN day_only THEN date_trunc('day', occurred_local) + INTERVAL 12 HOUR ELSE occurred_local END)"
    if not shape.zoned:
        return f"coalesce(occurred_utc, {wall})"
    ahead = f"CASE WHEN {wall} < turns_at THEN offset_before ELSE offset_after END"
    return f"coalesce(occurred_utc, {wall} - to_seconds({ahead}))"


def _zone_join(shape: Shape) -> str:
    return "LEFT JOIN zone_hours ON zone_hours.local_day = CAST(occurred_local AS DATE)" if shape.zoned else ""
