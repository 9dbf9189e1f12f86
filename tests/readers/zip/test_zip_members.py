"""An archive is read as the folder that it was: in order, without what is no table, within bounds."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from regulars.errors import BrokenFile, EnvironmentFault, NotATable
from regulars.readers.files import FoundFile
from regulars.readers.zip import bounds, members
from tests.readers.opening import HEADER, reading, write

ROW = "Anna,2024-03-05,12.50\n"


def packed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_files_in_folders_are_read_and_shown_by_their_place(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "export.zip",
        **{"2024/orders.csv": HEADER + ROW, "2023/orders.csv": HEADER + ROW * 2, "__MACOSX/x.csv": "x", "read.me": "hello",
           "inner.zip": "PK", ".hidden.csv": "x", "empty.csv": ""},
    )  # fmt: skip
    with reading(path) as read:
        assert read.scan.files == (f"{path}/2023/orders.csv", f"{path}/2024/orders.csv")
        assert len(read.rows()) == 3
        assert sorted(read.opened.notes) == [
            f"{path}/inner.zip was passed by, it is no file of rows by its name",
            f"{path}/read.me was passed by, it is no file of rows by its name",
        ]


def test_names_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    path = packed(tmp_path / "export.zip", **{"../../orders.csv": HEADER + ROW})
    with pytest.raises(NotATable):
        list(members.members(FoundFile(path, "export.zip"), tmp_path, []))
    path = packed(tmp_path / "rooted.zip", **{"/orders.csv": HEADER + ROW})
    (member,) = members.members(FoundFile(path, "rooted.zip"), tmp_path, [])
    assert member.path.parent == tmp_path


def test_an_archive_that_lies_about_its_sizes_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "bomb.zip", **{"orders.csv": HEADER + ROW * 10_000})
    monkeypatch.setattr(bounds, "ALWAYS_FINE", 100)
    monkeypatch.setattr(bounds, "TIMES_PACKED", 2)
    with zipfile.ZipFile(path) as archive:
        true_size = archive.infolist()[0].file_size
    lying = path.read_bytes().replace(struct.pack("<I", true_size), struct.pack("<I", 50))
    with pytest.raises(BrokenFile), reading(write(path, lying)):
        pass
    assert not [f for f in tmp_path.rglob("*.csv") if f.stat().st_size > 1000]


def test_a_bomb_is_refused_and_the_other_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "ALWAYS_FINE", 1000)
    bomb = packed(tmp_path / "bomb.zip", **{"orders.csv": "0" * 10_000_000})
    good = packed(tmp_path / "good.zip", **{"orders.csv": HEADER + ROW})
    with reading(bomb, good, keep_going=True) as read:
        assert len(read.rows()) == 1
        assert "unpacks to more than" in read.opened.broken[0].reason


def test_a_broken_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "export.zip", **{"a.csv": "no table", "b.csv": HEADER + ROW})
    with reading(path, keep_going=True) as read:
        assert len(read.rows()) == 1
        assert read.opened.broken[0].file == f"{path}/a.csv"


def test_an_archive_that_breaks_off(tmp_path: Path) -> None:
    whole = packed(tmp_path / "export.zip", **{"orders.csv": HEADER + ROW * 1000}).read_bytes()
    with (
        pytest.raises(BrokenFile, match="is a zip archive that breaks off or is damaged"),
        reading(write(tmp_path / "half.zip", whole[: len(whole) // 2])),
    ):
        pass


def test_an_archive_without_tables(tmp_path: Path) -> None:
    with (
        pytest.raises(NotATable, match="There is no file of rows in"),
        reading(packed(tmp_path / "a.zip", **{"read.me": "hi"})),
    ):
        pass


def test_an_archive_with_a_password(tmp_path: Path) -> None:
    path = packed(tmp_path / "export.zip", **{"orders.csv": HEADER + ROW})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    with pytest.raises(BrokenFile, match=r"orders\.csv is locked with a password"), reading(write(path, bytes(content))):
        pass


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "export.zip", **{"orders.csv": HEADER + ROW})

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(EnvironmentFault, match="the disk is full"):
        list(members.members(FoundFile(path, "export.zip"), tmp_path, []))
