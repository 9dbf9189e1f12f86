"""What was read: a sum that adds up, and each thing set aside with what it changed."""

from __future__ import annotations

from dataclasses import replace

from regulars.facts.intake import Takings
from regulars.interfaces.report.intake import intake_chapter, reading_in_words
from tests.interfaces.report.shop import INTAKE


def test_the_sum_is_the_chapters_sentence() -> None:
    chapter = intake_chapter(INTAKE)
    assert chapter.reading == "110 rows read = 100 used + 6 set aside by policy + 4 quarantined."
    assert chapter.remarks == (
        "18\u202f% of takings in EUR belong to no known customer: what this page says, it says of the rest.",
        "Read from 2024.csv.",
    )


def test_its_figure_tells_policies_takings_and_quarantine() -> None:
    figure = str(intake_chapter(INTAKE).figure)
    for told in (
        "6 rows say test; takings fell by 27.00 EUR",
        "500.00",
        "383.00",
        "the date could not be read",
        "residue in EUR is -0.004",
    ):
        assert told in figure


def test_a_hostile_value_is_shown_and_never_runs() -> None:
    figure = str(intake_chapter(INTAKE).figure)
    assert "<script" not in figure
    assert "record 7, date “&lt;script&gt;alert(1)&lt;/script&gt;”" in figure


def test_the_folders_of_a_file_stay_at_home_and_many_files_are_counted() -> None:
    many = replace(INTAKE, files=tuple(f"C:\\shop\\{i}.csv" for i in range(305)))
    assert intake_chapter(many).remarks[-1] == "Read from 0.csv, 1.csv, 2.csv, 3.csv, 4.csv, 5.csv and 299 more files."
    assert intake_chapter(replace(INTAKE, files=())).remarks[-1] == "Read from memory."


def test_a_log_without_guests_or_dirt_says_little() -> None:
    takings = (Takings("JPY", 50000, 50000, 0, 0, 0),)
    clean = replace(INTAKE, rows_used=110, set_aside=(), quarantined=(), noticed=(), takings=takings, recognised={})
    chapter = intake_chapter(clean)
    assert chapter.remarks == ("Read from 2024.csv.",)
    assert "Quarantine" not in str(chapter.figure)
    assert "50,000" in str(chapter.figure), "a yen has no cents"


def test_the_same_in_plain_lines() -> None:
    assert reading_in_words(replace(INTAKE, skipped=("2023.csv: it is a picture",))) == [
        "110 rows read = 100 used + 6 set aside by policy + 4 quarantined.",
        "6 rows say test; takings fell by 27.00 EUR.",
        "The date could not be read.",
        "Rows that name no customer: in the takings, in no rate.",
        "Could not be read: 2023.csv: it is a picture.",
        "Takings in EUR: 500.00 EUR; compare this with your books.",
    ]
