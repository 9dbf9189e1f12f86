"""Redemptions: of the incentives offered to customers, how many were used while they could be."""

from __future__ import annotations

from collections.abc import Sequence

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
from regulars.measures.sentences import days, not_enough, with_interval
from regulars.words import Estimate, NotEnough, Period, counted

QUERY = Query.beside(__file__)
DEFINITION = Definition(
    name="redemption_rate",
    version=1,
    sentence="incentives redeemed within their time ÷ incentives offered whose time is over; an incentive's time ends with its "
    "last valid day, or so many days after it was offered, whichever comes first. One whose time still runs is in neither, "
    "redeemed or not, and so is one that the shop withdrew",
    undefined="where no incentive's time is over",
    interval="Wilson score interval, as if incentives were independent: where one customer has many it is a little too narrow",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)
_SCHEMA = columns(
    group="text", starts="day", ends="day", complete="is", offered="n", over="n", redeemed="n", not_redeemed="n",
    still_open="n", withdrawn="n", redemption_rate="x", low="x", high="x", enough="is",
)  # fmt: skip
_STANDINGS = {"redeemed": "redeemed", "not_redeemed": "not redeemed", "still_open": "open", "withdrawn": "withdrawn"}


def redemptions(facts: Facts, *, period: str = "month", within_days: int = 90, by: str | None = None) -> Result:
    """Of the incentives offered, the share redeemed while they could be.

    In: ``facts`` with ``incentives``; ``period`` in which they were offered: day, week, month,
    quarter or year; ``within_days``, the longest that one is waited for; ``by`` form, place,
    home_shop or an attribute.
    Out: a Result whose table has one row per group (null: everybody) and period: ``group``,
    ``starts``, ``ends`` (local days), ``complete``, ``offered`` = ``over`` (its time is: ``redeemed``
    + ``not_redeemed``) + ``still_open`` + ``withdrawn`` (incentives), ``redemption_rate``
    (redeemed ÷ over), ``low``, ``high`` (shares), ``enough``. ``latest`` is the rate of all whose
    time is over.
    Undefined, and null, under the stated minimum. NothingUsable without incentives, UsageError for
    an unknown period or group, or days below 1.

    >>> redemptions(facts)
    Traceback (most recent call last):
    regulars.errors.NothingUsable: The facts hold no incentives.
    ...

    Source: the glossary's definition.
    """
    unit = check_period(period)
    if within_days < 1:
        raise UsageError(f"within_days is {within_days}", expected="1 or more days", do="correct it")
    needed(facts, "incentives")
    periods = facts.periods(unit, "incentives")
    found = rows_by_group(facts, "incentives", QUERY, by, period=unit, within_days=within_days)
    rows = [_row(group, p, place, answer, facts) for group, answer in found.items() for place, p in enumerate(periods)]
    everybody = [r for r in rows if r["group"] is None]
    latest, reading = _latest(everybody, within_days, facts)
    return result_over(
        facts, "incentives", DEFINITION, rows, _SCHEMA,
        n=sum(r["over"] for r in everybody),
        n_of="incentive",
        latest=latest,
        reading=reading,
        settings={"period": unit, "within_days": within_days, "by": by},
        left_out=(
            Exclusion("incentives whose offer was not seen", _incentives(found[EVERYBODY], "not offered")),
            Exclusion("incentives whose time still runs", sum(r["still_open"] for r in everybody)),
            Exclusion("incentives that the shop withdrew", sum(r["withdrawn"] for r in everybody)),
        ),
        drawing=over_periods(
            everybody, ("redemption_rate", "low", "high"), period=unit, title="Redemption rate", sentence=reading
        ),
        counts={
            "offered": sum(r["offered"] for r in everybody),
            "redeemed_so_far": sum(r["redeemed_so_far"] for r in found[EVERYBODY]),
        },
    )  # fmt: skip


def _incentives(answer: Sequence[Row], standing: str) -> int:
    return sum(r["incentives"] for r in answer if r["standing"] == standing)


def _row(group: str | None, period: Period, place: int, answer: Sequence[Row], facts: Facts) -> Row:
    here = [r for r in answer if r["period"] == place]
    told = {name: _incentives(here, standing) for name, standing in _STANDINGS.items()}
    over = told["redeemed"] + told["not_redeemed"]
    low, high = wilson(np.array([told["redeemed"]]), np.array([over]), facts.settings.level)
    enough = over >= facts.settings.minimum_n
    known = {"redemption_rate": told["redeemed"] / over, "low": float(low[0]), "high": float(high[0])} if enough else {}
    return {
        "group": group, "starts": period.starts, "ends": period.ends, "complete": facts.covers(period, "incentives"),
        "offered": sum(told.values()), "over": over, **told, "redemption_rate": None, "low": None, "high": None, **known,
        "enough": enough,
    }  # fmt: skip


def _latest(rows: Sequence[Row], within_days: int, facts: Facts) -> tuple[Estimate | NotEnough, str]:
    redeemed, over = (sum(r[n] for r in rows) for n in ("redeemed", "over"))
    latest = share_of((redeemed, over), DEFINITION, facts.settings, "", "too few incentives whose time is over")
    if isinstance(latest, NotEnough):
        return latest, not_enough(latest, "how many incentives are redeemed")
    running = sum(r["still_open"] for r in rows)
    more = f"; {running:,} more still run" if running else ""
    within = f"within their time, at most {days(within_days)}"
    return latest, f"Of {counted(over, 'incentive')} offered, {with_interval(latest)} were redeemed {within}{more}."
