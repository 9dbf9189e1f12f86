"""A known export as a scan: new columns beside its own, the same places, and sentences that count."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.facts.recognition_exports import EXPORT_FORMS
from regulars.readers.exports.scan import EXPORTS, ExportScan
from tests.readers.exports.shops import file
from tests.readers.opening import HEADER, reading, write


def test_columns_and_places(tmp_path: Path) -> None:
    with reading(write(tmp_path / "items.csv", file("square_items.csv"))) as read:
        scan = read.scan
        assert isinstance(scan, ExportScan)
        assert [c.name for c in scan.columns][:2] == ["Date, Time and Time Zone", "SKU or Item"]
        assert "Employee" in [c.name for c in scan.columns]
        assert len(read.rows()) == 5
        assert [p[1:] for p in read.places()] == [(n, n + 1) for n in range(1, 6)]
        assert scan.sample[0]["Net Sales with Tax"] == "38.88"


def test_a_file_of_orders_is_left_as_it_is(tmp_path: Path) -> None:
    with reading(write(tmp_path / "a.csv", HEADER + "Anna,2024-03-05,12.50\n")) as read:
        assert not isinstance(read.scan, ExportScan)


@pytest.mark.parametrize("export", [e for e in EXPORTS if not e.alone], ids=lambda e: e.name)
def test_every_export_has_a_form_that_says_what_its_columns_mean(export: object) -> None:
    assert getattr(export, "name") in {f.name for f in EXPORT_FORMS}  # noqa: B009


def test_a_packed_export_is_known_too(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "items.csv.gz"
    path.write_bytes(gzip.compress(file("square_items.csv").encode(), mtime=0))
    with reading(path) as read:
        assert isinstance(read.scan, ExportScan)
        assert len(read.rows()) == 5
