"""Complaints: how long until they are resolved, and whether those who complained came back."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.errors import UsageError
from regulars.estimates.survival import Curve
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures.asking import Row, columns, needed, result_over, rows_by_group
from regulars.measures.comparing import Pair, apart, difference_of, share_of, surely
from regulars.measures.counting import EVERYBODY
from regulars.measures.pictured import along
from regulars.measures.result import Definition, Exclusion, Result
from regulars.measures.sentences import days, not_enough, percent, with_interval
from regulars.measures.waiting import at_horizon, curve_of, drawn_rows, median_days, median_row, observed
from regulars.words import Estimate, NotEnough, counted

QUERY = Query.beside(__file__)
RETURNED = Query.beside(__file__, "return_after_complaint")
DEFINITION = Definition(
    name="complaint_resolution",
    version=1,
    sentence="share of complaints resolved within so many days of being opened (Kaplan–Meier: one still open counts as far as "
    "it was seen); the first resolution counts, whether or not the complaint was reopened later. Came back: bought within so "
    "many days after the first complaint, of customers who had bought before; beside them customers who never complained, "
    "from their first purchase in a month in which somebody did",
    undefined="beyond the longest wait seen, and where fewer than the stated minimum are left to observe",
    interval="Greenwood's variance on the log-log scale; of plain shares Wilson's score interval, of the difference Newcombe's",
    source="Kaplan & Meier 1958, JASA 53, 457–481; Kalbfleisch & Prentice 2002, p. 18; Newcombe 1998, Statistics in Medicine "
    "17, 873–890",
)
HORIZONS = (1, 2, 7, 14, 30, 91)
_SCHEMA = columns(
    group="text", within_days="n", complaints="n", resolved="n", at_risk="n", resolved_share="x", low="x", high="x",
    enough="is", median_days="x", median_low_days="x", median_high_days="x",
)  # fmt: skip


_COUNTS = {"complaints": "cases", "resolved": "resolved", "still_open": "still_open"}


def complaints(
    facts: Facts, *, within_days: Sequence[int] = HORIZONS, return_within_days: int = 90, by: str | None = None
) -> Result:
    """How soon complaints are resolved, how many are reopened, and whether who complained came back.

    In: ``facts`` with ``complaints``; ``within_days``, the horizons to tell; ``return_within_days``,
    in which a customer comes back after complaining; ``by`` topic, severity, home_shop or an attribute.
    Out: a Result whose table has one row per group (null: everybody) and horizon within the log:
    ``group``, ``within_days``, ``complaints``, ``resolved`` (by then), ``at_risk`` (still open and in
    sight), ``resolved_share``, ``low``, ``high`` (shares), ``enough``, and the median with its
    interval in days. ``latest`` is the share resolved at the longest horizon with enough;
    ``figures``: ``median_days``, ``reopened`` (of those resolved, so far), ``came_back``,
    ``others_came_back`` and their ``difference``. ``counts``: complaints, resolved, still_open.
    Undefined, and null, under the stated minimum. NothingUsable without complaints, UsageError for
    an unknown group or days below 1.

    >>> complaints(facts)
    Traceback (most recent call last):
    regulars.errors.NothingUsable: The facts hold no complaints.
    ...

    Source: see the definition.
    """
    if min([return_within_days, *within_days]) < 1:
        raise UsageError("a number of days is below 1", expected="1 or more days", do="correct it")
    needed(facts, "complaints")
    found = rows_by_group(facts, "complaints", QUERY, by)
    length = (facts.spans["complaints"].as_of - facts.spans["complaints"].starts).days + 1
    horizons = [d for d in sorted(set(within_days)) if d < length]
    curves = {g: _curve(rows, length, facts) for g, rows in found.items()}
    rows = [row for group, curve in curves.items() for row in _rows(group, curve, horizons, facts)]
    back = _back(facts, return_within_days)
    figures = {**_figures(found[EVERYBODY], curves[EVERYBODY], facts), **_compared(back, facts)}
    latest, reading = _latest(rows, curves[EVERYBODY], found[EVERYBODY], figures, return_within_days, facts)
    return result_over(
        facts, "complaints", DEFINITION, rows, _SCHEMA,
        n=observed(curves[EVERYBODY]),
        n_of="complaint",
        latest=latest,
        reading=reading,
        settings={"within_days": horizons, "return_within_days": return_within_days, "by": by},
        left_out=_left_out(found[EVERYBODY], back),
        drawing=along(
            drawn_rows(curves[EVERYBODY], facts.settings), "days", ("share", "low", "high"),
            title="Complaints resolved", sentence=reading,
        ),
        figures=figures,
        counts={name: _sum(found[EVERYBODY], column) for name, column in _COUNTS.items()},
    )  # fmt: skip


def _sum(rows: Sequence[Row], name: str) -> int:
    return sum(r[name] for r in rows if r["days_open"] >= 0)


def _curve(rows: Sequence[Row], length: int, facts: Facts) -> Curve:
    return curve_of(rows, "days_open", "resolved", "still_open", length, facts.settings.level)


def _rows(group: str | None, curve: Curve, horizons: Sequence[int], facts: Facts) -> list[Row]:
    median = median_row(curve, facts.settings)
    rows = []
    for day in horizons:
        told = at_horizon(curve, day, facts.settings)
        head = {"group": group, "within_days": day, "complaints": observed(curve), "resolved": told.pop("happened")}
        rows.append(head | {"resolved_share": told.pop("share")} | told | median)
    return rows


def _back(facts: Facts, within_days: int) -> list[Row]:
    found: list[Row] = facts.run_over("complaints", RETURNED, within_days=within_days).to_pylist()
    return found


def _figures(rows: Sequence[Row], curve: Curve, facts: Facts) -> dict[str, Estimate | NotEnough]:
    reopened = (_sum(rows, "reopened"), _sum(rows, "resolved"))
    return {
        "median_days": median_days(curve, DEFINITION, facts.settings, "fewer than half have been resolved so far"),
        "reopened": share_of(reopened, DEFINITION, facts.settings, "reopened", "too few resolved complaints"),
    }


def _compared(back: Sequence[Row], facts: Facts) -> dict[str, Estimate | NotEnough]:
    mine, others = _pair(back, 1), _pair(back, 0)
    settings = facts.settings
    return {
        "came_back": share_of(mine, DEFINITION, settings, "came_back", "too few customers who complained and could be seen"),
        "others_came_back": share_of(others, DEFINITION, settings, "others_came_back"),
        "difference": difference_of(mine, others, DEFINITION, settings, "difference"),
    }


def _pair(back: Sequence[Row], has_complained: int) -> Pair:
    rows = [r for r in back if r["standing"] == "seen" and r["has_complained"] == has_complained]
    return sum(r["returned"] for r in rows), sum(r["customers"] for r in rows)


def _left_out(rows: Sequence[Row], back: Sequence[Row]) -> list[Exclusion]:
    mine = [r for r in back if r["has_complained"]]
    return [
        Exclusion("complaints whose opening was not seen", sum(r["cases"] for r in rows if r["days_open"] < 0)),
        Exclusion(
            "customers who complained and whose days after it are not over (came back)",
            sum(r["customers"] for r in mine if r["standing"] == "not over"),
        ),
        Exclusion(
            "customers who complained and were not seen to have bought by then (came back)",
            sum(r["customers"] for r in mine if r["standing"] == "not bought before"),
        ),
    ]


def _latest(
    rows: Sequence[Row],
    curve: Curve,
    found: Sequence[Row],
    figures: dict[str, Estimate | NotEnough],
    return_within_days: int,
    facts: Facts,
) -> tuple[Estimate | NotEnough, str]:
    """The share resolved at the longest horizon with enough, and how to say it."""
    enough = [r for r in rows if r["group"] is None and r["enough"]]
    open_now = f"{_sum(found, 'still_open'):,} never resolved so far"
    if not enough:
        figure = _too_few(rows, curve, facts)
        said = not_enough(figure, "how soon complaints are resolved")
        return figure, f"{said} Of {counted(observed(curve), 'complaint')}, {open_now}."
    row = enough[-1]
    latest = Estimate(row["resolved_share"], (row["low"], row["high"]), observed(curve), DEFINITION.id, facts.settings.level)
    half = figures["median_days"]
    ending = f"; half within {days(half.value)}" if isinstance(half, Estimate) else ""
    told = f"Of {latest.n:,} complaints, {with_interval(latest)} were resolved within {days(row['within_days'])}{ending}"
    return latest, f"{told}; {open_now}.{_came_back(figures, return_within_days)}"


def _too_few(rows: Sequence[Row], curve: Curve, facts: Facts) -> NotEnough:
    """There are too few complaints, or too few of them were watched up to the shortest horizon."""
    n, minimum = observed(curve), facts.settings.minimum_n
    if n < minimum:
        return NotEnough(n, minimum, DEFINITION.id, "too few complaints")
    day = next((r["within_days"] for r in rows), None)
    watched = 0 if day is None else int(min(curve.at_risk[day], curve.effective_n[day]))
    return NotEnough(watched, minimum, DEFINITION.id, "too few complaints watched for long enough")


def _came_back(figures: dict[str, Estimate | NotEnough], within_days: int) -> str:
    mine, others, difference = (figures[n] for n in ("came_back", "others_came_back", "difference"))
    if isinstance(mine, NotEnough):
        return ""
    told = f" Of {mine.n:,} customers who complained, {with_interval(mine)} bought again within {days(within_days)}"
    if isinstance(difference, NotEnough) or isinstance(others, NotEnough):
        return f"{told}."
    beside = f"{told}, of {others.n:,} others {percent(others.value)}: {apart(difference)}."
    not_because = " That is associated with complaining; it does not say the complaint is why."
    return beside + not_because if surely(difference) else beside
