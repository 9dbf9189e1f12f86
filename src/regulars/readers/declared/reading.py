"""From scans of surveys, complaints, campaigns, contracts and the like to facts, and what became of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import duckdb

from regulars.facts.declared import DECLARED
from regulars.facts.intake import Noticed
from regulars.facts.zones import zone_hours
from regulars.readers.declared import items, noticing
from regulars.readers.declared.cells import Cells
from regulars.readers.declared.deciding import Times, decide_numbers
from regulars.readers.declared.judging import problems
from regulars.readers.declared.making import make
from regulars.readers.declared.questions import check_scales_named, question_table, questions_of
from regulars.readers.declared.staging import judged, kept
from regulars.readers.declared.ways import Ways
from regulars.readers.rows.asking import any_row, one
from regulars.readers.rows.checks import check_rates
from regulars.readers.rows.date_forms import DateForm
from regulars.readers.rows.expressions import literal
from regulars.readers.rows.fields import Form
from regulars.readers.rows.making import empty
from regulars.readers.rows.number_forms import NumberForm
from regulars.readers.rows.purchases import Origin
from regulars.readers.rows.quarantine import take_rejected
from regulars.settings import Settings


@dataclass(frozen=True, slots=True)
class Read:
    """How the dates and numbers of one form were read."""

    dates: DateForm
    numbers: NumberForm


@dataclass(frozen=True, slots=True)
class Declared:
    """How many rows of declared kinds were read and used, what to know of them, and how each form was read."""

    rows_read: int = 0
    rows_used: int = 0
    noticed: tuple[Noticed, ...] = ()
    facts: dict[str, int] = field(default_factory=dict)
    ways: dict[int, Read] = field(default_factory=dict)


def take_in(
    connection: duckdb.DuckDBPyConnection, forms: Sequence[Form], origin: Origin, settings: Settings, home: str
) -> Declared:
    """Fill ``incoming_<kind>`` of every declared kind from ``forms``, and put rows that can't be used in ``quarantine``.

    AmbiguousDates and AmbiguousAmounts where a column as a whole can be read in two ways.
    """
    for kind in DECLARED.values():
        connection.execute(empty(f"incoming_{kind.name}", kind))
    if not forms:
        return Declared()
    files = [Cells(f) for f in forms]
    ways = _ways(connection, files, origin, settings, home)
    counts = {}
    for cells in files:
        ways[cells.number], counts[cells.number] = _stage(connection, cells, ways[cells.number], settings)
    zoned = _put_hours(connection, files, settings)
    noticed = _make(connection, files, ways, origin, zoned=zoned)
    facts = {k: n for k in DECLARED if (n := one(connection, f"SELECT count(*) FROM incoming_{k}")[0])}
    said = {c.number: _said(ways[c.number], c) for c in files}
    return Declared(sum(n for n, _ in counts.values()), sum(n for _, n in counts.values()), noticed, facts, said)


def _ways(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Cells], origin: Origin, settings: Settings, home: str
) -> dict[int, Ways]:
    dates = Times(connection, settings).decide(files)
    found = {}
    for cells in files:
        questions = questions_of(connection, cells)
        if cells.kind.name == "answers" and not cells.is_wide:
            question_table(connection, f"asked_{cells.number}", questions)
        numbers = decide_numbers(connection, cells, settings)
        year, key = origin.recorded_at.year + 1, origin.pseudonym_key
        found[cells.number] = Ways(dates[cells.number], numbers, year, home, key, questions, settings.rates)
    check_scales_named(files, [q for w in found.values() for q in w.questions])
    return found


def _stage(connection: duckdb.DuckDBPyConnection, cells: Cells, ways: Ways, settings: Settings) -> tuple[Ways, tuple[int, int]]:
    """The pass over one file; a second one only where rows show that the sample of dates misled."""
    _hear(connection, cells, ways)
    take_rejected(connection, cells.form)
    listed = problems(cells, ways)
    bad_dates = [i for i, p in enumerate(listed, start=1) if p.reason == "bad_date"]
    if bad_dates and any_row(connection, cells.heard, f"problem IN ({', '.join(map(str, bad_dates))})"):
        dates = Times(connection, settings).settled(cells, dict(ways.dates))
        if dates != ways.dates:
            ways = replace(ways, dates=dates)
            _hear(connection, cells, ways)
    _mend(connection, cells)
    rows, good = one(connection, f"SELECT count(*), count(CASE WHEN problem = 0 THEN 1 END) FROM {cells.heard}")
    if rows > good:
        _point(connection, cells, ways)
    if cells.money:
        codes = connection.execute(f"SELECT DISTINCT f_currency FROM {cells.heard} WHERE f_currency IS NOT NULL").fetchall()
        check_rates(tuple(sorted(c for (c,) in codes)), settings, ways.home_currency)
    return ways, (rows, good)


def _hear(connection: duckdb.DuckDBPyConnection, cells: Cells, ways: Ways) -> None:
    columns = ", ".join([*kept(cells, ways), "problem"])
    connection.execute(f"CREATE OR REPLACE TABLE {cells.heard} AS SELECT {columns} FROM ({judged(cells, ways)})")


def _mend(connection: duckdb.DuckDBPyConnection, cells: Cells) -> None:
    """What whole columns show: dates whose every time is midnight, ids that passed through a float (17850.0)."""
    for f in cells.times:
        timed = f"utc_{f} IS NOT NULL OR local_{f} <> date_trunc('day', local_{f})"
        if not any_row(connection, cells.heard, f"problem = 0 AND ({timed})"):
            connection.execute(f"UPDATE {cells.heard} SET dayonly_{f} = true")
    for f in cells.people:
        other = f"NOT regexp_full_match(f_{f}, '[0-9]+[.]0')"
        if any_row(connection, cells.heard, f"f_{f} IS NOT NULL") and not any_row(connection, cells.heard, other):
            connection.execute(f"UPDATE {cells.heard} SET f_{f} = regexp_replace(f_{f}, '[.]0$', '')")


def _point(connection: duckdb.DuckDBPyConnection, cells: Cells, ways: Ways) -> None:
    """A second, slower pass over one file, which says where its bad rows stand."""
    listed = list(enumerate(problems(cells, ways), start=1))
    columns, values, reasons = (
        " ".join(f"WHEN {i} THEN {sql}" for i, sql in each)
        for each in (
            [(i, literal(p.column)) for i, p in listed],
            [(i, p.value) for i, p in listed],
            [(i, literal(p.reason)) for i, p in listed],
        )
    )
    connection.execute(
        f"INSERT INTO quarantine SELECT source_file, source_record, source_line, CASE problem {columns} END,"
        f" coalesce(left(CASE problem {values} END, 200), ''), CASE problem {reasons} END"
        f" FROM ({judged(cells, ways, cells.scan.located(connection))}) WHERE problem <> 0"
    )


def _put_hours(connection: duckdb.DuckDBPyConnection, files: Sequence[Cells], settings: Settings) -> bool:
    """The table of local days, where local times differ from UTC."""
    times = [f"SELECT local_{f} AS wall FROM {c.heard} WHERE problem = 0" for c in files for f in c.times]
    if settings.time_zone == "UTC" or not times:
        return False
    days = " UNION ALL ".join(times)
    first, last = one(connection, f"SELECT CAST(min(wall) AS DATE), CAST(max(wall) AS DATE) FROM ({days})")
    if first is None:
        return False
    connection.register("hours_arrow", zone_hours(first, last, settings.time_zone))
    connection.execute("CREATE TABLE declared_hours AS SELECT * FROM hours_arrow")
    connection.unregister("hours_arrow")
    return True


def _make(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Cells], ways: dict[int, Ways], origin: Origin, *, zoned: bool
) -> tuple[Noticed, ...]:
    noticed: list[Noticed] = []
    for kind in DECLARED.values():
        mine = [c for c in files if c.kind is kind]
        if not mine:
            continue
        selects = []
        for cells in mine:
            facts = list(items.facts(cells, ways[cells.number], f"told_{cells.number}"))
            shape = "VIEW" if len(facts) == 1 else "TABLE"  # asked once, or for each question or step
            told = items.told(cells, ways[cells.number], zoned=zoned)
            connection.execute(f"CREATE {shape} told_{cells.number} AS {told}")
            selects += facts
        again = make(connection, kind, selects, origin)
        noticed += noticing.of_kind(connection, kind, mine, ways, again)
    return tuple(noticed)


def _said(ways: Ways, cells: Cells) -> Read:
    main = next((f for f in cells.times if cells.constant(f) is None), None)
    return Read(ways.dates[main] if main else DateForm("text"), ways.numbers)
