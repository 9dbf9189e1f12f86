"""What a look at a text file finds."""

from __future__ import annotations

from pathlib import Path

from regulars.readers.csv.prepare import PreparedFile, look, table_name
from regulars.readers.files import FoundFile
from tests.readers.opening import HEADER, write


def seen(folder: Path, content: str | bytes) -> PreparedFile:
    return look(FoundFile(write(folder / "a.csv", content), "a.csv"), folder, None)


def test_a_plain_file_is_read_as_it_lies(tmp_path: Path) -> None:
    file = seen(tmp_path, HEADER + "Anna,2024-01-05,3\n")
    assert (file.dirty, file.has_quotes, file.one_line_each, file.packed) == (False, False, True, False)
    assert file.file.path == tmp_path / "a.csv"
    assert "parallel" not in file.reads([file.file.path]), "nothing keeps DuckDB from reading with all its threads"


def test_another_encoding_is_read_from_a_copy(tmp_path: Path) -> None:
    assert seen(tmp_path, (HEADER + "Anna,2024-01-05,3\n").encode("utf-16")).file.path != tmp_path / "a.csv"


def test_what_duckdb_would_read_wrongly_is_dirty(tmp_path: Path) -> None:
    assert seen(tmp_path, HEADER + "An\0na,2024-01-05,3\n").dirty
    assert seen(tmp_path, HEADER + "Anna,2024-01-05,3\r\nBo,2024-01-05,3\n").dirty
    assert seen(tmp_path, '"custo\nmer",date,amount\nAnna,2024-01-05,3\n').dirty


def test_where_many_rows_are_short_a_copy_keeps_memory_small(tmp_path: Path) -> None:
    assert seen(tmp_path, HEADER + "Anna,2024-01-05\n" * 200 + "Bo,2024-01-06,3\n").dirty
    assert not seen(tmp_path, HEADER + "Anna,2024-01-05\n" * 20 + "Bo,2024-01-06,3\n").dirty


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert not seen(tmp_path, HEADER).has_rows
    assert seen(tmp_path, HEADER + "Anna,2024-01-05,3\n").has_rows


def test_files_of_one_layout_can_be_read_together(tmp_path: Path) -> None:
    one, two = seen(tmp_path / "1", HEADER + "Anna,2024-01-05,3\n"), seen(tmp_path / "2", HEADER + "Bo,2024-01-06,4\n")
    assert one.layout == two.layout
    assert one.layout != seen(tmp_path / "3", HEADER + '"Bo",2024-01-06,4\n').layout


def test_no_two_tables_have_one_name() -> None:
    assert table_name("csv") != table_name("csv")
