"""Small shared values: what is counted carries its unit, what is estimated carries its doubt."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Literal, NewType

from regulars.errors import InputError, NotEnoughData

CustomerId = NewType("CustomerId", str)
PeriodUnit = Literal["day", "week", "month", "quarter", "year"]
PERIOD_UNITS: tuple[PeriodUnit, ...] = ("day", "week", "month", "quarter", "year")

# ISO 4217: every currency whose minor unit is not a hundredth. All others have exponent 2.
EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, ``many`` where it is not just ``one`` with an s.

    >>> counted(1, "row"), counted(1500, "row"), counted(0, "row repeats", "rows repeat")
    ('1 row', '1,500 rows', '0 rows repeat')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


HOME_CURRENCY = "EUR"
"""What is meant where neither rows nor settings name a currency; whoever reads so says so."""


def currency_exponent(currency: str) -> int:
    """How many decimals a currency's minor unit has (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD."""
    if len(currency) != 3 or not currency.isascii() or not currency.isalpha() or not currency.isupper():
        raise InputError(
            f"{currency!r} is not a currency code",
            expected="an ISO 4217 code of three capital letters, such as EUR",
            do="write the code in --currency or regulars.toml",
        )
    return EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole minor units (cents) of one currency; two currencies never add.

    >>> Money.of("12.345", "EUR")
    Money(amount_minor=1234, currency='EUR')
    >>> str(Money(123456789, "EUR"))
    '1,234,567.89 EUR'
    """

    amount_minor: int
    currency: str

    @classmethod
    def of(cls, amount: str | Decimal, currency: str) -> Money:
        """Money from a decimal amount, rounded once, half to even."""
        scaled = Decimal(amount).scaleb(currency_exponent(currency))
        return cls(int(scaled.to_integral_value(rounding=ROUND_HALF_EVEN)), currency)

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise InputError(
                f"cannot add {other.currency} to {self.currency}",
                expected="amounts in one currency",
                do="give rates, or keep the currencies apart",
            )
        return Money(self.amount_minor + other.amount_minor, self.currency)

    @property
    def amount(self) -> Decimal:
        return Decimal(self.amount_minor).scaleb(-currency_exponent(self.currency))

    def __str__(self) -> str:
        return f"{self.amount:,} {self.currency}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar period in the shop's own time zone: both days belong to it.

    >>> Period("month", date(1997, 6, 1), date(1997, 6, 30)).label
    'June 1997'
    """

    unit: PeriodUnit
    starts: date
    ends: date

    @property
    def label(self) -> str:
        match self.unit:
            case "day":
                return f"{self.starts.day} {self.starts:%B %Y}"
            case "week":
                # The week is named by its Thursday's year (ISO 8601), whatever day it starts on.
                year, week, _ = (self.starts.fromordinal(self.starts.toordinal() + 3)).isocalendar()
                return f"week {week} of {year}"
            case "month":
                return f"{self.starts:%B %Y}"
            case "quarter":
                return f"quarter {(self.starts.month + 2) // 3} of {self.starts.year}"
            case "year":
                return f"{self.starts.year}"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its doubt: the value, an interval, the customers it rests on, its definition.

    >>> Estimate(.337, interval=(.318, .357), n=2214, definition="retention_rate/1").require().value
    0.337
    """

    value: float
    interval: tuple[float, float]
    n: int
    definition: str
    level: float = 0.95
    unit: str = "share"

    def require(self) -> Estimate:
        return self

    def to_json(self) -> dict[str, Any]:
        return {"kind": "estimate", **asdict(self), "interval": list(self.interval)}


@dataclass(frozen=True, slots=True)
class NotEnough:
    """An honest answer where there is too little data: what was there, what would be needed."""

    n: int
    needed: int
    definition: str
    why: str = "too few customers"

    def require(self) -> Estimate:
        """Raise NotEnoughData: for callers who cannot go on without the number."""
        raise NotEnoughData(
            f"{self.definition}: {self.why}: {self.n:,}",
            expected=f"at least {self.needed:,}",
            do="wait for more data, use a longer period or fewer groups, or lower minimum_n knowingly",
        )

    def to_json(self) -> dict[str, Any]:
        return {"kind": "not_enough", **asdict(self)}
