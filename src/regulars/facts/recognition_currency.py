"""Columns of money whose names say in which currency it is, or that its tax is in it: Amount (USD), Total (inc tax)."""

from __future__ import annotations

import re

from regulars.facts.recognition_names import words_of

CODES = frozenset(
    "EUR USD GBP PLN CHF SEK NOK DKK CZK HUF RON BGN RUB UAH TRY JPY CNY INR BRL MXN CAD AUD NZD ZAR IRR AED SAR KZT GEL ILS"
    " SGD HKD KRW THB ISK RSD MAD EGP KWD".split()
)
_SIGNS = {"€": "EUR", "£": "GBP", "zł": "PLN", "₽": "RUB", "₴": "UAH", "₹": "INR"}
_NAMES = {"USD": r"\$", "RUB": r"руб(?:\.|лей|ли)?", "IRR": "ریال", "UAH": r"грн\.?"}
_WORD = re.compile(r"(?<![^\W\d_])[A-Za-z]{3}(?![^\W\d_])")

_TAXES = "(?:sales )?(?:tax(?:es)?|vat|gst|mwst|ust|pvm|pvn|ндс|btw|moms|iva|tva|vat-em)"
_WITH_TAX = re.compile(
    rf"(?i)[ ,(\[]*(?<!\w)(?:(?:inc|incl|inkl|including|inclusive|with|mit|avec|con|med|su|ar|с|z)[. ]+(?:of )?{_TAXES}"
    rf"|{_TAXES} (?:inc|incl|included|inclusive))(?!\w)[.)\]]*"
)


def currency_in(name: str) -> str:
    """The one currency that a column's name says, or nothing.

    >>> [currency_in(name) for name in ("Amount (USD)", "suma_eur", "Total £", "Сумма, руб.", "Amount", "EUR to USD")]
    ['USD', 'EUR', 'GBP', 'RUB', '', '']
    """
    said = {word.upper() for word in _WORD.findall(name)} & CODES
    said |= {code for sign, code in _SIGNS.items() if sign in name.casefold()}
    said |= {code for code, words in _NAMES.items() if re.search(rf"(?i)(?<!\w)(?:{words})(?!\w)", name)}
    return said.pop() if len(said) == 1 else ""


def without_currency(name: str) -> str:
    """A column's name without the currency that it says.

    >>> without_currency("Amount (CHF)"), without_currency("Amount")
    ('Amount ()', 'Amount')
    """
    code = currency_in(name)
    written = f"{code}|{_NAMES[code]}" if code in _NAMES else code
    return re.sub(rf"(?<![^\W\d_])(?:{written})(?![^\W\d_])", "", name, flags=re.IGNORECASE) if code else name


def without_tax_words(name: str) -> str:
    """A column's name without the words that its tax is in the sum; "without tax" stays, for that is another sum.

    >>> without_tax_words("Order Total (inc tax)"), without_tax_words("Suma su PVM"), without_tax_words("Total (ex tax)")
    ('Order Total', 'Suma', 'Total (ex tax)')
    """
    return _WITH_TAX.sub("", words_of(name)).strip()
