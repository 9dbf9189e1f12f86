"""The values that requests and answers are made of: strict, bounded, and times that say their zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from regulars.actions.naming import OWN_SOURCES
from regulars.actions.rewards.ledger.request import MOST

PLAIN = r"^[^\x00-\x1f\x7f]+$"
FIRST, LAST = 1971, 2198  # years
_A_TIME = "a time with its zone, such as 2026-03-05T09:30:00+02:00 or 2026-03-05T07:30:00Z"
_A_DAY = "a day such as 2026-03-05"


def read_moment(value: object) -> datetime:
    """A time as ISO 8601 with its zone; a number or a time without a zone is none."""
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError(_A_TIME)
    try:
        found = datetime.fromisoformat(value)
    except ValueError as e:
        raise ValueError(_A_TIME) from e
    if found.tzinfo is None:
        raise ValueError(_A_TIME)
    _need_year(found, _A_TIME)
    return found.astimezone(UTC).replace(tzinfo=None)


def read_day(value: object) -> date:
    """A day as 2026-03-05."""
    if not isinstance(value, str) or len(value) != 10:
        raise ValueError(_A_DAY)
    try:
        found = date.fromisoformat(value)
    except ValueError as e:
        raise ValueError(_A_DAY) from e
    _need_year(found, _A_DAY)
    return found


def _need_year(found: date, what: str) -> None:
    if not FIRST <= found.year <= LAST:
        raise ValueError(f"{what}, in a year from {FIRST} to {LAST}")


def of_orders(value: str) -> str:
    """A source of orders; what the ledger and codes call themselves is none."""
    if value in OWN_SOURCES:
        raise ValueError(f"a source of your own, not {' or '.join(OWN_SOURCES)}")
    return value


def write_moment(at: datetime) -> str:
    """
    >>> write_moment(datetime(2026, 3, 5, 9, 30))
    '2026-03-05T09:30:00Z'
    """
    return at.isoformat() + "Z"


Moment = Annotated[
    datetime,
    BeforeValidator(read_moment),
    PlainSerializer(write_moment, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time", "maxLength": 40}),
]
Told = Annotated[
    datetime, PlainSerializer(write_moment, when_used="json"), WithJsonSchema({"type": "string", "format": "date-time"})
]
Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})]
Points = Annotated[int, Field(ge=1, le=MOST)]
Whole = Annotated[int, Field(ge=0, le=MOST)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=PLAIN)]
Named = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
EntryName = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,11}\.[1-9][0-9]{0,11}$", max_length=25)]
Source = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$"), AfterValidator(of_orders)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Body(BaseModel):
    """What a request says: nothing is guessed, and a field that is not known is an error."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Answer(BaseModel):
    """What an answer says."""

    model_config = ConfigDict(frozen=True)
