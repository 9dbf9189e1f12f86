"""A trap of discounts: a column of them may hold money, or the share of a price."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from statistics import median

PERCENT = re.compile(r"%|percent|pct|prozent|procent|процент", re.IGNORECASE)
_SAYS_SO = re.compile(PERCENT.pattern + "|rate|share|satz", re.IGNORECASE)
DISCOUNTS_AT_LEAST = 3
TIMES_THE_COIN = 20
"""Without a word, so many discounts must all be fractions of one, off prices that are that many times as high."""


def is_share(column: str, sample: Sequence[Lookup[str, str | None]], price: str) -> bool:
    """Whether a column of discounts holds shares of a price: it says so, its values have the sign, or all are fractions of one.

    >>> is_share("Discount %", [], ""), is_share("Off", [{"Off": "15%"}], ""), is_share("Off", [{"Off": "15"}], "")
    (True, True, False)
    """
    if _SAYS_SO.search(column):
        return True
    values = [v.strip() for row in sample if (v := row.get(column)) and v.strip()]
    if values and any(v.endswith("%") for v in values):
        return True
    return _are_fractions([(row.get(column), row.get(price)) for row in sample])


def _are_fractions(pairs: Sequence[tuple[str | None, str | None]]) -> bool:
    """Whether all discounts lie within one, off prices too high for discounts of a few cents."""
    off = [(d, p) for said, price in pairs if (d := number(said)) and (p := number(price))]
    if len(off) < DISCOUNTS_AT_LEAST or any(not 0 < d <= 1 for d, _ in off) or all(d == 1 for d, _ in off):
        return False
    return median(abs(p) for _, p in off) >= TIMES_THE_COIN


def amount_of(said: str | None) -> float | None:
    """A sum of money as people write it, or None where it can't be told.

    >>> [amount_of(said) for said in ("1.250,50 €", "1,250.50", "12,10", "(3.00)", "12.50 Kč.", "5.-")]
    [1250.5, 1250.5, 12.1, -3.0, 12.5, 5.0]
    """
    text = (said or "").strip()
    digits = re.sub(r"[^\d.,]", "", text).rstrip(".,")
    if not any(c.isdigit() for c in digits):
        return None
    whole, mark, rest = digits.rpartition(max(".", ",", key=digits.rfind))
    is_fraction = bool(mark) and len(rest) != 3
    plain = re.sub(r"[.,]", "", whole if is_fraction else digits)
    value = float(f"{plain or 0}.{rest}" if is_fraction else plain)
    return -value if re.search(r"^[^\d]*-|\d\s*-$|^\(", text) else value


def number(said: str | None) -> float | None:
    """A plain number with either decimal mark, or None."""
    try:
        return float((said or "").replace(",", "."))
    except ValueError:
        return None
