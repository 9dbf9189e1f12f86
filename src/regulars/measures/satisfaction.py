"""Satisfaction: the share of people who gave the best answers of a scale, whatever the scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from regulars.errors import UsageError
from regulars.estimates.proportion import wilson
from regulars.facts.log import Facts, check_period
from regulars.measures.asking import Row, columns, needed, result_over
from regulars.measures.counting import EVERYBODY, estimate
from regulars.measures.pictured import over_periods
from regulars.measures.result import Definition, Result
from regulars.measures.sentences import not_enough, with_interval
from regulars.measures.waves import BY_SURVEY, Scale, Wave, check_wave, left_out, nobody_asked, waves, written_scale
from regulars.pictures.picture import Picture
from regulars.words import Estimate, NotEnough, counted

DEFINITION = Definition(
    name="top_box",
    version=1,
    sentence="share of people whose latest answer in the wave is in the top box of its own scale: the best answer where there "
    "are up to 7, the best two where there are 8 to 11, the best tenth beyond; scales are never mixed",
    undefined="where nobody answered on that scale",
    interval="Wilson score interval, as if those who answer were drawn by lot",
    source="docs/glossary.md; interval: Wilson 1927, JASA 22, 209–212",
)
_SCHEMA = columns(
    group="text", survey="text", starts="day", ends="day", complete="is", scale_min="x", scale_max="x", top_from="x",
    people="n", in_top="n", top_share="x", low="x", high="x", enough="is",
)  # fmt: skip


def satisfaction(
    facts: Facts, *, question: str = "satisfaction", wave: str = "quarter", by: str | None = None, boxes: int | None = None
) -> Result:
    """How many people are very satisfied: the share in the top box of the scale they were asked on.

    In: ``facts`` with ``answers``; ``question``; ``wave`` day, week, month, quarter, year, or survey;
    ``by`` survey, channel, language, home_shop or an attribute; ``boxes``, how many of the best
    answers count (else by the length of the scale).
    Out: a Result whose table has one row per group (null: everybody), wave and scale with answers:
    ``group``, ``survey`` (empty unless it is the wave), ``starts``, ``ends`` (local days),
    ``complete``, ``scale_min``, ``scale_max``, ``top_from`` (the lowest score that counts),
    ``people``, ``in_top``, ``top_share``, ``low``, ``high`` (shares), ``enough``. ``latest`` is the
    last wave's share, on the scale that most people answered.
    Undefined, and null, under the stated minimum. NothingUsable without answers, UsageError for an
    unknown wave or group, or fewer boxes than 1.

    >>> satisfaction(facts)
    Traceback (most recent call last):
    regulars.errors.NothingUsable: The facts hold no answers.
    ...

    Source: see the definition.
    """
    if boxes is not None and boxes < 1:
        raise UsageError(f"boxes is {boxes}", expected="1 or more", do="correct it")
    chosen = check_wave(wave)
    needed(facts, "answers")
    found = waves(facts, question, chosen, by)
    rows = [_row(group, w, boxes, facts) for group, own in found.items() for w in own]
    everybody = found[EVERYBODY]
    people = sum(w.people for w in everybody)
    latest, reading = _latest(everybody, rows, question, facts)
    return result_over(
        facts, "answers", DEFINITION, rows, _SCHEMA,
        n=people,
        n_of="answer",
        latest=latest,
        reading=reading,
        settings={"question": question, "wave": chosen, "by": by, "boxes": boxes},
        left_out=left_out(facts, question, people, everybody),
        drawing=_drawn(rows, _last(everybody), chosen, reading),
    )  # fmt: skip


def top_from(scale: Scale, boxes: int | None = None) -> float:
    """The lowest score in the top box of a scale.

    >>> [top_from(s) for s in ((1.0, 5.0), (0.0, 10.0), (1.0, 11.0), (0.0, 100.0))], top_from((1.0, 5.0), boxes=2)
    ([5.0, 9.0, 10.0, 90.0], 4.0)
    """
    low, high = scale
    if boxes is not None:
        return high - boxes + 1
    if high - low <= 6:
        return high
    return high - 1 if high - low <= 10 else high - (high - low) / 10


def _row(group: str | None, wave: Wave, boxes: int | None, facts: Facts) -> Row:
    least = top_from(wave.scale, boxes)
    people, top = wave.people, sum(n for score, _, n in wave.pairs if score >= least)
    enough = people >= facts.settings.minimum_n
    low, high = wilson(np.array([top]), np.array([people]), facts.settings.level)
    known = {"top_share": top / people, "low": float(low[0]), "high": float(high[0])} if enough else {}
    return {
        "group": group, "survey": wave.survey or None, "starts": wave.starts, "ends": wave.ends, "complete": wave.complete,
        "scale_min": wave.scale[0], "scale_max": wave.scale[1], "top_from": least, "people": people, "in_top": top,
        "top_share": None, "low": None, "high": None, **known, "enough": enough,
    }  # fmt: skip


def _last(everybody: Sequence[Wave]) -> Wave | None:
    """The last wave, on the scale that most people answered in it."""
    return max(everybody, key=lambda w: (w.starts, w.people, w.survey, w.scale), default=None)


def _latest(everybody: Sequence[Wave], rows: Sequence[Row], question: str, facts: Facts) -> tuple[Estimate | NotEnough, str]:
    last = _last(everybody)
    if last is None:
        return NotEnough(0, facts.settings.minimum_n, DEFINITION.id, "too few answers"), nobody_asked(facts, question)
    row = rows[list(everybody).index(last)]
    latest = estimate(row["in_top"], row["people"], DEFINITION, facts.settings)
    if isinstance(latest, NotEnough):
        few = NotEnough(latest.n, latest.needed, latest.definition, "too few answers")
        return few, not_enough(few, f"how many gave the best answers in {last.label}")
    best = f"{row['top_from']:g}" + ("" if row["top_from"] == row["scale_max"] else f" or more of {row['scale_max']:g}")
    people = counted(latest.n, "person", "people")
    told = f"Of {people} who answered in {last.label} on a scale of {written_scale(last.scale)}"
    return latest, f"{told}, {with_interval(latest)} said {best}."


def _drawn(rows: Sequence[Row], last: Wave | None, wave: str, reading: str) -> Picture | None:
    """The share wave by wave on the last wave's scale; surveys are no periods, so they are not drawn over time."""
    if wave == BY_SURVEY or last is None:
        return None
    shown = [r for r in rows if r["group"] is None and (r["scale_min"], r["scale_max"]) == last.scale]
    return over_periods(
        shown, ("top_share", "low", "high"), period=check_period(wave), title="Very satisfied", sentence=reading
    )
