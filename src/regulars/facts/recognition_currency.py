"""Columns of money whose names say in which currency it is: Amount (USD), suma_eur, Betrag CHF."""

from __future__ import annotations

import re

_CODES = frozenset(
    "EUR USD GBP PLN CHF SEK NOK DKK CZK HUF RON BGN RUB UAH TRY JPY CNY INR BRL MXN CAD AUD NZD ZAR IRR AED SAR KZT GEL ILS"
    " SGD HKD KRW THB ISK RSD MAD EGP KWD".split()
)
_SIGNS = {"€": "EUR", "£": "GBP", "zł": "PLN", "₽": "RUB", "₴": "UAH", "₹": "INR"}
_WORD = re.compile(r"(?<![^\W\d_])[A-Za-z]{3}(?![^\W\d_])")


def currency_in(name: str) -> str:
    """The one currency that a column's name says, or nothing.

    >>> [currency_in(name) for name in ("Amount (USD)", "suma_eur", "Total £", "Amount", "EUR to USD")]
    ['USD', 'EUR', 'GBP', '', '']
    """
    said = {word.upper() for word in _WORD.findall(name)} & _CODES
    said |= {code for sign, code in _SIGNS.items() if sign in name.casefold()}
    return said.pop() if len(said) == 1 else ""


def without_currency(name: str) -> str:
    """A column's name without the currency that it says.

    >>> without_currency("Amount (CHF)"), without_currency("Amount")
    ('Amount ()', 'Amount')
    """
    code = currency_in(name)
    return re.sub(rf"(?<![^\W\d_]){code}(?![^\W\d_])", "", name, flags=re.IGNORECASE) if code else name
