"""Five languages: sentences from gettext catalogues with CLDR's plurals, numbers and dates as each is written."""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, negotiate_locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

LOCALES = Path(__file__).parent / "locale"
DOMAIN = "wallet"
NAMES = {"en": "English", "lt": "Lietuvių", "lv": "Latviešu", "ru": "Русский", "fa": "فارسی"}
# Babel writes Persian with Latin digits.
_PERSIAN = str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")
_WEIGHT = re.compile(r"[qQ]\s*=\s*(0(\.[0-9]{0,3})?|1(\.0{0,3})?)")
BEGINS, ENDS = "\u2068", "\u2069"  # around a name, which keeps its own direction within a sentence
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # signs by which a name could turn what is around it


@dataclass(frozen=True)
class Language:
    """One language: how it says, counts and dates things."""

    code: str
    catalogue: gettext.NullTranslations

    @property
    def direction(self) -> str:
        return str(Locale(self.code).text_direction)

    def say(self, message: str, **given: Any) -> str:
        return self.catalogue.gettext(message).format(**_isolated(given))

    def count(self, one: str, many: str, n: int, **given: Any) -> str:
        """A sentence about so many, in the form that the language has for that number."""
        return self.catalogue.ngettext(one, many, n).format(n=self.number(n), **_isolated(given))

    def number(self, n: int) -> str:
        return self._digits(format_decimal(n, locale=self.code))

    def change(self, n: int) -> str:
        """
        >>> language("en").change(-1200), language("lt").change(0)
        ('−1,200', '0')
        """
        sign = "+" if n > 0 else "−" if n < 0 else ""
        return sign + self.number(abs(n))

    def day(self, at: datetime, zone: ZoneInfo) -> str:
        return self._digits(format_date(_local(at, zone), "long", locale=self.code))

    def moment(self, at: datetime, zone: ZoneInfo) -> str:
        clock = format_time(_local(at, zone), "short", locale=self.code)
        return f"{self.day(at, zone)}{'،' if self.code == 'fa' else ','} {self._digits(clock)}"

    def _digits(self, text: str) -> str:
        return text.translate(_PERSIAN) if self.code == "fa" else text


@cache
def language(code: str) -> Language:
    """A language by its code; English for one that is not here."""
    known = code if code in NAMES else "en"
    return Language(known, gettext.translation(DOMAIN, LOCALES, [known], fallback=known == "en"))


def wanted(asked: str | None, accepted: str) -> Language:
    """The language that was asked for, else the one we have that the reader's browser likes best, else English."""
    if asked in NAMES:
        return language(str(asked))
    return language((negotiate_locale(_liked(accepted[:200]), list(NAMES)) or "en").split("_")[0])


def _liked(accepted: str) -> list[str]:
    """The languages of a header Accept-Language, the best liked first; none with the weight 0, which says no.

    >>> _liked("en;q=0.1, ru-RU;q=0.9, lt;q=0, fa")
    ['fa', 'ru_RU', 'en']
    """
    weights: dict[str, float] = {}
    for part in accepted.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights.setdefault(name.replace("-", "_"), _weight(parameters))
    if any_other := weights.pop("*", 0.0):
        said = {name.split("_")[0].lower() for name in weights}
        weights |= {name: any_other for name in NAMES if name not in said}
    liked = [name for name, weight in weights.items() if name and weight]
    return sorted(liked, key=weights.__getitem__, reverse=True)  # of two with one weight the first named stays first


def _weight(parameters: list[str]) -> float:
    """What is no weight counts as none given, which is 1."""
    said = next(filter(_WEIGHT.fullmatch, parameters), "q=1")
    return float(said.partition("=")[2])


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.replace(tzinfo=UTC).astimezone(zone)


def _isolated(given: dict[str, Any]) -> dict[str, str]:
    return {name: f"{BEGINS}{str(value).translate(_TURNING)}{ENDS}" for name, value in given.items()}
