"""The report as a folder of CSVs."""

from __future__ import annotations

import csv
from io import StringIO

from regulars.interfaces.report import report_tables
from regulars.interfaces.report.tables import tables
from tests.interfaces.report.cafe import told_cafe, told_gym
from tests.interfaces.report.shop import hostile, told


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_every_measure_has_a_file_and_every_file_its_definition() -> None:
    files = tables(told_cafe())
    rows = read(files["definitions.csv"])
    assert {r["file"] for r in rows} - {""} == set(files) - {"definitions.csv", "numbers.csv"}
    assert {r["definition"] for r in rows} >= {"retention_rate/1", "promoter_score/1", "complaint_resolution/1"}
    assert all(r["means"] and r["undefined"] and r["interval"] and r["as_of"] and r["reading"] for r in rows)


def test_a_file_holds_the_measures_whole_table() -> None:
    rows = read(tables(told_gym())["revenue_retention.csv"])
    assert [r["after_minor"] for r in rows] == ["120000", "123000"]
    assert len(read(tables(told())["cohorts.csv"])) == told().results["cohorts"].table.num_rows


def test_a_question_names_its_file_in_plain_letters() -> None:
    assert "satisfaction_b_x_y_b.csv" in tables(told_cafe())


def test_the_five_numbers_are_there_and_nothing_runs_in_a_spreadsheet() -> None:
    files = report_tables(hostile())
    assert [r["name"] for r in read(files["numbers.csv"])][:2] == ["came_back", "still_customers"]
    cells = [cell for text in files.values() for r in read(text) for cell in r.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
