"""The report from the command line: to a file by its name, to a folder of tables, or printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.interfaces.cli.running import run

ORDERS = "customer,date,amount\nAnna,2024-01-01,12.00\nBen,2024-01-09,8.50\nAnna,2024-02-11,20.00\nBen,2024-03-01,9.00\n"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS)
    return path


def test_markdown_by_the_files_name(orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", str(orders), "-o", str(tmp_path / "report.md")]) == 0
    assert (tmp_path / "report.md").read_text(encoding="utf-8").startswith("# orders.csv\n")
    assert "The report is in" in capsys.readouterr().out


def test_a_folder_of_tables_leaves_what_else_is_in_it(orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    assert run(["report", str(orders), "--format", "csv", "-o", str(folder)]) == 0
    names = {p.name for p in folder.iterdir()}
    assert {"definitions.csv", "numbers.csv", "retention.csv", "mine.txt"} <= names
    assert (folder / "retention.csv").read_bytes().startswith(b"\xef\xbb\xbfgroup,starts,")
    assert "definitions.csv says what each means" in capsys.readouterr().out


def test_ones_own_assumptions_are_read_before_anything_is_written(
    orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, page = tmp_path / "ours.yaml", tmp_path / "report.md"
    own.write_text("minimum_answers: 5\n")
    for form in (["-o", str(page)], ["--format", "csv", "-o", str(tmp_path / "tables")]):
        assert run(["report", str(orders), *form, "--assumptions", str(own)]) == 2
        assert "minimum_answers of 20 or more" in capsys.readouterr().err
    assert not page.exists()
    assert run(["report", str(orders), "-o", str(page), "--assumptions", str(tmp_path / "none.yaml")]) != 0
    assert "no such file" in capsys.readouterr().err.lower()


def test_a_name_that_says_nothing_of_its_format_is_refused(orders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", str(orders), "-o", str(orders.with_suffix(".pdf"))]) == 2
    assert "a name that ends in .html, .htm, .json" in capsys.readouterr().err
    assert not orders.with_suffix(".pdf").exists()


def test_tables_need_a_folder(orders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", str(orders), "--format", "csv"]) == 2
    assert "no folder is given" in capsys.readouterr().err
    assert run(["report", str(orders), "--format", "csv", "-o", str(orders)]) == 2
    assert "orders.csv is a file" in capsys.readouterr().err
