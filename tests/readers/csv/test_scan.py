"""Rows, rejects and places of text files: each record ends up in exactly one of two lists."""

from __future__ import annotations

import csv
import gzip
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import at_most
from tests.readers.opening import HEADER, reading, write


def test_short_and_long_rows_are_rejected_with_record_and_line(tmp_path: Path) -> None:
    text = HEADER + "Anna,2024-01-01,10\nBo,2024-01-02\n\nCy,2024-01-03,3,4\nDia,2024-01-04,5\n\n\nEva,2024-01-05,6\n\n"
    with reading(write(tmp_path / "a.csv", text)) as read:
        assert [r[0] for r in sorted(read.rows())] == ["Anna", "Dia", "Eva"]
        assert read.rejected() == [(2, 3, "too_few_fields"), (3, 5, "too_many_fields")]
        assert read.places() == [("Anna", 1, 2), ("Dia", 4, 6), ("Eva", 5, 9)]


def test_a_rejected_record_shows_its_text_and_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", HEADER + "Anna,2024-01-01,10\n\nBo,2024-01-02\n")
    with reading(path) as read:
        read.rows()
        found = read.connection.sql(f"SELECT file, column_name, value FROM {read.scan.rejected(read.connection)}").fetchall()
    assert found == [(str(path), "", "Bo,2024-01-02")]


def test_a_quote_that_never_closes_costs_its_own_line_only(tmp_path: Path) -> None:
    text = HEADER + 'Anna,2024-01-01,"1,0"\nBo,"2024-01-02\nCy,2024-01-03,3\n"Dia",2024-01-04,5\n'
    with reading(write(tmp_path / "a.csv", text)) as read:
        assert [r[0] for r in sorted(read.rows())] == ["Anna", "Cy", "Dia"]
        assert read.rejected() == [(2, 3, "broken_quote")]
        assert read.places() == [("Anna", 1, 2), ("Cy", 3, 4), ("Dia", 4, 5)]


def test_a_broken_quote_in_a_big_file_swallows_nothing(tmp_path: Path) -> None:
    rows = "Anna,2024-01-01,10\n" * 20_000
    with reading(write(tmp_path / "a.csv", HEADER + rows + 'Bo,"2024-01-02,5\n' + rows)) as read:
        assert len(read.rows()) == 40_000
        assert read.rejected() == [(20_001, 20_002, "broken_quote")]


def test_quoted_line_breaks_belong_to_the_value(tmp_path: Path) -> None:
    with reading(
        write(tmp_path / "a.csv", HEADER + 'Anna,2024-01-01,"1\n0"\r\n'.replace("\r", "") + "Bo,2024-01-02,3\n")
    ) as read:
        assert sorted(read.rows()) == [("Anna", "2024-01-01", "1\n0"), ("Bo", "2024-01-02", "3")]
        assert read.places() == [("Anna", 1, None), ("Bo", 2, None)], "the line is not known, the record is"


def test_with_quoted_line_breaks_and_rejects_the_line_is_still_told(tmp_path: Path) -> None:
    text = HEADER + 'Anna,2024-01-01,"1\n0"\nBo,2024-01-02,3,3,3\nCy,2024-01-03,5\n'
    with reading(write(tmp_path / "a.csv", text)) as read:
        assert read.rejected() == [(2, 4, "too_many_fields")]
        assert read.places() == [("Anna", 1, 2), ("Cy", 3, 5)]


def test_bytes_that_are_no_text_are_rejected(tmp_path: Path) -> None:
    content = (HEADER + "Änne,2024-01-01,10\nBö,2024-01-02,2\n").encode() + b"C\xff,2024-01-03,4\nD\0,2024-01-04,5\n"
    with reading(write(tmp_path / "a.csv", content)) as read:
        assert sorted(r[0] for r in read.rows()) == ["Bö", "Änne"]
        assert read.rejected() == [(3, 4, "not_text"), (4, 5, "nul_byte")]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(tmp_path: Path, ends: str) -> None:
    text = (HEADER + "Anna,2024-01-01,10\nBo,2024-01-02,3\n").replace("\n", ends)
    with reading(write(tmp_path / "a.csv", text)) as read:
        assert read.places() == [("Anna", 1, 2), ("Bo", 2, 3)]
        assert read.rejected() == []


def test_mixed_line_ends_are_read(tmp_path: Path) -> None:
    with reading(write(tmp_path / "a.csv", HEADER + "Anna,2024-01-01,10\r\nBo,2024-01-02,3\nCy,2024-01-03,4\r\n")) as read:
        assert read.places() == [("Anna", 1, 2), ("Bo", 2, 3), ("Cy", 3, 4)]


def test_a_record_longer_than_a_record_can_be_is_rejected(tmp_path: Path) -> None:
    text = HEADER + "Anna,2024-01-01,10\nBo," + "x" * 3_000_000 + ",3\nCy,2024-01-03,4\n"
    with reading(write(tmp_path / "a.csv", text)) as read:
        assert sorted(r[0] for r in read.rows()) == ["Anna", "Cy"]
        assert read.rejected() == [(2, 3, "record_too_long")]


