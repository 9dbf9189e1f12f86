"""Contact pressure: how much marketing each customer gets from us, and who has had enough of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

import numpy as np

from regulars.errors import UsageError
from regulars.estimates.proportion import wilson
from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.measures.asking import Row, columns, needed, result_over, rows_by_group
from regulars.measures.comparing import share_of
from regulars.measures.counting import EVERYBODY
from regulars.measures.pictured import over_periods
from regulars.measures.result import Definition, Exclusion, Result
from regulars.measures.sentences import customers, not_enough, with_interval
from regulars.words import Estimate, NotEnough, Period, counted

QUERY = Query.beside(__file__)
DEFINITION = Definition(
    name="contact_pressure",
    version=1,
    sentence="customers who got more marketing messages from us in the period than the stated most ÷ customers who got any in "
    "it; a message counts once, on the first day that it was sent, delivered or shown. Unsubscribed: of the customers who got "
    "any in the period, the share who unsubscribed in it",
    undefined="where nobody got a message",
    interval="Wilson score interval; of the mean number of messages, the normal one over customers, and none where all got "
    "the same number",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)
_SCHEMA = columns(
    group="text", starts="day", ends="day", complete="is", customers="n", messages="n", mean_messages="x", mean_low="x",
    mean_high="x", over_the_most="n", over_share="x", low="x", high="x", unsubscribed="n", unsubscribed_share="x",
    unsubscribed_low="x", unsubscribed_high="x", enough="is",
)  # fmt: skip


def contact_pressure(facts: Facts, *, period: str = "week", at_most: int = 2, by: str | None = None) -> Result:
    """How many marketing messages each customer gets in a period, and how many get too many.

    In: ``facts`` with ``contacts``; ``period`` day, week, month, quarter or year; ``at_most``, the
    most messages in a period that are not too many; ``by`` channel, campaign, home_shop or an
    attribute: then messages count within their group.
    Out: a Result whose table has one row per group (null: everybody) and period: ``group``,
    ``starts``, ``ends`` (local days), ``complete``, ``customers`` (who got any), ``messages``,
    ``mean_messages`` for each of those customers with its interval (null where all got the same
    number: nothing tells how far others lie apart), ``over_the_most`` (customers), ``over_share``,
    ``low``, ``high``, ``unsubscribed`` (customers), ``unsubscribed_share`` with its interval
    (shares), ``enough``. ``latest`` is the last complete period's share over the most; ``figures``:
    ``mean_messages`` and ``unsubscribed``; ``n``: customers who got any in any period, each once.
    Undefined, and null, under the stated minimum. NothingUsable without contacts, UsageError for an
    unknown period or group, or a most below 0.

    >>> contact_pressure(facts)
    Traceback (most recent call last):
    regulars.errors.NothingUsable: The facts hold no contacts.
    ...

    Source: the glossary's definition.
    """
    unit = check_period(period)
    if at_most < 0:
        raise UsageError(f"at_most is {at_most}", expected="0 or more messages", do="correct it")
    needed(facts, "contacts")
    found = rows_by_group(facts, "contacts", QUERY, by, period=unit)
    periods = facts.periods(unit, "contacts")
    rows = [
        _row(group, p, [r for r in answer if r["period"] == place], at_most, facts)
        for group, answer in found.items()
        for place, p in enumerate(periods)
    ]
    everybody = [r for r in rows if r["group"] is None]
    figures, reading = _latest(everybody, unit, at_most, facts)
    return result_over(
        facts, "contacts", DEFINITION, rows, _SCHEMA,
        n=sum(r["customers_first"] for r in found[EVERYBODY]),
        latest=figures.pop("over"),
        reading=reading,
        settings={"period": unit, "at_most": at_most, "by": by},
        left_out=(Exclusion("unsubscribed in a period without a message", _silent(found[EVERYBODY])),),
        drawing=over_periods(
            everybody, ("mean_messages", "mean_low", "mean_high"),
            period=unit, title="Marketing messages for each customer", sentence=reading, unit="messages",
        ),
        figures=figures,
        counts={"messages": sum(r["messages"] for r in everybody)},
    )  # fmt: skip


_KNOWN = (
    "mean_messages", "mean_low", "mean_high", "over_share", "low", "high",
    "unsubscribed_share", "unsubscribed_low", "unsubscribed_high",
)  # fmt: skip


def _silent(answer: Sequence[Row]) -> int:
    return sum(r["unsubscribed"] for r in answer if not r["messages"])


def _row(group: str | None, period: Period, answer: Sequence[Row], at_most: int, facts: Facts) -> Row:
    here = [r for r in answer if r["messages"]]
    people, messages = sum(r["customers"] for r in here), sum(r["customers"] * r["messages"] for r in here)
    over = sum(r["customers"] for r in here if r["messages"] > at_most)
    gone = sum(r["unsubscribed"] for r in here)
    enough = people >= max(facts.settings.minimum_n, 2)
    return {
        "group": group, "starts": period.starts, "ends": period.ends, "complete": facts.covers(period, "contacts"),
        "customers": people, "messages": messages, "over_the_most": over, "unsubscribed": gone, "enough": enough,
        **(_known(here, people, over, gone, facts.settings.level) if enough else dict.fromkeys(_KNOWN)),
    }  # fmt: skip


def _known(here: Sequence[Row], people: int, over: int, gone: int, level: float) -> Row:
    mean = sum(r["customers"] * r["messages"] for r in here) / people
    mean_low, mean_high = _around(mean, here, people, level)
    low, high = wilson(np.array([over, gone]), np.array([people, people]), level)
    return {
        "mean_messages": mean, "mean_low": mean_low, "mean_high": mean_high,
        "over_share": over / people, "low": float(low[0]), "high": float(high[0]),
        "unsubscribed_share": gone / people, "unsubscribed_low": float(low[1]), "unsubscribed_high": float(high[1]),
    }  # fmt: skip


def _around(mean: float, here: Sequence[Row], people: int, level: float) -> tuple[float, float] | tuple[None, None]:
    """The mean's interval; none where all got the same number, of which the normal one would be a single point."""
    if len({r["messages"] for r in here}) == 1:
        return None, None
    squares = sum(r["customers"] * (r["messages"] - mean) ** 2 for r in here)
    spread = NormalDist().inv_cdf((1 + level) / 2) * sqrt(squares / (people - 1) / people)
    return max(mean - spread, 1.0), mean + spread


