"""What measures share: counts by group from a query, and rates, nulls and estimates from counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regulars.estimates.proportion import wilson
from regulars.facts.ahead import why_later
from regulars.facts.engine import Value
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures.result import Definition, Exclusion, Result
from regulars.pictures.picture import Picture
from regulars.settings import Settings
from regulars.words import Estimate, NotEnough, Period

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Columns = Mapping[str, Counts]
EVERYBODY = None
"""The group that is all customers: null in a table."""


def by_group(
    facts: Facts, query: Query, by: str | None, *, settled: bool = False, **values: Value
) -> dict[str | None, Columns]:
    """A query's whole-number columns, over everybody first and then for each group by name.

    A null becomes -1. Everybody is there even when nobody was found.
    """
    answers: dict[str | None, Columns] = {EVERYBODY: _whole(facts.run(query, None, settled=False, **values))}
    if by is None:
        return answers
    table = facts.run(query, by, settled=settled, **values)
    names, columns = np.array(table.column("group_value").to_pylist(), dtype=object), _whole(table)
    return answers | {str(g): {n: c[names == g] for n, c in columns.items()} for g in sorted(set(names))}


def _whole(table: pa.Table) -> dict[str, Counts]:
    columns = {n: table.column(n) for n in table.column_names if n != "group_value"}
    return {n: c.fill_null(-1).to_numpy().astype(np.int64) for n, c in columns.items()}


def spread(places: Counts, counts: Counts, size: int) -> Counts:
    """Counts added up at their places 0 … size - 1; places outside are left out.

    >>> spread(np.array([0, 2, 2]), np.array([5, 1, 1]), 4).tolist()
    [5, 0, 2, 0]
    """
    inside = (places >= 0) & (places < size)
    out: Counts = np.zeros(size, dtype=np.int64)
    np.add.at(out, places[inside], counts[inside])
    return out


def group_column(group: str | None, rows: int) -> pa.Array:
    return pa.array([group] * rows, type=pa.string())


def days_column(days: Sequence[date | None]) -> pa.Array:
    return pa.array(days, type=pa.date32())


def period_columns(periods: Sequence[Period]) -> dict[str, pa.Array]:
    return {"starts": days_column([p.starts for p in periods]), "ends": days_column([p.ends for p in periods])}


def known(values: Floats | Counts, keep: NDArray[np.bool_]) -> pa.Array:
    """Values as a column, null where not kept: a table never holds NaN.

    >>> known(np.array([1.0, 2.0]), np.array([True, False])).to_pylist()
    [1.0, None]
    """
    return pa.array(values, mask=~keep)


def rate_columns(
    name: str, part: Counts, whole: Counts, settings: Settings, seen: NDArray[np.bool_] | None = None
) -> dict[str, pa.Array]:
    """part ÷ whole with Wilson's interval; null under the stated minimum, or where not ``seen``."""
    enough = whole >= settings.minimum_n
    shown = enough if seen is None else enough & seen
    low, high = wilson(part, whole, settings.level)
    share = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    return {name: known(share, shown), "low": known(low, shown), "high": known(high, shown), "enough": pa.array(enough)}


def estimate(part: int, whole: int, definition: Definition, settings: Settings, name: str = "") -> Estimate | NotEnough:
    """part ÷ whole as an Estimate, or NotEnough under the stated minimum."""
    called = f"{definition.id}#{name}" if name else definition.id
    if whole < settings.minimum_n:
        return NotEnough(whole, settings.minimum_n, called)
    low, high = wilson(np.array([part]), np.array([whole]), settings.level)
    return Estimate(part / whole, (float(low[0]), float(high[0])), whole, called, settings.level)


def exclusions(facts: Facts) -> tuple[Exclusion, ...]:
    """Purchases that no rate counts, and rows that became no facts; and how many."""
    found = (
        Exclusion("purchases without a known customer", facts.purchases - facts.purchases_known),
        Exclusion(f"purchases after {facts.as_of}", facts.purchases_later, why_later(facts.ahead_to) if facts.ahead_to else ""),
        unread(facts),
    )
    return (found[0], *(e for e in found[1:] if e.n))


def unread(facts: Facts) -> Exclusion:
    """Rows in quarantine, of whatever was read, with their commonest reason; none where no reading is known of."""
    bad = facts.intake.quarantined if facts.intake else ()
    if not bad:
        return Exclusion("rows in quarantine", 0)
    worst = max(bad, key=lambda q: q.rows)
    why = f"{'most often' if len(bad) > 1 else 'all'} {worst.reason}: {worst.sentence}; `regulars inspect` shows where"
    return Exclusion("rows in quarantine", sum(q.rows for q in bad), why)


def result(
    facts: Facts,
    definition: Definition,
    table: pa.Table,
    latest: Estimate | NotEnough,
    reading: str,
    *,
    n: int,
    drawing: Picture | None = None,
    figures: Mapping[str, Estimate | NotEnough] | None = None,
    counts: Mapping[str, int] | None = None,
    left_out: Sequence[Exclusion] = (),
    **settings: Any,
) -> Result:
    """A Result over purchases: with its day, its zone, and what no rate counts; ``left_out``: what this one does not, too."""
    return Result(
        definition=definition,
        settings=asked(facts, **settings),
        as_of=facts.as_of,
        time_zone=facts.settings.time_zone,
        n=n,
        exclusions=(*exclusions(facts), *left_out),
        table=table,
        latest=latest,
        reading=reading,
        drawing=drawing,
        figures=figures or {},
        counts=counts or {},
    )


def asked(facts: Facts, **more: Any) -> dict[str, Any]:
    """The settings that a result rests on."""
    return {
        **more,
        "level": facts.settings.level,
        "minimum_n": facts.settings.minimum_n,
        "week_start": facts.settings.week_start,
    }


def stacked(tables: Sequence[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables).combine_chunks()
