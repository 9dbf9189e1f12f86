"""The bytes of a file, unpacked if need be; the world's failures as our errors."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from regulars.errors import BrokenFile, EnvironmentFault
from regulars.readers.files import BLOCK, FoundFile, blocks, first_bytes, is_packed
from tests.readers.opening import write


def test_bytes_come_block_by_block_packed_or_not(tmp_path: Path) -> None:
    content = os.urandom(BLOCK + 5)
    for name, written in (("plain", content), ("packed", gzip.compress(content))):
        file = FoundFile(write(tmp_path / name, written), name)
        assert b"".join(blocks(file)) == content
        assert first_bytes(file, 3) == content[:3]
        assert is_packed(file) == (name == "packed")


@pytest.mark.parametrize("damage", [slice(None, -9), slice(None, 40)])
def test_a_gzip_file_that_breaks_off(tmp_path: Path, damage: slice) -> None:
    file = FoundFile(write(tmp_path / "a.csv.gz", gzip.compress(os.urandom(5000))[damage]), "a.csv.gz")
    with pytest.raises(BrokenFile, match=r"a\.csv\.gz is a gzip file that breaks off or is damaged") as caught:
        list(blocks(file))
    assert "--keep-going reads the other files" in str(caught.value)


def test_a_gzip_file_with_a_wrong_checksum(tmp_path: Path) -> None:
    packed = gzip.compress(b"customer,date\n" * 100)
    with pytest.raises(BrokenFile):
        list(blocks(FoundFile(write(tmp_path / "a.csv.gz", packed[:-8] + bytes(8)), "a.csv.gz")))


def test_no_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(EnvironmentFault, match="No permission to read orders"):
        list(blocks(FoundFile(tmp_path / "orders.csv", "orders.csv")))


def test_a_file_that_went_away_is_the_worlds_fault(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="could not be read: No such file"):
        list(blocks(FoundFile(tmp_path / "gone.csv", "gone.csv")))
