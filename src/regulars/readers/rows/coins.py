"""Columns whose name says that their sums are in the smallest coin: 1250 of ``amount_cents`` is 12.50."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from regulars.readers.rows.number_forms import NumberForm
from regulars.words import currency_exponent

_HUNDREDTHS = frozenset(
    "cent cents cts centimes centavos centimos céntimos centesimi pence grosze haléře haléřů öre øre копейки копейках".split()
)
_SMALLEST = frozenset(("minor",))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FRACTION = re.compile(r"\d[.,](\d?[1-9]|[1-9]\d)\D*$")


def in_coins(
    form: NumberForm, columns: Mapping[str, str], sample: Sequence[Mapping[str, str | None]], currency: str
) -> NumberForm:
    """The form with what it says of coins; ``columns``: each field of money with its column's name.

    A column whose sample holds a fraction, such as 12.50, is in no coins, whatever it is called.
    """
    digits = {field: places for field, name in columns.items() if (places := _places(name, currency))}
    coins = {f: n for f, n in digits.items() if not any(_FRACTION.search(row.get(columns[f]) or "") for row in sample)}
    if not coins:
        return form
    named, places = list(dict.fromkeys(columns[f] for f in coins)), next(iter(coins.values()))
    are = "is" if len(named) == 1 else "are"
    said = f"{', '.join(named)} {are} in the smallest coin, as the name says: 1250 is {1250 / 10**places:.{places}f}"
    return replace(form, why=f"{form.why}; {said}" if form.why else said, coins=tuple(coins.items()))


def _places(name: str, currency: str) -> int:
    """How many decimals of a currency stand in whole numbers of a column so called; 0 where it is in no coins.

    >>> [_places(name, "EUR") for name in ("amount_cents", "priceInCents", "amount_minor", "per cent", "recent sum")]
    [2, 2, 2, 0, 0]
    """
    words = [w for w in re.split(r"[\W\d_]+", _CAMEL.sub(" ", name).casefold()) if w]
    if "per" in words:
        return 0
    return 2 if _HUNDREDTHS & set(words) else currency_exponent(currency) if _SMALLEST & set(words) else 0
