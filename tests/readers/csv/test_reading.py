"""The call of DuckDB's reader says everything itself."""

from __future__ import annotations

from pathlib import Path

from regulars.readers.csv.reading import identifier, literal, path_literal, read_csv, rejects_of


def test_nothing_is_sniffed_and_all_is_text() -> None:
    call = read_csv([Path("a.csv")], {"customer": "VARCHAR"}, skip=1, rejects="r")
    assert call.startswith("read_csv(['a.csv'], auto_detect=false, header=false, skip=1")
    assert "columns={'customer': 'VARCHAR'}" in call
    assert "rejects_table='r_errors'" in call
    assert "parallel" not in call


def test_without_a_table_for_rejects_they_are_passed_over() -> None:
    assert "ignore_errors=true" in read_csv([Path("a.csv")], {"a": "VARCHAR"}, parallel=False)


def test_a_path_is_no_pattern() -> None:
    assert path_literal(Path("a*b[1]?.csv")) == "'a[*]b[[]1][?].csv'"


def test_names_and_texts_are_quoted() -> None:
    assert (literal("O'Neill"), identifier('a"b')) == ("'O''Neill'", '"a""b"')
    assert '"r_errors"' in rejects_of("r")
