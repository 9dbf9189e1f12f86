"""Contract survival: how long customers stay under contract, those who still are counted as far as seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.errors import UsageError
from regulars.estimates.survival import Curve
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures.asking import Row, columns, needed, result_over, rows_by_group
from regulars.measures.counting import EVERYBODY
from regulars.measures.monthly import SPELLS, STRETCHES
from regulars.measures.pictured import along
from regulars.measures.result import Definition, Exclusion, Result
from regulars.measures.sentences import days, not_enough, with_interval
from regulars.measures.waiting import at_horizon, curve_of, drawn_rows, median_days, median_row, observed
from regulars.words import Estimate, NotEnough, counted

QUERY = Query.beside(__file__).over("spells", SPELLS).over("stretches", STRETCHES)
DEFINITION = Definition(
    name="contract_survival",
    version=1,
    sentence="share of spells under contract still running after so many days (Kaplan–Meier: one that still runs counts as far "
    "as it was seen); a spell is an unbroken time with at least one contract, and a customer won back begins a new one",
    undefined="beyond the longest spell seen, and where fewer than the stated minimum are left to observe",
    interval="Greenwood's variance on the log-log scale, as if spells were independent: where many are won back it is a "
    "little too narrow",
    source="Kaplan & Meier 1958, JASA 53, 457–481; Kalbfleisch & Prentice 2002, p. 18",
)
HORIZONS = (30, 91, 182, 365, 730, 1095)
_SCHEMA = columns(
    group="text", after_days="n", spells="n", ended="n", at_risk="n", running_share="x", low="x", high="x", enough="is",
    median_days="x", median_low_days="x", median_high_days="x",
)  # fmt: skip


@dataclass(frozen=True)
class Spells:
    """One group's spells: their curve, and how many were won back, or began before the log and are not in it."""

    curve: Curve
    won_back: int
    began_before: int


def contract_survival(facts: Facts, *, after_days: Sequence[int] = HORIZONS, by: str | None = None) -> Result:
    """How long customers stay under contract.

    In: ``facts`` with ``commitments``; ``after_days``, the horizons to tell; ``by`` form, home_shop
    or an attribute: then a customer belongs to the group of her first step.
    Out: a Result whose table has one row per group (null: everybody) and horizon within the log:
    ``group``, ``after_days``, ``spells`` (that began in sight), ``ended`` (within so many days),
    ``at_risk`` (still watched then), ``running_share``, ``low``, ``high`` (shares), ``enough``, and the median
    with its interval in days, null where fewer than half have ended. ``latest`` is the share running
    at the longest horizon with enough; ``figures["median_days"]`` the median.
    Undefined, and null, under the stated minimum. Spells that began before the log are left out:
    how long they had run is not known. NothingUsable without commitments, UsageError for an unknown
    group or a horizon below 1.

    >>> contract_survival(facts)
    Traceback (most recent call last):
    regulars.errors.NothingUsable: The facts hold no commitments.
    ...

    Source: see the definition.
    """
    if any(d < 1 for d in after_days):
        raise UsageError(f"after_days is {min(after_days)}", expected="1 or more days", do="correct it")
    needed(facts, "commitments")
    found = {g: _spells(rows, facts) for g, rows in rows_by_group(facts, "commitments", QUERY, by).items()}
    everybody = found[EVERYBODY]
    horizons = [d for d in sorted(set(after_days)) if d <= _length(facts)]
    rows = [row for group, spells in found.items() for row in _rows(group, spells, horizons, facts)]
    median = median_days(everybody.curve, DEFINITION, facts.settings, "fewer than half have ended so far")
    latest, reading = _latest(rows, everybody, median, facts)
    return result_over(
        facts, "commitments", DEFINITION, rows, _SCHEMA,
        n=observed(everybody.curve),
        n_of="spell",
        latest=latest,
        reading=reading,
        settings={"after_days": horizons, "by": by},
        left_out=(Exclusion("spells that began before the log", everybody.began_before),),
        drawing=along(
            drawn_rows(everybody.curve, facts.settings, left=True), "days", ("share", "low", "high"),
            title="Still under contract", sentence=reading,
        ),
        figures={"median_days": median},
        counts={
            "spells": observed(everybody.curve), "ended": int(everybody.curve.events.sum()), "won_back": everybody.won_back,
        },
    )  # fmt: skip


def _length(facts: Facts) -> int:
    span = facts.spans["commitments"]
    return (span.as_of - span.starts).days + 1


def _spells(rows: Sequence[Row], facts: Facts) -> Spells:
    curve = curve_of(rows, "days_run", "ended", "running", _length(facts) + 1, facts.settings.level)
    return Spells(curve, sum(r["won_back"] for r in rows), sum(r["began_before"] for r in rows))


def _rows(group: str | None, found: Spells, horizons: Sequence[int], facts: Facts) -> list[Row]:
    """One row per horizon; those who ended on that very day have gone."""
    median = median_row(found.curve, facts.settings)
    rows = []
    for day in horizons:
        told = at_horizon(found.curve, day, facts.settings, left=True)
        head = {"group": group, "after_days": day, "spells": observed(found.curve), "ended": told.pop("happened")}
        rows.append(head | {"running_share": told.pop("share")} | told | median)
    return rows


def _latest(rows: Sequence[Row], found: Spells, median: Estimate | NotEnough, facts: Facts) -> tuple[Estimate | NotEnough, str]:
    """The share running at the longest horizon with enough, and how to say it."""
    enough = [r for r in rows if r["group"] is None and r["enough"]]
    if not enough:
        figure = NotEnough(observed(found.curve), facts.settings.minimum_n, DEFINITION.id, "too few contracts begun in sight")
        return figure, not_enough(figure, "how long customers stay under contract")
    row, n = enough[-1], observed(found.curve)
    latest = Estimate(row["running_share"], (row["low"], row["high"]), n, DEFINITION.id, facts.settings.level)
    half = f"; half have ended after {days(median.value)}" if isinstance(median, Estimate) else ""
    told = f"{with_interval(latest)} still run after {days(row['after_days'])}"
    return latest, f"Of {counted(n, 'spell')} under contract, {told}{half}."
