"""What measures over facts beside purchases share: rows by group, and the result around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from regulars.errors import NothingUsable
from regulars.facts.engine import Value
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures.counting import EVERYBODY, asked, unread
from regulars.measures.result import Definition, Exclusion, Result
from regulars.pictures.picture import Picture
from regulars.words import Estimate, NotEnough

Row = dict[str, Any]


def needed(facts: Facts, kind: str) -> None:
    """An error that says what is missing, where the facts hold none of a kind."""
    if kind not in facts.spans:
        raise NothingUsable(
            f"the facts hold no {kind}",
            expected=f"at least one of {kind}, up to the day looked from",
            do=f"run `regulars template {kind}` to see the columns that such a file has, and import one",
        )


def rows_by_group(facts: Facts, kind: str, query: Query, by: str | None, **values: Value) -> dict[str | None, list[Row]]:
    """A query's rows, over everybody first and then for each group by name, ``group_value`` left out."""
    answers: dict[str | None, list[Row]] = {EVERYBODY: []}
    for row in facts.run_over(kind, query, None, **values).to_pylist():
        answers[EVERYBODY].append(row)
    if by is None:
        return answers
    found = facts.run_over(kind, query, by, **values).to_pylist()
    for group in sorted({r["group_value"] for r in found}):
        answers[group] = [r for r in found if r["group_value"] == group]
    return answers


def result_over(
    facts: Facts,
    kind: str,
    definition: Definition,
    rows: Sequence[Row],
    schema: pa.Schema,
    *,
    n: int,
    latest: Estimate | NotEnough,
    reading: str,
    settings: Mapping[str, Any],
    left_out: Iterable[Exclusion] = (),
    drawing: Picture | None = None,
    figures: Mapping[str, Estimate | NotEnough] | None = None,
    counts: Mapping[str, int] | None = None,
    n_of: str = "customer",
) -> Result:
    """A Result as of the last day on which that kind of fact was seen; what is left out of it, if anything is."""
    span = facts.spans[kind]
    later = Exclusion(f"{kind} after {span.as_of}", span.later)
    return Result(
        definition=definition,
        settings=asked(facts, **settings),
        as_of=span.as_of,
        time_zone=facts.settings.time_zone,
        n=n,
        exclusions=tuple(e for e in (*left_out, later, unread(facts)) if e.n),
        table=pa.Table.from_pylist(list(rows), schema=schema),
        latest=latest,
        reading=reading,
        drawing=drawing,
        figures=figures or {},
        counts=counts or {},
        n_of=n_of,
    )


def columns(**types: str) -> pa.Schema:
    """A schema from names and short types: text, day, n (whole), x (a number), is (yes or no)."""
    known = {"text": pa.string(), "day": pa.date32(), "n": pa.int64(), "x": pa.float64(), "is": pa.bool_()}
    return pa.schema([(name, known[type_]) for name, type_ in types.items()])
