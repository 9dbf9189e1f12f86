"""DuckDB's own CSV reader, told everything: nothing is sniffed, every column is text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def path_literal(path: Path) -> str:
    """A path as an SQL literal that stands for this one file: DuckDB would take * ? [ for a pattern."""
    return literal(re.sub(r"([*?\[])", r"[\1]", str(path)))


def identifier(name: str) -> str:
    """A column's or table's name, quoted."""
    return '"' + name.replace('"', '""') + '"'


def read_csv(
    files: Sequence[Path],
    columns: Mapping[str, str],
    *,
    delimiter: str = ",",
    quote: str = '"',
    skip: int = 0,
    packed: bool = False,
    parallel: bool = True,
    rejects: str = "",
) -> str:
    """The call that reads files of one layout. ``rejects`` names the tables that take what is no row.

    Where it is empty what is no row is passed over: it was told of before.
    """
    listed = ", ".join(path_literal(f) for f in files)
    typed = ", ".join(f"{literal(name)}: '{kind}'" for name, kind in columns.items())
    options = {
        "auto_detect": "false",
        "header": "false",
        "skip": str(skip),
        "delim": literal(delimiter),
        "quote": literal(quote),
        "escape": literal(quote),
        "nullstr": "''",
        "compression": "'gzip'" if packed else "'none'",
        "columns": "{" + typed + "}",
        **({"parallel": "false"} if not parallel else {}),
        **_rejecting(rejects),
    }
    return f"read_csv([{listed}], " + ", ".join(f"{k}={v}" for k, v in options.items()) + ")"


def _rejecting(name: str) -> dict[str, str]:
    if not name:
        return {"ignore_errors": "true"}
    return {"store_rejects": "true", "rejects_table": literal(f"{name}_errors"), "rejects_scan": literal(f"{name}_scans")}


def rejects_of(name: str) -> str:
    """A query of distinct rejected records: path, line (blank lines counted), value, reason."""
    return f"""
        SELECT s.file_path AS path, e.line AS line, arg_min(e.error_type::VARCHAR, e.byte_position) AS error_type,
            ltrim(substr(any_value(e.csv_line), 1, 200), chr(10) || chr(13)) AS value
        FROM {identifier(name + "_errors")} AS e
        JOIN {identifier(name + "_scans")} AS s ON s.scan_id = e.scan_id AND s.file_id = e.file_id
        GROUP BY ALL"""
