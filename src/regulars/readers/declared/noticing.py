"""What the reader should know of rows of declared kinds that were used: each in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from regulars.facts.intake import Noticed
from regulars.facts.kinds import Kind
from regulars.readers.declared.cells import Cells
from regulars.readers.declared.making import Again
from regulars.readers.declared.ways import Question, Ways
from regulars.readers.rows.asking import one
from regulars.words import counted

_MOST_QUESTIONS = 12
_WHY = {
    "given": "as you say", "header": "as the question says", "words": "as this question is asked everywhere",
    "stars": "as the empty stars show", "": "",
}  # fmt: skip


def of_kind(
    connection: duckdb.DuckDBPyConnection, kind: Kind, files: Sequence[Cells], ways: Mapping[int, Ways], again: Again
) -> Iterator[Noticed]:
    """Everything to know of the files of one kind."""
    yield from _unknown(connection, kind)
    yield from _silent(connection, kind, files, ways)
    yield from _again(kind, again)
    for cells in files:
        yield from _assumed(connection, cells)
    if kind.name == "answers":
        yield from _questions([q for c in files for q in ways[c.number].questions])
        yield from _without_scale(connection)


def _unknown(connection: duckdb.DuckDBPyConnection, kind: Kind) -> Iterator[Noticed]:
    if not kind.has_customer or kind.column("customer_id").required:
        return
    (nobody,) = one(connection, f"SELECT count(*) FROM incoming_{kind.name} WHERE customer_id IS NULL")
    if nobody:
        said = f"{counted(nobody, 'fact')} of {kind.name} name no customer: kept, and tied to no purchase"
        yield Noticed(f"unknown_customers_{kind.name}", nobody, (), said)


def _silent(
    connection: duckdb.DuckDBPyConnection, kind: Kind, files: Sequence[Cells], ways: Mapping[int, Ways]
) -> Iterator[Noticed]:
    if kind.name != "answers":
        return
    silent = 0
    for cells in files:
        wide = [f"f_q{i}" for i in range(len(ways[cells.number].questions))]
        long = [f"f_{f}" for f in ("score", "choice", "text")]
        held = {d[0] for d in connection.execute(f"SELECT * FROM {cells.heard} LIMIT 0").description or ()}
        nothing = " AND ".join(f"{c} IS NULL" for c in (wide if cells.is_wide else long) if c in held)
        silent += one(connection, f"SELECT count(*) FROM {cells.heard} WHERE problem = 0 AND {nothing or 'false'}")[0]
    if silent:
        yield Noticed(
            "no_answers", silent, (), f"{counted(silent, 'row holds', 'rows hold')} no answer: no fact is made of them"
        )


def _again(kind: Kind, again: Again) -> Iterator[Noticed]:
    if again.same:
        said = (
            f"{counted(again.same, 'row repeats', 'rows repeat')} a fact of {kind.name} that was already read: it counts once"
        )
        yield Noticed(f"repeated_{kind.name}", again.same, (), said)
    if again.other:
        said = f"{counted(again.other, 'row says', 'rows say')} something else of a fact of {kind.name}: the latest holds"
        yield Noticed(f"corrected_{kind.name}", again.other, (), said)


def _assumed(connection: duckdb.DuckDBPyConnection, cells: Cells) -> Iterator[Noticed]:
    """What was taken to hold for every row because the file does not say, and ids that were made."""
    (rows,) = one(connection, f"SELECT count(*) FROM {cells.heard} WHERE problem = 0")
    unsaid = {f: v for f, v in cells.mapping.constants.items() if cells.mapping.certainty.get(f) != "given" and f != "survey"}
    for field, value in unsaid.items():
        said = f"the file of {cells.kind.name} has no column for {field}: every row is taken to be {value!r}"
        yield Noticed(f"assumed_{cells.kind.name}_{field}", rows, (), said)
    if cells.own_id and not cells.has(cells.own_id):
        said = f"the file of {cells.kind.name} has no {cells.own_id} id: one is made from what each row says"
        yield Noticed(f"made_ids_{cells.kind.name}", rows, (), said)
    if not cells.times:
        said = f"{cells.kind.name} without a date hold from 1970-01-01: always"
        yield Noticed(f"undated_{cells.kind.name}", rows, (), said)


def _questions(questions: Sequence[Question]) -> Iterator[Noticed]:
    if not questions:
        return
    shown = [_shown(q) for q in questions if q.answers or q.scale][:_MOST_QUESTIONS]
    more = f"; and {len(questions) - len(shown):,} more" if len(questions) > len(shown) else ""
    yield Noticed("questions", sum(q.answers for q in questions), (), "questions: " + "; ".join(shown) + more)


def _shown(question: Question) -> str:
    name = question.written if question.name == question.written else f"{question.written} (as {question.name})"
    if question.type != "score" and not question.scale:
        return f"{name}, by {question.type}"
    return f"{name}, {question.scale} {_WHY[question.why]}".rstrip() if question.scale else f"{name}, by score"


def _without_scale(connection: duckdb.DuckDBPyConnection) -> Iterator[Noticed]:
    rows = connection.execute(
        "SELECT question, count(*) FROM incoming_answers WHERE score IS NOT NULL AND (scale_min IS NULL OR scale_max IS NULL)"
        " GROUP BY question ORDER BY question"
    ).fetchall()
    if rows:
        total, first = sum(n for _, n in rows), rows[0][0]
        said = (
            f"{counted(total, 'score has', 'scores have')} no known scale ({len(rows):,} of the questions, such as {first!r}):"
            f' kept, and in no measure until you say it, for example --map "scale:{first}==1-5"'
        )
        yield Noticed("unknown_scale", total, (), said)
