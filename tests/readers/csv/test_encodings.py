"""Encodings: marked, given or chosen; and the copy in UTF-8."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.errors import UsageError
from regulars.readers.csv.encodings import given_encoding, marked_encoding, surveyed_encoding, utf8_copy
from regulars.readers.csv.survey import Survey
from regulars.readers.files import FoundFile
from tests.readers.opening import HEADER, reading, write

TEXT = "customer;date;amount\nŠarūnas;2024-01-05;3,50\nRūta;2024-01-06;4,10\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1257"])
def test_the_encoding_need_not_be_named(tmp_path: Path, encoding: str) -> None:
    with reading(write(tmp_path / "a.csv", TEXT.encode(encoding))) as read:
        assert sorted(read.rows()) == [("Rūta", "2024-01-06", "4,10"), ("Šarūnas", "2024-01-05", "3,50")]
        assert read.places() == [("Šarūnas", 1, 2), ("Rūta", 2, 3)]


def test_a_choice_is_noted_and_can_be_overruled(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", TEXT.encode("windows-1257"))
    with reading(path) as read:
        assert read.opened.notes == (
            f"{path}: read as Windows-1257 (its letters fit Lithuanian); give --encoding if that is wrong",
        )
    with reading(path, encoding="windows-1250") as read:
        assert {r[0] for r in read.rows()} == {"Đarűnas", "Rűta"}


def test_an_encoding_that_python_does_not_know() -> None:
    with pytest.raises(UsageError, match="Encoding is 'latvian'") as caught:
        given_encoding("latvian")
    assert "windows-1257" in str(caught.value)
    with pytest.raises(UsageError):
        given_encoding("base64")


def test_zeros_show_utf16_and_their_place_its_order() -> None:
    little, big = marked_encoding("customer".encode("utf-16-le")), marked_encoding("customer".encode("utf-16-be"))
    assert (little and little.name, big and big.name) == ("utf-16-le", "utf-16-be")
    assert marked_encoding(b"customer") is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_persian_or_russian_file_in_utf16_without_a_mark_is_read(tmp_path: Path, encoding: str) -> None:
    """Fewer than two in five letters are Latin, so few bytes are zeros; all of them in one half."""
    rows = "".join(f"Иванова Мария Александровна {n},январь {n},{n}\n" for n in range(1, 9))
    with reading(write(tmp_path / "a.csv", f"Покупатель,Дата,Сумма\n{rows}".encode(encoding))) as read:
        assert len(read.rows()) == 8
        assert read.rejected() == []


def test_a_nul_or_two_make_no_utf16() -> None:
    assert marked_encoding("Покупатель,Дата\nИв\0анова,5\n".encode()) is None


def test_surveyed_bytes_are_utf8_or_a_code_page() -> None:
    assert surveyed_encoding(Survey(letters_beyond_ascii=3, broken_letters=1)).is_utf8
    assert surveyed_encoding(Survey(broken_letters=1, words=["Kėdainių".encode("cp1257")])).name == "windows-1257"


def test_half_a_character_at_the_end_is_rejected_not_lost(tmp_path: Path) -> None:
    content = (HEADER + "Anna,2024-01-05,3\nBo,2024-01-06,4").encode("utf-16") + b"\x35"
    with reading(write(tmp_path / "a.csv", content)) as read:
        assert [r[0] for r in read.rows()] == ["Anna"]
        assert read.rejected() == [(2, 3, "not_text")]


def test_the_copy_keeps_its_name_for_people(tmp_path: Path) -> None:
    copy = utf8_copy(FoundFile(write(tmp_path / "a.csv", "ė".encode("cp1257")), "orders.csv"), "cp1257", tmp_path / "copy")
    assert (copy.shown, copy.path.read_text(encoding="utf-8")) == ("orders.csv", "ė")
