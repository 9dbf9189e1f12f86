"""Answers by wave: each person's latest answer to a question, wave by wave and scale by scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regulars.errors import UsageError
from regulars.facts.log import Facts, check_period
from regulars.facts.query import Query
from regulars.facts.zones import day_of
from regulars.measures.asking import Row, rows_by_group
from regulars.measures.result import Exclusion
from regulars.words import PERIOD_UNITS, Period

QUERY = Query.beside(__file__, "answers_by_wave")
ASKED = Query.beside(__file__, "answers_asked")
BY_SURVEY = "survey"
Scale = tuple[float, float]


@dataclass(frozen=True)
class Wave:
    """One wave of one group on one scale: people by their score, and by the score before it.

    ``pairs`` holds (score, score in the wave before or None, people).
    """

    survey: str
    starts: date
    ends: date
    scale: Scale
    label: str
    complete: bool
    pairs: tuple[tuple[float, float | None, int], ...]

    @property
    def people(self) -> int:
        return sum(n for *_, n in self.pairs)


def check_wave(wave: str) -> str:
    """``survey`` or the unit of a period, or an error that lists them."""
    return wave if wave == BY_SURVEY else check_period(wave) if wave in PERIOD_UNITS else _unknown(wave)


def _unknown(wave: str) -> str:
    raise UsageError(f"wave is {wave!r}", expected="one of survey, " + ", ".join(PERIOD_UNITS), do="correct it")


def waves(facts: Facts, question: str, wave: str, by: str | None) -> dict[str | None, list[Wave]]:
    """Every wave of a question, the oldest first, over everybody and then by group."""
    unit = "day" if wave == BY_SURVEY else wave
    found = rows_by_group(facts, "answers", QUERY, by, question=question, wave=wave, unit=unit)
    return {group: _grouped(rows, wave, facts.spans["answers"].as_of) for group, rows in found.items()}


def _grouped(rows: Sequence[Row], wave: str, as_of: date) -> list[Wave]:
    keys = sorted({(r["wave_starts"], r["survey"], r["wave_ends"], r["scale_min"], r["scale_max"]) for r in rows})
    return [_wave(key, [r for r in rows if _key(r) == key], wave, as_of) for key in keys]


def _key(row: Row) -> tuple[int, str, int, float, float]:
    return row["wave_starts"], row["survey"], row["wave_ends"], row["scale_min"], row["scale_max"]


def _wave(key: tuple[int, str, int, float, float], rows: Sequence[Row], wave: str, as_of: date) -> Wave:
    starts, ends = day_of(key[0]), day_of(key[2])
    label = key[1] if wave == BY_SURVEY else Period(check_period(wave), starts, ends).label
    pairs = tuple(sorted(((r["score"], r["score_before"], r["people"]) for r in rows), key=str))
    return Wave(key[1], starts, ends, (key[3], key[4]), label, wave == BY_SURVEY or ends <= as_of, pairs)


def on_scale(found: Sequence[Wave], scale: Scale) -> list[Wave]:
    return [w for w in found if w.scale == scale]


def asked_questions(facts: Facts) -> list[Row]:
    """Question, scale_min, scale_max, answers, scores: what was asked, in the order of the alphabet."""
    rows = facts.run_over("answers", ASKED).to_pylist()
    return sorted(rows, key=lambda r: (r["question"], str(r["scale_min"]), str(r["scale_max"])))


def left_out(facts: Facts, question: str, counted: int, found: Sequence[Wave]) -> list[Exclusion]:
    """Answers to a question that are not counted: without a score, without a scale, or not a person's latest.

    ``counted``: people over the scales that are counted; ``found``: all waves over everybody.
    """
    rows = [r for r in asked_questions(facts) if r["question"] == question]
    scaled = [r for r in rows if r["scale_min"] is not None and r["scale_max"] is not None]
    people = sum(w.people for w in found)
    return [
        Exclusion("answers without a score", sum(r["answers"] - r["scores"] for r in rows)),
        Exclusion("scores without a scale", sum(r["scores"] for r in rows) - sum(r["scores"] for r in scaled)),
        Exclusion("answers that the same person replaced later in the wave", sum(r["scores"] for r in scaled) - people),
        Exclusion("people whose score is on another scale, or between its whole numbers", people - counted),
    ]


def nobody_asked(facts: Facts, question: str, scale: str = "") -> str:
    """What was asked instead, in words."""
    known = {
        r["question"] if r["scale_min"] is None else f"{r['question']} ({r['scale_min']:g}–{r['scale_max']:g})"
        for r in asked_questions(facts)
        if r["scale_max"] is not None or r["scale_min"] is None
    }
    where = f" from {scale}" if scale else ""
    if not known:
        return f"Nobody answered “{question}”{where}; nothing was asked."
    named = ", ".join(sorted(known))
    nobody = f"Nobody answered “{question}”{where}; the questions here are {named}."
    return f"{nobody} Name one of them (question, or --question on the command line)."


def written_scale(scale: Scale) -> str:
    """A scale as people say it.

    >>> written_scale((0.0, 10.0))
    '0–10'
    """
    return f"{scale[0]:g}–{scale[1]:g}"
