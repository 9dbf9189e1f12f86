"""SQL that rounds exact decimals to whole minor units, once and half to even, and applies rates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from regulars.readers.rows.expressions import literal, literals
from regulars.words import EXPONENTS, currency_exponent

# Two DECIMAL(18, 6) would be multiplied into eighteen digits, six of them before the point: too few for a line of a million.
PRICE_TIMES_QUANTITY = "CAST(unit_price AS DECIMAL(19, 6)) * quantity"
_OTHER_THAN_HUNDREDTHS = dict(sorted(EXPONENTS.items()))


def minor(exact: str, currency: str, fixed: str | None = None) -> str:
    """Whole minor units of ``exact``; ``fixed``: the one currency of all rows, where that is known."""
    if fixed is not None:
        return _half_even(exact, currency_exponent(fixed))
    cases = []
    for exponent in sorted(set(_OTHER_THAN_HUNDREDTHS.values())):
        codes = tuple(c for c, e in _OTHER_THAN_HUNDREDTHS.items() if e == exponent)
        cases.append(f"WHEN {currency} IN ({literals(codes)}) THEN {_half_even(exact, exponent)}")
    return f"CASE {' '.join(cases)} ELSE {_half_even(exact, 2)} END"


def major(minor_units: str, currency: str, fixed: str | None = None) -> str:
    """Whole minor units back as an exact decimal, for the residue of rounding."""
    wide = f"CAST({minor_units} AS DECIMAL(26, 6))"
    if fixed is not None:
        return f"{wide} * {_unit(currency_exponent(fixed))}"
    cases = [f"WHEN {currency} = {literal(c)} THEN {wide} * {_unit(e)}" for c, e in _OTHER_THAN_HUNDREDTHS.items()]
    return f"CASE {' '.join(cases)} ELSE {wide} * {_unit(2)} END"


def needs_rounding(amount: str, currency: str) -> str:
    """A condition: whether an amount is no whole number of a currency's smallest coins."""
    return f"round({amount}, {currency_exponent(currency)}) <> {amount}"


def in_whole_coins(amount: str, currency: str) -> str:
    """Whole minor units of a DECIMAL(18, 6) that needs no rounding; it costs a third of what ``minor`` does."""
    exponent = currency_exponent(currency)
    coins = f"CAST({10**exponent} AS DECIMAL({exponent + 1}, 0))"
    return f"CAST(CAST({amount} AS DECIMAL({12 + exponent}, {exponent})) * {coins} AS BIGINT)"


def _unit(exponent: int) -> str:
    return f"CAST({Decimal(1).scaleb(-exponent)} AS DECIMAL(10, 6))"


def _half_even(exact: str, exponent: int) -> str:
    """DuckDB rounds a half away from zero; an odd result of an exact half goes one back."""
    rounded = f"round({exact}, {exponent})"
    whole = f"CAST({rounded} * {10**exponent} AS BIGINT)"
    half = Decimal("0.5").scaleb(-exponent)
    tie = f"abs({rounded} - {exact}) = {half} AND {whole} % 2 <> 0"
    return f"CASE WHEN {tie} THEN {whole} - CAST(sign({exact}) AS BIGINT) ELSE {whole} END"


def scale(currency: str, rates: Mapping[str, str], home: str) -> str:
    """What one minor unit is worth in minor units of the shop's own currency; NULL where no rate is given."""
    cases = []
    for code, rate in rates.items():
        worth = Decimal(rate).scaleb(currency_exponent(home) - currency_exponent(code))
        cases.append(f"WHEN {currency} = {literal(code)} THEN CAST({worth:f} AS DECIMAL(18, 12))")
    return f"CASE {' '.join(cases)} END"


def converted(minor_units: str, scale: str) -> str:
    """Minor units in the shop's own currency, rounded once more, half to even; both are columns."""
    worth = _half_even(f"(CAST({minor_units} AS DECIMAL(20, 0)) * {scale})", 0)
    return f"CASE WHEN {scale} IS NULL THEN {minor_units} ELSE {worth} END"
