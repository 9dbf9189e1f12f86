"""Files that were cut or scratched: whatever is left of them is read or refused in our words, never a traceback."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from regulars.errors import InputError
from tests.examples import at_most
from tests.readers.opening import HEADER, reading


def workbook() -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["Customer", "Date", "Amount"], *(["Anna", datetime(2024, 3, n), 12.5] for n in range(1, 29))):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("orders.csv", HEADER + "Anna,2024-03-05,12.50\n" * 50)
    return out.getvalue()


def objects() -> bytes:
    return json.dumps([{"customer": "Anna", "date": "2024-03-05", "amount": 12.5, "lines": [{"sku": "T"}]}] * 20).encode()


def lines() -> bytes:
    return b'{"customer": "Anna", "date": "2024-03-05", "amount": 12.5}\n' * 20


@pytest.mark.parametrize("whole", [workbook(), archive(), objects(), lines()], ids=["xlsx", "zip", "array", "lines"])
@settings(max_examples=at_most(20))
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(whole: bytes, data: st.DataObject) -> None:
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.sampled_from([len(content), len(content), data.draw(st.integers(1, len(content)))]))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders"
        path.write_bytes(content)
        said = _refusal(path)
    assert not said or "What to do" in said


def _counted(path: Path) -> None:
    with reading(path) as read:
        for scan in read.opened.scans:
            read.connection.sql(f"SELECT count(*) FROM {scan.relation}").fetchall()
            read.connection.sql(f"SELECT count(*) FROM {scan.rejected(read.connection)}").fetchall()


def _refusal(path: Path) -> str:
    """Why a file is not read, in our words; nothing where it is read, or breaks only while DuckDB reads its rows."""
    try:
        _counted(path)
    except InputError as e:
        return str(e)
    except duckdb.InvalidInputException:
        return ""
    return ""
