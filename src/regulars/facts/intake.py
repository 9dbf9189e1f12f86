"""What was read, used, set aside and quarantined: the sum that every import must print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from regulars.words import Money, counted


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rows that a named policy left out of the facts, or counted apart, and what that changed."""

    policy: str
    choice: str
    rows: int
    amounts: tuple[Money, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """Rows that were used, and of which the reader should know: guests, refunds, rounding."""

    what: str
    rows: int
    amounts: tuple[Money, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that could not be used: where it stands, which value, and why."""

    file: str
    record: int
    line: int | None
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """How many rows one reason kept out, with the first of them."""

    reason: str
    rows: int
    sentence: str
    first: tuple[BadRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Takings:
    """Money in one currency: what the books can be compared with.

    ``in_file`` is all that rows read say was taken; the parts add up to it exactly:
    known customers + guests + set aside = in_file. Refunds and rounding residue stand beside.
    """

    currency: str
    in_file_minor: int
    known_customers_minor: int
    guests_minor: int
    set_aside_minor: int
    refunds_minor: int
    residue: str = "0"


@dataclass(frozen=True, slots=True)
class Intake:
    """The summary of one import or one reading in memory.

    ``skipped``: files that could not be read at all, each with why; only where going on was asked.
    """

    files: tuple[str, ...]
    rows_read: int
    rows_used: int
    set_aside: tuple[SetAside, ...]
    quarantined: tuple[Quarantined, ...]
    noticed: tuple[Noticed, ...]
    takings: tuple[Takings, ...]
    facts: dict[str, int] = field(default_factory=dict)
    recognised: dict[str, str] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()

    @property
    def rows_set_aside(self) -> int:
        return sum(s.rows for s in self.set_aside)

    @property
    def rows_quarantined(self) -> int:
        return sum(q.rows for q in self.quarantined)

    def sentence(self) -> str:
        """The sum in words: rows read = used + set aside by policy + quarantined."""
        return (
            f"{counted(self.rows_read, 'row')} read = {self.rows_used:,} used + {self.rows_set_aside:,} set aside by policy"
            f" + {self.rows_quarantined:,} quarantined"
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Intake:
        """The summary that ``to_json`` made plain."""
        read: dict[str, Callable[[dict[str, Any]], object]] = {
            "set_aside": lambda v: SetAside(**{**v, "amounts": _moneys(v)}),
            "noticed": lambda v: Noticed(**{**v, "amounts": _moneys(v)}),
            "quarantined": lambda v: Quarantined(**{**v, "first": tuple(BadRow(**b) for b in v["first"])}),
            "takings": lambda v: Takings(**v),
        }
        lists = {name: tuple(make(v) for v in values[name]) for name, make in read.items()}
        return cls(**{**values, **lists, "files": tuple(values["files"]), "skipped": tuple(values.get("skipped", ()))})


def _moneys(values: Mapping[str, Any]) -> tuple[Money, ...]:
    return tuple(Money(**m) for m in values["amounts"])