def test_a_delimiter_at_every_line_end_is_no_column(tmp_path: Path) -> None:
    with reading(write(tmp_path / "a.csv", "customer;date;amount;\nAnna;2024-01-01;1,5;\nBo;2024-01-02;2;\n")) as read:
        assert [c.name for c in read.scan.columns] == ["customer", "date", "amount"]
        assert len(read.rows()) == 2


def test_gzip_is_read_as_it_is(tmp_path: Path) -> None:
    with reading(
        write(tmp_path / "a.csv.gz", gzip.compress((HEADER + "Anna,2024-01-01,10\nBo,2024-01-02\n").encode()))
    ) as read:
        assert read.rows() == [("Anna", "2024-01-01", "10")]
        assert read.rejected() == [(2, 3, "too_few_fields")]


def test_files_of_one_form_are_one_scan_in_whatever_column_order(tmp_path: Path) -> None:
    write(tmp_path / "1.csv", HEADER + "Anna,2024-01-01,10\n")
    write(tmp_path / "2.csv", "Date;AMOUNT;customer\n2024-01-02;11;Bo\nx\n")
    write(tmp_path / "3.csv.gz", gzip.compress((HEADER + 'Cy,2024-01-03,"12"\n').encode()))
    with reading(tmp_path) as read:
        assert sorted(read.rows()) == [("Anna", "2024-01-01", "10"), ("Bo", "2024-01-02", "11"), ("Cy", "2024-01-03", "12")]
        assert read.rejected() == [(2, 3, "too_few_fields")]
        assert sorted(read.places()) == [("Anna", 1, 2), ("Bo", 1, 2), ("Cy", 1, 2)]


def test_reading_twice_does_not_reject_twice(tmp_path: Path) -> None:
    with reading(write(tmp_path / "a.csv", HEADER + "Anna,2024-01-01,10\nBo,2024-01-02\n")) as read:
        assert read.rejected() == read.rejected() == [(2, 3, "too_few_fields")]


def test_places_and_rejects_of_many_rows(tmp_path: Path) -> None:
    """Every seventh of 30,000 records is short, every ninth line is blank: all stay where they are."""
    lines = ["customer,date,amount"]
    expected_rows: list[tuple[str, int, int]] = []
    expected_rejects: list[tuple[int, int, str]] = []
    record = 0
    for n in range(1, 30_001):
        if n % 9 == 0:
            lines.append("")
            continue
        record += 1
        if n % 7 == 0:
            lines.append(f"C{n},2024-01-01")
            expected_rejects.append((record, n + 1, "too_few_fields"))
        else:
            lines.append(f"C{n},2024-01-01,{n}")
            expected_rows.append((f"C{n}", record, n + 1))
    with reading(write(tmp_path / "a.csv", "\n".join(lines))) as read:
        assert read.rejected() == expected_rejects
        assert read.places() == expected_rows


# What may stand in a field: all of Unicode but halves of pairs and NUL, or a code page's letters.
_ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
_BALTIC = st.text(st.sampled_from("ąčęėįšųūžŠŽabc ,;|\t'\"\n„“–€"), max_size=12)
Layout = dict[str, Any]
_DIALECTS = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t|"),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
        "lineterminator": st.sampled_from(["\n", "\r\n"]),
    }
)


@settings(max_examples=at_most(40))
@given(
    notes=st.lists(_ANY, min_size=1, max_size=8),
    dialect=_DIALECTS,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    packed=st.booleans(),
)
def test_any_table_written_in_any_way_comes_back(notes: list[str], dialect: Layout, encoding: str, packed: bool) -> None:
    _comes_back(notes, dialect, encoding, packed, None)


@settings(max_examples=at_most(20))
@given(notes=st.lists(_BALTIC, min_size=1, max_size=8), dialect=_DIALECTS)
def test_a_named_code_page_comes_back(notes: list[str], dialect: Layout) -> None:
    _comes_back(notes, dialect, "windows-1257", False, "windows-1257")


def _comes_back(notes: list[str], dialect: Layout, encoding: str, packed: bool, named: str | None) -> None:
    rows = [(f"C{n}", f"2024-01-{n + 1:02}", note, f"{n}.50") for n, note in enumerate(notes)]
    if any("\r" in n for n in notes):  # by itself Python's writer leaves a lone carriage return bare
        dialect = dialect | {"quoting": csv.QUOTE_ALL}
    text = io.StringIO(newline="")
    csv.writer(text, **dialect).writerows([("customer", "date", "note", "amount"), *rows])
    content = text.getvalue().encode(encoding)
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "a.csv", gzip.compress(content) if packed else content)
        with reading(path, encoding=named) as read:
            assert sorted(read.rows()) == [(c, d, note or None, a) for c, d, note, a in rows]
            assert read.rejected() == []
            assert [p[:2] for p in read.places()] == [(f"C{n}", n + 1) for n in range(len(rows))]


def test_a_first_record_longer_than_what_is_looked_at_first(tmp_path: Path) -> None:
    rows = "customer,date,amount,note\nAnna,2024-01-05,1," + "x" * 300_000 + "\nBo,2024-01-06,2,y\n"
    with reading(write(tmp_path / "a.csv", rows)) as read:
        assert [r[0] for r in read.rows()] == ["Anna", "Bo"]
