"""Facts beside purchases: which days each kind was seen on, and how its rows are shown to a query.

A query over one of these kinds reads ``events``: the kind's own columns, ``customer_id``,
``day_number`` (the shop's own day), ``group_value``, and ``occurred_at`` with ``fact_id`` to order
by. It may also read ``calendar``, whose periods are counted from that kind's own first, and
``visits(customer_id, day_number, amount_minor)``, the purchases of known customers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa

from regulars.errors import UsageError
from regulars.facts.engine import Engine, Value
from regulars.facts.query import Query
from regulars.facts.zones import CALENDAR, calendar, day_number, zone_days
from regulars.settings import WEEKDAYS, Settings

GROUPS: dict[str, tuple[str, ...]] = {
    "answers": ("survey", "channel", "language"),
    "complaints": ("topic", "severity"),
    "advocacy": (),
    "contacts": ("channel", "campaign"),
    "incentives": ("form", "place"),
    "commitments": ("form",),
}
"""The kinds that measures read beside purchases, and what their facts themselves can be grouped by."""
_EVENTS = {kind: Query.beside(__file__, f"events_{kind}") for kind in GROUPS}
_VISITS = Query.beside(__file__, "visits")
_CALENDAR = Query.beside(__file__, "calendar_of_kind")
_NOWHERE = Query.beside(__file__, "belongs_nowhere")
_ATTRIBUTE = Query.beside(__file__, "belongs_attribute")
_HOME = Query.beside(__file__, "belongs_home")
_BOUNDS = Query.beside(__file__, "bounds_of_kinds")
_LATER = Query.beside(__file__, "later_of_kinds")
_CALENDARS = pa.schema([("kind", pa.string()), *CALENDAR])


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which one kind of fact was seen: from its first to the last that counts.

    ``later`` facts come after that day and are not looked at.
    """

    starts: date
    as_of: date
    facts: int
    later: int = 0

    @property
    def numbers(self) -> dict[str, Value]:
        return {"starts": day_number(self.starts), "as_of": day_number(self.as_of)}


@dataclass(frozen=True, slots=True)
class Bound:
    """The first and last instant of a kind, in UTC, and how many facts it has."""

    kind: str
    first_at: datetime
    last_at: datetime
    facts: int


def bounds_of_kinds(engine: Engine) -> list[Bound]:
    """The bounds of each kind beside purchases that has any facts."""
    return [Bound(**row) for row in engine.run(_BOUNDS).to_pylist() if row["facts"]]


def local_day(at: datetime, zone: ZoneInfo) -> date:
    return at.replace(tzinfo=UTC).astimezone(zone).date()


def spans_of(engine: Engine, bounds: Sequence[Bound], settings: Settings) -> dict[str, Span]:
    """Each kind's span; needs ``zone_days`` on the engine, and leaves ``calendar_of_kinds`` there.

    A kind counts up to ``settings.as_of``, else up to its own last fact: what came after that was
    not seen. A kind that only begins later has no span.
    """
    zone = ZoneInfo(settings.time_zone)
    days = {b.kind: (local_day(b.first_at, zone), local_day(b.last_at, zone), b.facts) for b in bounds}
    later = _later(engine, settings.as_of) if any(settings.as_of and settings.as_of < d[1] for d in days.values()) else {}
    spans = {
        kind: Span(starts, settings.as_of or last, facts - later.get(kind, 0), later.get(kind, 0))
        for kind, (starts, last, facts) in days.items()
        if settings.as_of is None or starts <= settings.as_of
    }
    engine.put("calendar_of_kinds", _calendars(spans, WEEKDAYS.index(settings.week_start)))
    return spans


def _later(engine: Engine, as_of: date | None) -> Mapping[str, int]:
    assert as_of is not None
    return {r["kind"]: r["later"] for r in engine.run(_LATER, {"as_of": day_number(as_of)}).to_pylist()}


def _calendars(spans: Mapping[str, Span], week_start: int) -> pa.Table:
    tables = []
    for kind, span in spans.items():
        days = calendar(span.starts, span.as_of, week_start)
        tables.append(days.add_column(0, _CALENDARS.field("kind"), pa.array([kind] * days.num_rows, pa.string())))
    return pa.concat_tables(tables) if tables else _CALENDARS.empty_table()


def over_events(query: Query, kind: str) -> Query:
    """A query over ``events``, ``calendar`` and ``visits`` of a kind; ``belongs`` is still to be given."""
    return query.over("visits", _VISITS).over("calendar", _CALENDAR).over("events", _EVENTS[kind])


def ungrouped(kind: str) -> Query:
    """The events of a kind, of which no question is asked by group."""
    return _EVENTS[kind].over("belongs", _NOWHERE)


def belonging(kind: str, by: str | None, attributes: Sequence[str]) -> tuple[Query, dict[str, Value]]:
    """What says to which group a customer belongs, and the values that it and ``events`` need."""
    if by is None or by in GROUPS[kind]:
        return _NOWHERE, {"by": by or "", "otherwise": "all", "kind": kind}
    if by == "home_shop":
        return _HOME, {"by": "", "otherwise": "(unknown)", "kind": kind}
    if by in attributes:
        return _ATTRIBUTE, {"by": "", "otherwise": "(unknown)", "attribute": by, "kind": kind}
    known = [*GROUPS[kind], "home_shop", *attributes]
    raise UsageError(f"cannot group {kind} by {by!r}", expected="one of " + ", ".join(known), do="correct the name")


def put_days(engine: Engine, bounds: list[Bound], as_of: date, time_zone: str) -> None:
    """``zone_days`` from the day before the first fact of any kind to the last, or the day after the one that counts last.

    A day more at either end: an earlier version of a fact may lie there, on the same local day.
    """
    first, last = min(b.first_at for b in bounds).date(), max(b.last_at for b in bounds).date()
    engine.put("zone_days", zone_days(first - timedelta(days=1), max(last, as_of + timedelta(days=1)), time_zone))
