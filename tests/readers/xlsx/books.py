"""Workbooks for tests, each written by the test itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook


def book(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    """A workbook with a sheet of rows for each name."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path
