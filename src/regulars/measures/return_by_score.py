"""Return by score: whether those who said they were satisfied then came back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from regulars.errors import UsageError
from regulars.estimates.proportion import wilson
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures.asking import Row, columns, needed, result_over, rows_by_group
from regulars.measures.comparing import apart, difference_of, share_of, surely
from regulars.measures.counting import EVERYBODY
from regulars.measures.pictured import side_by_side
from regulars.measures.result import Definition, Exclusion, Result
from regulars.measures.satisfaction import top_from
from regulars.measures.sentences import customers, days, not_enough, percent
from regulars.measures.waves import Scale, nobody_asked
from regulars.words import Estimate, NotEnough

QUERY = Query.beside(__file__)
DEFINITION = Definition(
    name="return_by_score",
    version=1,
    sentence="of the customers who gave a score, the share who bought again within so many days after that day; each customer "
    "once, by the first answer whose days after it were all seen, and only who had bought by then",
    undefined="for answers of nobody known, and for answers whose days are not over",
    interval="Wilson score interval; of the difference between the top box and the rest, Newcombe's",
    source="Wilson 1927, JASA 22, 209–212; Newcombe 1998, Statistics in Medicine 17, 873–890",
)
_LEFT_OUT = {
    "nobody known": "answers of nobody known",
    "not bought before": "answers of people not seen to have bought by then",
    "not over": "answers whose days after them are not over",
    "later answer": "later answers of the same customers",
}
_SCHEMA = columns(
    group="text", scale_min="x", scale_max="x", score="x", in_top="is", customers="n", returned="n",
    return_share="x", low="x", high="x", enough="is",
)  # fmt: skip


def return_by_score(facts: Facts, *, question: str = "satisfaction", within_days: int = 90, by: str | None = None) -> Result:
    """Of the customers who gave each score, the share who came back within so many days.

    In: ``facts`` with ``answers`` and purchases; ``question``; ``within_days`` after the answer;
    ``by`` survey, channel, language, home_shop or an attribute.
    Out: a Result whose table has one row per group (null: everybody), scale and score: ``group``,
    ``scale_min``, ``scale_max``, ``score``, ``in_top`` (in the scale's top box), ``customers``,
    ``returned``, ``return_share``, ``low``, ``high`` (shares), ``enough``. ``latest`` is the
    difference between the top box and the rest on the scale of most customers; ``figures`` hold
    both shares. It says what goes together, not what is because of what.
    Undefined, and null, under the stated minimum. NothingUsable without answers, UsageError for an
    unknown group or days below 1.

    >>> return_by_score(facts)
    Traceback (most recent call last):
    regulars.errors.NothingUsable: The facts hold no answers.
    ...

    Source: see the definition.
    """
    if within_days < 1:
        raise UsageError(f"within_days is {within_days}", expected="1 or more days", do="correct it")
    needed(facts, "answers")
    found = rows_by_group(facts, "answers", QUERY, by, question=question, within_days=within_days)
    rows = [_row(group, r, facts) for group, answer in found.items() for r in _seen(answer)]
    everybody = [r for r in rows if r["group"] is None]
    scale = _scale(everybody)
    figures = _figures([r for r in everybody if (r["scale_min"], r["scale_max"]) == scale], facts)
    asked = any(r["people"] for r in found[EVERYBODY])
    reading = _reading(figures, within_days) if asked else nobody_asked(facts, question)
    return result_over(
        facts, "answers", DEFINITION, rows, _SCHEMA,
        n=sum(r["customers"] for r in everybody),
        latest=figures["difference"],
        reading=reading,
        settings={"question": question, "within_days": within_days, "by": by, "bought_until": facts.as_of.isoformat()},
        left_out=_left_out(found[EVERYBODY]),
        drawing=side_by_side(
            [r for r in everybody if (r["scale_min"], r["scale_max"]) == scale], "score", ("return_share", "low", "high"),
            title=f"Came back within {days(within_days)}, by score", sentence=reading,
        ),
        figures={name: figures[name] for name in ("top", "rest")},
    )  # fmt: skip


def _seen(answer: Sequence[Row]) -> list[Row]:
    return sorted((r for r in answer if r["standing"] == "seen"), key=lambda r: (r["scale_min"], r["scale_max"], r["score"]))


def _left_out(answer: Sequence[Row]) -> list[Exclusion]:
    return [Exclusion(what, sum(r["people"] for r in answer if r["standing"] == s)) for s, what in _LEFT_OUT.items()]


def _row(group: str | None, row: Row, facts: Facts) -> Row:
    people, returned = row["people"], row["returned"]
    low, high = wilson(np.array([returned]), np.array([people]), facts.settings.level)
    enough = people >= facts.settings.minimum_n
    known = {"return_share": returned / people, "low": float(low[0]), "high": float(high[0])} if enough else {}
    scale = (row["scale_min"], row["scale_max"])
    return {
        "group": group, "scale_min": scale[0], "scale_max": scale[1], "score": row["score"],
        "in_top": row["score"] >= top_from(scale), "customers": people, "returned": returned,
        "return_share": None, "low": None, "high": None, **known, "enough": enough,
    }  # fmt: skip


def _scale(rows: Sequence[Row]) -> Scale:
    """The scale that most customers answered on."""
    totals: dict[Scale, int] = {}
    for r in rows:
        key = (r["scale_min"], r["scale_max"])
        totals[key] = totals.get(key, 0) + r["customers"]
    return max(totals, key=lambda s: (totals[s], s), default=(0.0, 0.0))


def _figures(rows: Sequence[Row], facts: Facts) -> dict[str, Estimate | NotEnough]:
    """The share of the top box, of the rest, and the difference."""
    pairs = {name: _pair(rows, name == "top") for name in ("top", "rest")}
    why = "too few customers in the top box, or in the rest"
    figures = {name: share_of(pair, DEFINITION, facts.settings, name) for name, pair in pairs.items()}
    return figures | {"difference": difference_of(pairs["top"], pairs["rest"], DEFINITION, facts.settings, "", why)}


def _pair(rows: Sequence[Row], top: bool) -> tuple[int, int]:
    chosen = [r for r in rows if r["in_top"] is top]
    return sum(r["returned"] for r in chosen), sum(r["customers"] for r in chosen)


def _reading(figures: dict[str, Estimate | NotEnough], within_days: int) -> str:
    top, rest, difference = figures["top"], figures["rest"], figures["difference"]
    if isinstance(difference, NotEnough) or isinstance(top, NotEnough) or isinstance(rest, NotEnough):
        missing = difference if isinstance(difference, NotEnough) else NotEnough(0, 1, DEFINITION.id)
        return not_enough(missing, "whether satisfied customers come back more often")
    told = (
        f"Of {customers(top.n)} in the top box {percent(top.value)} bought again within {days(within_days)}, of {rest.n:,} "
        f"others {percent(rest.value)}: {apart(difference)}."
    )
    not_because = " Return is associated with the answer; that does not say it is because of it."
    return told + not_because if surely(difference) else told
