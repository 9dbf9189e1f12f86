"""A café with a till, a survey and a list of complaints: what its workspace says, and what importing again changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.facts.query import Query
from regulars.measures.complaints import complaints
from regulars.measures.promoters import promoters
from regulars.wiring.reading import inspect
from regulars.wiring.shop import Workspace, init

ORDERS = """receipt,customer,date,amount
1,Ana,2024-03-01,4.50
2,Ana,2024-03-08,4.50
3,Ben,2024-03-02,9.00
4,,2024-03-03,3.00
"""
SURVEY = """Response ID,Customer ID,Submitted at,How likely are you to recommend us?,Coffee (1-5),Why?
F1,Ana,2024-03-09 10:00,10,5,Warm people
F2,Ben,2024-03-09 11:00,4,2,Cold soup. Call 0151 2345 6789
F3,,2024-03-10 09:00,9,9,Music
F4,Zoe,2024-03-10 09:30,8,4,
"""
COMPLAINTS = """Case,Customer ID,Created at,Resolved at,Category
K1,Ben,2024-03-02 12:30,2024-03-04 12:00,cold food
K2,Ana,2024-03-08 08:10,,slow
"""


@pytest.fixture
def cafe(tmp_path: Path) -> Workspace:
    for name, text in (("orders", ORDERS), ("survey", SURVEY), ("complaints", COMPLAINTS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    made = init(tmp_path / "cafe", currency="EUR", time_zone="Europe/Vilnius", minimum_n=1)
    made.import_(*(str(tmp_path / f"{name}.csv") for name in ("orders", "survey", "complaints")))
    return made


def test_three_files_are_read_in_one_import_and_the_sum_holds(cafe: Workspace) -> None:
    first = cafe.imports()[0]
    assert first.intake.sentence() == "10 rows read = 9 used + 0 set aside by policy + 1 quarantined"
    assert {k: c.new for k, c in first.counts.items()} == {"purchases": 4, "answers": 8, "complaints": 3}
    assert [(r["column_name"], r["value"], r["reason"]) for r in cafe.quarantine().to_pylist()] == [
        ("Coffee (1-5)", "9", "off_scale"),
    ]


def test_answers_of_people_who_never_bought_are_kept_and_counted(cafe: Workspace) -> None:
    (row,) = promoters(cafe.facts()).table.to_pylist()
    assert (row["people"], row["promoters"], row["passives"], row["detractors"]) == (3, 1, 1, 1)


def test_a_complaint_is_as_old_as_its_steps_say(cafe: Workspace) -> None:
    table = complaints(cafe.facts()).table.to_pylist()
    assert [(r["within_days"], r["resolved"]) for r in table if r["resolved"]] == [(2, 1)]


def test_importing_again_adds_nothing_and_a_changed_answer_is_a_new_version(cafe: Workspace) -> None:
    folder = cafe.folder.path.parent
    cafe.import_(*(str(folder / f"{name}.csv") for name in ("orders", "survey", "complaints")))
    assert all(c.new == c.changed == 0 for c in cafe.imports()[-1].counts.values())
    (folder / "later.csv").write_text(SURVEY.replace("11:00,4,2,", "11:00,9,2,"), encoding="utf-8")
    cafe.import_(str(folder / "later.csv"))
    assert (cafe.imports()[-1].counts["answers"].new, cafe.imports()[-1].counts["answers"].changed) == (0, 1)
    (row,) = promoters(cafe.facts()).table.to_pylist()
    assert (row["promoters"], row["detractors"]) == (2, 0)
    then = cafe.facts(recorded_by=cafe.imports()[0].recorded_at)
    assert promoters(then).table.to_pylist()[0]["detractors"] == 1


def test_a_complaint_resolved_later_is_one_step_more(cafe: Workspace) -> None:
    folder = cafe.folder.path.parent
    (folder / "later.csv").write_text(COMPLAINTS.replace("08:10,,", "08:10,2024-03-11 09:00,"), encoding="utf-8")
    cafe.import_(str(folder / "later.csv"))
    counts = cafe.imports()[-1].counts["complaints"]
    assert (counts.new, counts.unchanged, counts.changed) == (1, 3, 0)


def test_an_inspection_shows_kinds_questions_and_what_holds_for_every_row(cafe: Workspace) -> None:
    seen = inspect(str(cafe.folder.path.parent / "survey.csv"))
    (form,) = seen.forms
    assert (form.kind, form.how_sure) == ("answers", "recognised")
    assert form.questions == ("How likely are you to recommend us?", "Coffee (1-5)", "Why?")
    assert form.constants == ("survey = survey",)
    assert seen.problem == ""


def test_what_people_wrote_is_kept_without_their_numbers(cafe: Workspace) -> None:
    asked = Query("texts", "What was written.", {"duckdb": "SELECT text FROM answers WHERE text IS NOT NULL"})
    texts = cafe.facts().engine.run(asked)
    assert "Cold soup. Call [phone]" in texts.column("text").to_pylist()
