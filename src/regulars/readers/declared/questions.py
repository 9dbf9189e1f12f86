"""The questions of a survey: how each is answered (by score, choice or text), and on which scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from regulars.errors import UsageError
from regulars.facts.mapping import Mapping
from regulars.facts.recognition_names import plain_name
from regulars.facts.scales import (
    MAIN_REASON,
    NET_PROMOTER,
    RECOMMEND,
    SATISFACTION,
    Scale,
    is_main_reason,
    is_recommend,
    is_satisfaction,
    scale_in,
    scale_said,
)
from regulars.readers.declared.cells import Cells
from regulars.readers.declared.scores import answered, score, shown_stars
from regulars.readers.declared.ways import AnswerType, Question
from regulars.readers.rows.expressions import identifier, literal, text_of

_MOSTLY, _HALF = 0.9, 0.5
_FEW_OPTIONS = 20
_SCORE_NAMES = ("score", "rating", "nps", "stars", "points", "bewertung", "vertinimas", "balas", "vertejums")
_ANSWERS = ("score", "choice", "text")


def questions_of(connection: duckdb.DuckDBPyConnection, cells: Cells) -> tuple[Question, ...]:
    """Every question of a file of answers, looked at over the whole of it."""
    if cells.kind.name != "answers":
        return ()
    seen = _wide(connection, cells) if cells.is_wide else _long(connection, cells)
    return _one_of_each(tuple(_question(written, counts, cells) for written, counts in seen))


def _one_of_each(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Where two questions of a file would have one name, the later keeps its own words."""
    names: set[str] = set()
    kept = []
    for q in questions:
        kept.append(q if q.name not in names else replace(q, name=" ".join(q.written.split())))
        names.add(q.name)
    return tuple(kept)


def only_answer(cells: Cells) -> str | None:
    """The one field of a long file that holds answers of any sort; None where score, choice and text stand apart."""
    found = [f for f in _ANSWERS if f in cells.mapping.columns]
    if cells.is_wide or len(found) != 1:
        return None
    name = plain_name(cells.mapping.columns[found[0]])
    return None if found[0] == "score" and any(word in name for word in _SCORE_NAMES) else found[0]


_Counts = tuple[int, int, int, int | None]  # answers, of them scores, different ones, and of how many stars


def _wide(connection: duckdb.DuckDBPyConnection, cells: Cells) -> list[tuple[str, _Counts]]:
    columns = {c.name: c for c in cells.scan.columns}
    found = []
    for header in cells.mapping.questions:
        rows = f"SELECT {text_of(columns[header])} AS x FROM {cells.scan.relation}"
        (counts,) = connection.execute(f"SELECT {_counting()} FROM ({rows})").fetchall()
        found.append((header, counts))
    return found


def _long(connection: duckdb.DuckDBPyConnection, cells: Cells) -> list[tuple[str, _Counts]]:
    answer = only_answer(cells)
    value = text_of(cells.column(answer)) if answer else "''"
    asked = cells.constant("question")
    question = literal(asked) if asked is not None else text_of(cells.column("question"))
    rows = f"SELECT {question} AS q, {value} AS x FROM {cells.scan.relation}"
    counted = connection.execute(f"SELECT q, {_counting()} FROM ({rows}) GROUP BY q ORDER BY q").fetchall()
    return [(str(q or ""), (n, scores, different, stars)) for q, n, scores, different, stars in counted]


def _counting() -> str:
    said = answered("x")
    return (
        f"count(CASE WHEN {said} THEN 1 END), count(CASE WHEN {said} THEN {score('x')} END),"
        f" count(DISTINCT CASE WHEN {said} THEN lower(x) END), {shown_stars('x')}"
    )


def _question(written: str, counts: _Counts, cells: Cells) -> Question:
    answers, scores, different, stars = counts
    scale, why = _scale(written, cells.mapping)
    if scale is None and stars is not None:
        scale, why = Scale(1.0, float(stars)), "stars"
    name = " ".join(written.split())
    if is_recommend(written) and (scale is None or scale == NET_PROMOTER):
        name, scale, why = RECOMMEND, NET_PROMOTER, why or "words"
    elif is_satisfaction(written):
        name = SATISFACTION
    kind = _type(answers, scores, different, _MOSTLY if scale is None else _HALF)
    if is_main_reason(written) and kind != "score":
        name, kind = MAIN_REASON, "choice" if different <= _FEW_OPTIONS else kind
    return Question(written, name, kind, scale, why, answers)


def _type(answers: int, scores: int, different: int, enough: float) -> AnswerType:
    """Numbers are scores, if nine of ten are (half, where there is a scale); few options that come again are choices."""
    if answers and scores >= enough * answers:
        return "score"
    return "choice" if different <= _FEW_OPTIONS and different * 2 <= answers else "text"


def _scale(written: str, mapping: Mapping) -> tuple[Scale | None, str]:
    """As the user says of this question, or of all; else as its own words say."""
    constants = mapping.constants
    said = next((v for f, v in constants.items() if f.startswith("scale:") and _same(f.removeprefix("scale:"), written)), None)
    said = said if said is not None else constants.get("scale")
    if said is None:
        found = scale_in(written)
        return found, "header" if found else ""
    scale = scale_said(said)
    if scale is None:
        raise UsageError(
            f"the scale is {said!r}",
            expected="a lower and a higher number, such as 1-5 or 0-10",
            do='write --map scale==1-5, or for one question --map "scale:How was it?==1-5"',
        )
    return scale, "given"


def _same(one: str, other: str) -> bool:
    return plain_name(one) == plain_name(other)


def check_scales_named(cells: Sequence[Cells], asked: Sequence[Question]) -> None:
    """UsageError where a scale is given for a question that no file asks."""
    named = {f.removeprefix("scale:") for c in cells for f in c.mapping.constants if f.startswith("scale:")}
    unknown = [n for n in named if not any(_same(n, q.written) for q in asked)]
    if unknown:
        raise UsageError(
            f"a scale is given for the question {unknown[0]!r}, and no file asks it",
            expected="one of " + "; ".join(q.written for q in asked[:20]),
            do="correct the question's text",
        )


def question_table(connection: duckdb.DuckDBPyConnection, name: str, questions: Sequence[Question]) -> None:
    """The questions of a long file as a small table, to be joined by their text."""
    connection.execute(
        f"CREATE OR REPLACE TABLE {identifier(name)}"
        " (written VARCHAR, named VARCHAR, answer_type VARCHAR, low DOUBLE, high DOUBLE)"
    )
    rows = [[q.written, q.name, q.type, q.scale.low if q.scale else None, q.scale.high if q.scale else None] for q in questions]
    if rows:
        connection.executemany(f"INSERT INTO {identifier(name)} VALUES (?, ?, ?, ?, ?)", rows)
