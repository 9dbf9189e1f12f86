"""What is wrong with a row of a declared kind: the first of its problems, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.readers.declared.cells import Cells
from regulars.readers.declared.problems import HOW_ANSWERED, Problem
from regulars.readers.declared.questions import only_answer
from regulars.readers.declared.scores import answered
from regulars.readers.declared.ways import Ways
from regulars.readers.rows import numbers
from regulars.readers.rows.expressions import filled, literals


def problems(cells: Cells, ways: Ways) -> list[Problem]:
    """Everything that can be wrong with a row of this form; a row's problem is the place of the first, from 1."""
    return [
        *_of_second_headers(cells),
        *_of_times(cells, ways),
        *_of_people(cells),
        *_of_words(cells),
        *_of_texts(cells),
        *_of_numbers(cells),
        *_of_money(cells),
        *(_of_scores_wide(cells, ways) if cells.is_wide else _of_scores_long(cells)),
    ]


def code(cells: Cells, ways: Ways) -> str:
    """SQL of the problem's number; 0 where nothing is wrong."""
    cases = [f"WHEN {p.condition} THEN {i}" for i, p in enumerate(problems(cells, ways), start=1)]
    return f"CASE {' '.join(cases)} ELSE 0 END" if cases else "0"


def _problem(cells: Cells, reason: str, field: str, condition: str) -> Problem:
    return Problem(reason, cells.shown(field), f"CAST(x_{field} AS VARCHAR)", condition)


def _of_second_headers(cells: Cells) -> Iterator[Problem]:
    """SurveyMonkey writes below the questions how each is answered, and in no other column."""
    if cells.is_wide and cells.has("occurred") and "occurred" in cells.mapping.columns:
        asked = [f"x_q{i}" for i, _ in enumerate(cells.mapping.questions)]
        says = " OR ".join(f"coalesce({cell}, '') IN ({literals(HOW_ANSWERED)})" for cell in asked)
        yield _problem(cells, "second_header", "occurred", f"coalesce(CAST(x_occurred AS VARCHAR), '') = '' AND ({says})")


def _of_times(cells: Cells, ways: Ways) -> Iterator[Problem]:
    """The time of a fact must be there, of several steps at least one; an end may lie in the future."""
    for field in cells.times:
        at, empty = f"coalesce(utc_{field}, local_{field})", filled(f"CAST(x_{field} AS VARCHAR)")
        main = field == "occurred" or field in cells.steps
        until = f" AND {at} < TIMESTAMP '{ways.last_year + 1}-01-01'" if main else ""
        within = f"({at} >= TIMESTAMP '1970-01-02'{until}) IS NOT TRUE"
        optional = field != "occurred" and cells.steps != (field,)
        yield _problem(cells, "bad_date", field, f"{empty} IS NOT NULL AND {within}" if optional else within)
    if len(cells.steps) > 1:
        none = " AND ".join(f"coalesce(utc_{s}, local_{s}) IS NULL" for s in cells.steps)
        yield _problem(cells, "bad_date", cells.steps[0], none)
    begins = cells.steps[0] if cells.steps else "occurred"
    for field, start in (("ends", begins), ("valid_to", "valid_from")):
        if {field, start} <= set(cells.times):
            end, begin = (f"coalesce(utc_{f}, local_{f})" for f in (field, start))
            yield _problem(cells, "ends_before_it_starts", field, f"{end} < {begin} - INTERVAL 1 DAY")


def _of_people(cells: Cells) -> Iterator[Problem]:
    needed = {f for f, c in cells.columns_of_fields.items() if c.required}
    for field in cells.people:
        if field in needed:
            yield _problem(cells, "no_customer", field, f"f_{field} IS NULL")
        if field != "customer":
            yield _problem(cells, "of_oneself", field, f"f_{field} = f_customer")


def _of_words(cells: Cells) -> Iterator[Problem]:
    for field in cells.words:
        column = cells.columns_of_fields[field]
        if column.required:
            yield _problem(cells, "empty_field", field, f"{filled(f'x_{field}')} IS NULL")
        if not column.more_values:
            yield _problem(cells, "unknown_word", field, f"f_{field} IS NULL AND {filled(f'x_{field}')} IS NOT NULL")
    for field in cells.truths:
        yield _problem(cells, "no_yes_or_no", field, f"f_{field} IS NULL AND {filled(f'x_{field}')} IS NOT NULL")


def _of_texts(cells: Cells) -> Iterator[Problem]:
    needed = {f for f, c in cells.columns_of_fields.items() if c.required}
    for field in (*cells.plain, *cells.free):
        if field in needed:
            yield _problem(cells, "empty_field", field, f"f_{field} IS NULL")


def _of_numbers(cells: Cells) -> Iterator[Problem]:
    for field in cells.numbers:
        reason = "bad_amount" if field in cells.money else "bad_number"
        yield _problem(cells, reason, field, numbers.unread(field).replace(f"AND {field} ", f"AND f_{field} "))
        if cells.columns_of_fields[field].required:
            yield _problem(cells, "empty_field", field, f"f_{field} IS NULL")
    if "propensity" in cells.numbers:
        yield _problem(cells, "bad_share", "propensity", "NOT (f_propensity > 0 AND f_propensity <= 1)")
    if "stars" in cells.numbers:
        yield _problem(cells, "off_scale", "stars", "NOT (f_stars >= 0 AND f_stars <= 5)")


def _of_money(cells: Cells) -> Iterator[Problem]:
    for field in cells.money:
        yield _problem(cells, "bad_amount", field, f"f_{field} < 0")
    if cells.money and cells.has("currency"):
        yield _problem(cells, "bad_currency", "currency", f"f_currency IS NULL AND {filled('x_currency')} IS NOT NULL")


def _of_scores_wide(cells: Cells, ways: Ways) -> Iterator[Problem]:
    for i, question in enumerate(ways.questions):
        if question.type != "score":
            continue
        pointed = (question.written, f"x_q{i}")
        yield Problem("bad_number", *pointed, f"{answered(f'x_q{i}')} AND f_q{i} IS NULL")
        low = f"f_q{i} < {question.scale.low} OR " if question.scale and question.scale.low is not None else ""
        yield Problem("off_scale", *pointed, f"{low}f_q{i} > high_q{i}")


def _of_scores_long(cells: Cells) -> Iterator[Problem]:
    if cells.kind.name != "answers":
        return
    field = only_answer(cells) or "score"
    if not cells.has(field):
        return
    if "scale" in cells.mapping.columns:
        yield _problem(cells, "bad_scale", "scale", f"f_high IS NULL AND {filled('x_scale')} IS NOT NULL")
    yield _problem(cells, "bad_scale", "scale_max" if cells.has("scale_max") else field, "f_low >= f_high")
    scored = " AND a.answer_type = 'score'" if only_answer(cells) else ""
    scored = scored.replace("a.answer_type", "answer_type")
    yield _problem(cells, "bad_number", field, f"{answered(f'x_{field}')} AND f_score IS NULL{scored}")
    yield _problem(cells, "off_scale", field, "f_score < f_low OR f_score > f_high")
