"""Facts: what measures read, wherever the rows lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from zoneinfo import ZoneInfo

import pyarrow as pa

from regulars.errors import UsageError
from regulars.facts.ahead import reaches, with_ahead
from regulars.facts.crowds import Crowds
from regulars.facts.engine import Engine, Keeper, Value
from regulars.facts.events import Bound, Span, belonging, bounds_of_kinds, local_day, over_events, put_days, spans_of
from regulars.facts.identities import merge, with_merged
from regulars.facts.intake import Intake
from regulars.facts.query import Query
from regulars.facts.telling import nothing_bought, told, told_in_html
from regulars.facts.views import PLAIN, among
from regulars.facts.zones import calendar, day_number, periods_between
from regulars.settings import WEEKDAYS, Settings
from regulars.words import PERIOD_UNITS, Period, PeriodUnit

_ACTIVITY = Query.beside(__file__, "activity")
_ACTIVITY_PURCHASE = Query.beside(__file__, "activity_purchase")
_ACTIVITY_HOME = Query.beside(__file__, "activity_home")
_ACTIVITY_ATTRIBUTE = Query.beside(__file__, "activity_attribute")
_SETTLED = Query.beside(__file__, "activity_settled")
_BOUNDS = Query.beside(__file__, "bounds")
_LATER = Query.beside(__file__, "later")
_CUSTOMERS = Query.beside(__file__, "customers")
_ATTRIBUTE_NAMES = Query.beside(__file__, "attribute_names")
_NONE_LATER = {"purchases": 0, "purchases_known": 0}
GROUPS_OF_A_PURCHASE = ("place", "channel", "currency")
MOST_HELD = 2_000_000
"""An answer of more rows (a row for each of so many customers) is not held to be given twice: it would fill the memory."""


@dataclass(frozen=True)
class Facts:
    """One table per kind on an engine, seen from one day in one shop's time zone.

    ``starts`` and ``as_of`` are the first and last local day that count; ``purchases`` lie between
    them (``purchases_known`` have a customer), ``purchases_later`` come after. ``intake`` says what
    was read and set aside on the way here. ``ahead_to``: the last day of a log that goes on after today.
    """

    engine: Engine
    settings: Settings
    starts: date
    as_of: date
    purchases: int
    purchases_known: int
    dates_only: bool
    intake: Intake | None = field(default=None, compare=False)
    purchases_later: int = 0
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False)
    """The kinds beside purchases that have any facts (``answers``, ``commitments`` …), and their days."""
    ahead_to: date | None = None
    keeper: Keeper | None = field(default=None, compare=False, repr=False)
    # Facts never change, so a query asked twice is answered once: several measures rest on the same gaps.
    _answers: dict[tuple[object, ...], pa.Table] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def over(cls, engine: Engine, settings: Settings, intake: Intake | None = None, today: date | None = None) -> Facts:
        """Facts over an engine that already knows a table per kind (``purchases`` …).

        A log of refunds alone is a log in which nobody is seen to buy; a log of guests is none.
        ``today``: purchases after it are no facts yet, where the settings name no day to look from.
        """
        bounds, others = engine.run(_BOUNDS).to_pylist()[0], bounds_of_kinds(engine)
        only_refunds = not bounds["purchases"] and bounds["refunds"]
        if not bounds["purchases_known"] and not only_refunds and not others:
            raise nothing_bought(bounds["purchases"], engine.run(_ATTRIBUTE_NAMES).column("name").to_pylist())
        seen = [Bound("purchases", bounds["first_at"], bounds["last_at"], 0)] if bounds["first_at"] else others
        zone = ZoneInfo(settings.time_zone)
        starts = local_day(min(b.first_at for b in seen), zone)
        last = local_day(max(b.last_at for b in seen), zone)
        ahead_to = reaches(today if bounds["first_at"] else None, starts, last, settings)
        as_of = settings.as_of or (today if today and ahead_to else last)
        if as_of < starts:
            what = "purchase" if bounds["first_at"] else "fact"
            raise UsageError(
                f"as_of is {as_of}, before the first {what} on {starts}",
                expected=f"a day from {starts} to {last}, or later",
                do="give a later --as-of",
            )
        put_days(engine, [*seen, *others], as_of, settings.time_zone)
        engine.put("calendar", calendar(starts, as_of, WEEKDAYS.index(settings.week_start)))
        intake = with_merged(intake, merge(engine, as_of, settings.time_zone))
        later = engine.run(_LATER, {"as_of": day_number(as_of)}).to_pylist()[0] if as_of < last else _NONE_LATER
        return cls(
            engine, settings, starts, as_of,
            purchases=bounds["purchases"] - later["purchases"],
            purchases_known=bounds["purchases_known"] - later["purchases_known"],
            dates_only=bounds["purchases_by_day"] == bounds["purchases"],
            intake=with_ahead(intake, later["purchases"], as_of, ahead_to),
            purchases_later=later["purchases"], ahead_to=ahead_to,
            spans=spans_of(engine, others, settings),
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"<Facts: {told(self)}>"

    def _repr_html_(self) -> str:
        return told_in_html(self)

    @cached_property
    def customers(self) -> int:
        """How many customers bought until ``as_of``."""
        return int(self.run(_CUSTOMERS).column("customers")[0].as_py())

    @cached_property
    def crowds(self) -> Crowds:
        return Crowds.of(self.engine, self.purchases)

    @property
    def as_of_number(self) -> int:
        return day_number(self.as_of)

    @cached_property
    def attribute_names(self) -> tuple[str, ...]:
        return tuple(self.engine.run(_ATTRIBUTE_NAMES).column("name").to_pylist())

    def periods(self, unit: PeriodUnit, of: str = "purchases") -> list[Period]:
        """The calendar periods of a kind of fact; a period's place in the list is its number in queries."""
        starts, as_of = self._days(of)
        return periods_between(starts, as_of, unit, WEEKDAYS.index(self.settings.week_start))

    def covers(self, period: Period, of: str = "purchases") -> bool:
        """Whether a kind of fact was seen on every day of a period."""
        starts, as_of = self._days(of)
        return starts <= period.starts and period.ends <= as_of

    def _days(self, of: str) -> tuple[date, date]:
        return (self.starts, self.as_of) if of == "purchases" else (self.spans[of].starts, self.spans[of].as_of)

    def run_over(self, kind: str, query: Query, by: str | None = None, **values: Value) -> pa.Table:
        """A query's answer over ``events``: one kind of fact beside purchases, as ``facts.events`` says.

        ``by`` is nothing, ``home_shop``, an attribute's name, or what the fact itself says. The query
        may name ``$starts`` and ``$as_of``, the kind's own first and last day, and
        ``$bought_from`` and ``$bought_until``, those of purchases.
        """
        asked = (query.name, kind, by, *sorted(values.items()))
        if asked not in self._answers:
            belongs, more = belonging(kind, by, self.attribute_names)
            bought = {"bought_from": day_number(self.starts), "bought_until": self.as_of_number}
            given = {**values, **more, **bought, **self.spans[kind].numbers}
            self._answers[asked] = self.engine.run(over_events(query, kind).over("belongs", belongs), given)
        return self._answers[asked]

    def run(self, query: Query, by: str | None = None, *, settled: bool = False, **values: Value) -> pa.Table:
        """A query's answer over ``activity(customer_id, day_number, group_value, amount_minor)``.

        ``by`` is nothing, ``place``, ``channel``, ``currency``, ``home_shop`` or an attribute's
        name. ``settled``: each customer stays for life in the group of the first purchase, so that
        groups add up to everybody. The query may also read ``calendar`` and name ``$as_of``.
        """
        asked = (query.name, by, settled, *sorted(values.items()))
        if asked not in self._answers:
            source, more = self._activity(by)
            source = _SETTLED.over("activity", source) if settled and by else source
            given = {**values, **more, "as_of": self.as_of_number}
            kept = self.keeper if query.way and by is None else None
            ask = partial(self.crowds.ask, query, source, given)
            answer = kept.answer(query, given, ask) if kept else ask()
            return answer if answer.num_rows > MOST_HELD else self._answers.setdefault(asked, answer)
        return self._answers[asked]

    def run_among(self, query: Query, views: Sequence[str], **values: Value) -> pa.Table:
        """A query's answer over the views it names (see ``facts.views``), up to ``as_of``."""
        asked = (query.name, *views, *sorted(values.items()))
        if asked not in self._answers:
            given = {**PLAIN, **values, "starts": day_number(self.starts), "as_of": self.as_of_number}
            self._answers[asked] = self.engine.run(among(query, views), given)
        return self._answers[asked]

    def _activity(self, by: str | None) -> tuple[Query, Mapping[str, Value]]:
        if by is None:
            return _ACTIVITY, {}
        if by in GROUPS_OF_A_PURCHASE:
            return _ACTIVITY_PURCHASE, {"by": by}
        if by == "home_shop":
            return _ACTIVITY_HOME, {}
        if by in self.attribute_names:
            return _ACTIVITY_ATTRIBUTE, {"attribute": by}
        known = [*GROUPS_OF_A_PURCHASE, "home_shop", *self.attribute_names]
        raise UsageError(f"cannot group by {by!r}", expected="one of " + ", ".join(known), do="correct the name")


def check_period(unit: str) -> PeriodUnit:
    """The unit of a period by name, or an error that lists them."""
    for known in PERIOD_UNITS:
        if unit == known:
            return known
    raise UsageError(f"period is {unit!r}", expected="one of " + ", ".join(PERIOD_UNITS), do="correct it")
