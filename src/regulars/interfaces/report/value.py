"""Who is still a customer and what they will bring: the model's chapters, and the test that it had to pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from regulars.interfaces.report.chapter import Chapter, Meaning, drawn, file_name, meaning
from regulars.interfaces.report.figures import count, of_100, plural, span
from regulars.interfaces.report.markup import rendered
from regulars.interfaces.report.shades import step_of
from regulars.interfaces.report.twin import Twin, twin
from regulars.measures.lifetime.customer_value import PURCHASES
from regulars.measures.lifetime.groupings import REPEATS, SILENCES, ranges
from regulars.measures.lifetime.hold_out import judged
from regulars.measures.lifetime.judgement import title_of
from regulars.measures.lifetime.results import remarks
from regulars.measures.lifetime.value import Value
from regulars.measures.result import Result

FAILED = "We tested this on your data; it didn’t hold, so we don’t use it."
_UNTESTED = "The log is too short to test this, so take it as a first guess."
_TOTALS = {
    "too_low": "Tested on your data it was too low in total: more may come than stands here.",
    "too_high": "Tested on your data it was too high in total: less may come than stands here.",
}


def value_chapters(value: Value, results: Mapping[str, Result]) -> tuple[Chapter, ...]:
    """One quiet sentence where there is too little; all of it where the model passed its test, the test alone else."""
    if value.lacking:
        return (replace(_plain("still-customers", "Who is still a customer", results["still_customers"]), twin=None),)
    tested = value.backtest is not None and bool(value.backtest.judgements)
    failed = tested and not judged(value.backtest) and _ranking(value) == "none"
    ahead = (_failed(results),) if failed else (_still(value, results), _worth(value, results))
    return (*ahead, *(_test(results) if tested else ()))


def _ranking(value: Value) -> str:
    return value.backtest.judgements[0].ranking if value.backtest else ""


def _failed(results: Mapping[str, Result]) -> Chapter:
    chapter = _plain("still-customers", "Who is still a customer", results["still_customers"])
    return replace(chapter, reading=FAILED, remarks=("How it was tested stands below.",), twin=None)


def _plain(id_: str, title: str, result: Result, *said: str) -> Chapter:
    return Chapter(
        id_, title, result.reading, said, figure=drawn(result), twin=_twin(result, title), meanings=(meaning(result),)
    )


def _twin(result: Result, caption: str) -> Twin | None:
    picture = result.picture()
    rows = picture.rows if picture else [r for r in result.table.to_pylist() if any(v is not None for v in r.values())]
    return twin(rows, caption=caption, file_name=file_name(result)) if rows and result.table.num_rows > 0 else None


def _still(value: Value, results: Mapping[str, Result]) -> Chapter:
    still, history = results["still_customers"], results["recency_frequency"]
    chapter = _plain("still-customers", "Who is still a customer", history)
    said = ("Each silence is weighed against the customer’s own rhythm: a probability for each, not a label.", *_trust(value))
    return replace(
        chapter, reading=still.reading, remarks=said, figure=_map(history), meanings=(meaning(still), meaning(history))
    )


def _trust(value: Value) -> tuple[str, ...]:
    """What the test says of the numbers above it, where it says something against them."""
    if value.backtest is None or not value.backtest.judgements:
        return (_UNTESTED,)
    against = _TOTALS.get(value.backtest.judgements[0].totals)
    return (against,) if against else ()


def _worth(value: Value, results: Mapping[str, Result]) -> Chapter:
    result = results["customer_value"]
    days = plural(value.terms.horizon_days, "day")
    chapter = _plain("value", f"What they will bring in {days}", result, *remarks(value), *_trust(value), _TERMS)
    terms = (("Undefined", PURCHASES.undefined), ("Interval", PURCHASES.interval), ("Source", PURCHASES.source))
    return replace(chapter, meanings=(*chapter.meanings, Meaning(PURCHASES.id, PURCHASES.sentence, terms)))


_TERMS = "Customers to come are not counted. Horizon, margin and discount are yours to choose: regulars value --margin 0.3."


def _test(results: Mapping[str, Result]) -> tuple[Chapter, ...]:
    comparison = results["model_comparison"]
    beside = _plain("comparison", "Beside simple rules", comparison)
    return (
        _plain("tracking", "Would it have been right?", results["model_tracking"]),
        _plain("calibration", "Right for every kind of customer?", results["model_calibration"]),
        replace(beside, figure=_rivals(comparison)),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the map: its figure, its shade, and what it rests on; empty where nobody is."""

    figure: str = ""
    shade: int = 0
    told: str = ""


def _map(history: Result) -> Markup:
    """How many of every 100 are still customers: repeats down, silence across."""
    cells = {(r["repeats"], r["silent_days"]): _cell(r) for r in history.table.to_pylist()}
    down, across = ([r.label for r in ranges(ends)] for ends in (REPEATS, SILENCES))
    lines = [(label, [cells.get((label, silence), Cell()) for silence in across]) for label in reversed(down)]
    return rendered("map.html.j2", lines=[line for line in lines if any(c.figure for c in line[1])], silences=across)


def _cell(row: dict[str, Any]) -> Cell:
    doubt = "" if row["low"] is None else f" ({span(row['low'], row['high'])} in 100)"
    told = f"{plural(row['customers'], 'customer')}{doubt}; each is expected to buy {row['purchases_expected_mean']:.1f} times"
    figure = of_100(row["still_share"]) if row["still_share"] >= 0.0005 else "0"
    return Cell(figure, step_of(row["still_share"], 1.0), told)


def _rivals(comparison: Result) -> Markup:
    """Every model and rule, with its total, its mistakes and its order."""
    rows = [
        (
            title_of(r["contender"]).removeprefix("the rule "),
            count(round(r["expected_total"])),
            f"{r['error_absolute_mean']:.2f}",
            f"{r['error_squared_root']:.2f}",
            of_100(max(r["gains_share"], 0.0)),
        )
        for r in comparison.table.to_pylist()
    ]
    came = count(round(comparison.table["came_total"][0].as_py()))
    return rendered("rivals.html.j2", rows=rows, came=came)
