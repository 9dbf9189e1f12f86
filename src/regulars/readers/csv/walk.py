"""A walk through files with quotes before they are read: does DuckDB see in them what stands there?

A quote that never closes swallows what follows, and DuckDB says little of it or nothing. So the lines
must add up: records, rejected ones, the lines before them, and the line breaks inside of values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from regulars.readers.csv.prepare import PreparedFile, table_name
from regulars.readers.csv.reading import identifier, rejects_of
from regulars.readers.csv.survey import count_lines


def walk(files: Sequence[PreparedFile], connection: duckdb.DuckDBPyConnection) -> list[PreparedFile]:
    """Files of one layout, each with ``one_line_each`` and ``dirty`` decided."""
    lines = {str(f.file.path): count_lines(f.file) - f.dialect.skip for f in files}
    alike = [replace(f, one_line_each=True) for f in files]
    told = _adding_up(alike, "0", lines, connection)
    decided = [f for f in alike if f.file in told]
    spanning = [f for f in files if f.file not in {d.file for d in decided}]
    breaks = " + ".join(
        f"coalesce(length({c}) - length(replace({c}, chr(10), '')), 0)" for c in map(identifier, files[0].names)
    )
    whole = _adding_up(spanning, breaks, lines, connection)
    return [*decided, *(replace(f, dirty=f.file not in whole) for f in spanning)]


def _adding_up(
    files: Sequence[PreparedFile], breaks: str, lines: dict[str, int], connection: duckdb.DuckDBPyConnection
) -> set[object]:
    """The files whose lines are all told for. Rejects are, where each is a line of its own."""
    if not files:
        return set()
    name = table_name("walk")
    read = files[0].reads([f.file.path for f in files], rejects=name)
    try:
        found = connection.execute(f"SELECT filename, count(*) + sum({breaks}) FROM {read} GROUP BY filename").fetchall()
    except duckdb.InvalidInputException:
        one_by_one = (_adding_up([f], breaks, lines, connection) for f in files)
        return set().union(*one_by_one) if len(files) > 1 else set()
    told: dict[str, int] = {path: int(n) for path, n in found}
    stumbled: set[str] = set()
    for path, kind in connection.execute(f"SELECT path, error_type FROM ({rejects_of(name)})").fetchall():
        told[path] = told.get(path, 0) + 1
        if breaks != "0" or kind in ("UNQUOTED VALUE", "LINE SIZE OVER MAXIMUM"):
            stumbled.add(path)
    connection.execute(f"DROP TABLE IF EXISTS {name}_errors; DROP TABLE IF EXISTS {name}_scans")
    return {f.file for f in files if told.get(path := str(f.file.path), 0) == lines[path] and path not in stumbled}