def _latest(rows: Sequence[Row], unit: str, at_most: int, facts: Facts) -> tuple[dict[str, Estimate | NotEnough], str]:
    """The last complete period with any message."""
    whole = [r for r in rows if r["complete"] and r["customers"]]
    if not whole:
        missing = NotEnough(0, 1, DEFINITION.id, "no complete period with a message")
        return {"over": missing, "mean_messages": missing, "unsubscribed": missing}, not_enough(
            missing, "how much customers get"
        )
    row = whole[-1]
    label = Period(check_period(unit), row["starts"], row["ends"]).label
    figures: dict[str, Estimate | NotEnough] = {
        "over": share_of((row["over_the_most"], row["customers"]), DEFINITION, facts.settings, ""),
        "mean_messages": _mean(row, facts),
        "unsubscribed": share_of((row["unsubscribed"], row["customers"]), DEFINITION, facts.settings, "unsubscribed"),
    }
    return figures, _reading(figures, row, label, at_most)


def _mean(row: Row, facts: Facts) -> Estimate | NotEnough:
    called = f"{DEFINITION.id}#mean_messages"
    if not row["enough"]:
        return NotEnough(row["customers"], max(facts.settings.minimum_n, 2), called)
    if row["mean_low"] is None:
        return NotEnough(0, 1, called, "no customer who got another number of messages than the rest")
    interval = (row["mean_low"], row["mean_high"])
    return Estimate(row["mean_messages"], interval, row["customers"], called, facts.settings.level, "messages")


def _reading(figures: dict[str, Estimate | NotEnough], row: Row, label: str, at_most: int) -> str:
    over, gone = figures["over"], figures["unsubscribed"]
    if isinstance(over, NotEnough) or isinstance(gone, NotEnough) or not row["enough"]:
        missing = over if isinstance(over, NotEnough) else NotEnough(over.n, 2, DEFINITION.id)
        return not_enough(missing, f"how much marketing customers got in {label}")
    most = f"{with_interval(over)} more than {counted(at_most, 'message')}"
    left = f"{with_interval(gone)} unsubscribed"
    return f"{customers(over.n)} got {_each(row)} in {label}; {most}, {left}."


def _each(row: Row) -> str:
    """How many messages each customer got, with the interval, or why it has none."""
    if row["mean_low"] is None:
        return f"{counted(round(row['mean_messages']), 'marketing message')} each (all alike: not enough for an interval)"
    return f"{row['mean_messages']:.1f} ({row['mean_low']:.1f}–{row['mean_high']:.1f}) marketing messages each"
